"""Results are not removed because a folder was empty, not mounted, or mistyped."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.run.vanished import _told, check_nothing_vanished
from pipeline.run.workspace import Workspace
from tests.run.conftest import Run, journal, outputs, write_reports


def _write_some(folder: Path, count: int) -> None:
    folder.mkdir(exist_ok=True)
    write_reports(folder, **{f"r{n}": f"{folder.name} {n}" for n in range(count)})


def _empty(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


def test_an_empty_folder_stops_the_run_and_removes_nothing(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một", b="hai")
    run()
    before = outputs(out)
    _empty(folder)

    with pytest.raises(SettingError) as refusal:
        run()

    assert refusal.value.exit_code == 2
    assert "--allow-empty" in str(refusal.value)
    assert f"{folder} (a.txt, b.txt)" in str(refusal.value)
    assert outputs(out) == before


def test_who_means_it_gives_the_results_up(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một", b="hai")
    run()
    _empty(folder)

    outcome = run(allow_empty=True)

    assert outcome.exit_code == 0
    assert {"a.csv", "b.csv"} & set(outputs(out)) == set()
    assert b"a.txt" not in outputs(out)["reports.csv"]


@pytest.mark.parametrize("names", [(), ("a.csv", "b.rar")])
def test_a_folder_without_reports_is_refused_and_leaves_no_trace(
    folder: Path, out: Path, run: Run, names: tuple[str, ...]
) -> None:
    for name in names:
        (folder / name).write_bytes(b"")

    with pytest.raises(SettingError, match="no report to read"):
        run()

    assert not out.exists()


def test_a_refused_call_leaves_a_folder_that_was_there(folder: Path, out: Path, run: Run) -> None:
    out.mkdir()

    with pytest.raises(SettingError):
        run()

    assert list(out.iterdir()) == []


def test_a_path_mistyped_into_another_folder_stops_the_run(
    folder: Path, out: Path, run: Run, tmp_path: Path
) -> None:
    _write_some(folder, 4)
    run()
    before, done = outputs(out), journal(out)
    _write_some(tmp_path / "other", 9)
    (tmp_path / "other" / "r0.txt").rename(tmp_path / "other" / "x.txt")
    for n in (1, 2, 3):
        (tmp_path / "other" / f"r{n}.txt").unlink()

    with pytest.raises(SettingError, match=r"Of 4 reports with results in .* 4 are gone"):
        run(tmp_path / "other")

    assert outputs(out) == before
    assert journal(out) == done


def test_reports_that_somebody_deleted_go(folder: Path, out: Path, run: Run) -> None:
    _write_some(folder, 8)
    run()
    for n in range(4):
        (folder / f"r{n}.txt").unlink()

    outcome = run()

    assert outcome.exit_code == 0
    assert "r0.csv" not in outputs(out)


def test_two_reports_are_too_few_to_be_an_accident(folder: Path, out: Path, run: Run) -> None:
    _write_some(folder, 3)
    run()
    for n in (0, 1):
        (folder / f"r{n}.txt").unlink()

    run()

    assert {"r0.csv", "r1.csv", "r2.csv"} & set(outputs(out)) == {"r2.csv"}


def test_a_share_below_the_folder_that_is_not_mounted_stops_the_run(
    folder: Path, out: Path, run: Run
) -> None:
    _write_some(folder, 20)
    _write_some(folder / "share", 3)
    run()
    before = outputs(out)
    _empty(folder / "share")

    with pytest.raises(SettingError) as refusal:
        run()

    assert f"{folder}/share (r0.txt, r1.txt, r2.txt)" in str(refusal.value)
    assert outputs(out) == before


def test_a_folder_that_was_deleted_goes_with_its_reports(folder: Path, out: Path, run: Run) -> None:
    _write_some(folder, 20)
    _write_some(folder / "old", 3)
    run()
    shutil.rmtree(folder / "old")

    run()

    assert not (out / "old" / "r0.csv").exists()


def test_a_folder_that_can_no_longer_be_listed_stops_the_run(
    folder: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write_some(folder, 20)
    _write_some(folder / "share", 3)
    run()
    before = outputs(out)
    really = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "share":
            raise OSError(116, "Stale file handle")
        return really(path)

    monkeypatch.setattr(Path, "iterdir", refuse)

    with pytest.raises(SettingError, match="share"):
        run()
    assert outputs(out) == before


def test_reports_that_moved_are_not_gone(folder: Path, out: Path, run: Run) -> None:
    _write_some(folder, 5)
    run()
    done = journal(out)
    files = list(folder.iterdir())
    (folder / "2024").mkdir()
    for file in files:
        file.rename(folder / "2024" / file.name)

    outcome = run()

    assert outcome.exit_code == 0
    assert journal(out) == done
    assert {"2024/r0.csv", "2024/r4.csv"} <= set(outputs(out))


def test_reports_that_fail_now_are_not_gone(folder: Path, run: Run) -> None:
    _write_some(folder, 4)
    run()
    for file in folder.iterdir():
        file.write_text("unreadable", encoding="utf-8")

    outcome = run()

    assert outcome.exit_code == 1
    assert len(outcome.reports) == 4


def test_what_an_older_program_left_counts_too(folder: Path, out: Path) -> None:
    entries = [{"report": {"path": f"{n}.txt", "forgotten": 1}, "csv": f"{n}.csv"} for n in "abc"]
    with Workspace(out) as workspace:
        (out / ".solieu" / "index.json").write_text(json.dumps(entries), encoding="utf-8")

        with pytest.raises(SettingError, match=r"holds results of 3 reports: \. \(a.txt"):
            check_nothing_vanished(workspace, [])


def test_a_message_names_a_few_of_each_folder_and_a_few_folders(folder: Path, out: Path) -> None:
    paths = [f"{place}/{n}.txt" for place in "abcde" for n in range(ord(place) - 94)]
    entries = [{"report": {"path": path}} for path in paths]
    with Workspace(out) as workspace:
        (out / ".solieu" / "index.json").write_text(json.dumps(entries), encoding="utf-8")

        with pytest.raises(SettingError) as refusal:
            check_nothing_vanished(workspace, [])

    shown = "e (0.txt, 1.txt, 2.txt, ...), d (0.txt, 1.txt, 2.txt, ...), c (0.txt, 1.txt, 2.txt"
    assert shown in str(refusal.value)
    assert "and 2 more folders" in str(refusal.value)
    assert _told([]) == ("", "")
