"""An output folder that somebody else prepared: nothing of theirs is touched or believed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zlib
from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.run.batch.cache import Cache, step_key
from pipeline.run.user import user_key
from pipeline.run.workspace import Workspace
from tests.run.conftest import Run, journal, outputs, write_reports
from tests.run.zips import write_zip

_PRECIOUS = b"precious"
# What a run writes, each under the name that a stranger can foresee.
_OUR_FILES = (
    *("lock", "workers.log", "written.txt", "index.json"),
    *("scratch", "steps", "steps/page", "steps/report/ab", "unpacked"),
)
_OUTPUTS = ("figures.csv", "reports.csv", "figures.xlsx", "datapackage.json", "a.csv")


@pytest.fixture
def precious(tmp_path: Path) -> Path:
    """A file of somebody's outside of the output folder."""
    file = tmp_path / "elsewhere" / "precious"
    file.parent.mkdir()
    file.write_bytes(_PRECIOUS)
    return file


def _is_untouched(precious: Path) -> bool:
    return precious.read_bytes() == _PRECIOUS and list(precious.parent.iterdir()) == [precious]


@pytest.mark.parametrize("name", _OUR_FILES)
@pytest.mark.parametrize("kind", ["link", "link to a folder", "dangling link", "pipe", "hard link"])
def test_what_is_not_ours_in_our_folder_is_refused_and_left_alone(
    run: Run, folder: Path, out: Path, precious: Path, name: str, kind: str
) -> None:
    write_reports(folder, a="một")
    planted = out / ".solieu" / name
    planted.parent.mkdir(parents=True)
    _plant(planted, kind, precious)
    before = planted.lstat()

    with pytest.raises(SettingError, match="cannot be used"):
        run()

    assert _is_untouched(precious)
    assert planted.lstat().st_ino == before.st_ino


def _plant(place: Path, kind: str, precious: Path) -> None:
    if kind == "pipe":
        os.mkfifo(place)
    elif kind == "hard link":
        place.hardlink_to(precious)
    else:
        targets = {"link": precious, "link to a folder": precious.parent}
        place.symlink_to(targets.get(kind, precious.with_name("nothing")))


@pytest.mark.parametrize("name", _OUTPUTS)
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe"])
def test_an_unfinished_file_that_is_none_stays_and_hinders_nothing(
    run: Run, folder: Path, out: Path, precious: Path, name: str, kind: str
) -> None:
    write_reports(folder, a="một")
    out.mkdir()
    planted = out / f".{name}.part"
    _plant(planted, kind, precious)

    outcome = run()

    assert outcome.exit_code == 0
    assert _is_untouched(precious)
    assert os.path.lexists(planted)
    assert set(_OUTPUTS) <= {file.name for file in out.iterdir() if file.is_file()}


@pytest.mark.parametrize("name", _OUTPUTS)
@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe"])
def test_what_is_no_file_is_never_overwritten_and_the_others_are_written(
    run: Run, folder: Path, out: Path, precious: Path, name: str, kind: str
) -> None:
    write_reports(folder, a="một")
    out.mkdir()
    _plant(out / name, kind, precious)
    before = (out / name).lstat()

    outcome = run()

    assert outcome.exit_code == 1
    assert name in str(outcome.problems[0])
    assert _is_untouched(precious)
    assert (out / name).lstat().st_ino == before.st_ino
    others = {*_OUTPUTS} - {name, "datapackage.json"}
    assert all((out / other).is_file() for other in others)


def test_no_csv_is_written_through_a_folder_that_is_a_link(
    run: Run, folder: Path, out: Path, precious: Path
) -> None:
    (folder / "sub").mkdir()
    write_reports(folder / "sub", a="một")
    out.mkdir()
    (out / "sub").symlink_to(precious.parent)

    outcome = run()

    assert outcome.exit_code == 1
    assert _is_untouched(precious)


def test_our_folder_of_another_user_is_refused(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (out / ".solieu").mkdir(parents=True)
    monkeypatch.setattr("pipeline.run.strangers.os.geteuid", lambda: os.getuid() + 1)

    with pytest.raises(SettingError, match="another user's"), Workspace(out):
        pytest.fail("the folder was opened")


def test_figures_that_another_user_planted_are_not_believed(
    run: Run, folder: Path, out: Path
) -> None:
    write_reports(folder, a="một\nhai")
    run()
    known = outputs(out)
    _forge(out, key=b"of somebody else")
    done = len(journal(out))

    run()

    assert outputs(out) == known
    assert len(journal(out)) > done


def test_a_folder_of_another_user_does_not_say_that_nothing_changed(
    run: Run, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(folder, a="một\nhai")
    keys = iter((b"of somebody else", b"of somebody else", b"mine"))
    monkeypatch.setattr("pipeline.run.workspace.user_key", lambda: next(keys))

    assert [bool(run().summary) for _ in range(3)] == [False, True, False]


def _forge(out: Path, key: bytes) -> None:
    """Change all stored figures, and sign them as well as one can."""
    (out / ".solieu" / "standing.json").unlink()
    for file in (out / ".solieu" / "steps" / "report").rglob("*.json"):
        content = zlib.decompress(file.read_bytes().partition(b"\n")[2])
        assert b'"value":"2"' in content
        content = zlib.compress(content.replace(b'"value":"2"', b'"value":"9"'))
        signed = Cache(out, key).sign(f"report-{file.stem}", content)
        file.write_bytes(signed + b"\n" + content)


def test_a_result_under_the_name_of_another_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path, b"key")
    names = step_key("page", "a"), step_key("page", "b")
    cache.store(names[0], 1, 0)
    cache.store(names[1], 2, 0)
    one, other = sorted(tmp_path.rglob("*.json"))
    one.write_bytes(other.read_bytes())

    found = [cache.load(name, int) for name in names]

    assert sorted(stored.value for stored in found if stored) in ([1], [2])


def test_a_pipe_among_the_results_is_no_result(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    name = step_key("page", "a")
    cache.store(name, 1, 0)
    (file,) = tmp_path.rglob("*.json")
    file.unlink()
    os.mkfifo(file)

    assert cache.load(name, int) is None
    assert not cache.holds(name)


def test_unpacked_files_that_were_changed_are_unpacked_anew(
    run: Run, folder: Path, out: Path
) -> None:
    write_zip(folder / "a.zip", ("b.txt", "một\nhai"))
    run()
    known = outputs(out)
    (member,) = (out / ".solieu" / "unpacked").rglob("b.txt")
    state = member.stat()
    member.write_bytes(member.read_bytes().replace(b"hai", b"ba\n"))
    os.utime(member, ns=(state.st_atime_ns, state.st_mtime_ns))

    run()

    assert outputs(out) == known


@pytest.mark.parametrize("name", ["corrections.csv", "figures.csv", "mine.csv", "sub/mine.csv"])
def test_no_note_of_a_stranger_removes_a_file(run: Run, folder: Path, out: Path, name: str) -> None:
    write_reports(folder, a="một")
    run()
    file = out / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(_PRECIOUS)
    forged = Cache(out, b"of somebody else").sign("written", name.encode()).decode()
    notes = (json.dumps(note) for note in (name, [name, forged], [name, ""]))
    with (out / ".solieu" / "written.txt").open("a", encoding="utf-8") as stream:
        stream.writelines(f"{note}\n" for note in notes)
    write_reports(folder, a="hai")

    with Workspace(out) as workspace:
        workspace.remove_stale([])

    assert file.read_bytes() == _PRECIOUS
    assert not (out / "a.csv").exists()


def test_two_runs_of_a_user_share_a_key_that_others_cannot_read(tmp_path: Path) -> None:
    program = "from pipeline.run.user import user_key; print(user_key().hex())"
    environment = os.environ | {"XDG_CACHE_HOME": str(tmp_path)}
    keys = {
        subprocess.run(
            [sys.executable, "-c", program], env=environment, capture_output=True, check=True
        ).stdout
        for _ in range(2)
    }

    (file,) = (tmp_path / "solieu").iterdir()
    assert len(keys) == 1
    assert file.stat().st_mode & 0o77 == 0


def test_without_a_place_for_a_key_there_is_one_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)

    assert len(user_key()) == 32


def test_a_folder_of_results_that_was_copied_is_read_on_by_the_same_user(
    run: Run, folder: Path, out: Path
) -> None:
    write_reports(folder, a="một")
    run()
    known, done = outputs(out), journal(out)
    shutil.move(out, out.with_name("moved"))
    shutil.copytree(out.with_name("moved"), out)

    run()

    assert (outputs(out), journal(out)) == (known, done)
