"""What the commands share."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TypeAlias

# The type of what `add_subparsers` gives; argparse has no public name for it.
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def shown(text: str) -> str:
    """Give a message of several lines without signs that move a terminal's cursor."""
    from pipeline.run.inputs.selection import displayed

    return "\n".join(map(displayed, text.splitlines()))


def tell(text: str) -> None:
    """Print on standard error; where that does not work, the exit code tells."""
    from pipeline.run.batch.progress import say

    say(text, sys.stderr)


def add_patterns(parser: argparse.ArgumentParser) -> None:
    """Add the option that names another folder of forms."""
    from pipeline.run.settings import PATTERNS

    told = "thư mục biểu mẫu khác | another folder of forms"
    parser.add_argument("--patterns", type=Path, default=PATTERNS, metavar="DIR", help=told)
