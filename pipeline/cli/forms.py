"""`solieu forms`: the pattern files."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.cli.shared import Commands, add_patterns, shown

if TYPE_CHECKING:
    from pipeline.model.form import Form


def add_forms(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser("forms", help="biểu mẫu | the forms")
    actions = parser.add_subparsers(required=True, metavar="list|check|draft|suggest")
    listing = actions.add_parser("list", help="liệt kê | list them")
    check = actions.add_parser("check", help="kiểm tra | check one, or all")
    check.add_argument("file", nargs="?", type=Path, metavar="FILE")
    tried = "thử trên một báo cáo | try it on a report"
    check.add_argument("--on", type=Path, metavar="REPORT", help=tried)
    draft = actions.add_parser("draft", help="soạn từ một báo cáo | draft one from a report")
    draft.add_argument("report", type=Path, metavar="REPORT")
    draft.add_argument("--out", type=Path, metavar="FILE", help="tệp mới | a new file")
    told = "mẫu câu từ các số đã sửa | patterns from what people corrected"
    suggest = actions.add_parser("suggest", help=told)
    suggest.add_argument("folder", type=Path, metavar="DIR", help="kết quả | outputs")
    for action in (check, draft):
        told = "trang tính của sổ tính | the sheet of a workbook"
        action.add_argument("--sheet", default="", metavar="NAME", help=told)
    for action, command in (
        (listing, _list_forms),
        (check, _check_forms),
        (draft, _draft_form),
        (suggest, _suggest),
    ):
        add_patterns(action)
        action.set_defaults(command=command)


def _list_forms(call: argparse.Namespace) -> int:
    from pipeline.run.checked_forms import describe_form, load_checked_forms

    for form in load_checked_forms(call.patterns):
        print(describe_form(form))
    return 0


def _check_forms(call: argparse.Namespace) -> int:
    from pipeline.run.checked_forms import check_written_forms

    forms = check_written_forms(call.patterns, call.file)
    for form in forms:
        print(f"{form.id}: không có lỗi | no faults ({len(form.indicators)} chỉ tiêu | indicators)")
    return _try_form(call, forms) if call.on else 0


def _try_form(call: argparse.Namespace, forms: Sequence[Form]) -> int:
    """Try a form on a report; one that finds nothing has failed on it."""
    from pipeline.run.trial import try_form

    trial = try_form(forms, call.on, call.sheet)
    for line in trial.tell(call.on.name):
        print(shown(line))
    return 0 if trial.found else 1


def _draft_form(call: argparse.Namespace) -> int:
    from pipeline.run.batch.progress import say
    from pipeline.run.draft import draft_report, save_draft

    drafted = draft_report(call.report, call.patterns, call.out, call.sheet)
    if call.out:
        save_draft(drafted.text, call.out)
    else:
        print(drafted.text, end="", flush=True)
    say("".join(f"solieu: {shown(line)}\n" for line in drafted.told), sys.stderr)
    return 0


def _suggest(call: argparse.Namespace) -> int:
    """Print what could be added to the forms, as TOML; what they read by now is counted."""
    from pipeline.cli.shared import tell
    from pipeline.run.suggesting import suggest_patterns

    known = found = 0
    for one in suggest_patterns(call.folder, call.patterns):
        known += one.known
        found += bool(one.prose)
        if one.prose or one.notes:
            print(one.print(), flush=True)
    tell(
        f"solieu: {found} chỉ tiêu có mẫu mới, {known} câu biểu mẫu đã đọc được | "
        f"indicators with new patterns, sentences that the forms read by now\n"
    )
    return 0
