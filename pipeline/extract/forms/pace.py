"""How long each pattern takes on a page-long line.

A pattern is tried on a line made of its own examples and rejects, because on any other text its
anchors are missing and it costs nothing: whole, cut off before their ends, and with their figures
taken away, over and over, up to the length of a page. That is what a list of near misses is like.

The anchors are looked for before the clock runs, since sentences look for them once for all
patterns. The clock is that of the processor, so that a busy machine makes no pattern slow, and it
is read at every step, so that a pattern that would take hours is stopped. The slowest of the 248
patterns of the form of communes takes 7 ms.
"""

from __future__ import annotations

import math
import re
import time
from collections.abc import Iterable, Iterator
from itertools import chain

import regex

from pipeline.extract.forms.faults import Faults
from pipeline.extract.prose.anchors import Group, Node, Nodes, Pattern, Raw, parse_pattern
from pipeline.extract.prose.match import Trail
from pipeline.extract.prose.matcher import Sentence
from pipeline.extract.prose.plain import mask_numerals, plain_text
from pipeline.model.form import Form, Indicator

# Milliseconds; a page has about 60 sentences and a form about 200 patterns.
SLOWEST = 10.0
# Signs of a page that is one line: 36 lines of 84.
PAGE = 3000
# A slow turn may be the machine's fault (a cold cache, another process); three are not.
_TURNS = 3
GIVE_UP = 10 * SLOWEST  # ms after which a turn is broken off
# What no example holds and what makes expressions go back and forth: figures in a row, one letter
# many times, words of every length.
_MIXED = (
    "nhan 1 2 3 12/34 5,6% 7.890 so ho so aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa la 184 "
    "000000000000000000000000000000000000 den ngay 15/6/2024 (5.2.1) gom: xa, huyen cua "
)


class _TooSlowError(Exception):
    """The time for one turn is over."""


class _WatchedSentence(Sentence):
    """A sentence that lets nobody search it for long."""

    deadline = math.inf  # of the processor's clock, in seconds

    def _step(self, node: Node, place: int, trail: Trail) -> Iterator[tuple[int, Trail]]:
        if time.process_time() > self.deadline:
            raise _TooSlowError
        return super()._step(node, place, trail)


def check_pace(form: Form, faults: Faults) -> None:
    """Find the patterns of a form that take longer than `SLOWEST` on a page-long line."""
    for row in form.indicators:
        patterns = [(f"mẫu câu thứ {n}", f"pattern {n}", it) for n, it in enumerate(row.prose, 1)]
        if row.context:
            patterns.append(("context", "context", row.context))
        line = page_line(row) if patterns or row.count else ""
        for vietnamese, english, pattern in patterns:
            spent = measure(parse_pattern(pattern), line)
            _add_fault(row.id, vietnamese, english, spent, faults)
        if row.count:
            _add_fault(row.id, "count", "count", _measure_count(row.count, line), faults)


def _measure_count(expression: str, line: str) -> float:
    try:
        return _search_raw(regex.compile(expression), line)
    except regex.error:
        return 0.0  # only `re` understands it, which cannot be stopped
    except _TooSlowError:
        return GIVE_UP


def _add_fault(
    place: str, vietnamese: str, english: str, milliseconds: float, faults: Faults
) -> None:
    if milliseconds <= SLOWEST:
        return
    taken = "hơn 100" if milliseconds >= GIVE_UP else f"{milliseconds:.0f}"
    took = "over 100" if milliseconds >= GIVE_UP else f"{milliseconds:.0f}"
    faults.add(
        place,
        f"{vietnamese} quá chậm: {taken} ms trên một trang, tối đa {SLOWEST:.0f}. "
        "Hãy bớt {far}, bớt các nhóm lặp lồng nhau",
        f"{english} is too slow: {took} ms on a page, at most {SLOWEST:.0f}. "
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


def measure(pattern: Pattern, line: str) -> float:
    """Give the milliseconds that a pattern takes on a line; `GIVE_UP` is the most."""
    watched = _WatchedSentence(line, damaged=False)
    list(map(watched.places, chain.from_iterable(pattern.needs)))
    try:
        for expression in _raw_expressions(pattern.nodes):
            _search_raw(expression, line)  # the walk below cannot look at the clock in there
        start = time.process_time()
        watched.deadline = start + GIVE_UP / 1000
        _search(watched, pattern)
    except _TooSlowError:
        return GIVE_UP
    spent = 1000 * (time.process_time() - start)
    if spent <= SLOWEST:
        return spent
    # Looking at the clock takes half of the time, and the machine may have had other things to do.
    sentence = Sentence(line, damaged=False)
    return min(_clock(sentence, pattern) for _ in range(_TURNS))


def _clock(sentence: Sentence, pattern: Pattern) -> float:
    start = time.process_time()
    _search(sentence, pattern)
    return 1000 * (time.process_time() - start)


def _search(sentence: Sentence, pattern: Pattern) -> None:
    for _ in sentence.find(pattern):
        pass


def _raw_expressions(nodes: Nodes) -> Iterator[regex.Pattern[str]]:
    for node in nodes:
        if isinstance(node, Raw):
            yield node.expression
        elif isinstance(node, Group):
            for alternative in node.alternatives:
                yield from _raw_expressions(alternative)


def _search_raw(expression: regex.Pattern[str], line: str) -> float:
    """Look for a plain expression everywhere; give the milliseconds it takes."""
    start = time.process_time()
    try:
        for _ in expression.finditer(line, timeout=GIVE_UP / 1000):
            pass
    except TimeoutError:
        raise _TooSlowError from None
    return 1000 * (time.process_time() - start)
