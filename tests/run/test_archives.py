"""Zip files: what is in them becomes reports, and hostile ones cost a line each."""

from __future__ import annotations

import os
import shutil
import struct
import tracemalloc
import unicodedata
import zlib
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from pipeline.model.report import State
from pipeline.run.inputs import archives
from pipeline.run.inputs.member_names import member_name
from pipeline.run.inputs.selection import Input, find_inputs
from pipeline.run.tell.evidence import find_pages
from pipeline.run.tell.explanation import find_report
from pipeline.run.workspace import Workspace
from pipeline.write.workbook import write_workbook
from tests.run import zips
from tests.run.conftest import Run, journal, outputs, write_reports
from tests.run.zips import REPORT, write_zip, zip_bytes

_ROOT = Path(__file__).parents[2]


def _states(found: tuple[Input, ...]) -> dict[str, State | None]:
    return {entry.path: entry.state for entry in found}


def _paths(found: tuple[Input, ...]) -> list[str]:
    return [entry.path for entry in found if entry.state is None]


def _unpacked(out: Path) -> list[Path]:
    folder = out / ".solieu" / "unpacked"
    return sorted(folder.iterdir()) if folder.exists() else []


def test_a_zip_is_entered_like_a_folder(folder: Path, out: Path) -> None:
    write_zip(folder / "sub" / "a.ZIP", ("x.pdf", "%PDF"), ("2024/y.txt", REPORT), ("2024/", b""))

    found = find_inputs([folder], out)

    assert _paths(found) == ["sub/a.ZIP/2024/y.txt", "sub/a.ZIP/x.pdf"]
    assert found[0].file.read_text(encoding="utf-8") == REPORT
    assert [entry.file.name for entry in found] == ["y.txt", "x.pdf"]
    assert all(entry.file.is_relative_to(out / ".solieu" / "unpacked") for entry in found)


def test_a_zip_given_alone_is_called_by_its_name(folder: Path, out: Path) -> None:
    file = write_zip(folder / "a.zip", ("x.txt", REPORT))

    assert _paths(find_inputs([file], out)) == ["a.zip/x.txt"]


def test_its_other_members_are_listed_like_files_in_a_folder(folder: Path, out: Path) -> None:
    names = ["a.txt", "b.csv", "old.xls", ".git/x.txt", ".git/y.txt", "s/~$a.docx", "noext"]
    write_zip(folder / "a.zip", *((name, REPORT) for name in names))
    for name in names:
        (folder / "f" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "f" / name).write_text(REPORT, encoding="utf-8")

    found = find_inputs([folder], out)

    lines = {(e.path.partition("/")[2], e.state, e.message) for e in found}
    assert len(found) == 2 * len(lines)
    assert ("a.txt", None, "") in lines


def test_what_systems_add_has_no_line(folder: Path, out: Path) -> None:
    names = ["a.txt", "__MACOSX/._a.txt", "s/._b.txt", "Thumbs.db", "s/.DS_Store", "desktop.ini"]
    write_zip(folder / "a.zip", *((name, REPORT) for name in names))

    assert list(_states(find_inputs([folder], out))) == ["a.zip/a.txt"]


def test_a_zip_with_nothing_in_it_is_one_line(folder: Path, out: Path) -> None:
    write_zip(folder / "a.zip")
    write_zip(folder / "b.zip", ("__MACOSX/._a.txt", REPORT))

    found = find_inputs([folder], out)

    assert _states(found) == {"a.zip": State.SKIPPED, "b.zip": State.SKIPPED}


def test_only_files_that_are_called_zip_are_opened(folder: Path, out: Path) -> None:
    for name in ("digital-docx.docx", "sheet.xlsx"):
        shutil.copy(_ROOT / "samples" / name, folder)

    assert _paths(find_inputs([folder], out)) == ["digital-docx.docx", "sheet.xlsx"]
    assert not out.exists()


def test_zips_in_zips_are_entered_to_the_third(folder: Path, out: Path) -> None:
    zips.write_nest(folder / "a.zip", 3)
    zips.write_nest(folder / "b.zip", 4)

    found = find_inputs([folder], out)

    assert _states(found) == {
        "a.zip/in.zip/in.zip/a.txt": None,
        "b.zip/in.zip/in.zip/in.zip": State.FAILED,
    }


def test_results_of_ours_in_a_zip_are_one_line(folder: Path, out: Path) -> None:
    write_workbook([], [], folder / "figures.xlsx")
    book = (folder / "figures.xlsx").read_bytes()
    (folder / "figures.xlsx").unlink()
    write_zip(
        folder / "a.zip",
        *(("kq/.solieu/index.json", "[]"), ("kq/b.txt", REPORT), ("c.txt", REPORT)),
        ("figures.xlsx", book),
    )
    write_zip(folder / "b.zip", (".solieu/index.json", "[]"), ("b.txt", REPORT))

    found = find_inputs([folder], out)

    assert _states(found) == {
        "a.zip/c.txt": None,
        "a.zip/figures.xlsx": State.SKIPPED,
        "a.zip/kq": State.SKIPPED,
        "b.zip": State.SKIPPED,
    }


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("xã.txt".encode(), "xã.txt"),  # macOS
        (b"xa\xde.txt", "xã.txt"),  # Windows in Vietnamese
        (b"\x81nite.txt", "ünite.txt"),  # as the format says
        (unicodedata.normalize("NFD", "xã.txt").encode(), "xã.txt"),
    ],
)
def test_names_come_out_as_they_were_typed(folder: Path, out: Path, raw: bytes, name: str) -> None:
    placeholder = "n" * (len(raw) - 4) + ".txt"
    file = write_zip(folder / "a.zip", (placeholder, REPORT))
    zips.rename_raw(file, placeholder.encode(), raw)

    assert _paths(find_inputs([folder], out)) == [f"a.zip/{name}"]


def test_names_with_the_flag_of_utf_8_are_taken_as_they_are(folder: Path, out: Path) -> None:
    write_zip(folder / "a.zip", ("Báo cáo\\quý 3 xã Đồng.txt", REPORT))

    assert _paths(find_inputs([folder], out)) == ["a.zip/Báo cáo/quý 3 xã Đồng.txt"]


def test_two_members_of_one_name_are_both_read(folder: Path, out: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        write_zip(folder / "a.zip", ("s/a.txt", "một"), ("s/a.txt", "hai"), ("S/A.txt", "ba"))

    found = find_inputs([folder], out)

    assert _paths(found) == ["a.zip/S/A.txt", "a.zip/s/a (2).txt", "a.zip/s/a.txt"]
    assert [entry.file.read_text(encoding="utf-8") for entry in found] == ["ba", "hai", "một"]


def test_a_link_is_no_way_out(folder: Path, out: Path) -> None:
    zips.write_link(folder / "a.zip")

    found = find_inputs([folder], out)

    assert _states(found) == {"a.zip/a.txt": None, "a.zip/passwd.txt": State.SKIPPED}
    assert not any(file.is_symlink() for file in out.rglob("*"))


def test_a_damaged_member_costs_its_line(folder: Path, out: Path) -> None:
    file = write_zip(folder / "a.zip", ("a.txt", REPORT), ("b.txt", "chữ" * 99), method=0)
    file.write_bytes(file.read_bytes().replace("chữchữ".encode(), b"x" * 10, 1))

    found = find_inputs([folder], out)

    assert _states(found) == {"a.zip/a.txt": None, "a.zip/b.txt": State.FAILED}
    assert "damaged inside the zip" in found[1].message


def test_a_locked_member_costs_its_line(folder: Path, out: Path) -> None:
    locked = zips.lock(write_zip(folder / "x.zip", ("b.txt", REPORT))).read_bytes()
    (folder / "x.zip").unlink()
    write_zip(folder / "a.zip", ("a.txt", REPORT), ("locked.zip", locked))

    found = find_inputs([folder], out)

    assert _states(found) == {"a.zip/a.txt": None, "a.zip/locked.zip": State.FAILED}
    assert "password" in found[1].message


@pytest.fixture(scope="module")
def hostile_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One zip of each hostile kind."""
    folder = tmp_path_factory.mktemp("hostile") / "in"
    zips.write_hostile(folder)
    return folder


def test_hostile_zips_cost_a_line_each_and_next_to_no_memory_or_disk(
    hostile_folder: Path, folder: Path, out: Path
) -> None:
    names = sorted(file.name for file in hostile_folder.iterdir())
    write_reports(folder, good="một")
    tracemalloc.start()

    found = find_inputs([hostile_folder, folder], out)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(found) == len(names) + 1
    assert _paths(found) == ["good.txt"]
    assert [entry.path.split("/")[0] for entry in found if entry.state] == names
    assert {entry.state for entry in found if entry.state} == {State.FAILED}
    assert all(" | " in entry.message for entry in found if entry.state)
    assert peak < 50 * 2**20
    assert sum(file.stat().st_size for file in out.rglob("*") if file.is_file()) < 2**20


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("dots.zip", "lead out"),
        ("absolute.zip", "lead out"),
        ("drive.zip", "lead out"),
        ("share.zip", "lead out"),
        ("bomb.zip", "160 MB"),
        ("nested-bomb.zip", "160 MB"),
        ("overlap.zip", "480 MB"),
        ("many.zip", "more than 10000 members"),
        ("lying.zip", "damaged"),
        ("locked.zip", "password"),
        ("deep.zip/in.zip/in.zip/in.zip", "inside of each other"),
        ("lzma.zip/a.txt", "packed in a way"),
        ("empty.zip", "damaged"),
        ("none.zip", "damaged"),
        ("cut.zip", "damaged"),
    ],
)
def test_a_hostile_zip_is_told_clearly(hostile: dict[str, str], name: str, word: str) -> None:
    assert word in hostile[name].partition(" | ")[2]


@pytest.fixture(scope="module")
def hostile(hostile_folder: Path) -> dict[str, str]:
    """The message of each hostile zip."""
    found = find_inputs([hostile_folder], hostile_folder.parent / "out")
    return {entry.path: entry.message for entry in found}


def test_nothing_is_written_outside_of_the_output_folder(hostile_folder: Path) -> None:
    root = hostile_folder.parent
    before = set(root.rglob("*"))

    find_inputs([hostile_folder], root / "out")

    after = {file for file in root.rglob("*") if not file.is_relative_to(root / "out")}
    assert after == {file for file in before if not file.is_relative_to(root / "out")}
    assert not Path("/tmp/evil.txt").exists()  # noqa: S108


def test_a_disk_without_room_is_told(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_zip(folder / "a.zip", ("a.txt", REPORT))
    monkeypatch.setattr(archives, "RESERVE", shutil.disk_usage(folder).total)

    (found,) = find_inputs([folder], out)

    assert found.state is State.FAILED
    assert "no room on the disk" in found.message
    assert _unpacked(out) == []


def test_no_bytes_at_all_make_the_walk_fail(folder: Path, out: Path) -> None:
    content = zip_bytes(("a.txt", REPORT), ("b.zip", zip_bytes(("c.txt", REPORT * 9))))
    for at in range(0, len(content), 3):
        damaged = bytearray(content)
        damaged[at] ^= 0xFF
        (folder / f"{at:04}.zip").write_bytes(damaged)
        (folder / f"cut{at:04}.zip").write_bytes(content[:at])

    found = find_inputs([folder], out)

    assert len({entry.path.split("/")[0] for entry in found}) == len(list(folder.iterdir()))
    assert all(" | " in entry.message for entry in found if entry.state)


# Whole runs --------------------------------------------------------------------------------------


def test_members_become_reports_with_csvs_below_the_zip(folder: Path, out: Path, run: Run) -> None:
    write_zip(folder / "a.zip", ("x.txt", "một\nhai"), ("b.zip", zip_bytes(("y.txt", "ba"))))
    write_reports(folder, a="bốn")

    outcome = run()

    assert outcome.exit_code == 0
    assert [report.path for report in outcome.reports] == [
        *("a.txt", "a.zip/b.zip/y.txt", "a.zip/x.txt"),
    ]
    assert {"a.csv", "a.zip/x.csv", "a.zip/b.zip/y.csv"} <= set(outputs(out))


def test_hostile_zips_never_stop_a_batch(
    hostile_folder: Path, folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, bomb="một")

    outcome = run(hostile_folder, folder)

    assert outcome.exit_code == 1
    assert outcome.problems == ()
    assert len(outcome.reports) == len(list(hostile_folder.iterdir())) + 1
    assert "bomb.csv" in outputs(out)


def test_a_zip_is_unpacked_once(folder: Path, out: Path, run: Run) -> None:
    write_zip(folder / "a.zip", ("x.txt", "một"), ("y.csv", "1"))
    run()
    done, before = journal(out), outputs(out)
    (place,) = _unpacked(out)
    marked = place.stat().st_mtime_ns

    outcome = run()

    assert outcome.unchanged == 1
    assert (journal(out), outputs(out)) == (done, before)
    assert _unpacked(out) == [place]
    assert place.stat().st_mtime_ns == marked


def test_what_was_unpacked_goes_with_its_zip(folder: Path, out: Path, run: Run) -> None:
    write_zip(folder / "a.zip", ("x.txt", "một"))
    write_zip(folder / "b.zip", ("y.csv", "1"))
    write_reports(folder, c="hai")
    run()
    (out / ".solieu" / "unpacked" / "0123.part").mkdir()
    (folder / "a.zip").unlink()

    run()

    assert len(_unpacked(out)) == 1
    assert "a.zip/x.csv" not in outputs(out)


def test_what_is_missing_of_it_is_unpacked_again(folder: Path, out: Path) -> None:
    write_zip(folder / "a.zip", ("x.txt", "một"))
    (before,) = find_inputs([folder], out)
    before.file.unlink()

    (after,) = find_inputs([folder], out)

    assert after == before
    assert after.file.exists()


def test_members_of_a_kind_that_is_read_now_are_unpacked(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_zip(folder / "a.zip", ("x.txt", "một"), ("y.new", "hai"))
    (_, new) = find_inputs([folder], out)
    suffixes = frozenset({".txt", ".new"})
    monkeypatch.setattr("pipeline.run.inputs.selection.REPORT_SUFFIXES", suffixes)

    found = find_inputs([folder], out)

    assert new.state is State.SKIPPED
    assert _paths(found) == ["a.zip/x.txt", "a.zip/y.new"]


def test_another_way_of_unpacking_unpacks_again(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_zip(folder / "a.zip", ("x.txt", "một"))
    monkeypatch.setattr(archives, "_LONG", 0)
    noted: list[str] = []
    find_inputs([folder], out, noted.append)
    find_inputs([folder], out, noted.append)
    monkeypatch.setattr(archives, "unpacking_version", lambda: "newer")

    find_inputs([folder], out, noted.append)

    assert noted == ["a.zip", "a.zip"]


def test_a_zip_that_changes_while_it_is_unpacked_is_refused(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write_zip(folder / "a.zip", ("x.txt", "một"))
    monkeypatch.setattr(archives, "_LONG", 0)

    (found,) = find_inputs([folder], out, lambda _: os.utime(file, (1, 1)))

    assert found.state is State.FAILED
    assert "changed while" in found.message
    assert _unpacked(out) == []


def test_a_zip_that_can_no_longer_be_opened_is_not_gone(folder: Path, out: Path, run: Run) -> None:
    write_zip(folder / "a.zip", *((f"{n}.txt", f"{n}") for n in range(5)))
    run()
    (folder / "a.zip").write_bytes(b"cut off")
    write_reports(folder, b="một")

    outcome = run()

    assert outcome.exit_code == 1
    assert [report.path for report in outcome.reports] == ["a.zip", "b.txt"]


def test_reports_in_a_zip_that_is_gone_are_missed(folder: Path, out: Path, run: Run) -> None:
    write_zip(folder / "a.zip", *((f"{n}.txt", f"{n}") for n in range(5)))
    write_reports(folder, b="một")
    run()
    (folder / "a.zip").rename(folder / "b.zip")
    renamed = run()
    (folder / "b.zip").unlink()

    with pytest.raises(Exception, match=r"5 are gone: b\.zip \(0\.txt, 1\.txt, 2\.txt, \.\.\.\)"):
        run()

    assert renamed.exit_code == 0
    assert "b.zip/4.csv" in outputs(out)


def test_the_file_of_a_member_is_found_again(folder: Path, out: Path, run: Run) -> None:
    write_zip(folder / "a.zip", ("x.txt", "một"))
    run()

    report = find_report(out, "a.zip/x.txt")
    file = find_pages(Workspace(out), report)[1].file

    assert file.read_text(encoding="utf-8") == "một"
    assert os.fspath(file).startswith(os.fspath(out))


def test_a_second_name_in_a_unicode_field_counts_if_it_belongs_to_the_first(
    folder: Path, out: Path
) -> None:
    field = b"\x01" + struct.pack("<L", zlib.crc32(b"xa.txt")) + "xã.txt".encode()
    entry, stranger = ZipInfo("xa.txt"), ZipInfo("xb.txt")
    for one in (entry, stranger):
        one.extra = struct.pack("<HH", 0x7075, len(field)) + field

    assert (member_name(entry), member_name(stranger)) == ("xã.txt", "xb.txt")


def test_a_zip_made_by_python_is_read_back(folder: Path, out: Path) -> None:
    with ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("Đồng/xã Bắc Sơn.txt", REPORT)

    assert _paths(find_inputs([folder], out)) == ["a.zip/Đồng/xã Bắc Sơn.txt"]
