"""The command line: arguments to calls, one function per command.

What a command needs is imported in its function: `solieu --help` would otherwise load all engines.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence

from pipeline.cli.explain import add_explain, add_measure
from pipeline.cli.extract import add_extract
from pipeline.cli.forms import add_forms
from pipeline.cli.review import add_review
from pipeline.cli.shared import shown
from pipeline.cli.texts import add_read, add_repair
from pipeline.model.errors import SolieuError

_WRONG_CALL, _INTERRUPTED = 2, 130  # exit codes; argparse gives 2 as well

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
        print(f"solieu: {shown(str(error))}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
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


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="solieu",
        description=_DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    add_extract(commands)
    add_explain(commands)
    add_forms(commands)
    add_measure(commands)
    add_read(commands)
    add_repair(commands)
    add_review(commands)
    return parser
