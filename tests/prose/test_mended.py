"""Anchors that only the repair finds; figures are those of the text as read."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.forms.loading import load_form
from pipeline.model.page import Document, Line, MendedWord, Page, PageKind
from pipeline.model.reading import Reading, Support
from pipeline.prose import read_prose
from pipeline.wording.mended import Mend, MendedText

_FORM = load_form(Path(__file__).parents[2] / "patterns/cchc-xa.toml", examples=False)
_LEAD = "Bo phan Mot cua duoc trang bi "
_READ = f"{_LEAD}24 gh%% chu cho c6ng dan."  # so ruined that nothing is found in it as read
_PRINTED = {"gh%%": "ghế", "chu": "chờ", "cho": "cho", "c6ng": "công", "dan": "dân"}


def _mend(printed: dict[str, str], unsure: str = "") -> Mend:
    """Give a repair that knows some words, each at its first place, and one of them hardly."""

    def mend(texts: Sequence[str]) -> tuple[tuple[MendedWord, ...], ...]:
        return tuple(
            tuple(
                MendedWord(
                    text.index(read),
                    text.index(read) + len(read),
                    word,
                    0.4 if read == unsure else 0.99,
                )
                for read, word in printed.items()
                if read in text
            )
            for text in texts
        )

    return mend


def _read(text: str, mend: Mend | None, kind: PageKind = PageKind.TEXT) -> tuple[Reading, ...]:
    lines = (Line("Can bo tiep cong dan trong gio lam viec."), Line(""), Line(text))
    return read_prose(Document((Page(1, kind, lines),)), _FORM, None, mend)


def _chairs(readings: tuple[Reading, ...]) -> list[Reading]:
    return [reading for reading in readings if reading.indicator == "reception_waiting_chairs"]


def test_a_figure_is_found_by_words_that_the_repair_made_out() -> None:
    without = _chairs(_read(_READ, None))
    found = _chairs(_read(_READ, _mend(_PRINTED)))

    assert without == []
    assert [reading.value for reading in found] == [Decimal(24)]
    assert found[0].support is Support.SINGLE


def test_the_text_of_a_source_is_the_text_as_read() -> None:
    found = _chairs(_read(_READ, _mend(_PRINTED)))

    assert found[0].source.text == "24 gh%% chu"


def test_a_figure_that_hangs_on_a_word_of_low_confidence_is_doubted() -> None:
    found = _chairs(_read(_READ, _mend(_PRINTED, unsure="chu")))

    assert found[0].support is Support.WEAK
    assert "đọc không rõ" in found[0].reason


def test_a_word_mended_wrongly_hides_nothing_that_is_found_as_read() -> None:
    found = _chairs(_read(f"{_LEAD}24 ghế chờ cho công dân.", _mend({"ghế": "kể", "chờ": "chữ"})))

    assert [reading.value for reading in found] == [Decimal(24)]


def test_digits_of_repaired_words_are_no_figures() -> None:
    readings = _read(f"{_LEAD}l0 ghế chờ.", _mend({"l0": "10"}))

    assert _chairs(readings) == []


@pytest.mark.parametrize("kind", [PageKind.SCAN, PageKind.DIGITAL])
def test_only_text_dumps_are_repaired(kind: PageKind) -> None:
    def refuse(texts: Sequence[str]) -> tuple[tuple[MendedWord, ...], ...]:
        raise AssertionError(texts)

    _read(f"{_LEAD}24 ghế chờ.", refuse, kind)


def test_paragraphs_without_figures_are_not_repaired() -> None:
    asked: list[str] = []

    def note(texts: Sequence[str]) -> tuple[tuple[MendedWord, ...], ...]:
        asked.extend(texts)
        return ((),) * len(texts)

    _read(f"{_LEAD}24 ghế chờ.", note)

    assert asked == [f"{_LEAD}24 ghế chờ."]


def test_a_dump_that_has_its_marks_is_not_repaired() -> None:
    def refuse(texts: Sequence[str]) -> tuple[tuple[MendedWord, ...], ...]:
        raise AssertionError(texts)

    line = Line("Ủy ban nhân dân xã đã tiếp nhận và giải quyết 12 hồ sơ theo thủ tục hành chính.")

    readings = read_prose(Document((Page(1, PageKind.TEXT, (line,)),)), _FORM, None, refuse)

    assert Decimal(12) in [reading.value for reading in readings]


def test_a_torn_word_ends_where_its_rest_ends() -> None:
    words = (
        MendedWord(0, 2, "thực", 0.9),
        MendedWord(3, 6, "hiện", 0.9),
        MendedWord(7, 9, "", 0.6),
    )

    places = list(MendedText("th hi- en 5", words, 0).places("thực hiện"))

    assert places == [(0, (9, 0))]


def test_half_a_word_as_read_is_no_place() -> None:
    words = (MendedWord(0, 7, "số nhiệm", 0.9), MendedWord(8, 10, "vụ", 0.9))
    mended = MendedText("sonhiem vu 5", words, 0)

    assert list(mended.places("nhiệm vụ")) == []
    assert [start for start, _ in mended.places("số nhiệm vụ")] == [0]


def test_marks_count_in_repaired_text() -> None:
    words = (MendedWord(0, 4, "đồng", 0.9), MendedWord(5, 8, "chữ", 0.9))

    assert list(MendedText("dong chu", words, 0).places("đồng chú")) == []
