"""Walking folders: names, links, what is skipped and what fails."""

from __future__ import annotations

import os
import shutil
import socket
import unicodedata
from pathlib import Path

import openpyxl
import pytest

from pipeline.model.errors import SettingError
from pipeline.model.report import State
from pipeline.run.inputs.selection import Input, find_inputs
from pipeline.write.workbook import write_workbook

_ROOT = Path(__file__).parents[2]


def _touch(*files: Path) -> None:
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(file.name.encode(errors="replace").decode(), encoding="utf-8")


def _paths(found: tuple[Input, ...], state: State | None = None) -> list[str]:
    return [entry.path for entry in found if entry.state is state]


def test_folders_are_walked_in_the_order_of_the_paths(folder: Path, out: Path) -> None:
    _touch(folder / "b.pdf", folder / "a" / "z.TXT", folder / "a" / "y.png")

    found = find_inputs([folder], out)

    assert _paths(found) == ["a/y.png", "a/z.TXT", "b.pdf"]


def test_other_files_are_listed_as_skipped_with_the_reason(folder: Path, out: Path) -> None:
    _touch(folder / "a.csv", folder / "noext", folder / ".hidden.pdf", folder / "~$a.docx")

    found = find_inputs([folder], out)

    assert _paths(found, State.SKIPPED) == [".hidden.pdf", "a.csv", "noext", "~$a.docx"]
    assert all(" | " in entry.message for entry in found)


def test_files_of_other_programs_are_skipped_with_the_way_out(folder: Path, out: Path) -> None:
    _touch(
        folder / "a.EML", folder / "b.html", folder / "c.7z", folder / "d.xls", folder / "e.pptx"
    )

    found = find_inputs([folder], out)

    assert _paths(found, State.SKIPPED) == ["a.EML", "b.html", "c.7z", "e.pptx"]
    assert "save its attachments into the folder" in found[0].message
    assert "save it as .docx, .xlsx or PDF" in found[1].message
    assert "giải nén bằng 7-Zip" in found[2].message
    assert "lưu thành PDF" in found[4].message


def test_a_hidden_folder_is_one_line(folder: Path, out: Path) -> None:
    _touch(folder / ".git" / "a.txt", folder / ".git" / "b.txt")

    found = find_inputs([folder], out)

    assert _paths(found, State.SKIPPED) == [".git"]


def test_the_output_folder_inside_the_inputs_is_not_read(folder: Path) -> None:
    _touch(folder / "a.txt", folder / "out" / "a.csv", folder / "out" / "b.txt")

    found = find_inputs([folder], folder / "out")

    assert [entry.path for entry in found] == ["a.txt"]


def test_results_of_another_run_are_one_line(folder: Path, out: Path) -> None:
    _touch(folder / "a.txt", folder / "old" / "a.csv", folder / "old" / "sub" / "b.txt")
    (folder / "old" / ".solieu").mkdir()

    found = find_inputs([folder], out)

    assert _paths(found) == ["a.txt"]
    assert _paths(found, State.SKIPPED) == ["old"]
    assert "results of solieu" in found[1].message


def test_results_given_as_the_input_itself_are_one_line(folder: Path, out: Path) -> None:
    _touch(folder / "a.txt")
    (folder / ".solieu").mkdir()

    found = find_inputs([folder], out)

    assert [(entry.path, entry.state) for entry in found] == [("in", State.SKIPPED)]


def test_a_workbook_of_ours_is_no_report_whatever_it_is_called(folder: Path, out: Path) -> None:
    write_workbook([], [], folder / "sub" / "bao-cao (2).XLSX")
    shutil.copy(_ROOT / "samples" / "sheet.xlsx", folder / "figures.xlsx")
    (folder / "broken.xlsx").write_bytes(b"PK\x03\x04")

    found = find_inputs([folder], out)

    assert _paths(found) == ["broken.xlsx", "figures.xlsx"]
    assert _paths(found, State.SKIPPED) == ["sub/bao-cao (2).XLSX"]
    assert "workbook of results" in found[2].message


def test_a_workbook_of_ours_is_known_after_somebody_edited_it(folder: Path, out: Path) -> None:
    write_workbook([], [], folder / "a.xlsx")
    book = openpyxl.load_workbook(folder / "a.xlsx")
    book["Số liệu"]["A2"] = "1"
    book.save(folder / "a.xlsx")

    found = find_inputs([folder], out)

    assert _paths(found, State.SKIPPED) == ["a.xlsx"]


def test_outputs_never_go_into_the_inputs_themselves(folder: Path) -> None:
    with pytest.raises(SettingError):
        find_inputs([folder], folder / ".." / folder.name)


def test_a_path_that_is_not_there_is_refused(folder: Path, out: Path) -> None:
    with pytest.raises(SettingError, match="nowhere"):
        find_inputs([folder, folder / "nowhere"], out)


def test_a_link_in_a_circle_is_skipped_and_said(folder: Path, out: Path) -> None:
    _touch(folder / "sub" / "a.txt")
    (folder / "sub" / "loop").symlink_to(folder)

    found = find_inputs([folder], out)

    assert _paths(found) == ["sub/a.txt"]
    assert _paths(found, State.SKIPPED) == ["sub/loop"]


def test_a_link_to_itself_and_a_broken_link_fail(folder: Path, out: Path) -> None:
    (folder / "self.pdf").symlink_to(folder / "self.pdf")
    (folder / "gone.pdf").symlink_to(folder / "nowhere.pdf")

    found = find_inputs([folder], out)

    assert _paths(found, State.FAILED) == ["gone.pdf", "self.pdf"]


def test_a_file_is_read_once_whatever_links_lead_to_it(folder: Path, out: Path) -> None:
    _touch(folder / "a.txt")
    (folder / "b.txt").symlink_to(folder / "a.txt")

    found = find_inputs([folder], out)

    assert _paths(found) == ["a.txt"]
    assert "a.txt" in found[1].message


def test_strange_names_stay_recognisable(folder: Path, out: Path) -> None:
    nfd = unicodedata.normalize("NFD", "báo cáo.txt")
    _touch(folder / "hai\ndòng.txt", folder / "-rf.txt", folder / " a b .txt", folder / nfd)

    found = find_inputs([folder], out)

    assert _paths(found) == [" a b .txt", "-rf.txt", "báo cáo.txt", "hai\ndòng.txt"]


def test_one_name_in_both_unicode_forms_gives_two_paths(folder: Path, out: Path) -> None:
    for form in ("NFC", "NFD"):
        _touch(folder / unicodedata.normalize(form, "báo.txt"))

    found = find_inputs([folder], out)

    assert _paths(found) == ["báo (2).txt", "báo.txt"]


def test_a_name_that_is_not_utf8_can_be_written(folder: Path, out: Path) -> None:
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xe1o.txt")).write_text("x", encoding="utf-8")

    found = find_inputs([folder], out)

    assert _paths(found) == ["b\\xe1o.txt"]
    assert found[0].file.exists()


def test_the_same_name_below_two_paths_gets_the_folder_in_front(
    folder: Path, out: Path, tmp_path: Path
) -> None:
    _touch(folder / "a.txt", folder / "b.txt", tmp_path / "other" / "a.txt")

    found = find_inputs([folder, tmp_path / "other"], out)

    assert _paths(found) == ["b.txt", "in/a.txt", "other/a.txt"]


def test_folders_of_one_name_are_told_apart_by_a_number(tmp_path: Path, out: Path) -> None:
    _touch(tmp_path / "x" / "in" / "a.txt", tmp_path / "y" / "in" / "a.txt")

    found = find_inputs([tmp_path / "x" / "in", tmp_path / "y" / "in"], out)

    assert _paths(found) == ["in/a (2).txt", "in/a.txt"]


def test_a_single_file_is_called_by_its_name(folder: Path, out: Path) -> None:
    _touch(folder / "sub" / "a.txt")

    found = find_inputs([folder / "sub" / "a.txt"], out)

    assert _paths(found) == ["a.txt"]


def test_a_folder_that_may_not_be_opened_is_one_failed_line(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _touch(folder / "shut" / "a.txt", folder / "b.txt")
    really = Path.iterdir

    def refuse(path: Path) -> object:
        if path.name == "shut":
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(Path, "iterdir", refuse)

    found = find_inputs([folder], out)

    assert _paths(found) == ["b.txt"]
    assert _paths(found, State.FAILED) == ["shut"]


def test_every_file_of_the_samples_is_a_report(out: Path) -> None:
    found = find_inputs([_ROOT / "samples"], out)

    assert _paths(found) == [entry.path for entry in found]


def test_a_pipe_or_socket_is_never_opened(folder: Path, out: Path) -> None:
    os.mkfifo(folder / "pipe.pdf")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(os.path.relpath(folder / "s.txt"))

        found = find_inputs([folder], out)

    assert _paths(found, State.SKIPPED) == ["pipe.pdf", "s.txt"]
