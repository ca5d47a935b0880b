"""A scanner is learned once from the dumps of a run, kept beside the outputs, and used again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.model.errors import SettingError
from pipeline.repair.adaptation import Adaptation
from pipeline.repair.hands import Hand
from pipeline.run import adapting
from pipeline.run.adapting import gather_dumps, keep_learned, read_learned, share_learned
from pipeline.run.batch.cache import Cache
from pipeline.run.repair_service import Scanner, mend_texts
from tests.run.conftest import Run, journal, outputs, write_reports

_ENGLISH = (
    "UBND xa d3 tiép nhan va giai quyét hé so cta ngudi dan theo quy dinh dugc giao trong ky."
)
_FRENCH = "UBND xâ dâ tiêp nhân và giâi quyêt hô so cùa nguoi dân theo quy dinh duoc giao trong kÿ."
_SOUND = "UBND xã đã tiếp nhận và giải quyết hồ sơ của người dân theo quy định được giao trong kỳ."
# This scanner writes 8 for ã, and q for o.
_LEARNED = (Adaptation(Hand.ENG, {"ã": {"8": 0.9, "a": 0.1}}, {"x8": {"xã": 40}}, 2000),)


@pytest.fixture
def lessons(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A note of the files of each lesson; learning is as if it had taken place."""
    noted: list[list[str]] = []

    def learn(_: object, files: list[Path]) -> tuple[Adaptation, ...]:
        noted.append([file.name for file in files])
        return _LEARNED

    monkeypatch.setattr(adapting, "learn_dumps", learn)
    return noted


def _write(folder: Path, **texts: str) -> list[Path]:
    write_reports(folder, **texts)
    return sorted(folder.iterdir())


def test_dumps_are_told_apart_by_what_they_went_through(folder: Path) -> None:
    files = _write(folder, a=_FRENCH, b=f"{_ENGLISH}\f{_ENGLISH}", c=_SOUND, d="Số hộ")

    texts = gather_dumps(files)

    assert texts == {Hand.ENG: [_ENGLISH, _ENGLISH, ""], Hand.FRA: [_FRENCH, ""]}


def test_the_first_files_have_the_first_say_and_there_is_an_end(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _write(folder, **{f"r{n}": f"{n} {_ENGLISH}\n{_ENGLISH}" for n in range(9)})
    monkeypatch.setattr(adapting, "MOST_TEXT", 5 * len(_ENGLISH))

    (lines,) = gather_dumps(files).values()

    assert [line[0] for line in lines if line[:1].isdigit()] == ["0", "1", "2"]
    assert len(lines) < 10


def test_what_cannot_be_read_teaches_nothing_and_costs_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = _write(folder, b=_ENGLISH, large=_ENGLISH * 2)
    (folder / "a.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "folder.txt").mkdir()
    files = [folder / "a.txt", folder / "folder.txt", folder / "gone.txt", *files]
    monkeypatch.setattr(adapting, "_LARGEST_DUMP", len(_ENGLISH.encode()) + 5)

    assert gather_dumps(files) == {Hand.ENG: [_ENGLISH, ""]}


def test_what_was_learned_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "adaptation.json"

    keep_learned(file, _LEARNED)

    assert read_learned(file) == _LEARNED
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(SettingError, match="nowhere"):
        keep_learned(tmp_path / "nowhere" / "a.json", _LEARNED)


def test_workers_repair_with_what_was_learned(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    scanner = Scanner(cache, share_learned(cache, _LEARNED))
    text = "Uy ban nhan dan x8 tiép nhan hé so, giai quyét dung han, dat két qua tét"

    (words,), (plain,) = mend_texts([text], scanner), mend_texts([text])

    at = text.index("x8")
    confidences = [
        [word.confidence for word in some if word.start == at] for some in (words, plain)
    ]
    assert [word.text for word in words if word.start == at] == ["xã"]
    assert confidences[0] != confidences[1]


def test_a_disk_that_is_full_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "steps").write_text("", encoding="utf-8")

    with pytest.raises(SettingError, match="cannot be written"):
        share_learned(Cache(tmp_path / "steps"), _LEARNED)


def test_its_name_says_what_is_in_it(tmp_path: Path) -> None:
    cache, other = Cache(tmp_path), (Adaptation(Hand.FRA, {}, {}, 2000),)

    assert share_learned(cache, _LEARNED) == share_learned(cache, _LEARNED)
    assert share_learned(cache, _LEARNED) != share_learned(cache, other)


def test_dumps_teach_once_and_the_run_goes_on_from_there(
    folder: Path, out: Path, run: Run, lessons: list[list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    write_reports(folder, a="một", b="hai")
    (folder / "c.pdf").write_text("ba", encoding="utf-8")

    run(adapt=True)
    done, files = journal(out), outputs(out)
    run(adapt=True)

    assert lessons == [["a.txt", "b.txt"]]
    assert journal(out) == done
    assert outputs(out) == files
    assert json.loads(files["adaptation.json"])[0]["hand"] == "eng"
    assert "Learned from 2000 words" in capsys.readouterr().err


def test_without_the_option_nothing_is_learned_or_used(
    folder: Path, out: Path, run: Run, lessons: list[list[str]]
) -> None:
    write_reports(folder, a="một")
    run()
    before = journal(out)
    keep_learned(out / "adaptation.json", _LEARNED)

    run()

    assert lessons == []
    assert journal(out) == before


def test_only_dumps_are_finished_again_when_what_is_known_changes(
    folder: Path, out: Path, run: Run, lessons: list[list[str]]
) -> None:
    write_reports(folder, a="một")
    (folder / "c.pdf").write_text("ba", encoding="utf-8")
    run()
    plain = journal(out)
    run(adapt=True)
    adapted = journal(out)

    keep_learned(out / "adaptation.json", (Adaptation(Hand.FRA, {}, {}, 2000),))
    run(adapt=True)

    assert len(lessons) == 1
    assert adapted == sorted([*plain, "finish a.txt 0"])
    assert journal(out) == sorted([*adapted, "finish a.txt 0"])


def test_scans_alone_teach_nothing(
    folder: Path, out: Path, run: Run, lessons: list[list[str]]
) -> None:
    (folder / "c.pdf").write_text("ba", encoding="utf-8")

    outcome = run(adapt=True)

    assert outcome.exit_code == 0
    assert lessons == []
    assert not (out / "adaptation.json").exists()


def test_too_few_words_are_told_of_and_leave_no_file(
    folder: Path, out: Path, run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    write_reports(folder, a=_ENGLISH)

    outcome = run(adapt=True)

    assert outcome.exit_code == 0
    assert "Nothing was learned" in capsys.readouterr().err
    assert not (out / "adaptation.json").exists()


@pytest.mark.parametrize(
    "content",
    ["{", '{"hand": "eng"}', '[{"hand": "eng", "segments": [1], "forms": "x", "words": 1}]'],
)
def test_a_broken_file_starts_nothing(
    folder: Path, out: Path, run: Run, lessons: list[list[str]], content: str
) -> None:
    write_reports(folder, a="một")
    out.mkdir()
    (out / "adaptation.json").write_text(content, encoding="utf-8")

    with pytest.raises(SettingError, match="adaptation file"):
        run(adapt=True)

    assert lessons == []
    assert journal(out) == []
    assert set(outputs(out)) == {"adaptation.json"}


def test_an_interruption_while_it_learns_leaves_the_outputs_as_they_were(
    folder: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    write_reports(folder, a="một")
    run()
    before = outputs(out)
    monkeypatch.setattr(adapting, "learn_dumps", interrupt)

    with pytest.raises(KeyboardInterrupt):
        run(adapt=True)

    assert outputs(out) == before
