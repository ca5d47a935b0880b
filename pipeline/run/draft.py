"""A form file drafted from one report, outside of any batch."""

from __future__ import annotations

import tomllib
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.drafting import Draft, draft_form, print_draft
from pipeline.forms import read_unit_list
from pipeline.forms.ids import take_id
from pipeline.identify.recognise import choose_form
from pipeline.model.errors import SettingError
from pipeline.model.form import Form
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.settings import PATTERNS
from pipeline.run.tell.transcript import read_document
from pipeline.vietnamese.document_zones import CLEAR_SHARE, marks_kept
from pipeline.write.replace import replacing


@dataclass(frozen=True, slots=True)
class Drafted:
    """What `solieu forms draft` gives."""

    text: str  # the TOML file
    told: tuple[str, ...]  # for the screen: what was found, and what to mind


def draft_report(
    report: Path, patterns: Path, target: Path | None = None, sheet: str = ""
) -> Drafted:
    """Draft a form from a report.

    Args:
        report: A file of any kind that is read.
        patterns: The folder with the forms there are, and the closed list of units.
        target: The file the draft is for; None: no file.
        sheet: Of a workbook the sheet to draft from; empty: all of them.

    Raises:
        SettingError: There is such a file already, said before the report is read; or there is no
            such sheet.
        SourceError: The report cannot be read, or has no appendix table.
    """
    if target:
        _refuse_existing(target)
    document = Document(_restore(read_document(report, sheet).pages))
    known = load_checked_forms(patterns)
    draft = draft_form(document, read_unit_list(patterns, PATTERNS))
    taken = {form.id for form in known} | (_ids_in(target.parent) if target else set())
    draft = replace(draft, form=replace(draft.form, id=take_id(draft.form.id, taken, "-")))
    told = _told(draft, choose_form(document, known))
    return Drafted(print_draft(draft, report.name), told)


def _ids_in(folder: Path) -> set[str]:
    """Give the ids of the form files in a folder; what cannot be read is told when it is used."""
    found = set()
    for file in folder.glob("*.toml"):
        with suppress(OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
            found.add(str(tomllib.loads(file.read_text(encoding="utf-8")).get("id", "")))
    return found


def _restore(pages: tuple[Page, ...]) -> tuple[Page, ...]:
    """Give text dumps that lost their marks in proper Vietnamese: names must be right here.

    Elsewhere names are only compared with those of a form, and what was read is kept as it is.
    """
    dumped = all(page.kind is PageKind.TEXT for page in pages)
    texts = [line.text for page in pages for line in page.lines]
    if not dumped or marks_kept(" ".join(texts)) >= CLEAR_SHARE:
        return pages
    # Here, as digital files and scans do without the repair and its 100 MB.
    from pipeline.repair.model import read_model
    from pipeline.repair.restore import Restorer

    restored = iter(Restorer(read_model()).restore(texts))
    return tuple(
        replace(page, lines=tuple(Line(next(restored).text) for _ in page.lines)) for page in pages
    )


def _refuse_existing(target: Path) -> None:
    """See that a draft overwrites nothing: an analyst's work must not be lost to a second call.

    Raises:
        SettingError: There is such a file.
    """
    if target.exists():
        raise SettingError(
            f"{target} đã có nên không ghi đè. Hãy chọn tên khác, hoặc xóa tệp cũ.",
            f"{target} exists and is not overwritten. Choose another name, or delete it.",
        )


def save_draft(text: str, target: Path) -> None:
    """Write a draft.

    Raises:
        SettingError: The file may not be written.
    """
    with replacing(target) as stream:
        stream.write(text.encode())


def _told(draft: Draft, known: Form | None) -> tuple[str, ...]:
    form = draft.form
    told = [_tell_tables(draft) if form.crosstabs else _tell_rows(draft)]
    told += [f"{note.vietnamese} | {note.english}" for note in draft.notes]
    if known is not None:
        told.append(
            f"báo cáo này hợp với biểu mẫu {known.id} đã có; dùng cả hai thì phải chọn bằng --form "
            f"| the form {known.id} fits this report already; with both, choose one by --form"
        )
    return tuple(told)


def _tell_tables(draft: Draft) -> str:
    form = draft.form
    lines = sum(len(table.lines) for table in form.crosstabs)
    columns = sum(len(table.columns) for table in form.crosstabs)
    return (
        f"{form.id}: {len(form.crosstabs)} bảng, {lines} dòng, {columns} cột, "
        f"{len(form.cell_tables)} ô; hãy thử: solieu forms check TỆP --on BÁO-CÁO | "
        f"{len(form.crosstabs)} tables, {lines} lines, {columns} columns, "
        f"{len(form.cell_tables)} cells; try: solieu forms check FILE --on REPORT"
    )


def _tell_rows(draft: Draft) -> str:
    form = draft.form
    rates = sum(row.rate is not None for row in form.indicators)
    notes = sum(map(len, draft.row_notes.values())) + len(draft.notes) + len(draft.unlisted)
    return (
        f"{form.id}: {len(form.sections)} mục, {len(form.rows)} dòng, {rates} tỷ lệ, "
        f"{len(form.checks)} phép cộng; {notes} chỗ cần xem lại (tìm chữ 'đoán') | "
        f"{len(form.sections)} sections, {len(form.rows)} rows, {rates} rates, "
        f"{len(form.checks)} sums; {notes} places to look at (search for 'đoán')"
    )
