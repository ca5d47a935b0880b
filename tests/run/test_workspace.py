"""What we keep for ourselves in the output folder, and what we never touch."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.model.errors import SettingError
from pipeline.run.workspace import Workspace


def test_a_note_never_makes_us_remove_a_file_outside(tmp_path: Path, out: Path) -> None:
    precious = [tmp_path / "precious.csv", out / "mine.txt"]
    with Workspace(out) as workspace:
        for file in precious:
            file.write_text("x", encoding="utf-8")
        notes = ["../precious.csv", "mine.txt", str(precious[0])]
        lines = "".join(json.dumps(note) + "\n" for note in notes) + '"cut sho'
        (out / ".solieu" / "written.txt").write_text(lines, encoding="utf-8")

        workspace.remove_stale([])

    assert all(file.exists() for file in precious)


def test_a_noted_file_is_removed_once_it_is_not_current(out: Path) -> None:
    with Workspace(out) as workspace:
        for name in ("a.csv", "b.csv"):
            workspace.note_written(name)
            (out / name).write_text("x", encoding="utf-8")

        workspace.remove_stale(["b.csv"])

    assert not (out / "a.csv").exists()
    assert (out / "b.csv").exists()


def test_what_a_kill_left_in_scratch_goes_at_the_next_start(out: Path) -> None:
    with Workspace(out) as workspace:
        left = workspace.scratch / "page.pgm"
    left.parent.mkdir()
    left.write_bytes(b"x")

    with Workspace(out):
        found = left.exists()

    assert not found


@pytest.mark.parametrize("error", [28, 30, 13])
def test_a_full_or_read_only_folder_is_refused(
    out: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(error, "refused by the system")

    monkeypatch.setattr(Path, "write_bytes", refuse)

    with pytest.raises(SettingError, match="refused by the system"), Workspace(out):
        pytest.fail("the folder was opened")


def test_an_index_of_another_version_is_no_index(out: Path) -> None:
    with Workspace(out) as workspace:
        (out / ".solieu" / "index.json").write_text('[{"old": 1}]', encoding="utf-8")

        found = workspace.read_index()

    assert found == ()
