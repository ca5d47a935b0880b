"""The command line: arguments to calls, one function per command.

What a command needs is imported in its function: `solieu --help` would otherwise load all engines.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence

from pipeline import __version__
from pipeline.cli.doctor import add_doctor
from pipeline.cli.explain import add_explain, add_measure
from pipeline.cli.extract import add_extract
from pipeline.cli.forms import add_forms
from pipeline.cli.parser import Parser
from pipeline.cli.review import add_review
from pipeline.cli.shared import shown, tell
from pipeline.cli.texts import add_read, add_repair
from pipeline.model.errors import SolieuError

_WRONG_CALL, _INTERRUPTED = 2, 130  # exit codes; argparse gives 2 as well

_DESCRIPTION = """\
Đọc báo cáo của xã, huyện (bản chụp, PDF, văn bản OCR) thành bảng, chỉ rõ số nào cần xem lại.
Reads commune reports (scans, PDFs, OCR text) into tables, and says which figures need a look."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code."""
    _open_streams()
    _speak_utf8()
    call = _make_parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = call.command
    try:
        return command(call)
    except SolieuError as error:
        tell(f"solieu: {shown(str(error))}\n")
        return error.exit_code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # Who reads our output (`| head`) has enough; the interpreter must not try to flush again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _open_streams() -> None:
    """Give what was closed (`2>&-`) a place to go: the next file opened would get its messages."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            nowhere = os.open(os.devnull, os.O_RDWR)
            if nowhere != number:
                os.dup2(nowhere, number)
                os.close(nowhere)
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r+" if number == 0 else "w", encoding="utf-8"))  # noqa: PTH123, SIM115


def _speak_utf8() -> None:
    """Print Vietnamese whatever the locale; names of files may hold what no encoding has."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _make_parser() -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = Parser(
        prog="solieu",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"solieu {__version__}")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_extract(commands)
    add_explain(commands)
    add_forms(commands)
    add_measure(commands)
    add_read(commands)
    add_repair(commands)
    add_doctor(commands)
    add_review(commands)
    return parser
