"""Pages are the same whoever makes them, and lines find what was read of them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from pipeline.model.errors import EngineError
from pipeline.training import pages
from pipeline.training.corpus import Document, Part
from pipeline.training.pages import main, match_lines, read_page, wear_page
from pipeline.training.sheets import (
    PrintedLine,
    Sheet,
    Shelf,
    Style,
    compose_sheet,
    draw_page,
    fill_shelf,
    lay_out,
)

_SENTENCE = "Ủy ban nhân dân xã báo cáo kết quả thực hiện nhiệm vụ quý III năm 2024"
_STYLE = Style(
    face="DejaVuSerif.ttf",
    size=13,
    leading=1.3,
    is_justified=True,
    dpi=150,
    ink=20,
    angle=0.2,
    blur=0.5,
    noise=5,
    warp=1,
    waves=(100, 200),
    threshold=0,
)


def _document(source: str, words: str, part: Part = Part.TRAINING) -> Document:
    lines = ["Phạm vi điều chỉnh", *(f"{number}. {words}" for number in range(1, 60))]
    return Document(source, tuple(lines), part)


def _shelf() -> Shelf:
    documents = [_document("phapdien.txt", _SENTENCE), _document("wikipedia-vi.txt", "Hà Nội")]
    return fill_shelf(documents, Part.TRAINING)


def test_a_page_depends_on_its_number_alone() -> None:
    shelf = _shelf()

    alone = compose_sheet(shelf, Part.TRAINING, 7)
    after_others = [compose_sheet(shelf, Part.TRAINING, number) for number in range(8)][-1]

    assert alone == after_others
    assert alone != compose_sheet(shelf, Part.TRAINING, 8)


def test_parts_with_one_number_are_set_in_their_own_ways() -> None:
    shelf = _shelf()

    styles = {compose_sheet(shelf, part, 3).style for part in Part}

    assert len(styles) == len(Part)


def test_a_shelf_holds_one_part_only() -> None:
    documents = [_document("phapdien.txt", "một"), _document("phapdien.txt", "hai", Part.TEST)]

    shelf = fill_shelf(documents, Part.TEST)

    assert [document.part for document in shelf["phapdien.txt"]] == [Part.TEST]


def test_some_short_lines_become_headings_in_capitals() -> None:
    shelf = fill_shelf([Document("a", ("Phạm vi điều chỉnh",) * 60, Part.TRAINING)], Part.TRAINING)

    paragraphs = [
        paragraph
        for number in range(10)
        for paragraph in compose_sheet(shelf, Part.TRAINING, number).paragraphs
    ]

    share = sum(paragraph.isupper() for paragraph in paragraphs) / len(paragraphs)
    assert 0.2 < share < 0.5


def test_paragraphs_that_the_font_cannot_print_are_left_out() -> None:
    lines = ("Tên chữ Hán là 河內", "Hà Nội là thủ đô của Việt Nam") * 20
    shelf = fill_shelf([Document("a", lines, Part.TRAINING)], Part.TRAINING)

    sheet = compose_sheet(shelf, Part.TRAINING, 1)

    assert sheet.paragraphs
    assert not any("河" in paragraph for paragraph in sheet.paragraphs)


def _lay_out(*paragraphs: str) -> tuple[PrintedLine, ...]:
    return lay_out(Sheet("a", paragraphs, _STYLE, (0, 0)))


def test_lines_give_the_words_of_the_paragraphs_in_order() -> None:
    lines = _lay_out(f"{_SENTENCE} {_SENTENCE}", "trên địa bàn")

    assert " ".join(line.text for line in lines) == f"{_SENTENCE} {_SENTENCE} trên địa bàn"
    assert [line.paragraph for line in lines] == sorted(line.paragraph for line in lines)
    assert len(lines) > 2


def test_justified_lines_end_at_the_margin() -> None:
    first, *_ = _lay_out(f"{_SENTENCE} {_SENTENCE}")

    ink = np.flatnonzero((draw_page([first], _STYLE) < 128).any(axis=0))

    assert ink[-1] == pytest.approx((595.3 - 57) * 150 / 72, abs=3)


def test_a_page_ends_at_its_foot() -> None:
    lines = _lay_out(*[_SENTENCE] * 100)

    assert lines[-1].base <= (841.9 - 57) * 150 / 72
    assert len(lines) < 50


def test_wear_keeps_the_size_and_comes_from_its_seed() -> None:
    page = draw_page(_lay_out(_SENTENCE), _STYLE)

    worn = wear_page(page, _STYLE, (0, 1))

    assert worn.shape == page.shape
    assert np.array_equal(worn, wear_page(page, _STYLE, (0, 1)))
    assert not np.array_equal(worn, wear_page(page, _STYLE, (0, 2)))


def test_lines_are_matched_around_noise_and_gaps() -> None:
    printed = ["Ủy ban nhân dân", "xã Bắc Sơn báo cáo", "kết quả sáu tháng đầu năm", "về công tác"]
    read = ["Uy ban nhan dan", "~ . ¢", "x4 Bac Son bao c4o", "vé céng tac"]

    matches = match_lines(printed, read)

    assert matches == [(0, 0), (1, 2), (3, 3)]


def test_lines_that_are_not_alike_stay_alone() -> None:
    assert match_lines(["kết quả sáu tháng"], ["||| 123 ---"]) == []
    assert match_lines([], ["a"]) == []


def test_a_missing_engine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    with pytest.raises(EngineError, match="Tesseract"):
        read_page(np.full((20, 20), 255, np.uint8), "eng", 150)


def test_what_the_engine_read_is_written_beside_what_was_printed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    sheet = Sheet("phapdien.txt", (_SENTENCE, "trên địa bàn"), _STYLE, (0, 0))
    monkeypatch.setattr(pages, "compose_sheet", lambda *_: sheet)
    monkeypatch.setattr(pages, "read_corpus", lambda _: [])
    monkeypatch.setattr(pages, "read_page", lambda *_: ("trén dia ban",))
    out = tmp_path / "pages.jsonl"

    main(["--part", "training", "--lang", "eng", "--first", "4", "--last", "6", "--out", str(out)])

    first, second = map(json.loads, out.read_text(encoding="utf-8").splitlines())
    assert (first["page"], second["page"]) == (4, 5)
    assert first["pairs"] == [["trên địa bàn", "trén dia ban", 1]]
    assert first["unmatched"] == len(lay_out(sheet)) - 1


@pytest.mark.ocr
def test_an_english_reading_loses_the_marks_and_keeps_the_lines(tmp_path: Path) -> None:
    sheet = Sheet("phapdien.txt", (_SENTENCE,) * 3, _STYLE, (0, 0))
    lines = lay_out(sheet)

    read = read_page(wear_page(draw_page(lines, _STYLE), _STYLE, (0, 0)), "eng", 150)

    matches = match_lines([line.text for line in lines], read)
    assert len(matches) == len(lines)
    assert not any("ậ" in line or "ụ" in line for line in read)
