"""Paragraphs: lines in = lines out; prose is joined, cells are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.paragraphs import LONGEST_PIECE, Paragraph, read_paragraphs
from pipeline.repair.tokens import Kind

_FULL = "UBND xa da ban hanh nhiéu ké hoach va cong van chi dao cac bd phan thuc hién nghiém"
_WORDS = st.sampled_from(
    [
        "xa",
        "da",
        "nim",
        "2024",
        "quy",
        "11",
        "thuc",
        "hién;",
        "hi-",
        "én",
        "UBND",
        "TP.",
        "|",
        "1.",
        "a)",
        "-",
        "X3",
        "Ké",
        "hoach.",
        "S6:",
        "99,8%",
        "II.",
        "...",
    ]
)
_LINES = st.lists(
    st.one_of(
        st.text(alphabet=st.characters(exclude_characters="\n")),
        st.lists(_WORDS, max_size=90).map(" ".join),
        st.lists(_WORDS, max_size=6).map("    ".join),
    ),
    max_size=40,
)


def _cores(paragraph: Paragraph) -> list[str]:
    return [" ".join(token.core for token in piece.tokens) for piece in paragraph.pieces]


def _pieces(*lines: str) -> list[str]:
    return [cores for paragraph in read_paragraphs(lines) for cores in _cores(paragraph)]


@given(_LINES)
def test_all_lines_come_out_in_order(lines: list[str]) -> None:
    paragraphs = list(read_paragraphs(lines))

    assert [text for paragraph in paragraphs for text in paragraph.texts] == lines
    firsts = [paragraph.first for paragraph in paragraphs]
    assert firsts == [sum(len(p.texts) for p in paragraphs[:at]) for at in range(len(firsts))]


@given(_LINES)
def test_each_word_is_in_one_piece_and_knows_its_place(lines: list[str]) -> None:
    words: list[tuple[int, int]] = []
    expected: list[tuple[int, int]] = []

    for paragraph in read_paragraphs(lines):
        for offset, tokens in enumerate(paragraph.lines):
            number = paragraph.first + offset
            expected += [(number, at) for at, t in enumerate(tokens) if t.kind is Kind.WORD]
        for piece in paragraph.pieces:
            assert len(piece.tokens) == len(piece.places) <= LONGEST_PIECE
            for token, (line, index) in zip(piece.tokens, piece.places, strict=True):
                assert paragraph.lines[line - paragraph.first][index] == token
                words += [(line, index)] if token.kind is Kind.WORD else []

    assert words == expected


def test_a_paragraph_leaves_as_soon_as_it_is_complete() -> None:
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for line in ("- Mot viéc;", "- Hai viéc;", "- Ba viéc;"):
            taken += 1
            yield line

    first = next(read_paragraphs(lines()))

    assert first.texts == ("- Mot viéc;",)
    assert taken == 2


def test_an_endless_paragraph_is_not_held() -> None:
    paragraphs = list(read_paragraphs("va thuc hién" for _ in range(1000)))

    assert max(len(paragraph.texts) for paragraph in paragraphs) <= 80


def test_the_lines_of_prose_are_joined() -> None:
    assert _pieces(_FULL, "tuc cac nhiém vu") == [f"{_FULL} tuc cac nhiém vu"]


@pytest.mark.parametrize(
    "head",
    [
        "- Hai",
        "+ Hai",
        "2. Hai",
        "b) Hai",
        "II. Hai",
        "3.1. Hai",
        "Diéu 5. Hai",
        "-Hai",
        "I1l. Hai",
    ],
)
def test_what_begins_a_paragraph_is_not_joined(head: str) -> None:
    assert len(list(read_paragraphs([_FULL, head]))) == 2


def test_a_short_line_before_a_capital_ends_a_paragraph() -> None:
    lines = [_FULL, "tuc cac nhiém vu", "Lanh dao UBND xa"]

    assert len(list(read_paragraphs(lines))) == 2


def test_a_page_break_does_not_part_a_sentence() -> None:
    assert len(list(read_paragraphs([_FULL, "", "tuc cac nhiém vu"]))) == 1
    assert len(list(read_paragraphs([_FULL, "", "Tuc cac nhiém vu"]))) == 2
    assert len(list(read_paragraphs([_FULL + ".", "", "tuc cac nhiém vu"]))) == 2


def test_pieces_end_with_sentences_but_not_behind_numbers_and_abbreviations() -> None:
    assert _pieces("xa da lam. Huyén TP. Vinh cé 15. Cac viéc; con lai") == [
        "xa da lam",
        "Huyén TP Vinh cé 15 Cac viéc",
        "con lai",
    ]


def test_cells_are_pieces_of_their_own() -> None:
    assert _pieces("3.1. | S6 phong da kiém tra | Co quan, don | Van phong") == [
        "S6 phong da kiém tra", "Co quan don", "Van phong",
    ]  # fmt: skip
    assert _pieces("XA BAC SON      Déc lap - Tw do") == ["XA BAC SON", "Déc lap", "Tw do"]
    assert _pieces("Nguoi\tVan phong") == ["Nguoi", "Van phong"]


def test_a_row_without_its_right_borders_is_cut_at_its_value() -> None:
    row = "2.1. | S6 nhiém vu dé ra trong ké hoach Nhi¢m vy 7 Vién phong"

    assert _pieces(row) == ["S6 nhiém vu dé ra trong ké hoach Nhi¢m vy", "Vién phong"]


def test_numbers_stay_in_prose() -> None:
    assert _pieces("da tiép nhan 376 hd so - trong d6") == ["da tiép nhan 376 hd so - trong d6"]


def test_a_stroke_of_a_numeral_is_no_border() -> None:
    assert _pieces("Trong quy |11 2024 da phat") == ["Trong quy | 11 2024 da phat"]


def test_a_torn_word_is_marked() -> None:
    (paragraph,) = read_paragraphs([f"{_FULL} hi-", "én dai"])

    (piece,) = paragraph.pieces
    assert [piece.tokens[at].core for at in piece.torn] == ["hi"]


@pytest.mark.parametrize("end", ["phong -", "hi", "2021-"])
def test_what_is_not_torn_is_not_marked(end: str) -> None:
    assert not any(p.torn for par in read_paragraphs([f"{_FULL} {end}", "én"]) for p in par.pieces)
