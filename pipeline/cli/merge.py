"""`solieu merge`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.cli.shared import Commands, add_patterns, tell_outcome


def add_merge(commands: Commands) -> None:
    """Add the command."""
    told = "gộp kết quả của nhiều máy (--shard) | one archive out of the outputs of shards"
    parser = commands.add_parser("merge", help=told)
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR", help="mỗi phần | each part")
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="kết quả | outputs")
    parser.add_argument("--workers", type=int, metavar="N", help="số tiến trình | processes")
    add_patterns(parser)
    parser.set_defaults(command=_merge)


def _merge(call: argparse.Namespace) -> int:
    from pipeline.run.batch.progress import choose_progress
    from pipeline.run.merging import merge
    from pipeline.run.settings import Settings, choose_workers

    settings = Settings((), call.out, workers=choose_workers(call.workers), patterns=call.patterns)
    return tell_outcome(merge(call.folders, settings, choose_progress(sys.stderr)))
