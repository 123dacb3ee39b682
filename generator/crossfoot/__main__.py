"""`python -m crossfoot`."""

import sys

from crossfoot.cli import run

sys.exit(run())
