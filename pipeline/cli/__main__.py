"""`python -m pipeline.cli`: the command line without an installed script."""

import sys

from pipeline.cli import main

sys.exit(main())
