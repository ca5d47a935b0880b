"""What is asked of a catalogue, as conditions of its data base; values are never part of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model.version import split_id
from pipeline.vietnamese.alphabet import fold
from pipeline.write.cell import plain_text

# State of a report, as the folder page colours it; what a report without any look is.
LOOKS = {
    "failed": "state <> 'done'",
    "contradicted": "state = 'done' AND contradicted > 0",
    "open": "state = 'done' AND contradicted = 0 AND doubtful + missing > 0",
    "clear": "state = 'done' AND doubtful + missing = 0",
}
_OR_VERSION = "(form = ? OR form LIKE ? || '@%' ESCAPE '\\')"


@dataclass(frozen=True, slots=True)
class Filter:
    """What is asked for; empty fields ask for nothing."""

    report: str = ""
    form: str = ""  # with all its versions, or one of them
    status: str = ""  # of rows
    text: str = ""  # somewhere in path, number, place or district, marks or no marks
    indicator: str = ""  # of rows
    place: str = ""
    district: str = ""
    period: str = ""
    look: str = ""  # of reports: a key of LOOKS


def where_report(wanted: Filter) -> tuple[str, list[str]]:
    """Give the condition for reports, and its values."""
    conditions, values = [], []
    asked = (
        ("path", wanted.report),
        ("place", wanted.place),
        ("district", wanted.district),
        ("period", wanted.period),
    )
    for column, value in asked:
        if value:
            conditions.append(f"{column} = ?")
            values.append(plain_text(value))
    for condition, given in _of_form(wanted.form):
        conditions.append(condition)
        values += given
    for word in fold(wanted.text).lower().split():
        conditions.append("searched LIKE ? ESCAPE '\\'")
        values.append(f"%{_literal(word)}%")
    if wanted.look in LOOKS:
        conditions.append(LOOKS[wanted.look])
    return _join(conditions), values


def where_look(wanted: Filter) -> tuple[str, list[str]]:
    """Give the condition for rows to look at, and its values."""
    conditions, values = [], []
    asked = (("path", wanted.report), ("status", wanted.status), ("indicator", wanted.indicator))
    for column, value in asked:
        if value:
            conditions.append(f"{column} = ?")
            values.append(plain_text(value))
    for condition, given in _of_form(wanted.form):
        conditions.append(condition)
        values += given
    return _join(conditions), values


def _of_form(form: str) -> Iterator[tuple[str, list[str]]]:
    if form and split_id(form)[1]:
        yield "form = ?", [form]
    elif form:
        yield _OR_VERSION, [form, _literal(form)]


def searched_text(*parts: str) -> str:
    """Give what a search looks through: without marks, in small letters."""
    return fold(" ".join(filter(None, parts))).lower()


def _literal(word: str) -> str:
    """Give a word that LIKE takes as it stands."""
    return "".join(f"\\{sign}" if sign in "\\%_" else sign for sign in word)


def _join(conditions: list[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""
