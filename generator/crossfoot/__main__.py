"""`python -m crossfoot`."""

import sys

from crossfoot.cli.main import run

sys.exit(run())
