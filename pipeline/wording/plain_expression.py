"""Plain regular expressions taken apart, as they are written.

Only to count their steps (`plain_steps`). The parser of `re` lost: it has no public name, and it
mends what it reads, so that `(?:[a-z]|[a-z ])+` looks harmless, which `regex` never finishes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import regex

# `{e<=1}` is a fuzzy group of `regex`; any other brace that is no count is a sign.
_COUNT = r"\{(?P<least>\d+)?(?P<comma>,)?(?P<most>\d+)?\}"
_QUANTIFIER = re.compile(rf"(?:(?P<sign>[?*+])|(?!\{{\}}){_COUNT})(?P<manner>[?+]?)")
_OPENING = re.compile(r"\((?:\?(?:(?P<kind>:|>|<?[=!])|P?<\w+>)|(?!\?))")
_SIGN = re.compile(
    r"\\[pP]\{[^}]*\}|\\x[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[^\dgGKLNRX]"  # one sign, or a place of it
    r"|\[\^?\]?(?:\\.|[^\]\\\[])*\]"
    r"|[^\\\[(){?*+|]|\{(?![a-z])"
)
_PLACES = ("^", "$", r"\A", r"\Z", r"\b", r"\B", r"\m", r"\M")


class UncountableError(Exception):
    """An expression with parts that are not known here."""


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign of a kind, or a place such as `$`, which has no width."""

    test: regex.Pattern[str]
    width: int


@dataclass(frozen=True, slots=True)
class Branches:
    """Any one of these, tried in this order."""

    branches: tuple[Parts, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part so many times."""

    part: Part
    least: int
    most: int | None  # None: without end
    lazy: bool  # whether few turns are tried first


@dataclass(frozen=True, slots=True)
class Inner:
    """An expression of its own: what it left untried is not tried later."""

    part: Part
    direction: int  # 1: of what follows; -1: of what came before
    look: bool  # whether the place stays
    wanted: bool  # whether it has to match


Part = Sign | Branches | Repeat | Inner
Parts = tuple[Part, ...]


def read_expression(expression: str) -> Branches:
    r"""Take an expression apart.

    >>> read_expression(r"a{2,}").branches[0][0].least
    2
    >>> read_expression(r"(a)\1")
    Traceback (most recent call last):
    pipeline.wording.plain_expression.UncountableError: (a)\1

    Raises:
        UncountableError: It holds a reference, a flag, a fuzzy group, or something rarer.
    """
    reader = _Reader(expression)
    found = reader.read_branches()
    if reader.at < len(expression):
        raise UncountableError(expression)
    return found


class _Reader:
    """Reads an expression from the left."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.at = 0

    def read_branches(self) -> Branches:
        branches: list[list[Part]] = [[]]
        while self.at < len(self._text) and self._text[self.at] != ")":
            if self._text[self.at] == "|":
                self.at += 1
                branches.append([])
            else:
                branches[-1].append(self._read_quantified())
        return Branches(tuple(map(tuple, branches)))

    def _read_quantified(self) -> Part:
        part = self._read_part()
        while found := _QUANTIFIER.match(self._text, self.at):
            self.at = found.end()
            least, most = _limits(found)
            repeat = Repeat(part, least, most, lazy=found["manner"] == "?")
            part = Inner(repeat, 1, False, True) if found["manner"] == "+" else repeat
        return part

    def _read_part(self) -> Part:
        if found := _OPENING.match(self._text, self.at):
            self.at = found.end()
            return self._read_group(found["kind"] or "")
        if found := _SIGN.match(self._text, self.at):
            self.at = found.end()
            return _as_sign(found.group())
        raise UncountableError(self._text)

    def _read_group(self, kind: str) -> Part:
        inside = self.read_branches()
        if self.at == len(self._text):
            raise UncountableError(self._text)
        self.at += 1
        if kind in ("", ":"):
            return inside
        direction = -1 if kind[0] == "<" else 1
        return Inner(inside, direction, look=kind != ">", wanted=kind[-1] != "!")


def _limits(found: re.Match[str]) -> tuple[int, int | None]:
    if found["sign"]:
        return int(found["sign"] == "+"), 1 if found["sign"] == "?" else None
    least = int(found["least"] or 0)
    if not found["comma"]:
        return least, least
    return least, int(found["most"]) if found["most"] else None


@lru_cache(maxsize=512)
def _as_sign(written: str) -> Sign:
    try:
        return Sign(regex.compile(written), int(written not in _PLACES))
    except regex.error as error:
        raise UncountableError(written) from error
