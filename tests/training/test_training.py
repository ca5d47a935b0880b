"""The whole training on a toy corpus: pages are written by the test, no engine reads any."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.repair.hands import Hand
from pipeline.repair.model import read_model
from pipeline.repair.restore import Restorer
from pipeline.training.__main__ import main, train
from pipeline.training.corpus import Part, read_corpus
from pipeline.training.drawn import (
    COUNTS,
    draw_missing,
    missing_files,
    page_file,
    read_pages,
    read_paragraphs,
)
from pipeline.vietnamese.alphabet import fold

_HANDS = (Hand.ENG, Hand.FRA, Hand.VIE)
_READ = {"số": "s6", "hộ": "hd", "nghèo": "nghéo", "xã": "x3", "được": "dugc"}
_CLAUSES = (
    "số hộ nghèo của xã được giảm",
    "số hồ sơ được giải quyết đúng hạn",
    "các thôn của xã được kiểm tra",
    "kế hoạch của xã được thực hiện đúng hạn",
)
_SENTENCE = "Số hộ nghèo của xã được giảm trong năm 2024."


def _write_corpus(folder: Path) -> None:
    rng = random.Random(3)
    documents = [
        "\n".join(
            f"Điều {number}. {', '.join(rng.sample(_CLAUSES, 3))} trong năm 2024." for _ in range(3)
        )
        for number in range(300)
    ]
    folder.mkdir()
    (folder / "toy.txt").write_text("\n\n".join(documents), encoding="utf-8")


def _write_pages(folder: Path) -> None:
    folder.mkdir()
    for part in (Part.TRAINING, Part.SETTINGS):
        for hand in _HANDS:
            pairs = [[line, _damage(line, hand), 0] for line in (*_CLAUSES, _SENTENCE)] * 10
            page = json.dumps({"page": 0, "pairs": pairs}, ensure_ascii=False)
            page_file(folder, part, hand).write_text(page + "\n", encoding="utf-8")


def _damage(line: str, hand: Hand) -> str:
    if hand is Hand.VIE:
        return line
    return " ".join(_READ.get(word, fold(word)) for word in line.split(" "))


@pytest.fixture(scope="module")
def toy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a corpus, its pages and the model of both."""
    folder = tmp_path_factory.mktemp("toy")
    _write_corpus(folder / "corpus")
    _write_pages(folder / "pages")
    train(folder / "corpus", folder / "pages", folder / "toy.model")
    return folder


def test_the_toy_corpus_has_all_parts(toy: Path) -> None:
    assert {document.part for document in read_corpus(toy / "corpus")} == set(Part)


def test_what_was_trained_restores_what_the_pages_show(toy: Path) -> None:
    (line,) = Restorer(read_model(toy / "toy.model")).restore(["S6 hd nghéo cua x3 nam 2024"])

    assert line.text == "Số hộ nghèo của xã năm 2024"


def test_each_hand_has_its_channel_and_its_table_of_confidence(toy: Path) -> None:
    model = read_model(toy / "toy.model")

    assert all(model.calibration(hand).shares for hand in Hand)
    assert model.channel(Hand.ENG).forms["dugc"] == {"được": 50}
    assert model.channel(Hand.VIE).forms["được"] == {"được": 50}


def test_names_of_places_are_known_though_no_document_has_them(toy: Path) -> None:
    assert {"krông", "buôn", "đắk"} <= set(read_model(toy / "toy.model").language.words)


def test_the_bytes_are_the_same_each_time_and_nothing_else_is_left(
    toy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "again.model"

    main([str(toy / "corpus"), "--pages", str(toy / "pages"), "--out", str(out)])

    assert out.read_bytes() == (toy / "toy.model").read_bytes()
    assert list(tmp_path.iterdir()) == [out]


def test_the_size_is_told(toy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "told.model"

    main([str(toy / "corpus"), "--pages", str(toy / "pages"), "--out", str(out)])

    assert f"{out.stat().st_size / 1e6:.2f} MB" in capsys.readouterr().out


def test_a_model_that_got_too_large_does_not_replace_the_one_before(
    toy: Path, tmp_path: Path
) -> None:
    out = tmp_path / "kept.model"
    out.write_bytes(b"before")

    with pytest.raises(SettingError, match="more than 5000"):
        train(toy / "corpus", toy / "pages", out, largest=5000)

    assert out.read_bytes() == b"before"
    assert list(tmp_path.iterdir()) == [out]


def test_missing_pages_are_told_before_any_work(toy: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingError, match=r"settings\.vie\.jsonl.*make model"):
        train(toy / "corpus", tmp_path, tmp_path / "none.model")


def test_pages_that_are_there_are_not_drawn_again(
    toy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.training.drawn.write_pages", pytest.fail)

    draw_missing([], toy / "pages", (Part.TRAINING, Part.SETTINGS), _HANDS)

    assert missing_files(toy / "pages", COUNTS, _HANDS) == [
        page_file(toy / "pages", Part.TEST, hand) for hand in _HANDS
    ]


def test_an_unfinished_file_is_not_taken_for_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(file: Path, *_: object) -> None:
        file.write_text("half a page", encoding="utf-8")
        raise KeyboardInterrupt

    monkeypatch.setattr("pipeline.training.drawn.write_pages", break_down)

    with pytest.raises(KeyboardInterrupt):
        draw_missing([], tmp_path, (Part.TEST,), (Hand.ENG,))

    assert missing_files(tmp_path, (Part.TEST,), (Hand.ENG,))


def test_paragraphs_end_with_their_page(tmp_path: Path) -> None:
    pages = [{"pairs": [["a", "b", 0], ["c", "d", 0], ["e", "f", 1]]}, {"pairs": [["g", "h", 1]]}]
    text = "".join(json.dumps(page) + "\n" for page in pages)
    page_file(tmp_path, Part.TEST, Hand.ENG).write_text(text, encoding="utf-8")

    paragraphs = list(read_paragraphs(tmp_path, Part.TEST, Hand.ENG))

    assert paragraphs == [[("a", "b"), ("c", "d")], [("e", "f")], [("g", "h")]]
    assert len(list(read_pages(tmp_path, Part.TEST, Hand.ENG))) == 2
