"""Sections and codes: from what is printed to what a form can hold.

A form has sections, and in each of them codes of numbers with dots, every one below its parent.
Paper has more: capital letters above Roman numerals, a) and b), dashes, rows without any code,
codes that a scan spoilt. The outermost style (letters, else Roman numerals) makes the sections, and
what is no number becomes one by counting; each such row is noted, since a person should see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pipeline.drafting.sheet import Sheet, SheetRow
from pipeline.vietnamese.codes import DIGITS_EQUAL, code_fit

_ROMAN = re.compile(r"M{0,2}(?:X[LC]|L?X{0,3})(?:I[XV]|V?I{0,3})")
_LETTER = re.compile(r"[A-HĐ]")
_NUMBERS = re.compile(r"\d{1,3}(?:\.\d{1,2})*")
_EDGES = " .,;:)(|_"
_CAPITALS = 6  # letters a title in capitals has at least
_CAPITAL_SHARE = 0.8  # an OCR makes some of them small
_LONGEST_STEP = 3  # rows that an OCR loses in a row
_ONLY_SECTION = "I"

Path = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """Something a person should look at."""

    vietnamese: str
    english: str


@dataclass(slots=True)
class OutlinedRow:
    """A row with its place in the form."""

    section: str
    path: Path
    row: SheetRow
    notes: list[Note] = field(default_factory=list)

    @property
    def code(self) -> str:
        """The code as a form writes it."""
        return ".".join(map(str, self.path))

    @property
    def id(self) -> str:
        """The id of the row."""
        return f"{self.section}.{self.code}"


@dataclass(slots=True)
class OutlinedSection:
    """A section and its rows."""

    code: str
    row: SheetRow
    rows: list[OutlinedRow] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def outline(sheet: Sheet) -> tuple[OutlinedSection, ...]:
    """Divide the rows of a sheet into sections and give each a code that a form can hold."""
    letters = any(_is_title(row) and _LETTER.fullmatch(_bare(row)) for row in sheet.rows)
    romans = any(
        _is_title(row) and (_is_roman(_bare(row)) or (not sheet.exact and _in_capitals(row)))
        for row in sheet.rows
    )
    builder = _Builder("letter" if letters else "roman" if romans else "", sheet.exact)
    for row in sheet.rows:
        builder.add(row)
    return tuple(section for section in builder.sections if section.rows)


def _bare(row: SheetRow) -> str:
    return row.code.strip(_EDGES)


def _is_roman(text: str) -> bool:
    return bool(text) and bool(_ROMAN.fullmatch(text))


def _is_title(row: SheetRow) -> bool:
    return not row.unit and not row.value


def _in_capitals(row: SheetRow) -> bool:
    letters = [sign for sign in row.name if sign.isalpha()]
    capitals = sum(map(str.isupper, letters))
    return len(letters) >= _CAPITALS and capitals >= _CAPITAL_SHARE * len(letters)


def to_roman(number: int) -> str:
    """Write a small number as a Roman numeral.

    >>> [to_roman(number) for number in (1, 4, 9, 14)]
    ['I', 'IV', 'IX', 'XIV']
    """
    tens, ones = divmod(number, 10)
    return "X" * tens + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[ones]


class _Builder:
    """Takes the rows in printed order."""

    def __init__(self, outer: str, exact: bool) -> None:
        self.outer = outer  # style of the sections: "letter", "roman", "" (there are none)
        self.exact = exact
        self.sections: list[OutlinedSection] = []
        self.base: Path = ()  # of the Roman numeral below a letter
        self.anchor: Path = ()  # of the last row with a number of its own
        self.last: Path = ()

    def add(self, row: SheetRow) -> None:
        """Take one row."""
        bare = _bare(row)
        if self._opens_section(row, bare):
            self._open(row, bare)
            return
        if not self.sections:
            self._open_made()
        notes: list[Note] = []
        path = self._place(row, bare, notes)
        self._add_parents(path)
        section = self.sections[-1]
        section.rows.append(OutlinedRow(section.code, path, row, notes))
        self.last = path

    def _opens_section(self, row: SheetRow, bare: str) -> bool:
        if self.outer == "letter":
            return bool(_LETTER.fullmatch(bare)) and _is_title(row)
        if self.outer != "roman" or not _is_title(row):
            return False
        # A scan reads I as 1, l or |; capitals give the title of a section away.
        return _is_roman(bare) or (not self.exact and _in_capitals(row) and "." not in row.code)

    def _open(self, row: SheetRow, bare: str) -> None:
        notes = []
        code = bare.replace("Đ", "D")
        taken = {section.code for section in self.sections}
        if code in taken or not (_is_roman(code) or self.outer == "letter"):
            code = self._next_code()
            notes.append(
                Note(f"đoán: mục {code}, đọc được '{row.code}'", f"guess: read as '{row.code}'")
            )
        self._start(OutlinedSection(code, row, notes=notes))

    def _next_code(self) -> str:
        count = len(self.sections) + 1
        return to_roman(count) if self.outer != "letter" else chr(ord("A") + count - 1)

    def _open_made(self) -> None:
        note = Note(
            "đoán: bảng không có mục, nên mọi dòng nằm trong một mục",
            "guess: the table has no sections, so all rows are in one",
        )
        title = SheetRow("", "Toàn bảng")
        code = "A" if self.outer == "letter" else _ONLY_SECTION
        self._start(OutlinedSection(code, title, notes=[note]))

    def _start(self, section: OutlinedSection) -> None:
        self.sections.append(section)
        self.base = self.anchor = self.last = ()

    def _place(self, row: SheetRow, bare: str, notes: list[Note]) -> Path:
        """Choose the path of a row; it is always behind the last one."""
        path = self._read(row, bare)
        if path and path > self.last:
            self.anchor = path
            return path
        if _is_roman(bare) and self.outer == "letter":
            made: Path = (self.base[0] + 1,) if self.base else (1,)
            self.base = self.anchor = made
        else:
            made = self._count_on(bare)
        printed = f"'{row.code}'" if row.code else "không có số"
        shown = f"'{row.code}'" if row.code else "no code"
        code = ".".join(map(str, made))
        notes.append(
            Note(f"đoán: số {code}, trên giấy: {printed}", f"guess: code {code}, printed: {shown}")
        )
        return made

    def _read(self, row: SheetRow, bare: str) -> Path:
        """Read a number; of a scan or a dump what should follow is taken if it looks like that."""
        if not self.exact and bare:
            fits = [(code_fit(row.code, ".".join(map(str, p))), p) for p in self._followers()]
            best = max(fits, key=lambda fit: fit[0])
            if best[0] >= DIGITS_EQUAL:
                return best[1]
        dotted = bare.replace(",", ".")
        if not _NUMBERS.fullmatch(dotted):
            return ()
        path = (*self.base, *map(int, dotted.split(".")))
        return path if self.exact or self._is_near(path) else ()

    def _is_near(self, path: Path) -> bool:
        """Say whether a path is a few rows behind the last one, as 311 for 3.1.1 is not."""
        last = (*self.last, *([0] * len(path)))[: len(path)]
        step = next((new - old for new, old in zip(path, last, strict=True) if new != old), 0)
        return 0 < step <= _LONGEST_STEP

    def _followers(self) -> Iterable[Path]:
        """Give the paths that may stand behind the last one: below it, or after it or a parent."""
        yield (*self.last, 1) if self.last else (1,)
        for depth in range(len(self.last), 0, -1):
            yield (*self.last[: depth - 1], self.last[depth - 1] + 1)

    def _count_on(self, bare: str) -> Path:
        """Give the next child of the last numbered row, or what follows a number that is wrong."""
        spoilt = not self.exact or _NUMBERS.fullmatch(bare.replace(",", "."))
        if spoilt or not self.anchor:
            made = self.anchor = (*self.last[:-1], self.last[-1] + 1) if self.last else (1,)
            return made
        inside = self.last[: len(self.anchor)] == self.anchor and len(self.last) > len(self.anchor)
        return (*self.anchor, self.last[len(self.anchor)] + 1 if inside else 1)

    def _add_parents(self, path: Path) -> None:
        """Put in the parents that no row was seen of: a form must have them."""
        section = self.sections[-1]
        known = {row.path for row in section.rows}
        for depth in range(1, len(path)):
            parent = path[:depth]
            if parent not in known:
                code = ".".join(map(str, parent))
                note = Note(
                    f"đoán: không thấy dòng {code} trong bảng; hãy ghi tên của nó",
                    f"guess: row {code} was not seen in the table; give its name",
                )
                made = SheetRow("", f"Dòng {code}")
                section.rows.append(OutlinedRow(section.code, parent, made, [note]))


def children_of(row: OutlinedRow, rows: Sequence[OutlinedRow]) -> list[OutlinedRow]:
    """Give the rows one level below a row."""
    depth = len(row.path)
    return [
        other for other in rows if len(other.path) == depth + 1 and other.path[:depth] == row.path
    ]
