"""Two output folders are compared row by row."""

from __future__ import annotations

from pathlib import Path

from tests.bench.compare import Change, compare

_HEAD = "report,indicator,value,status,seconds\n"


def _folder(path: Path, *lines: str) -> Path:
    path.mkdir()
    (path / "figures.csv").write_text(_HEAD + "".join(f"{one}\n" for one in lines), "utf-8")
    return path


def test_the_same_rows_are_no_change_whatever_time_they_took(tmp_path: Path) -> None:
    before = _folder(tmp_path / "a", "r.pdf,I.1,5,sure,1.0")
    after = _folder(tmp_path / "b", "r.pdf,I.1,5,sure,2.0")

    assert list(compare(before, after)) == []


def test_rows_that_went_came_and_changed_are_told(tmp_path: Path) -> None:
    before = _folder(tmp_path / "a", "r.pdf,I.1,5,sure,1", "r.pdf,I.2,6,read,1")
    after = _folder(tmp_path / "b", "r.pdf,I.1,5,doubtful,1", "r.pdf,I.3,7,read,1")

    assert list(compare(before, after)) == [
        Change("figures.csv", ("r.pdf", "I.1"), "status", "sure", "doubtful"),
        Change("figures.csv", ("r.pdf", "I.2"), "gone"),
        Change("figures.csv", ("r.pdf", "I.3"), "new"),
    ]


def test_rows_of_one_name_are_told_apart(tmp_path: Path) -> None:
    before = _folder(tmp_path / "a", "r.pdf,I.1,5,sure,1", "r.pdf,I.1,6,sure,1")
    after = _folder(tmp_path / "b", "r.pdf,I.1,5,sure,1")

    assert [change.key for change in compare(before, after)] == [("r.pdf", "I.1", "(2)")]
