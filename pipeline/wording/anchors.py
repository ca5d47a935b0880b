"""Patterns of the prose: what they are made of, and how they are written.

A pattern is written in proper Vietnamese, in a small part of the language of regular expressions.
Its words are anchors, which `matcher` finds on folded text with a few wrong letters; everything
else says what may stand between them:

    tiếp nhận            anchor: words that belong together
    {value} {percent} {part} {whole} {word} {none}    the figure that is read; see FIGURES
    {count}                                           the same in digits or in words
    {number} {fraction}                               a figure that is passed over
    {near} {gap} {far} {clause}                       a stretch without any figure; see STRETCHES
    (?:được|đã)? (a|b)*  groups of whole words, with ? * +
    (?=...) (?!...)      what must or must not follow; $ the end of the sentence
    (?<=a|b) (?<!a|b)    anchors that must or must not stand anywhere before, in the paragraph
    (?P<full>đủ)         the figure is a quota, and all of it is there
    (?>d[a-z]{1,2}c)     a plain regular expression on folded text, for words too common for anchors

Whole patterns as one expression of the `regex` package, each anchor a fuzzy group, lost: the 200
that a report needs took 0.8 s to compile, four times as long as everything else (30 kB dump).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import regex

from pipeline.vietnamese.alphabet import fold
from pipeline.wording.number_words import NUMBER_WORDS

_COUNT = r"(?:\d{1,3}(?:\.\d{3})+|\d+)"
# Like NUMBER_PATTERN, but with any grouping: parse_number decides what it is worth.
_NUMBER = r"\d+(?:[.,]\d+| \d{3}(?!\d))*"
_BEFORE = r"(?<![\d/.,a-z])"
_AFTER = r"(?![\d/]|[.,]\d| / ?\d)"
# The same number again in words: 02 (hai)
_SAID = r"(?: ?\((?:khong|mot|hai|ba|bon|nam|sau|bay|tam|chin|muoi)[a-z ]{0,20}\))?"
# Figures on folded, masked text. The group that matched says what the figure is.
FIGURES = {
    "value": re.compile(rf"{_BEFORE}(?P<value>{_NUMBER})(?![\d/%]|[.,]\d| [/%]){_SAID}"),  # 376
    "percent": re.compile(rf"{_BEFORE}(?P<value>{_NUMBER}) ?%"),  # 99,8%
    "part": re.compile(rf"{_BEFORE}(?P<value>{_COUNT}) ?/ ?{_COUNT}{_AFTER}"),  # 8 of 8/11
    "whole": re.compile(rf"{_BEFORE}{_COUNT} ?/ ?(?P<value>{_COUNT}){_AFTER}"),  # 11 of 8/11
    "word": re.compile(rf"(?<![a-z]){NUMBER_WORDS}(?![a-z])"),  # hai
    "count": re.compile(
        rf"{_BEFORE}(?P<value>{_NUMBER})(?![\d/%]|[.,]\d| [/%]){_SAID}"
        rf"|(?<![a-z]){NUMBER_WORDS}(?![a-z])"
    ),  # 2 or hai
    "none": re.compile(r"(?<![a-z])(?P<none>kh[ode]ng|ch(?:u|w|ir|ur|it)a)(?![a-z])"),  # không: 0
    "number": re.compile(rf"{_BEFORE}{_NUMBER}{_AFTER}"),
    "fraction": re.compile(rf"{_BEFORE}{_COUNT} ?/ ?{_COUNT}{_AFTER}"),
}
READ = ("value", "percent", "part", "whole", "word", "count", "none")
# Longest stretch in signs, and the signs besides digits that end it.
STRETCHES = {
    "near": (16, ".;"),
    "gap": (40, ".;"),
    "far": (100, ".;"),
    "short": (16, ",.;:()"),
    "clause": (40, ",.;:()"),
}

_BRACES = re.compile(r"\{([a-z_]+)\}")
_OPENING = re.compile(r"\(\?P<(?P<name>[a-z]+)>|\(\?(?P<look><?[=!])|\(\?:|\((?!\?)")


@dataclass(frozen=True, slots=True)
class Run:
    """Words that belong together; a blank at either end is part of it."""

    words: str  # in small letters, marks kept


@dataclass(frozen=True, slots=True)
class Raw:
    """A plain regular expression, of the `regex` package: its searches can be given a timeout."""

    expression: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure; its name is a key of FIGURES."""

    name: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Anything but figures, as short as possible."""

    length: int
    ends: str


@dataclass(frozen=True, slots=True)
class Group:
    """Alternatives."""

    alternatives: tuple[Nodes, ...]
    quantifier: str = ""  # "", "?", "*" or "+"
    look: str = ""  # "=" must follow, "!" must not, "<=" "<!" the same before; "": of the match
    name: str = ""


Node = Run | Raw | Figure | Stretch | Group
Nodes = tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One pattern, taken apart."""

    text: str
    nodes: Nodes
    needs: tuple[tuple[str, ...], ...]  # anchors: of each inner tuple a sentence must hold one
    figures: tuple[str, ...]  # names of the figures it can read


def expand_fragments(pattern: str, fragments: Mapping[str, str]) -> str:
    """Replace the names in braces that are fragments; fragments may use other fragments.

    >>> expand_fragments("nhận {much} {value}", {"much": "rất {s}", "s": "nhiều"})
    'nhận rất nhiều {value}'

    Raises:
        KeyError: A name that is neither a fragment nor built in.
        RecursionError: Fragments that name each other in a circle.
    """

    def replace(name: re.Match[str]) -> str:
        built_in = name[1] in FIGURES or name[1] in STRETCHES
        return name[0] if built_in else expand_fragments(fragments[name[1]], fragments)

    return _BRACES.sub(replace, pattern)


@lru_cache(maxsize=4096)
def parse_pattern(text: str) -> Pattern:
    """Take a pattern apart.

    >>> parse_pattern("(?:tiếp nhận|nhận được) {value} hồ sơ(?: mới)?").needs
    (('tiếp nhận', 'nhận được'), ('hồ sơ',))

    Raises:
        ValueError: It is not well formed; the message says where.
    """
    reader = _Reader(text)
    nodes = reader.read_alternatives()
    if reader.at < len(text):
        raise reader.fault("')' without '('")
    whole = nodes[0] if len(nodes) == 1 else (Group(nodes),)
    figures = tuple(name for name in READ if f"{{{name}}}" in text)
    return Pattern(text, whole, _needs(whole), figures)


class _Reader:
    """Reads a pattern from the left."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def fault(self, what: str) -> ValueError:
        return ValueError(f"{what} ({self.at + 1}: '{self.text[self.at : self.at + 12]}')")

    def read_alternatives(self) -> tuple[Nodes, ...]:
        alternatives: list[list[Node]] = [[]]
        while self.at < len(self.text) and self.text[self.at] != ")":
            if self.text[self.at] == "|":
                self.at += 1
                alternatives.append([])
            else:
                alternatives[-1].append(self.read_node())
        return tuple(map(tuple, alternatives))

    def read_node(self) -> Node:
        braces = _BRACES.match(self.text, self.at)
        if braces:
            self.at = braces.end()
            if braces[1] in STRETCHES:
                return Stretch(*STRETCHES[braces[1]])
            return Figure(braces[1])
        if self.text.startswith("(?>", self.at):
            return self.read_raw()
        opening = _OPENING.match(self.text, self.at)
        if opening:
            return self.read_group(opening)
        if _is_word_sign(self.text[self.at]):
            return self.read_run()
        return self.read_sign()

    def read_group(self, opening: re.Match[str]) -> Group:
        self.at = opening.end()
        alternatives = self.read_alternatives()
        if self.at == len(self.text):
            raise self.fault("'(' without ')'")
        self.at += 1
        look = opening["look"] or ""
        if look[:1] == "<" and not all(map(_is_anchor, alternatives)):
            raise self.fault("'(?<' takes anchors alone")
        return Group(alternatives, self.read_quantifier(), look, opening["name"] or "")

    def read_quantifier(self) -> str:
        sign = self.text[self.at : self.at + 1]
        if sign not in ("?", "*", "+"):
            return ""
        self.at += 1
        return sign

    def read_run(self) -> Node:
        start = self.at
        while self.at < len(self.text) and _is_word_sign(self.text[self.at]):
            self.at += 1
        if self.text[self.at : self.at + 1] in ("?", "*", "+") and self.at < len(self.text):
            if self.text[self.at - 1] != " ":
                raise self.fault("a quantifier needs a group of whole words")
            self.at -= 1
            if self.at == start:
                return self.read_sign()
        return Run(self.text[start : self.at].lower())

    def read_sign(self) -> Raw:
        """Read one sign that is no letter: a comma, `$`, an escape, a class; ? may follow."""
        found = re.compile(r"(?:\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\\[*+?])[?*+]?").match(
            self.text, self.at
        )
        if not found:
            raise self.fault("cannot be read")
        self.at = found.end()
        sign = found.group()
        return Raw(regex.compile(sign if sign[0] in "$\\[ ." else re.escape(sign[0]) + sign[1:]))

    def read_raw(self) -> Raw:
        """Read `(?> )`; what is inside only has to be a regular expression."""
        start, depth = self.at, 0
        for sign in re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()]").finditer(self.text, start):
            depth += {"(": 1, ")": -1}.get(sign.group(), 0)
            if depth == 0:
                self.at = sign.end()
                quantifier = self.read_quantifier()
                return Raw(_compile_raw(self.text[start : sign.end()] + quantifier))
        raise self.fault("'(?>' without ')'")


def _compile_raw(expression: str) -> regex.Pattern[str]:
    try:
        compiled: regex.Pattern[str] = regex.compile(expression)
    except regex.error as error:
        raise ValueError(f"'{expression}': {error}") from error
    return compiled


def _is_anchor(nodes: Nodes) -> bool:
    return len(nodes) == 1 and isinstance(nodes[0], Run) and len(nodes[0].words.strip()) > 1


def _is_word_sign(sign: str) -> bool:
    return sign.isalpha() or sign in " &"


def _needs(nodes: Nodes) -> tuple[tuple[str, ...], ...]:
    """Give what any match holds: of each inner tuple at least one anchor."""
    found: list[tuple[str, ...]] = []
    for node in nodes:
        if isinstance(node, Run) and len(fold(node.words.strip())) > 1:
            found.append((node.words.strip(),))
        elif isinstance(node, Group) and not node.look and node.quantifier in ("", "+"):
            if len(node.alternatives) == 1:
                found += _needs(node.alternatives[0])
                continue
            parts = [_needs(alternative) for alternative in node.alternatives]
            if all(parts):
                longest = [max(part, key=lambda one: min(map(len, one))) for part in parts]
                found.append(tuple(anchor for one in longest for anchor in one))
    return tuple(dict.fromkeys(found))
