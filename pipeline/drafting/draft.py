"""From the appendix of one report to a form that an analyst can finish."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipeline.crosstabs.seen import Seen, see_tables
from pipeline.drafting.crosstabs import draft_tables, is_table
from pipeline.drafting.kinds import Departments, Sort, choose_sort, is_cumulative
from pipeline.drafting.lines import find_listed_sheet
from pipeline.drafting.outline import (
    Note,
    OutlinedRow,
    OutlinedSection,
    children_of,
    outline,
)
from pipeline.drafting.sheet import Sheet, find_sheet
from pipeline.drafting.sums import guess_rate, guess_totals
from pipeline.drafting.table_titles import find_table_titles
from pipeline.drafting.titles import Titles, as_id, find_titles
from pipeline.forms.crosstabs import expand_crosstabs
from pipeline.forms.likeness import fold_name
from pipeline.forms.units import Units
from pipeline.generic.reading import Described, read_generic
from pipeline.identify.division import find_document_kind
from pipeline.model.errors import SourceError
from pipeline.model.form import Form, Indicator, Section
from pipeline.model.page import Document
from pipeline.tables.appendix import split_report
from pipeline.tables.figures.cell_value import parse_figure, settle_mark
from pipeline.tables.listed import read_rows
from pipeline.vietnamese.document_kinds import may_report

_SPECKS = " _|.,;:'\"^ˆ*"  # what rules and dirt leave at the ends of a name
# Of the figures that a report prints in tables, so many must a form with rows find in it.
_ENOUGH = 0.9
_UNITS = 0.5  # of the rows with a figure, in a list of rows
_NO_TITLE = Note(
    "không thấy tên báo cáo: hãy ghi titles, nếu không máy sẽ không nhận ra loại báo cáo này",
    "no title was found: fill in titles, or this kind of report will not be recognised",
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A form, and what a person should look at."""

    form: Form
    notes: tuple[Note, ...] = ()  # on the whole form
    row_notes: Mapping[str, tuple[Note, ...]] = field(default_factory=dict)  # by id, or section
    unlisted: Mapping[str, str] = field(default_factory=dict)  # units by id that no list has


def draft_form(document: Document, units: Units) -> Draft:
    """Draft a form from the tables of a report.

    One table with one column of figures, whose rows have numbers, becomes rows with sections, kinds
    and sums, if the form then finds in the report what is printed there; other tables are drafted
    as they are.

    Args:
        document: All pages of the report.
        units: The closed list of units.

    Raises:
        SourceError: The report has no table with names and figures.
    """
    described = read_generic(document)
    tables = [table for table in see_tables(described.found) if is_table(table)]
    sheet = find_sheet(document) or find_listed_sheet(document, units)
    if sheet and (not tables or _is_list(sheet, tables)):
        titles = find_titles(document, sheet.above)
        draft = _build(outline(sheet), sheet, titles, units)
        draft = replace(draft, form=replace(draft.form, kinds=_kinds(document)))
        figures = sum(one.reading.value is not None for table in tables for one in table.figures)
        if not tables or _finds(draft.form, document) >= _ENOUGH * figures:
            return draft
    if tables:
        return _draft_tables(document, tables, described)
    raise SourceError(
        "Không thấy bảng nào có tên chỉ tiêu và số liệu nên không soạn được biểu mẫu. "
        "Hãy chọn một báo cáo có bảng, tốt nhất là tệp PDF xuất từ Word, Excel.",
        "No table with names and figures was found, so no form can be drafted. "
        "Choose a report that has one, best a PDF exported from an office program.",
    )


def _is_list(sheet: Sheet, tables: Sequence[Seen]) -> bool:
    """Say whether the tables of a report are one list of rows with units and one figure each."""
    units = sum(bool(row.unit) for row in sheet.rows if row.value)
    filled = sum(bool(row.value) for row in sheet.rows)
    return all(len(table.columns) == 1 for table in tables) and units >= _UNITS * filled


def _finds(form: Form, document: Document) -> int:
    """Count the figures of its own report that a form with rows finds."""
    appendix = split_report(document, form).appendix
    return sum(reading.value is not None for reading in read_rows(appendix, form).readings)


def _draft_tables(document: Document, seen: Sequence[Seen], described: Described) -> Draft:
    """Draft the tables of a report as they are."""
    tables, row_notes = draft_tables(seen)
    named = find_titles(document, ())
    found = (named.report.lower(), *find_table_titles(document, seen))
    titles = tuple(dict.fromkeys(filter(None, found)))
    form = Form(
        as_id(titles[0] if titles else "") or "bieu-mau-moi",
        f"{titles[0][:1].upper()}{titles[0][1:]}" if titles else "Biểu mẫu mới",
        titles,
        kinds=_kinds(document),
    )
    notes = () if titles else (_NO_TITLE,)
    notes = (*notes, *_tell_left_out(described, seen))
    return Draft(expand_crosstabs(form, tables), notes, row_notes)


def _kinds(document: Document) -> tuple[str, ...]:
    """Give the kind of a document that is no report: others of its kind follow the form, too."""
    kind = find_document_kind(document)
    return () if may_report(kind) else (kind,)


def _tell_left_out(described: Described, seen: Sequence[Seen]) -> Iterator[Note]:
    in_tables = {one.indicator.id for table in seen for one in table.figures}
    rest = [one for one in described.found if one.place and one.indicator.id not in in_tables]
    if rest:
        yield Note(
            f"không lấy {len(rest)} ô của những bảng có quá ít số liệu",
            f"left out: {len(rest)} cells of tables with too few figures",
        )
    if described.sentences:
        yield Note(
            f"không lấy {described.sentences} số trong lời văn của báo cáo",
            f"left out: {described.sentences} figures of the report's sentences",
        )


def _build(
    sections: tuple[OutlinedSection, ...], sheet: Sheet, titles: Titles, units: Units
) -> Draft:
    departments = Departments(sheet.rows)
    notes: dict[str, tuple[Note, ...]] = {
        section.code: tuple(section.notes) for section in sections
    }
    unlisted: dict[str, str] = {}
    rows: list[Indicator] = []
    values: dict[str, Decimal | None] = {}
    for section in sections:
        _tell_twins(section)
        for one in section.rows:
            below = bool(children_of(one, section.rows))
            sort = choose_sort(one.row, units, parent=below, exact=sheet.exact)
            indicator = _indicator(one, sort, departments)
            rows.append(indicator)
            figure = parse_figure(one.row.value)
            values[one.id] = settle_mark(figure, indicator) if figure else None
            notes[one.id] = (*one.notes, *sort.notes)
            unlisted |= {one.id: sort.unlisted} if sort.unlisted else {}
    for number, row in enumerate(rows):
        guessed = guess_rate(row, rows, values)
        if guessed:
            rows[number] = replace(row, rate=guessed.rate)
            notes[row.id] += (guessed.note,)
    checks = tuple(guess_totals(rows, values))
    notes |= {guessed.check.id: (guessed.note,) for guessed in checks}
    form = replace(
        _form(titles, sheet, tuple(_section(section, departments) for section in sections)),
        indicators=tuple(rows),
        checks=tuple(guessed.check for guessed in checks),
    )
    return Draft(form, tuple(_tell_whole(titles, sheet)), notes, unlisted)


def _indicator(one: OutlinedRow, sort: Sort, departments: Departments) -> Indicator:
    return Indicator(
        id=one.id,
        label=one.row.name.strip(_SPECKS) or f"Dòng {one.code}",
        kind=sort.kind,
        unit=sort.unit,
        section=one.section,
        code=one.code,
        department=departments.find(one.row.remark),
        cumulative=is_cumulative(one.row.name),
    )


def _section(section: OutlinedSection, departments: Departments) -> Section:
    name = section.row.name.strip(_SPECKS)
    return Section(section.code, name, departments.find(section.row.remark))


def _form(titles: Titles, sheet: Sheet, sections: tuple[Section, ...]) -> Form:
    """Give the form as far as titles and header go."""
    known = titles.report or titles.appendix
    return Form(
        id=titles.id,
        label=f"Báo cáo {known[:1].lower()}{known[1:]}" if known else "Biểu mẫu mới",
        titles=(known.lower(),) if known else (),
        appendix=(titles.appendix,) if titles.appendix else (),
        header=sheet.header,
        sections=sections,
    )


def _tell_twins(section: OutlinedSection) -> None:
    """Tell rows of one parent apart that bear one name: `forms check` refuses what it cannot."""
    seen: set[tuple[tuple[int, ...], str]] = set()
    for one in section.rows:
        key = (one.path[:-1], fold_name(one.row.name))
        if key in seen:
            one.row = replace(one.row, name=f"{one.row.name} ({one.code})".strip())
            one.notes.append(
                Note(
                    "đoán: tên này lặp lại trên giấy nên thêm số vào sau; hãy ghi cho rõ",
                    "guess: the name is printed twice, so its code was added; make it plain",
                )
            )
        seen.add(key)


def _tell_whole(titles: Titles, sheet: Sheet) -> Iterator[Note]:
    if not (titles.report or titles.appendix):
        yield _NO_TITLE
    for heading in sheet.unread:
        yield Note(
            f"bảng còn cột số liệu '{heading}' mà biểu mẫu này không lấy",
            f"the table has a further column of figures, '{heading}', that this form leaves out",
        )
    if not sheet.exact:
        yield Note(
            "bản quét hoặc bản chữ OCR: hãy so từng tên, đơn vị, số thứ tự với giấy",
            "a scan or a dump by an OCR: compare every name, unit and code with the paper",
        )
