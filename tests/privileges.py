"""Running a program to which file permissions apply, even when the tests run as root."""

import os

#: Put before a command: root keeps its name but loses the right to pass over permissions.
UNPRIVILEGED = (
    ["setpriv", "--bounding-set", "-dac_override,-dac_read_search", "--"]
    if hasattr(os, "geteuid") and os.geteuid() == 0
    else []
)
