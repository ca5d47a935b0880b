"""`solieu forms`: the pattern files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pipeline.cli.shared import Commands, add_patterns, shown


def add_forms(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("forms", help="biểu mẫu | the forms")
    actions = parser.add_subparsers(required=True, metavar="list|check|draft")
    listing = actions.add_parser("list", help="liệt kê | list them")
    check = actions.add_parser("check", help="kiểm tra | check one, or all")
    check.add_argument("file", nargs="?", type=Path, metavar="FILE")
    draft = actions.add_parser("draft", help="soạn từ một báo cáo | draft one from a report")
    draft.add_argument("report", type=Path, metavar="REPORT")
    draft.add_argument("--out", type=Path, metavar="FILE", help="tệp mới | a new file")
    for action, command in ((listing, _list_forms), (check, _check_forms), (draft, _draft_form)):
        add_patterns(action)
        action.set_defaults(command=command)


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
    from pipeline.run.batch.progress import say
    from pipeline.run.draft import draft_report, save_draft

    drafted = draft_report(call.report, call.patterns, call.out)
    if call.out:
        save_draft(drafted.text, call.out)
    else:
        print(drafted.text, end="", flush=True)
    say("".join(f"solieu: {shown(line)}\n" for line in drafted.told), sys.stderr)
    return 0
