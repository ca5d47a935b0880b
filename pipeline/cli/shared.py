"""What the commands share."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from pipeline.run.work import Outcome

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


def tell_outcome(outcome: Outcome, talk: str = "usual") -> int:
    """Say what a run came to; give its exit code."""
    from pipeline.run.batch.progress import Talk, say
    from pipeline.write.summary import summary_text

    for problem in outcome.problems:
        say(f"solieu: {shown(str(problem))}\n", sys.stderr)
    if talk == Talk.JSON:
        for note in outcome.notes:
            told = {"event": "note", "text": note}
            say(json.dumps(told, ensure_ascii=False) + "\n", sys.stdout)
        ended = {"event": "end", "exit_code": outcome.exit_code, "unchanged": outcome.unchanged}
        say(json.dumps(ended) + "\n", sys.stdout)
        return outcome.exit_code
    if talk == Talk.QUIET:
        for note in outcome.refused:  # what a person typed is never lost in silence
            say(f"solieu: {shown(note)}\n", sys.stderr)
        return outcome.exit_code
    text = outcome.summary or summary_text(
        outcome.reports, outcome.unchanged, outcome.left, outcome.notes
    )
    say(text, sys.stdout)
    return outcome.exit_code


def add_patterns(parser: argparse.ArgumentParser) -> None:
    """Add the option that names another folder of forms."""
    from pipeline.run.settings import PATTERNS

    told = "thư mục biểu mẫu khác | another folder of forms"
    parser.add_argument("--patterns", type=Path, default=PATTERNS, metavar="DIR", help=told)
