r"""The lines of `corrections.csv`: told apart, taken apart, put together.

We write RFC 4180 with a line a record. People open the file in Excel, which may save it with
semicolons and decimal commas, and a power cut may leave half a line. So the separator is the
header's, each line stands for itself, and one that cannot be taken is told, not guessed and not
dropped. Only a quoted note may go over several lines, as Excel writes it.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.model.correction import Correction, Decision
from pipeline.vietnamese.numbers import print_number
from pipeline.write.cell import neutralise, plain_text, restore
from pipeline.write.correction_columns import CORRECTIONS

PROMISED = ("report", "sha256", "indicator", "was", "value", "note", "by", "at")
COLUMNS = tuple(column.name for column in CORRECTIONS)
UNDO = "undo "  # before the id of what is taken back, in the column `decision`

_SEPARATORS = (",", ";", "\t")
_NUMBER = re.compile(r"-?\d+(?:[.,]\d+)?(?:[eE][+-]?\d{1,2})?")
_LONGEST = 2000  # letters of a note; a line stays one write
_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class Header:
    """How the columns of a file are called and kept apart."""

    names: tuple[str, ...] = COLUMNS
    separator: str = ","

    @property
    def lacks(self) -> tuple[str, ...]:
        """The columns of ours that a file of another hand or version does not have."""
        return tuple(name for name in COLUMNS if name not in self.names)


@dataclass(frozen=True, slots=True)
class Undo:
    """Takes one correction back."""

    id: str
    of: Correction


@dataclass(frozen=True, slots=True)
class Entry:
    """One line that could be taken: a decision, or the id of one that is taken back."""

    report: str
    correction: Correction | None = None
    undoes: str = ""


def read_header(line: str) -> Header:
    r"""Read the first line of a file.

    >>> read_header("report;sha256;indicator;was;value;note;by;at\r\n").separator
    ';'
    """
    separator = max(_SEPARATORS, key=line.count)
    names = next(csv.reader([line.strip("\r\n")], delimiter=separator), [])
    return Header(tuple(name.strip() for name in names), separator)


def split_records(text: str, header: Header) -> Iterator[list[str]]:
    r"""Give the fields of each record; a torn line is a record of its own.

    >>> list(split_records('a,"b\r\nc,d\r\n', Header(("x", "y"))))
    [['a,"b'], ['c', 'd']]
    """
    lines = text.splitlines(keepends=True)
    at = 0
    while at < len(lines):
        length, fields = _take_record(lines, at, header)
        if any(fields):
            yield fields
        at += length


def _take_record(lines: Sequence[str], at: int, header: Header) -> tuple[int, list[str]]:
    """Take the record that begins at a line; how many lines it has, and its fields."""
    joined = ""
    for count in range(1, len(lines) - at + 1):
        joined += lines[at + count - 1]
        if joined.count('"') % 2 == 0:
            stream = io.StringIO(joined.rstrip("\r\n"), newline="")
            fields = next(csv.reader(stream, delimiter=header.separator), [])
            if count == 1 or len(fields) >= len(PROMISED):
                return count, fields
            break
        if len(joined) > 4 * _LONGEST:
            break
    return 1, [lines[at].rstrip("\r\n")]


def parse_entry(fields: Sequence[str], header: Header) -> Entry | None:
    """Read one record; None where it is no decision."""
    cells = {name: restore(cell) for name, cell in zip(header.names, fields, strict=False)}
    if any(name not in cells for name in PROMISED) or not cells["report"] or not cells["indicator"]:
        return None
    decided = cells.get("decision", "")
    if decided.startswith(UNDO):
        return Entry(cells["report"], undoes=decided.removeprefix(UNDO).strip())
    was, value = (parse_value(cells[name]) for name in ("was", "value"))
    decision = _parse_decision(decided, cells["value"])
    if decision is None or was is _WRONG or value is _WRONG:
        return None
    return Entry(cells["report"], _make_correction(cells, decision, was, value))


def _make_correction(
    cells: Mapping[str, str], decision: Decision, was: Decimal | None, value: Decimal | None
) -> Correction:
    told = {name: cells[name] for name in ("report", "sha256", "indicator", "note", "by", "at")}
    return Correction(
        id=cells.get("id", "") or _make_id([cells[name] for name in PROMISED]),
        was=was,
        value=value if decision is Decision.VALUE else None,
        decision=decision,
        parts=cells.get("parts", ""),
        other=cells.get("other", ""),
        text=cells.get("text", ""),
        **told,
    )


_WRONG = Decimal("NaN")  # what is no number; compared by identity


def parse_value(text: str) -> Decimal | None:
    """Read a number as we or a spreadsheet wrote it; None: nothing; NaN: no number.

    >>> parse_value("17465.5"), parse_value("17465,5"), parse_value(" "), parse_value("=1")
    (Decimal('17465.5'), Decimal('17465.5'), None, Decimal('NaN'))
    """
    plain = text.strip()
    if not plain:
        return None
    if not (plain.isascii() and _NUMBER.fullmatch(plain)):
        return _WRONG
    return Decimal(plain.replace(",", "."))


def _parse_decision(text: str, value: str) -> Decision | None:
    if not text:
        return Decision.VALUE if value.strip() else Decision.BLANK
    try:
        decision = Decision(text)
    except ValueError:
        return None
    return decision if bool(value.strip()) is (decision is Decision.VALUE) else None


def _make_id(cells: Sequence[str]) -> str:
    """Name a decision that somebody wrote by hand; a copy of a line is the same decision."""
    digest = hashlib.sha256("\0".join(cells).encode(errors="surrogatepass")).hexdigest()
    return f"h{digest[:_ID_LENGTH]}"


def print_correction(one: Correction, header: Header) -> str:
    """Print a line, with its end."""
    return _print_line(_cells_of(one), header)


def print_undo(undo: Undo, by: str, at: str, header: Header) -> str:
    """Print the line that takes a decision back: what it was and what it is again."""
    of = undo.of
    cells = _cells_of(of) | {
        "id": undo.id,
        "was": _print_value(of.value),
        "value": _print_value(of.was),
        "by": by,
        "at": at,
        "decision": f"{UNDO}{of.id}",
    }
    return _print_line(cells, header)


def _cells_of(one: Correction) -> dict[str, str]:
    cells = {name: getattr(one, name) for name in COLUMNS}
    return cells | {"was": _print_value(one.was), "value": _print_value(one.value)}


def _print_value(value: Decimal | None) -> str:
    return "" if value is None else print_number(value)


def _print_line(cells: Mapping[str, str], header: Header) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=header.separator, lineterminator="\r\n")
    writer.writerow(_print_cell(name, cells.get(name, "")) for name in header.names)
    return stream.getvalue()


def _print_cell(name: str, text: str) -> str:
    """Print one cell; the numbers are ours, all else is anybody's text, and on one line."""
    if name in ("was", "value"):
        return text
    if name in ("note", "by", "text"):
        text = " ".join(plain_text(text).split())[:_LONGEST]
    return neutralise(text)


def print_header(header: Header) -> str:
    """Print the first line, with its end."""
    return header.separator.join(header.names) + "\r\n"
