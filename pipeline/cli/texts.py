"""`solieu read` and `solieu repair`: what stands in a file."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from pipeline.cli.shared import Commands, shown


def add_read(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("read", help="chữ đọc được | the text as read")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--page", type=int, metavar="N", help="chỉ một trang | only one page")
    parser.add_argument("--tables", action="store_true", help="các ô của bảng | cells as CSV")
    parser.add_argument(
        "--draw", type=Path, metavar="PNG", help="vẽ những gì đã đọc | pages with what was read"
    )
    parser.set_defaults(command=_read)


def _read(call: argparse.Namespace) -> int:
    from pipeline.run.batch.progress import say
    from pipeline.run.tell.showing import show_file

    os.environ["OMP_THREAD_LIMIT"] = "1"
    for piece, picture in show_file(call.file, call.page, call.draw, tables=call.tables):
        sys.stdout.write(piece)
        if picture:
            say(f"{shown(str(picture))}\n", sys.stderr)
    sys.stdout.flush()
    return 0


def add_repair(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "repair", help="trả dấu cho chữ hỏng | damaged Vietnamese restored"
    )
    parser.add_argument(
        "file",
        nargs="?",
        default="-",
        metavar="FILE",
        help="tệp văn bản; không ghi: đầu vào chuẩn | text file; none: standard input",
    )
    parser.add_argument(
        "--ocr",
        choices=("vie", "eng", "fra", "none"),
        help="OCR tiếng nào đã đọc chữ này; none: chữ gõ không dấu; không ghi: tự đoán | language "
        "of the OCR that read it; none: typed without marks; left out: judged by its letters",
    )
    parser.add_argument(
        "--explain", action="store_true", help="bảng các chữ đã sửa | table of changed words"
    )
    parser.add_argument(
        "--adapt",
        type=Path,
        metavar="FILE",
        help="học từ văn bản này cách máy quét làm hỏng chữ, ghi vào FILE; đã có FILE thì dùng "
        "lại | learn from this text what the scanner does, keep it in FILE; if there, it is used",
    )
    parser.set_defaults(command=_repair)


def _repair(call: argparse.Namespace) -> int:
    from pipeline.run.batch.progress import say
    from pipeline.run.repairing import Explanation, open_text, repair, repaired_text

    def tell(vietnamese: str, english: str) -> None:
        say(f"solieu: {vietnamese} | {english}\n", sys.stderr)

    with open_text(call.file) as source:
        lines = repair(source, call.file, call.ocr, tell, call.adapt)
        if call.explain:
            explanation = Explanation()
            sys.stdout.writelines(explanation.table(lines))
            tell(*explanation.summary())
        else:
            sys.stdout.writelines(repaired_text(lines))
        sys.stdout.flush()
    return 0
