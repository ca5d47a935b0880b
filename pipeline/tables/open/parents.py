"""Which row stands under which: by numbers, else by indentation, type and names without figures.

Both of indentation and type are asked, as documents drop either of them without warning (each one
off: -0.3 points; both: -17).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.tables.layout.mark import Mark, read_mark, split_mark
from pipeline.tables.open.table import Entry
from pipeline.vietnamese.alphabet import fold

_CODED = 0.3  # of the rows have a number
_STEP = 2.0  # points between two indents; 0.5 to 8 give the same beside the type
_TOTAL = re.compile(r"(?:tong (?:so|cong)|cong|ca nuoc|toan (?:quoc|tinh|nganh)|chung)\b")
_WORD_CODE = re.compile(r"[^\W\d_]+ (\d{1,2})[.:]?")
_PART = re.compile(r"(?:trong do|chia ra|bao gom|gom co)\b")
_KINDS = {"A": 0, "I": 1, "1": 2, "a": 4, "-": 5, "–": 5, "+": 6, "*": 6, "•": 6}


@dataclass(frozen=True, slots=True)
class Named:
    """A row with the rows above it."""

    entry: Entry
    parents: tuple[Entry, ...]  # the outermost first
    mark: Mark | None = None

    @property
    def path(self) -> tuple[str, ...]:
        """The names from the outermost parent to the row."""
        return tuple(full_name(entry) for entry in (*self.parents, self.entry))


def full_name(entry: Entry) -> str:
    """Give a name with its number before it.

    >>> full_name(Entry(1, "Thu nội địa", (), "I")), full_name(Entry(1, "Thu nội địa", (), ""))
    ('I. Thu nội địa', 'Thu nội địa')
    """
    if not entry.code or entry.code in "-–+*•":
        return entry.name
    if is_word_code(entry.code):
        return f"{entry.code} {entry.name}".strip()
    bare = entry.code.rstrip(".)")
    return f"{bare}. {entry.name}" if entry.name else bare


def is_word_code(text: str) -> bool:
    """Say whether a number of a row has a word before it.

    >>> is_word_code("Nhóm 1"), is_word_code("1.1"), is_word_code("Nhóm hàng")
    (True, False, False)
    """
    return _WORD_CODE.fullmatch(text.strip()) is not None


def find_parents(entries: Sequence[Entry]) -> list[Named]:
    """Give each row of a whole table with the rows it stands under."""
    named = [entry for entry in entries if entry.name or entry.code]
    marks = _marks(entries)
    coded = sum(mark is not None and mark.kind not in "-–+*•" for mark in marks)
    if named and coded >= _CODED * len(named):
        return _by_numbers(entries, marks)
    return _by_type(entries)


def _marks(entries: Sequence[Entry]) -> list[Mark | None]:
    marks: list[Mark | None] = []
    letter: Mark | None = None
    for entry in entries:
        text = entry.code or split_mark(entry.name)[0]
        mark = read_mark(text, letter) if text else None
        if worded := _WORD_CODE.fullmatch(entry.code):
            mark = Mark("A", (int(worded[1]),), entry.code)
        if mark is not None and mark.kind == "A":
            letter = mark
        marks.append(mark)
    return marks


def _rank(mark: Mark) -> int:
    """Give the level of a number: I before A only where documents do so; 1.2 below 1."""
    return _KINDS.get(mark.kind, 6) * 10 + (len(mark.place) if mark.kind == "1" else 0)


def _by_numbers(entries: Sequence[Entry], marks: Sequence[Mark | None]) -> list[Named]:
    """Keep a stack of kinds of numbers; a kind seen before ends all that is inside it."""
    stack: list[tuple[str, Entry]] = []
    found: list[Named] = []
    for place, (entry, mark) in enumerate(zip(entries, marks, strict=True)):
        kind = _kind(mark)
        if mark is None:
            stack, parents = _unnumbered(stack, entry)
        elif any(kind == known for known, _ in stack):
            at = next(i for i, (known, _) in enumerate(stack) if known == kind)
            stack = stack[:at]
            parents = [one for _, one in stack]
        else:
            stack = _without_deeper(stack, mark)
            parents = [one for _, one in stack]
        found.append(Named(entry, tuple(parents), mark))
        if (kind or entry.is_section or _leads(entries, marks, place)) and not _is_total(entry):
            stack = [*stack, (kind or _plain_kind(entry), entry)]
    return found


def _leads(entries: Sequence[Entry], marks: Sequence[Mark | None], place: int) -> bool:
    """Say whether a bold row without a number has a list that begins anew below it."""
    following = marks[place + 1] if place + 1 < len(marks) else None
    style = entries[place].style
    begins = following is not None and following.first
    return begins and (style.bold or style.capitals)


def _kind(mark: Mark | None) -> str:
    if mark is None:
        return ""
    return f"1.{len(mark.place)}" if mark.kind == "1" else mark.kind


def _plain_kind(entry: Entry) -> str:
    return f"~{entry.style.capitals or entry.style.bold:d}{entry.is_section:d}"


def _unnumbered(
    stack: list[tuple[str, Entry]], entry: Entry
) -> tuple[list[tuple[str, Entry]], list[Entry]]:
    """Give the stack and the parents of a row without a number.

    A total ends everything, a section keeps the letters and Roman numbers; any other row is a part
    of the last one with a number.
    """
    strong = entry.style.bold or entry.style.capitals
    if _is_total(entry) or (strong and not entry.is_section):
        return [], []
    if entry.is_section:
        part = _PART.match(fold(entry.name).lower())
        kept = [one for one in stack if part or one[0] in ("A", "I") or one[1].style.capitals]
        kind = _plain_kind(entry)
        at = next((i for i, (known, _) in enumerate(kept) if known == kind), len(kept))
        return kept[:at], [one for _, one in kept[:at]]
    return stack, [one for _, one in stack]


def _is_total(entry: Entry) -> bool:
    return not entry.code and _TOTAL.match(fold(entry.name).lower()) is not None


def _without_deeper(stack: list[tuple[str, Entry]], mark: Mark) -> list[tuple[str, Entry]]:
    """Drop what a number of a kind not yet open ends: deeper ones that it does not begin under."""
    if len(mark.place) > 1 and mark.kind == "1":
        for at in range(len(stack) - 1, -1, -1):
            if stack[at][0] == f"1.{len(mark.place) - 1}":
                return stack[: at + 1]
    if mark.first or mark.kind in "-–+*•":
        return stack
    rank = _rank(mark)
    kept = list(stack)
    while kept and kept[-1][0][0] in _KINDS and _KINDS[kept[-1][0][0]] * 10 > rank:
        kept.pop()
    return kept


def _by_type(entries: Sequence[Entry]) -> list[Named]:
    """Keep a stack by indents and, at equal indents, by how names are set."""
    stack: list[Entry] = []
    found: list[Named] = []
    for entry in entries:
        folded = fold(entry.name).lower()
        if _PART.match(folded):
            kept = stack
        else:
            kept = [one for one in stack if _is_above(one, entry)]
            # What is under a row that ended is ended too.
            kept = kept[: next((i for i, o in enumerate(stack) if o not in kept), len(kept))]
        found.append(Named(entry, tuple(kept)))
        if not _is_total(entry) and not (_PART.match(folded) and not entry.is_section):
            stack = [*kept, entry]
        else:
            stack = list(kept)
    return found


def _is_above(one: Entry, entry: Entry) -> bool:
    """Say whether a row that is open stays so, as a parent of the next one."""
    if _PART.match(fold(one.name).lower()):
        return entry.indent > one.indent + _STEP
    shift = entry.indent - one.indent
    slanted = entry.style.italic and not (entry.style.bold or entry.style.capitals)
    if _weight(entry) > _weight(one) and not one.is_section:
        # "Chia theo huyện" stands below the one row that it divides; italics may set the parts of a
        # plain row apart. Both stand further right.
        under = _face(entry) <= _face(one) if entry.is_section else slanted
        return under and shift > _STEP
    if entry.style.bold and not one.style.bold and not (one.is_section and shift > _STEP):
        return False
    if shift > _STEP:
        return True
    if shift < -_STEP:
        return False
    return _weight(one) > _weight(entry)


def _weight(entry: Entry) -> int:
    """Rank how a name is set: section > CAPITALS, bold > bold > italic > plain."""
    if entry.is_section:
        return 5 if entry.style.bold or entry.style.capitals else 4
    return _face(entry)


def _face(entry: Entry) -> int:
    if entry.style.bold:
        return 3 if entry.style.capitals else 2
    return 2 if entry.style.capitals else 1 if entry.style.italic else 0
