"""The command line: arguments to calls, one function per command.

What a command needs is imported in its function: `solieu --help` would otherwise load all engines.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.model.errors import SolieuError

_WRONG_CALL, _INTERRUPTED = 2, 130  # exit codes; argparse gives 2 as well
_STOPPED = "Đã dừng. Hãy gõ lại đúng lệnh cũ. | Stopped. Run the same command again."

_DESCRIPTION = """\
Đọc báo cáo của xã, huyện (bản chụp, PDF, văn bản OCR) thành bảng, chỉ rõ số nào cần xem lại.
Reads commune reports (scans, PDFs, OCR text) into tables, and says which figures need a look."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    _speak_utf8()
    call = _make_parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = call.command
    try:
        return command(call)
    except SolieuError as error:
        print(f"solieu: {_shown(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(f"solieu: {_STOPPED}", file=sys.stderr)
        return _INTERRUPTED
    except BrokenPipeError:
        # Who reads our output (`| head`) has enough; the interpreter must not try to flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _speak_utf8() -> None:
    """Print Vietnamese whatever the locale; names of files may hold what no encoding has."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _shown(text: str) -> str:
    from pipeline.run.inputs import displayed

    return "\n".join(map(displayed, text.splitlines()))


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="solieu",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_extract(commands)
    _add_explain(commands)
    _add_forms(commands)
    _add_measure(commands)
    _add_read(commands)
    _add_repair(commands)
    return parser


if TYPE_CHECKING:
    # The type of what `add_subparsers` gives; argparse has no public name for it.
    _Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def _add_extract(commands: _Commands) -> None:
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
    _add_patterns(parser)
    parser.set_defaults(command=_extract)


def _extract(call: argparse.Namespace) -> int:
    from pipeline.run.extraction import extract
    from pipeline.run.progress import choose_progress, say
    from pipeline.run.settings import Settings, choose_time_limit, choose_workers
    from pipeline.write.summary import summary_text

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
    )
    outcome = extract(settings, choose_progress(sys.stderr))
    for problem in outcome.problems:
        say(f"solieu: {_shown(str(problem))}\n", sys.stderr)
    say(summary_text(outcome.reports, outcome.unchanged, outcome.left), sys.stdout)
    return outcome.exit_code


def _add_explain(commands: _Commands) -> None:
    parser = commands.add_parser("explain", help="vì sao có số này | why this value")
    parser.add_argument(
        "report", metavar="REPORT", help="như trong reports.csv | as in reports.csv"
    )
    parser.add_argument("indicator", nargs="?", default="", metavar="INDICATOR")
    parser.add_argument(
        "--draw", type=Path, metavar="PNG", help="vẽ các chỗ ấy lên trang | pages with all of it"
    )
    parser.add_argument("--out", required=True, type=Path, metavar="DIR", help="kết quả | outputs")
    _add_patterns(parser)
    parser.set_defaults(command=_explain)


def _explain(call: argparse.Namespace) -> int:
    from pipeline.run.asking import look_up
    from pipeline.run.progress import say

    case = look_up(call.report, call.indicator, call.out, call.patterns)
    print(case.tell(), end="", flush=True)
    if call.draw:
        from pipeline.run.drawn_case import draw_case

        os.environ["OMP_THREAD_LIMIT"] = "1"
        for picture in draw_case(case, call.draw):
            say(f"{_shown(str(picture))}\n", sys.stderr)
    return 0


def _add_forms(commands: _Commands) -> None:
    parser = commands.add_parser("forms", help="biểu mẫu | the forms")
    actions = parser.add_subparsers(required=True, metavar="list|check|draft")
    listing = actions.add_parser("list", help="liệt kê | list them")
    check = actions.add_parser("check", help="kiểm tra | check one, or all")
    check.add_argument("file", nargs="?", type=Path, metavar="FILE")
    draft = actions.add_parser("draft", help="soạn từ một báo cáo | draft one from a report")
    draft.add_argument("report", type=Path, metavar="REPORT")
    draft.add_argument("--out", type=Path, metavar="FILE", help="tệp mới | a new file")
    for action, command in ((listing, _list_forms), (check, _check_forms), (draft, _draft_form)):
        _add_patterns(action)
        action.set_defaults(command=command)


def _add_patterns(parser: argparse.ArgumentParser) -> None:
    from pipeline.run.settings import PATTERNS

    told = "thư mục biểu mẫu khác | another folder of forms"
    parser.add_argument("--patterns", type=Path, default=PATTERNS, metavar="DIR", help=told)


def _list_forms(call: argparse.Namespace) -> int:
    from pipeline.run.checked_forms import describe_form, load_checked_forms

    for form in load_checked_forms(call.patterns):
        print(describe_form(form))
    return 0


def _check_forms(call: argparse.Namespace) -> int:
    from pipeline.run.checked_forms import check_written_forms

    for form in check_written_forms(call.patterns, call.file):
        print(f"{form.id}: không có lỗi | no faults ({len(form.indicators)} chỉ tiêu | indicators)")
    return 0


def _draft_form(call: argparse.Namespace) -> int:
    from pipeline.run.draft import draft_report, save_draft
    from pipeline.run.progress import say

    drafted = draft_report(call.report, call.patterns, call.out)
    if call.out:
        save_draft(drafted.text, call.out)
    else:
        print(drafted.text, end="", flush=True)
    say("".join(f"solieu: {_shown(line)}\n" for line in drafted.told), sys.stderr)
    return 0


def _add_measure(commands: _Commands) -> None:
    parser = commands.add_parser("measure", help="chấm điểm kết quả | score outputs by the truth")
    parser.add_argument("folder", type=Path, metavar="DIR", help="kết quả | outputs")
    parser.add_argument(
        "--truth", required=True, type=Path, metavar="DIR", help="giá trị đúng | truth"
    )
    parser.set_defaults(command=_measure)


def _measure(call: argparse.Namespace) -> int:
    from pipeline.measure.score import measure
    from pipeline.measure.table import print_score

    print(print_score(measure(call.folder, call.truth)), end="")
    return 0


def _add_read(commands: _Commands) -> None:
    parser = commands.add_parser("read", help="chữ đọc được | the text as read")
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--page", type=int, metavar="N", help="chỉ một trang | only one page")
    parser.add_argument("--tables", action="store_true", help="các ô của bảng | cells as CSV")
    parser.add_argument(
        "--draw", type=Path, metavar="PNG", help="vẽ những gì đã đọc | pages with what was read"
    )
    parser.set_defaults(command=_read)


def _read(call: argparse.Namespace) -> int:
    from pipeline.run.progress import say
    from pipeline.run.showing import show_file

    os.environ["OMP_THREAD_LIMIT"] = "1"
    for piece, picture in show_file(call.file, call.page, call.draw, tables=call.tables):
        sys.stdout.write(piece)
        if picture:
            say(f"{_shown(str(picture))}\n", sys.stderr)
    sys.stdout.flush()
    return 0


def _add_repair(commands: _Commands) -> None:
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
    from pipeline.run.progress import say
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


if __name__ == "__main__":
    sys.exit(main())
