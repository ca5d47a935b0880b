"""A draft as the TOML file that an analyst goes on with.

Everything that was guessed carries a comment with the word "đoán", so that a search for it leads
through all that is to be looked at. Text of the report only ever stands in quoted strings and in
comments, both without line ends and control signs: nothing printed in a report can become a key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from pipeline.drafting.draft import Draft
from pipeline.drafting.outline import Note
from pipeline.model.form import Check, Indicator, Section

_GUIDE = """\
# Biểu mẫu soạn tự động từ {report}. Trước khi dùng, hãy xem lại bằng mắt:
#   1. id là tên ngắn sẽ hiện trong CSV; titles là cụm từ có trong tên của MỌI báo cáo loại này.
#   2. Mỗi chỗ có chữ "đoán": sửa cho đúng, hoặc giữ nguyên rồi xóa lời ghi chú.
#   3. rate: tỷ lệ này có đúng bằng 100 * part / whole không.
#      [[check]]: phép cộng này có luôn đúng không.
#   4. Chỉ tiêu nào báo cáo này để trống thì thử thêm với một báo cáo khác.
#   Sau đó: solieu forms check TỆP, rồi đặt tệp vào patterns/ (hoặc dùng --patterns THƯ-MỤC).
#
# A form drafted from {report}. Before it is used, look through it:
#   1. The id is the short name in the CSVs; titles are words that EVERY report of this kind bears.
#   2. Each place with the word "đoán" (guess): put it right, or keep it and delete the comment.
#   3. rate: is it really 100 * part / whole? [[check]]: does the sum always hold?
#   4. Try rows that this report leaves blank on another report.
#   Then: solieu forms check FILE, and put the file into patterns/ (or use --patterns FOLDER).
"""


def print_draft(draft: Draft, report: str) -> str:
    """Print a draft as TOML.

    Args:
        draft: As `draft_form` gives it.
        report: The name of the report's file, for the comment on top.
    """
    form = draft.form
    lines = [_GUIDE.format(report=_one_line(report)), *_comments(draft.notes)]
    lines += [f"id = {_quote(form.id)}", f"label = {_quote(form.label)}"]
    lines += [f"titles = {_print_list(form.titles)}"]
    lines += [f"appendix = {_print_list(form.appendix)}", f"header = {_print_list(form.header)}"]
    lines += ["# closing_day = 14  # nếu kỳ báo cáo chốt vào ngày 14 | if periods end on the 14th"]
    for section in form.sections:
        lines += ["", *_print_section(section, draft)]
    for _, rows in groupby(form.indicators, key=lambda row: row.section):
        for row in rows:
            lines += ["", *_print_row(row, draft)]
    for check in form.checks:
        lines += ["", *_print_check(check, draft)]
    return "\n".join(lines) + "\n"


def _print_section(section: Section, draft: Draft) -> Iterator[str]:
    yield from _comments(draft.row_notes.get(section.code, ()))
    yield "[[section]]"
    yield f"code = {_quote(section.code)}"
    yield f"label = {_quote(section.label)}"
    if section.department:
        yield f"department = {_quote(section.department)}"


def _print_row(row: Indicator, draft: Draft) -> Iterator[str]:
    yield from _comments(draft.row_notes.get(row.id, ()))
    yield "[[indicator]]"
    yield f"id = {_quote(row.id)}"
    yield f"section = {_quote(row.section)}"
    yield f"code = {_quote(row.code)}"
    yield f"label = {_quote(row.label)}"
    yield f"kind = {_quote(row.kind.value)}"
    unlisted = draft.unlisted.get(row.id, "")
    if unlisted:
        yield "# Đơn vị này chưa có trong units.toml; nếu đúng, thêm vào đó rồi bỏ dấu # dưới đây."
        yield "# This unit is not in units.toml; if it is right, add it there and uncomment it."
        yield f"# unit = {_quote(unlisted)}"
    if row.unit:
        yield f"unit = {_quote(row.unit)}"
    if row.department:
        yield f"department = {_quote(row.department)}"
    if row.rate:
        part, whole = _quote(row.rate.part), _quote(row.rate.whole)
        yield f"rate = {{ part = {part}, whole = {whole} }}"
    if row.cumulative:
        yield "cumulative = true"


def _print_check(check: Check, draft: Draft) -> Iterator[str]:
    yield from _comments(draft.row_notes.get(check.id, ()))
    yield "[[check]]"
    yield f"id = {_quote(check.id)}"
    yield f"label = {_quote(check.label)}"
    yield f"rule = {_quote(check.rule)}"
    yield f"severity = {_quote(check.severity.value)}"


def _comments(notes: Iterable[Note]) -> Iterator[str]:
    for note in notes:
        yield f"# {_one_line(note.vietnamese)} | {_one_line(note.english)}"


def _print_list(texts: Iterable[str]) -> str:
    quoted = [_quote(text) for text in texts]
    if sum(map(len, quoted)) <= 80:
        return f"[{', '.join(quoted)}]"
    return "\n".join(["[", *(f"    {text}," for text in quoted), "]"])


def _quote(text: str) -> str:
    r"""Write a basic string of TOML.

    >>> print(_quote('mục "một"\n\\'))
    "mục \"một\" \\"
    """
    return '"' + _one_line(text).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
