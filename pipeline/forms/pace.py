"""How many steps each pattern takes on a page-long line.

A pattern is tried on a line made of its own examples and rejects, because on any other text its
anchors are missing and it costs nothing: whole, cut off before their ends, and with their figures
taken away, over and over, up to the length of a page. That is what a list of near misses is like.

Steps are counted and not seconds: a form that is good on one machine must be good on a slow or
busy one. A step is a part of a pattern that is tried at one place, a sign that a stretch goes over,
or a place of an anchor that is looked through; `PLAIN_STEPS` of a plain expression make one.
Weighted so, a step takes about one microsecond, whatever the pattern. The anchors are looked for
before the count begins, since sentences look for them once for all patterns.

A plain expression that cannot be counted (see `plain_expression`; the project has none) is searched
on the line by the processor's clock, with a patience that tells milliseconds from what never ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import chain

import regex

from pipeline.forms.faults import Faults
from pipeline.model.form import Form, Indicator
from pipeline.wording.anchors import (
    Group,
    Node,
    Nodes,
    Pattern,
    Raw,
    Stretch,
    parse_pattern,
)
from pipeline.wording.budget import GIVE_UP, Budget, TooManyStepsError
from pipeline.wording.masking import mask_numerals, plain_text
from pipeline.wording.match import Trail
from pipeline.wording.matcher import Sentence
from pipeline.wording.plain_expression import UncountableError
from pipeline.wording.plain_steps import Program, compile_program, match_program

# Steps; a page has about 60 sentences and a form about 200 patterns. Of the 623 patterns of all
# forms in `patterns/` the slowest takes 14,679 (13 ms where it was measured), one of a hundred
# more than 9,900. Groups that repeat inside each other take millions.
MOST_STEPS = 30_000
# Steps of a plain expression that cost as much as one of the matcher: 0.05 against 1.3
# microseconds, by least squares over the same patterns.
PLAIN_STEPS = 25
# Seconds of the processor for an expression that cannot be counted. Of those that can the slowest
# takes 0.03; one that is bad takes hours.
_PATIENCE = 10.0
# Signs of a page that is one line: 36 lines of 84.
PAGE = 3000
# What no example holds and what makes expressions go back and forth: figures in a row, one letter
# many times, words of every length.
_MIXED = (
    "nhan 1 2 3 12/34 5,6% 7.890 so ho so aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa la 184 "
    "000000000000000000000000000000000000 den ngay 15/6/2024 (5.2.1) gom: xa, huyen cua "
)


class CountedSentence(Sentence):
    """A sentence that counts what a search costs, and ends a search that costs too much."""

    def __init__(self, line: str, damaged: bool = False) -> None:
        """Take a line; nothing is counted yet."""
        super().__init__(line, damaged)
        self._spent = Budget(GIVE_UP)
        self._spent_plain = Budget(GIVE_UP * PLAIN_STEPS)

    @property
    def steps(self) -> float:
        """How many steps its searches have taken."""
        return self._spent.taken + self._spent_plain.taken / PLAIN_STEPS

    def _step(self, node: Node, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        self._spent.take(1)
        return super()._step(node, place, trail)

    def _step_stretch(self, node: Stretch, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        seen = place
        for end, longer in super()._step_stretch(node, place, trail):
            self._spent.take(1 + end - seen)
            seen = end
            yield end, longer

    def _step_raw(self, node: Raw, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        with suppress(UncountableError):
            program = compile_program(node.expression.pattern)
            match_program(program, self.text, place, self._spent_plain)
        return super()._step_raw(node, place, trail)

    def _is_before(self, anchor: str, place: int) -> bool:
        self._spent.take(len(self.places(anchor)))
        return super()._is_before(anchor, place)


def check_pace(form: Form, faults: Faults) -> None:
    """Find the patterns of a form that take more than `MOST_STEPS` on a page-long line."""
    for row in form.indicators:
        patterns = [(f"mẫu câu thứ {n}", f"pattern {n}", it) for n, it in enumerate(row.prose, 1)]
        if row.context:
            patterns.append(("context", "context", row.context))
        line = page_line(row) if patterns or row.count else ""
        for vietnamese, english, pattern in patterns:
            steps = count_steps(parse_pattern(pattern), line)
            _add_fault(row.id, vietnamese, english, steps, faults)
        if row.count:
            _add_fault(row.id, "count", "count", count_plain_steps(row.count, line), faults)


def _add_fault(place: str, vietnamese: str, english: str, steps: float, faults: Faults) -> None:
    if steps <= MOST_STEPS:
        return
    over_vietnamese, over_english = ("hơn ", "over ") if steps >= GIVE_UP else ("", "")
    faults.add(
        place,
        f"{vietnamese} quá chậm: {over_vietnamese}{steps:.0f} bước trên một trang, "
        f"tối đa {MOST_STEPS}. Hãy bớt {{far}}, bớt các nhóm lặp lồng nhau",
        f"{english} is too slow: {over_english}{steps:.0f} steps on a page, at most {MOST_STEPS}. "
        "Use fewer {far} and no repeated groups inside each other",
    )


def page_line(row: Indicator) -> str:
    """Make the line that the patterns of an indicator are tried on."""
    sentences = [*(example.text for example in row.examples), *row.rejects]
    folded = [mask_numerals(plain_text(sentence)) for sentence in sentences]
    pieces = [piece for sentence in folded for piece in _near_misses(sentence)]
    # A full stop ends a sentence, and no pattern goes on behind it.
    joined = re.sub(r"[.;](?!\d)", " ", " ".join([*pieces, _MIXED]))
    return (joined * (PAGE // len(joined) + 1))[:PAGE]


def _near_misses(sentence: str) -> Iterable[str]:
    """Give a sentence whole, without its end, without its figures, and those as a row."""
    words = sentence.split(" ")
    yield sentence
    yield " ".join(words[: max(1, len(words) * 2 // 3)])
    yield re.sub(r"\d+", "", sentence)
    yield " ".join(re.findall(r"\d[\d.,/]*", sentence))


def count_steps(pattern: Pattern, line: str) -> float:
    """Give the steps that a pattern takes on a line; `GIVE_UP` is the most."""
    sentence = CountedSentence(line)
    list(map(sentence.places, chain.from_iterable(pattern.needs)))
    try:
        for expression in _plain_expressions(pattern.nodes):
            _program_of(expression, line)  # one that cannot be counted is timed, once
        for _ in sentence.find(pattern):
            pass
    except TooManyStepsError:
        return GIVE_UP
    return min(GIVE_UP, sentence.steps)


def count_plain_steps(expression: str, line: str) -> float:
    """Give the steps that a plain expression takes to be found everywhere; `GIVE_UP` is the most.

    They are steps of a pattern: `PLAIN_STEPS` of the expression's own are one.
    """
    spent = Budget(GIVE_UP * PLAIN_STEPS)
    place = 0
    try:
        program = _program_of(expression, line)
        while program and place <= len(line):
            end = match_program(program, line, place, spent)
            place = max(place + 1, end or 0)
    except TooManyStepsError:
        return GIVE_UP
    return spent.taken / PLAIN_STEPS


def _plain_expressions(nodes: Nodes) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Raw):
            yield node.expression.pattern
        elif isinstance(node, Group):
            for alternative in node.alternatives:
                yield from _plain_expressions(alternative)


def _program_of(expression: str, line: str) -> Program:
    """Give an expression's program; an empty one if it cannot be counted, but ends."""
    try:
        return compile_program(expression)
    except UncountableError:
        _search_in_time(expression, line)
        return ()


def _search_in_time(expression: str, line: str) -> None:
    try:
        for _ in regex.finditer(expression, line, timeout=_PATIENCE):
            pass
    except regex.error:
        return  # only `re` understands it, which cannot be stopped
    except TimeoutError:
        raise TooManyStepsError from None
