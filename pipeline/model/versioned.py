"""A form and one of its versions put together: a form like any other.

`forms.versions` has seen to it that the names lead somewhere; here nothing is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pipeline.model.form import Check, Form, Indicator
from pipeline.model.rule import parse_rule
from pipeline.model.version import MARK, Version, split_id


def apply_version(form: Form, version: Version) -> Form:
    """Give the form as a version prints it.

    Rows that it does not have are gone, with the rates and the checks that need them.

    >>> from pipeline.model.form import Kind
    >>> form = Form("f", "F", (), indicators=(Indicator("a", "A", Kind.COUNT),))
    >>> apply_version(form, Version("2019", "Mẫu 2019", absent=("a",))).indicators
    ()
    """
    added = {row.id: row for row in form.additions}
    rows = [row for row in form.indicators if row.id not in version.absent]
    rows += [added[addition.id] for addition in version.added if addition.id in added]
    names = {renaming.id: renaming.label for renaming in version.renamed}
    rows = [replace(row, label=names.get(row.id, row.label)) for row in rows]
    known = frozenset(row.id for row in rows)
    rows = [_without_strangers(row, known) for row in _renumber(rows, version)]
    return replace(
        form,
        id=f"{form.id}{MARK}{version.id}",
        label=f"{form.label} ({version.label})",
        indicators=tuple(_in_printed_order(form, rows)),
        checks=tuple(check for check in form.checks if _names(check) <= known),
    )


def _renumber(rows: Iterable[Indicator], version: Version) -> list[Indicator]:
    """Give rows their codes, those below a renumbered row too."""
    rows = list(rows)
    old = {row.id: (row.section, row.code) for row in rows}
    moves = sorted(
        ((*old[one.id], one.section or old[one.id][0], one.code) for one in version.renumbered
         if one.id in old),
        key=lambda move: -len(move[1]),
    )  # fmt: skip
    added = {addition.id for addition in version.added}
    return [row if row.id in added else _move(row, moves) for row in rows]


def _move(row: Indicator, moves: Iterable[tuple[str, str, str, str]]) -> Indicator:
    """Move a row with the longest code that leads to it."""
    for section, code, new_section, new_code in moves:
        if row.code and row.section == section and f"{row.code}.".startswith(f"{code}."):
            return replace(row, section=new_section, code=new_code + row.code[len(code) :])
    return row


def _in_printed_order(form: Form, rows: list[Indicator]) -> list[Indicator]:
    """Sort the rows of the appendix; what else the form has stands behind them, as before."""
    sections = {section.code: place for place, section in enumerate(form.sections)}

    def place(row: Indicator) -> tuple[int, tuple[int, ...]]:
        parts = row.code.split(".")
        digits = tuple(int(part) if part.isdecimal() else 0 for part in parts)
        return sections.get(row.section, len(sections)), digits if row.code else ()

    return sorted(rows, key=place)


def _without_strangers(row: Indicator, known: frozenset[str]) -> Indicator:
    """Take away what a row says of rows that this version does not have."""
    rate = row.rate if row.rate and {row.rate.part, row.rate.whole} <= known else None
    return replace(row, rate=rate, carried_as=tuple(n for n in row.carried_as if n in known))


def _names(check: Check) -> frozenset[str]:
    texts = filter(None, (check.rule, check.when))
    return frozenset((*check.only, *(name for text in texts for name in parse_rule(text).names)))


def versions_of(form: Form) -> Iterator[Form]:
    """Give a form, then each of its versions."""
    yield form
    for version in form.versions:
        yield apply_version(form, version)


def all_versions(forms: Iterable[Form]) -> Mapping[str, Form]:
    """Give forms and their versions by id."""
    return {one.id: one for form in forms for one in versions_of(form)}


def find_form(forms: Iterable[Form], wanted: str) -> Form | None:
    """Find a form or one of its versions; None where there is none of this id."""
    family, version = split_id(wanted)
    for form in forms:
        if form.id == family:
            if not version:
                return form
            told = next((one for one in form.versions if one.id == version), None)
            return apply_version(form, told) if told else None
    return None
