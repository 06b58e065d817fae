"""Tests of the launcher, on an invisible screen."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
