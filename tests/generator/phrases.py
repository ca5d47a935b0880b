"""The sentences of invented reports and how figures get into them; see phrases.toml."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from pipeline.vietnamese.numbers import print_number
from tests.generator.figures import Habits, Values

# {name} states a figure, {=name} says it again, {~name} says it as restated, {!name} states it in
# words of its own ("none"), {#name} prints it in words.
_PLACE = re.compile(r"\{([=!~#]?)([a-z_]+)(?::([\d.]+))?\}")
_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of the report that one of several sentences fills."""

    variants: tuple[str, ...]
    id: str = ""  # for places that need more than a sentence
    chance: float = 1.0
    item: bool = False  # printed with a dash
    when: str = ""  # figure that must be above zero
    unless: str = ""  # figure that must be zero


@dataclass(frozen=True, slots=True)
class Part:
    """A titled group of slots below a chapter; the title may be empty."""

    title: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter with the titles it may bear."""

    titles: tuple[str, ...]
    parts: tuple[Part, ...]


@cache
def load_chapters(name: str = "phrases.toml") -> tuple[Chapter, ...]:
    """Read a file of phrases."""
    with Path(__file__).with_name(name).open("rb") as file:
        chapters = tomllib.load(file)["chapter"]
    return tuple(
        Chapter(
            tuple(chapter["title"]),
            (
                Part("", tuple(map(_slot, chapter.get("slot", ())))),
                *(
                    Part(part["title"], tuple(map(_slot, part["slot"])))
                    for part in chapter.get("part", ())
                ),
            ),
        )
        for chapter in chapters
    )


@cache
def load_openings(name: str) -> tuple[str, ...]:
    """Read the first sentences of a file of phrases."""
    with Path(__file__).with_name(name).open("rb") as file:
        return tuple(tomllib.load(file)["opening"])


def _slot(fields: dict[str, object]) -> Slot:
    variants = fields.pop("variants")
    return Slot(variants=tuple(variants), **fields)  # type: ignore[arg-type]


def figures_in(sentence: str) -> set[str]:
    """Name the figures a sentence states.

    >>> sorted(figures_in("có mặt {=a}/{b} người, đủ{!c}, {~d}"))
    ['b', 'c', 'd']
    """
    return {name for mark, name, _ in _PLACE.findall(sentence) if mark != "="}


def choose_variant(
    rng: random.Random, slot: Slot, known: Iterable[str], required: frozenset[str]
) -> str | None:
    """Choose a sentence whose figures are all known; one that states a required figure first."""
    known = set(known)
    fits = [v for v in slot.variants if {name for _, name, _ in _PLACE.findall(v)} <= known]
    wanted = [variant for variant in fits if figures_in(variant) & required]
    skipped = rng.random() >= slot.chance
    chosen = rng.choice(wanted or fits) if fits else None
    return None if skipped and not wanted else chosen


def print_figure(value: Decimal, habits: Habits, percent: bool = False) -> str:
    """Print a figure as the commune would.

    >>> habits = Habits(1, 1, True, 0, True, None, 0)
    >>> print_figure(Decimal(5), habits), print_figure(Decimal("1284"), habits)
    ('05', '1.284')
    >>> print_figure(Decimal("99.80"), habits, percent=True), print_figure(Decimal(0), habits)
    ('99,8%', '0')
    """
    whole, _, decimals = print_number(value).partition(".")
    if habits.grouped:
        whole = f"{int(whole):,}".replace(",", ".")
    if habits.leading_zero and not percent and not decimals and len(whole) == 1 and whole != "0":
        whole = "0" + whole
    return whole + ("," + decimals if decimals else "") + ("%" if percent else "")


def say_figure(value: Decimal) -> str:
    """Print a whole number below 100 in words, any other figure in digits.

    >>> [say_figure(Decimal(number)) for number in (0, 4, 10, 15, 21, 55, 70, 120)]
    ['không', 'bốn', 'mười', 'mười lăm', 'hai mươi mốt', 'năm mươi lăm', 'bảy mươi', '120']
    """
    tens, ones = divmod(value, 10)
    if value != int(value) or tens > 9:
        return print_number(value)
    if not tens:
        return _DIGITS[int(ones)]
    last = {0: "", 5: "lăm", 1: "một" if tens == 1 else "mốt"}.get(int(ones), _DIGITS[int(ones)])
    return f"{'mười' if tens == 1 else _DIGITS[int(tens)] + ' mươi'} {last}".rstrip()


@dataclass(frozen=True, slots=True)
class Speaker:
    """Fills sentences and keeps what was mentioned."""

    values: Values
    restated: Values  # what is said of a figure the second time, where it differs
    words: Mapping[str, str]
    habits: Habits
    mentioned: dict[str, Decimal]  # the first mention of each figure, in order; filled here

    def say(self, sentence: str) -> str:
        """Fill in a sentence."""
        return _PLACE.sub(self._fill, sentence)

    def _fill(self, match: re.Match[str]) -> str:
        mark, name, divisor = match.groups()
        if name in self.words:
            return self.words[name]
        value = self.values[name]
        if value is None:
            raise KeyError(name)
        if mark in ("", "!", "#"):
            self.mentioned.setdefault(name, value)
        if mark == "~":
            value = self.restated.get(name) or value
        if divisor:
            value = value / Decimal(divisor)
        if mark in ("!", "#"):
            return say_figure(value) if mark == "#" else ""
        return print_figure(value, self.habits, name.endswith("_rate"))
