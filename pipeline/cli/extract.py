"""`solieu extract`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from pipeline.cli.shared import Commands, add_patterns, tell_outcome

_STOPPED = "Đã dừng. Hãy gõ lại đúng lệnh cũ. | Stopped. Run the same command again."


def add_extract(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("extract", help="đọc báo cáo | read reports into CSVs")
    parser.add_argument(
        "paths", nargs="+", type=Path, metavar="PATH", help="tệp, thư mục | file, folder"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="kết quả | outputs")
    parser.add_argument("--form", default="", metavar="ID", help="biểu mẫu | form of all reports")
    parser.add_argument("--workers", type=int, metavar="N", help="số tiến trình | processes")
    parser.add_argument("--time-limit", type=float, metavar="S", help="giây/báo cáo | s per report")
    parser.add_argument(
        "--no-split",
        action="store_true",
        help="mỗi tệp là một báo cáo | each file is one report, whatever it shows",
    )
    parser.add_argument("--force", action="store_true", help="đọc lại hết | read all anew")
    parser.add_argument(
        "--allow-empty",
        action="store_true",
        help="bỏ kết quả của các báo cáo không còn nữa, dù nhiều | give up the results of reports "
        "that are gone, however many",
    )
    parser.add_argument(
        "--adapt",
        action="store_true",
        help="học từ các tệp .txt cách máy quét làm hỏng chữ, ghi vào DIR/adaptation.json; đã có "
        "thì dùng lại | learn from the text dumps what the scanner does, keep it there; or use it",
    )
    parser.add_argument(
        "--shard",
        default="",
        metavar="I/N",
        help="chỉ đọc phần I trong N phần, rồi gộp bằng solieu merge | read only part I of N, for "
        "one of N machines; solieu merge puts them together",
    )
    _add_talk(parser)
    add_patterns(parser)
    parser.set_defaults(command=_extract)


def _add_talk(parser: argparse.ArgumentParser) -> None:
    """Add how much is said; each excludes the others."""
    talk = parser.add_mutually_exclusive_group()
    for name, told in (
        ("quiet", "chỉ nói việc phải làm | tell only what must be seen to"),
        ("verbose", "mỗi báo cáo một dòng | a line for each report, unchanged ones too"),
        ("json", "mỗi việc một dòng JSON | a line of JSON for each event"),
    ):
        talk.add_argument(f"--{name}", dest="talk", action="store_const", const=name, help=told)


def _extract(call: argparse.Namespace) -> int:
    from pipeline.run.batch.progress import Talk, choose_progress, say
    from pipeline.run.extraction import extract
    from pipeline.run.settings import Settings, choose_shard, choose_time_limit, choose_workers

    settings = Settings(
        inputs=tuple(call.paths),
        out=call.out,
        form=call.form,
        workers=choose_workers(call.workers),
        force=call.force,
        split=not call.no_split,
        adapt=call.adapt,
        allow_empty=call.allow_empty,
        time_limit=choose_time_limit(call.time_limit, os.environ),
        patterns=call.patterns,
        shard=choose_shard(call.shard),
    )
    try:
        talk = Talk(call.talk or Talk.USUAL)
        outcome = extract(settings, choose_progress(sys.stderr, talk))
    except KeyboardInterrupt:  # before anything was begun, or a second time
        say(f"solieu: {_STOPPED}\n", sys.stderr)
        raise
    return tell_outcome(outcome, talk)
