"""The engine that counts steps matches as `regex` does."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.wording.budget import Budget, TooManyStepsError
from pipeline.wording.plain_expression import UncountableError
from pipeline.wording.plain_steps import compile_program, match_program

_EXPRESSIONS = [
    r"(?:a|ab)*b{1,3}?c*+(?=b|$)",
    r"(?<!ab|c)(?:a?)*b+?",
    r"\d{2,3}(?<=1\d)x?",
    r"(?>a*|b)(?:c|)+$",
    r"[^ab]\b(?:c{,2}a)*",
    r"(?<=a(?:b|c){0,2})c+",
    r"a{2}|[]c]",
    r"(?<=(?>a+)b)c",
    r"(?<=ba++)c",
    r"(?<=(?=ab)ab)c",
    r"(?P<x>a)(b)+?(?!c)",
    r"(?<!l[a-c]{2} (?:[^x1]|\.\d){0,20})c",
]


def _steps(expression: str, line: str) -> float:
    spent = Budget(1e6)
    match_program(compile_program(expression), line, 0, spent)
    return spent.taken


@pytest.mark.parametrize("expression", _EXPRESSIONS)
@given(line=st.text("abcl 1x.", max_size=14), share=st.floats(0, 1))
@settings(max_examples=100)
def test_a_match_ends_where_that_of_regex_ends(expression: str, line: str, share: float) -> None:
    place = round(share * len(line))
    found = regex.compile(expression).match(line, place)

    end = match_program(compile_program(expression), line, place, Budget(1e6))

    assert end == (found.end() if found else None)


@pytest.mark.parametrize(
    "expression",
    [r"(a)\1", "(?i)a", "(?P<a>b)(?P=a)", "a{e<=1}", "[[:alpha:]]", "(?(1)a)", r"\X", "(a", "a)"],
)
def test_what_cannot_be_counted_is_told(expression: str) -> None:
    with pytest.raises(UncountableError):
        compile_program(expression)


def test_repeats_written_out_without_end_are_too_many_steps() -> None:
    with pytest.raises(TooManyStepsError):
        compile_program("(?:a{200}){200}")


def test_a_choice_that_overlaps_doubles_with_each_sign() -> None:
    assert _steps("(?:[a-z]|[a-z ])+:", "a" * 10) > 1.9 * _steps("(?:[a-z]|[a-z ])+:", "a" * 9)
    assert _steps("[a-z]+:", "a" * 200) < 2.1 * _steps("[a-z]+:", "a" * 100)
