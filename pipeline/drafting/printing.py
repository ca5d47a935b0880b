"""A draft as the TOML file that an analyst goes on with.

Everything that was guessed carries a comment with the word "đoán", so that a search for it leads
through all that is to be looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from pipeline.drafting.draft import Draft
from pipeline.drafting.table_printing import print_tables
from pipeline.drafting.toml import (
    comments,
    one_line,
    print_list,
    print_table,
    print_values,
    quote,
)
from pipeline.model.form import Check, Indicator, Section

_GUIDE = """\
# Biểu mẫu soạn tự động từ {report}. Trước khi dùng, hãy xem lại bằng mắt:
#   1. id là tên ngắn sẽ hiện trong CSV; titles là cụm từ có trong tên của MỌI báo cáo loại này.
#   2. Mỗi chỗ có chữ "đoán": sửa cho đúng, hoặc giữ nguyên rồi xóa lời ghi chú.
{vietnamese}
#   Sau đó: solieu forms check TỆP --on BÁO-CÁO, rồi đặt tệp vào patterns/ (hoặc dùng
#   --patterns THƯ-MỤC).
#
# A form drafted from {report}. Before it is used, look through it:
#   1. The id is the short name in the CSVs; titles are words that EVERY report of this kind bears.
#   2. Each place with the word "đoán" (guess): put it right, or keep it and delete the comment.
{english}
#   Then: solieu forms check FILE --on REPORT, and put the file into patterns/ (or use
#   --patterns FOLDER).
"""
_OF_ROWS = (
    """\
#   3. rate: tỷ lệ này có đúng bằng 100 * part / whole không.
#      [[check]]: phép cộng này có luôn đúng không.
#   4. Chỉ tiêu nào báo cáo này để trống thì thử thêm với một báo cáo khác.""",
    """\
#   3. rate: is it really 100 * part / whole? [[check]]: does the sum always hold?
#   4. Try rows that this report leaves blank on another report.""",
)
_OF_TABLES = (
    """\
#   3. Mỗi [[matrix]] là một bảng. Tên dòng, dòng mẹ (parents), cột (path) và đơn vị ghi như trên
#      giấy; tháng, quý, năm trong tên tự đổi theo kỳ. Dòng, cột không cần thì xóa. id dùng để gọi
#      trong CSV: đặt lại cho gọn nếu muốn, nhưng sau đó đừng đổi nữa.""",
    """\
#   3. Each [[matrix]] is one table. Names of lines, their parents, columns (path) and units are as
#      printed; months, quarters and years in them move on by themselves. Delete lines and columns
#      that nobody needs. The ids stand in the CSVs: make them short now, and keep them then.""",
)


def print_draft(draft: Draft, report: str) -> str:
    """Print a draft as TOML.

    Args:
        draft: As `draft_form` gives it.
        report: The name of the report's file, for the comment on top.
    """
    form = draft.form
    vietnamese, english = _OF_TABLES if form.crosstabs else _OF_ROWS
    guide = _GUIDE.format(report=one_line(report), vietnamese=vietnamese, english=english)
    lines = [guide, *comments(draft.notes)]
    lines += [f"id = {quote(form.id)}", f"label = {quote(form.label)}"]
    lines += [f"titles = {print_list(form.titles)}"]
    if form.kinds:
        lines += [f"kinds = {print_list(form.kinds)}"]
    if form.issuers:
        lines += [f"issuers = {print_list(form.issuers)}"]
    if form.crosstabs:
        return "\n".join([*lines, *print_tables(form.crosstabs, draft.row_notes)]) + "\n"
    lines += [f"appendix = {print_list(form.appendix)}", f"header = {print_list(form.header)}"]
    lines += ["# closing_day = 14  # nếu kỳ báo cáo chốt vào ngày 14 | if periods end on the 14th"]
    for section in form.sections:
        lines += _print_section(section, draft)
    for _, rows in groupby(form.indicators, key=lambda row: row.section):
        for row in rows:
            lines += _print_row(row, draft)
    for check in form.checks:
        lines += _print_check(check, draft)
    return "\n".join(lines) + "\n"


def _print_section(section: Section, draft: Draft) -> Iterator[str]:
    notes = draft.row_notes.get(section.code, ())
    yield from print_table("section", notes, code=section.code, label=section.label)
    yield from print_values(department=section.department)


def _print_row(row: Indicator, draft: Draft) -> Iterator[str]:
    yield from print_table(
        "indicator",
        draft.row_notes.get(row.id, ()),
        id=row.id,
        section=row.section,
        code=row.code,
        label=row.label,
        kind=row.kind.value,
    )
    unlisted = draft.unlisted.get(row.id, "")
    if unlisted:
        yield "# Đơn vị này chưa có trong units.toml; nếu đúng, thêm vào đó rồi bỏ dấu # dưới đây."
        yield "# This unit is not in units.toml; if it is right, add it there and uncomment it."
        yield f"# unit = {quote(unlisted)}"
    yield from print_values(unit=row.unit, department=row.department)
    if row.rate:
        part, whole = quote(row.rate.part), quote(row.rate.whole)
        yield f"rate = {{ part = {part}, whole = {whole} }}"
    if row.cumulative:
        yield "cumulative = true"


def _print_check(check: Check, draft: Draft) -> Iterator[str]:
    notes = draft.row_notes.get(check.id, ())
    severity = check.severity.value
    return print_table(
        "check", notes, id=check.id, label=check.label, rule=check.rule, severity=severity
    )
