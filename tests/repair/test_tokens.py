"""Tokens: the line is rebuilt exactly, numbers come out, words go to the channel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.tokens import Kind, Token, numeric_tokens, tokenize
from tests.growth import grows_no_faster_than_its_size

_PIECES = st.sampled_from(
    [
        "dugc",
        "x3",
        "s6",
        "1a",
        "2024vé",
        "8/11d6ng",
        "|",
        "||",
        "I.CONG",
        "(PAKN),",
        "99,8%",
        "17.465",
        "68/BC-UBND",
        "K&",
        "h¢",
        "$6",
        "TP.HCM",
        "...",
        "a)",
        "3.3.1.",
        "30m2",
        "12h30",
        "nam2024",
        "Co=1;",
        "hien.Cac",
        "ti.r",
        "“mot",
        "¢",
        "¥",
        "&",
        "VI",
        "11l",
        "|11",
        "bacson@hungyen.gov.vn",
        "-",
    ]
)
_LINES = st.lists(
    st.tuples(_PIECES, st.sampled_from((" ", "", "   ", "\t", "\u00a0"))), max_size=30
).map(lambda pairs: "".join(piece + blank for piece, blank in pairs))


def _shown(line: str) -> list[str]:
    return [f"{token.kind.value}:{token.core}" for token in tokenize(line)]


def _inner(run: str) -> list[str]:
    """Give the tokens of a run that does not stand at the head of the line."""
    return _shown(f"va {run}")[1:]


def _rebuilt(line: str, tokens: tuple[Token, ...]) -> str:
    text = ""
    end = 0
    for token in tokens:
        text += line[end : token.start] + token.prefix + token.core + token.suffix
        end = token.end
    return text + line[end:]


@given(st.one_of(st.text(), _LINES))
def test_the_line_is_rebuilt_from_its_tokens(line: str) -> None:
    tokens = tokenize(line)

    assert _rebuilt(line, tokens) == line
    assert all(token.core for token in tokens)
    assert [token.start for token in tokens] == sorted(token.start for token in tokens)


@given(st.one_of(st.text(), _LINES))
def test_what_is_outside_of_tokens_is_white_space(line: str) -> None:
    left = list(line)

    for token in tokenize(line):
        left[token.start : token.end] = " " * (token.end - token.start)

    assert not "".join(left).strip()


@given(st.one_of(st.text(), _LINES))
def test_only_signs_have_no_core_of_letters_or_digits(line: str) -> None:
    for token in tokenize(line):
        has_text = any(map(str.isalpha, token.core)) or any(map(str.isdecimal, token.core))
        assert has_text or token.kind in {Kind.SIGN, Kind.WORD, Kind.NUMBER, Kind.MARK}
        if token.kind is Kind.NUMBER:
            assert any(map(str.isdecimal, token.core))


@given(
    st.lists(
        st.sampled_from(
            ["376", "17.465", "99,8%", "15/6/2024", "261/261", "9001:2015", "01", "30%-70%"]
        )
    )
)
def test_numbers_among_words_come_out(numbers: list[str]) -> None:
    line = "dat " + " x3 ".join(numbers)

    assert numeric_tokens(line) == tuple(numbers)


@pytest.mark.parametrize(
    "word",
    [
        "s6",
        "x3",
        "d6",
        "t6",
        "c4",
        "1a",
        "1y",
        "1é",
        "1am",
        "16i",
        "16p",
        "v6i",
        "d01",
        "d6ng",
        "th8ng",
        "ng8i",
        "x1r",
        "c¢6",
        "co6",
        "doi1",
        "ndé1",
        "6n",
        "4nh",
        "C4n",
        "S6",
        "X3",
        "T4",
        "D6NG",
        "H6I",
        "CHU4N",
        "K&",
        "h¢",
        "hi¢u",
        "d€",
        "$6",
        "¢",
        "¥",
        "1¢",
        "ti.r",
        "dé)ng",
        "t'çr",
        "hi.r&ng",
        "CQNG",
        "PIEU",
        "Ở",
        "O",
        "DA°",
        "x",
    ],
)
def test_a_word_with_digits_or_signs_for_letters_goes_to_the_channel(word: str) -> None:
    assert _inner(word) == [f"word:{word}"]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ("86", ["number:86"]),
        ("13", ["number:13"]),
        ("5km", ["number:5km"]),
        ("30m2", ["number:30m2"]),
        ("12h30", ["number:12h30"]),
        ("300.000đ", ["number:300.000đ"]),
        ("2O24", ["number:2O24"]),
        ("11l", ["number:11l"]),
        ("99,8%.", ["number:99,8%"]),
        ("m2", ["symbol:m2"]),
        ("A4", ["symbol:A4"]),
        ("B2C", ["symbol:B2C"]),
        ("H1N1", ["symbol:H1N1"]),
        ("N1", ["symbol:N1"]),
        ("F0", ["symbol:F0"]),
        ("TCVN3", ["symbol:TCVN3"]),
        ("QL1A", ["symbol:QL1A"]),
        ("Q.3", ["symbol:Q.3"]),
        ("06a", ["symbol:06a"]),
        ("Covid-19", ["symbol:Covid-19"]),
        ("68/BC-UBND", ["symbol:68/BC-UBND"]),
        ("UBND-VP", ["symbol:UBND-VP"]),
        ("km/h", ["symbol:km/h"]),
        ("a.b@hungyen.gov.vn", ["symbol:a.b@hungyen.gov.vn"]),
        ("TP.HCM", ["abbreviation:TP.HCM"]),
        ("GD&ĐT", ["abbreviation:GD&ĐT"]),
        ("(VBQPPL),", ["abbreviation:VBQPPL"]),
        ("III", ["roman:III"]),
        ("Il", ["roman:Il"]),
        ("./.", ["sign:./."]),
    ],
)
def test_what_is_no_word_is_left_alone(run: str, expected: list[str]) -> None:
    assert _inner(run) == expected


@pytest.mark.parametrize(
    ("run", "cores"),
    [
        ("2024vé", "2024 vé"),
        ("8/11d6ng", "8/11 d6ng"),
        ("04/01/2024vé", "04/01/2024 vé"),
        ("I.CONG", "I CONG"),
        ("2.1.Ket", "2.1 Ket"),
        ("nam,thang", "nam thang"),
        ("hien.Cac", "hien Cac"),
        ("KT.CHU", "KT CHU"),
        ("TP.Ha", "TP Ha"),
        ("van(QPPL)", "van QPPL"),
        ("te-xa", "te xa"),
        ("luot/nguoi", "luot nguoi"),
        ("luot/964", "luot 964"),
        ("Co=1;", "Co 1"),
        ("nam2024", "nam 2024"),
        ("thang9", "thang 9"),
        ("vụ1", "vụ 1"),
        ("ngay15/6/2024", "ngay 15/6/2024"),
        ("S6:68/BC-UBND", "S6 68/BC-UBND"),
        ("5.000đồng", "5.000 đồng"),
        ("UBNDxa", "UBND xa"),
        ("quy|11", "quy | 11"),
    ],
)
def test_glued_tokens_are_divided(run: str, cores: str) -> None:
    assert [token.core for token in tokenize(f"va {run}")[1:]] == cores.split()


@pytest.mark.parametrize(
    "run",
    ["17.465", "TP.HCM", "ti.r", "m.t", "U.S.A", "30m2", "1a", "06a", "19/QD-UBND", "2021-2026"],
)
def test_decimals_abbreviations_and_noise_are_not_divided(run: str) -> None:
    assert len(_inner(run)) == 1


@pytest.mark.parametrize(
    "mark", ["1.", "2.1.", "3.3.1", "1)", "(2)", "a)", "a.", "b,", "¢,", "đ)", "43."]
)
def test_the_mark_of_a_list_stands_at_the_head_of_a_line_or_cell(mark: str) -> None:
    core = mark.strip("(.),")

    assert _shown(f"{mark} Cong tac")[0] == f"mark:{core}"
    assert _shown(f"| {mark} Cong tac")[1] == f"mark:{core}"


def test_the_neighbours_decide_what_a_run_cannot_tell() -> None:
    assert _shown("HANH VI PHAM")[1] == "word:VI"
    assert _shown("VI PHUONG HUONG")[0] == "roman:VI"
    assert _shown("khac & cap xa")[1] == "word:&"
    assert _shown("Giao duc & Dao tao")[2] == "sign:&"
    assert _shown("theo Mẫu số 1a")[-1] == "symbol:1a"


def test_a_digit_in_a_word_is_no_figure() -> None:
    assert numeric_tokens("s6 x3 1a 86 61/2018/NP-CP A4\n3.3.1. 30m2") == (
        "86", "61/2018", "4", "3.3.1", "30m2",
    )  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ["a.", "1", "a ", ".", "&", "(", "1a.", "a-", "|", "¢6", "\u0300", "x@", "1/", "=1"]
)
def test_the_time_is_linear_in_the_length_of_the_line(unit: str) -> None:
    assert grows_no_faster_than_its_size(
        lambda length: tokenize(unit * (length // len(unit))), 60_000
    )
