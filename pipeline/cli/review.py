"""`solieu review`: the page on which people look at doubtful figures."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.cli.shared import Commands, add_patterns


def add_review(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("review", help="xem và sửa số nghi ngờ | look at doubtful figures")
    parser.add_argument("folder", type=Path, metavar="DIR", help="kết quả | outputs")
    parser.add_argument("--port", type=int, default=0, metavar="N", help="cổng | port")
    parser.add_argument(
        "--no-browser", action="store_true", help="không mở trình duyệt | open no browser"
    )
    parser.add_argument("--by", default="", metavar="NAME", help="người xem | who decides")
    add_patterns(parser)
    parser.set_defaults(command=_review)


def _review(call: argparse.Namespace) -> int:
    # Here, as the server takes half a second to load.
    from pipeline.review.serve import Wish, review

    wish = Wish(call.folder, call.patterns, call.port, not call.no_browser, call.by)
    review(wish, lambda line: print(line, file=sys.stdout, flush=True))
    return 0
