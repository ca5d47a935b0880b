"""`solieu explain` and `solieu measure`: what became of reports."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from pipeline.cli.shared import Commands, add_patterns, shown


def add_explain(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("explain", help="vì sao có số này | why this value")
    parser.add_argument(
        "report", metavar="REPORT", help="như trong reports.csv | as in reports.csv"
    )
    parser.add_argument("indicator", nargs="?", default="", metavar="INDICATOR")
    parser.add_argument(
        "--draw", type=Path, metavar="PNG", help="vẽ các chỗ ấy lên trang | pages with all of it"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="kết quả | outputs")
    add_patterns(parser)
    parser.set_defaults(command=_explain)


def _explain(call: argparse.Namespace) -> int:
    from pipeline.run.batch.progress import say
    from pipeline.run.tell.question import look_up

    case = look_up(call.report, call.indicator, call.out, call.patterns)
    print(case.tell(), end="", flush=True)
    if call.draw:
        from pipeline.run.tell.evidence_drawing import draw_case

        os.environ["OMP_THREAD_LIMIT"] = "1"
        for picture in draw_case(case, call.draw):
            say(f"{shown(str(picture))}\n", sys.stderr)
    return 0


def add_measure(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("measure", help="chấm điểm kết quả | score outputs by the truth")
    parser.add_argument("folder", type=Path, metavar="DIR", help="kết quả | outputs")
    against = parser.add_mutually_exclusive_group(required=True)
    against.add_argument("--truth", type=Path, metavar="DIR", help="giá trị đúng | truth")
    against.add_argument(
        "--corrections",
        action="store_true",
        help="so với các số đã sửa | by what people decided, where they looked",
    )
    add_patterns(parser)
    parser.set_defaults(command=_measure)


def _measure(call: argparse.Namespace) -> int:
    if call.corrections:
        from pipeline.measure.looked import print_looked
        from pipeline.run.corrections.looked import count_looked

        print(print_looked(count_looked(call.folder, call.patterns)), end="")
        return 0
    from pipeline.measure.score import measure
    from pipeline.measure.table import print_score

    print(print_score(measure(call.folder, call.truth)), end="")
    return 0
