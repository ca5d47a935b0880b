"""Patterns drafted from sentences that people pointed at.

The words beside the figure, from the same clause, are tried from few to many, until the form with
them reads the sentence and everything else as before. It is a draft: whether the words tell this
figure from all others, only a person knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipeline.drafting.outline import Note
from pipeline.drafting.toml import comments, one_line, print_list, quote
from pipeline.forms.adding import add_wording, find_faults, reads
from pipeline.model.form import Example, Form, Indicator
from pipeline.vietnamese.numbers import find_numbers, print_number

# How many words to try before and behind the figure; the first that pass are taken.
_WORDS = ((3, 2), (4, 2), (3, 1), (5, 3), (4, 0), (6, 0), (2, 3), (0, 4), (7, 5))
_MOST_CHECKS = 3  # of a whole form, a second or more each
_ENDS = re.compile(r"[.;:,()\[\]\d–]")
_PERCENT, _OF, _PART_OF = re.compile(r"\s?%"), re.compile(r"\s?/\s?\d+"), re.compile(r"\d\s?/\s?$")
# What `{is}` stands for, between the words and the figure.
_LINKS = frozenset(
    ("là", "được", "có", "đạt", "còn", "gồm", "với", "chiếm", "khoảng", "hơn", "gần", "trên", "ước")
)
_FEWEST = 2  # words: "{value} ha" would read every area


@dataclass(frozen=True, slots=True)
class Shown:
    """A sentence that gives a figure."""

    text: str  # as it was read
    mended: str  # with its marks, if it had lost them
    value: Decimal


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What could be added to one indicator of a form."""

    form: str
    indicator: Indicator
    prose: tuple[str, ...]
    examples: tuple[Example, ...]
    known: int  # sentences that the form reads by now
    notes: tuple[Note, ...]  # what `forms check` would say, and what could not be drafted

    def print(self) -> str:
        """Give it in the language of the form files."""
        name = f"{self.form}, {self.indicator.id}"
        head = Note(f"thêm vào {name} ({self.indicator.label})", f"add to {name}")
        examples = ", ".join(
            f"{{ text = {quote(one.text)}, value = {print_number(one.value)} }}"
            for one in self.examples
        )
        lines = list(comments((head, *self.notes)))
        if self.prose:
            lines.append("[[indicator]]")
            lines += [f"id = {quote(self.indicator.id)}", f"label = {quote(self.indicator.label)}"]
            lines += [f"prose = {print_list(self.prose)}", f"examples = [{examples}]"]
        return "\n".join(lines) + "\n"


def suggest(
    form: Form, indicator: Indicator, sentences: Sequence[Shown], fragments: Mapping[str, str]
) -> Suggestion:
    """Draft patterns for an indicator.

    Args:
        form: As it was loaded.
        indicator: One of its.
        sentences: Each with its figure in the indicator's unit.
        fragments: Bits of patterns that forms share.
    """
    prose: list[str] = []
    examples: list[Example] = []
    notes: list[Note] = []
    known = 0
    for one in sentences:
        example = Example(one_line(one.text), one.value)
        if reads(form, indicator.id, example):
            known += 1
            continue
        drafted = _draft(form, indicator, one, fragments)
        if drafted is None:
            notes.append(
                Note(
                    f"không soạn được mẫu cho câu: {one.text}",
                    f"no pattern could be drafted for: {one.text}",
                )
            )
            continue
        wording, form, found = drafted
        prose.append(wording)
        examples.append(example)
        notes += found
    return Suggestion(form.id, indicator, tuple(prose), tuple(examples), known, tuple(notes))


def _draft(
    form: Form, indicator: Indicator, shown: Shown, fragments: Mapping[str, str]
) -> tuple[str, Form, tuple[Note, ...]] | None:
    """Give the first wording that reads the sentence and breaks nothing, and the form with it."""
    best = None
    checks = 0
    example = Example(one_line(shown.text), shown.value)
    before = set(find_faults(form))
    for wording in dict.fromkeys(_wordings(shown)):
        try:
            tried = add_wording(form, indicator.id, wording, example, fragments)
            if not reads(tried, indicator.id, example):
                continue
        except (
            KeyError,
            ValueError,
        ):  # a fragment that this folder lacks; no anchor
            continue
        faults = [fault for fault in find_faults(tried) if fault not in before]
        found = tuple(Note(fault.vietnamese, fault.english) for fault in faults)
        checks += 1
        if best is None or len(found) < len(best[2]):
            best = wording, tried, found
        if not found or checks == _MOST_CHECKS:
            break
    return best


def _wordings(shown: Shown) -> Iterator[str]:
    """Give wordings of the words around the figure, in the order to try.

    >>> shown = Shown("Đã cấp được 87 giấy phép.", "Đã cấp được 87 giấy phép.", Decimal(87))
    >>> next(_wordings(shown))
    'đã cấp{is} {value} giấy phép'
    """
    for start, end, found in find_numbers(shown.mended):
        if shown.value not in (found.value, found.other):
            continue
        before, behind = shown.mended[:start], shown.mended[end:]
        figure, behind = _name_figure(before, behind)
        left = _words(_ENDS.split(before.rstrip(" :(/0123456789"))[-1])
        while left and left[-1] in _LINKS:
            left.pop()
        right = _words(_ENDS.split(behind)[0])
        for most_left, most_right in _WORDS:
            some = left[-most_left:] if most_left else []
            parts = (" ".join(some) + "{is}" if some else "", figure, *right[:most_right])
            if len(some) + len(right[:most_right]) >= _FEWEST:
                yield " ".join(filter(None, parts))
        return


def _name_figure(before: str, behind: str) -> tuple[str, str]:
    """Give the name of the figure, and what stands behind all of it."""
    if found := _PERCENT.match(behind):
        return "{percent}", behind[found.end() :]
    if found := _OF.match(behind):
        return "{part}", behind[found.end() :]
    return ("{whole}" if _PART_OF.search(before) else "{value}"), behind


def _words(clause: str) -> list[str]:
    return [word.lower() for word in clause.split() if word.isalpha()]
