"""Start of the bridge: ``python <this folder> PIPE PROFILE``.

The folder is run as a program by a Python that does not know the package around
it, so its parent is put last on the path (nothing there can hide the standard
library) and the server is imported under the folder's own name.
"""

from __future__ import annotations

import importlib
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))

if __name__ == "__main__":
    sys.path.remove(sys.path[0])
    sys.path.append(os.path.dirname(HERE))
    server = importlib.import_module(os.path.basename(HERE) + ".server")
    sys.exit(server.main(sys.argv[1:]))
