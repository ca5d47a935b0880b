"""`solieu doctor`."""

from __future__ import annotations

import argparse

from pipeline.cli.shared import Commands, shown


def add_doctor(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("doctor", help="máy này thiếu gì | what this machine lacks")
    parser.set_defaults(command=_examine)


def _examine(_: argparse.Namespace) -> int:
    from pipeline.run.doctor import describe, examine

    missing = False
    for finding in examine():
        print(shown(describe(finding)))
        missing = missing or (finding.needed and not finding.found)
    return int(missing)
