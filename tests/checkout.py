"""Where the repository is: tests that read its documents or its sources look here.

``make test`` runs the tests on the installed wheel, from a copy outside the checkout, and says where
the checkout is.
"""

from __future__ import annotations

import os
from pathlib import Path

#: Names the checkout in a run on the installed wheel.
VARIABLE = "KPI_DESKTOP_CHECKOUT"
ON_THE_WHEEL = VARIABLE in os.environ
ROOT = Path(os.environ.get(VARIABLE) or Path(__file__).parents[1])
