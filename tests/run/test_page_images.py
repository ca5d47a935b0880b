"""Folders whose files are the pages of one report."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.model.report import State
from pipeline.run.inputs.page_images import gather_page_images
from pipeline.run.inputs.selection import Input, find_inputs
from tests.run.conftest import Run, journal, outputs
from tests.run.papers import HONG_LAM, SUOI_CAN, write_text
from tests.run.zips import write_zip


def _write(folder: Path, *names: str, text: str = "") -> None:
    """Write files that are called like images; the fake reader reads their text."""
    pages = text.split("\f") if text else names
    for name, page in zip(names, pages, strict=True):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(page, encoding="utf-8")


def _gather(*roots: Path, out: Path) -> dict[str, list[str]]:
    found = gather_page_images(find_inputs(roots, out))
    return {one.path: [image.path.rpartition("/")[2] for image in one.images] for one in found}


@pytest.mark.parametrize(
    "names",
    [
        ["page-1.jpg", "page-2.jpg", "page-10.jpg"],
        ["IMG_0008.JPG", "IMG_0009.JPG", "IMG_0010.JPG"],
        ["1.png", "2.png", "11.png"],
        ["trang 1.jpeg", "Trang 2.JPG", "TRANG 3.jpg"],
        ["scan-2024-1.tif", "scan-2024-2.tiff", "scan-2024-10.tif"],
    ],
)
def test_images_are_pages_in_the_order_of_their_numbers(
    folder: Path, out: Path, names: list[str]
) -> None:
    _write(folder / "scan", *reversed(names))

    assert _gather(folder, out=out) == {"scan/": names}


@pytest.mark.parametrize(
    "names",
    [
        ["page-1.jpg"],
        ["page-1.jpg", "page-2.jpg", "report.docx"],
        ["page-1.jpg", "page-2.png"],
        ["page-1.jpg", "scan-2.jpg"],
        ["page-1.jpg", "page-01.jpg"],
        ["cover.jpg", "back.jpg"],
    ],
)
def test_files_that_may_be_no_pages_of_one_report_stand_for_themselves(
    folder: Path, out: Path, names: list[str]
) -> None:
    _write(folder / "scan", *names)

    assert _gather(folder, out=out) == {f"scan/{name}": [] for name in names}


def test_files_that_are_skipped_do_not_count(folder: Path, out: Path) -> None:
    _write(folder / "scan", "page-1.jpg", "page-2.jpg", "notes.csv", ".hidden.jpg")

    assert _gather(folder, out=out)["scan/"] == ["page-1.jpg", "page-2.jpg"]


def test_each_folder_is_looked_at_by_itself(folder: Path, out: Path) -> None:
    _write(folder, "a/1.png", "a/2.png", "a/b/1.png", "a/b/2.png", "c/1.png")

    assert list(_gather(folder, out=out)) == ["a/", "a/b/", "c/1.png"]


def test_images_in_the_given_folder_itself_bear_its_name(folder: Path, out: Path) -> None:
    _write(folder, "page-1.png", "page-2.png")

    assert list(_gather(folder, out=out)) == ["in/"]


def test_the_given_folder_and_one_of_its_name_below_are_two_reports(
    folder: Path, out: Path
) -> None:
    _write(folder, "page-1.png", "page-2.png", "in/page-1.png", "in/page-2.png")

    gathered = gather_page_images(find_inputs([folder], out))

    assert len({entry.path for entry in gathered}) == len(gathered) == 2


def test_given_folders_of_one_name_are_told_apart(tmp_path: Path, out: Path) -> None:
    for above in ("x", "y"):
        _write(tmp_path, f"{above}/scan/1.png", f"{above}/scan/2.png")

    assert list(_gather(tmp_path / "x" / "scan", tmp_path / "y" / "scan", out=out)) == [
        "scan (2)/",
        "scan/",
    ]


def test_files_of_two_folders_are_no_report(tmp_path: Path, out: Path) -> None:
    _write(tmp_path, "x/1.png", "y/2.png")

    assert list(_gather(tmp_path / "x" / "1.png", tmp_path / "y" / "2.png", out=out)) == [
        "1.png",
        "2.png",
    ]


def test_folders_that_are_given_side_by_side_keep_their_pages(tmp_path: Path, out: Path) -> None:
    _write(tmp_path, "x/page-1.png", "x/page-2.png", "x/page-3.png")
    _write(tmp_path, "y/page-1.png", "y/page-2.png")

    gathered = _gather(tmp_path / "x", tmp_path / "y", out=out)

    assert {len(pages) for pages in gathered.values()} == {2, 3}


def test_images_in_a_zip_are_pages_too(folder: Path, out: Path) -> None:
    write_zip(folder / "a.zip", ("page-2.png", "b"), ("page-1.png", "a"), ("s/x.txt", "c"))

    found = gather_page_images(find_inputs([folder], out))

    assert [entry.path for entry in found] == ["a.zip/", "a.zip/s/x.txt"]
    assert [page.read_text(encoding="utf-8") for page in found[0].files] == ["a", "b"]


def test_what_is_not_read_is_passed_on(folder: Path, out: Path) -> None:
    _write(folder, "notes.csv", "a.docx")

    found = find_inputs([folder], out)

    assert gather_page_images(found) == found
    assert gather_page_images(()) == ()


# Whole runs ---------------------------------------------------------------------------------------

_PAGES = [f"scan/page-{number}.png" for number in (1, 2, 3)]
_TWO = write_text(68, HONG_LAM, "một") + "\f" + write_text(7, SUOI_CAN)


def _parts(out: Path) -> dict[str, str]:
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {line["report"]: line["parts"] for line in csv.DictReader(stream)}


def test_a_folder_of_pages_is_one_report(folder: Path, out: Path, run: Run) -> None:
    _write(folder, *_PAGES, text=write_text(68, HONG_LAM, "một"))

    outcome = run()

    assert outcome.exit_code == 0
    assert _parts(out) == {
        "scan/": "scan/page-1.png:1; scan/page-2.png:1; scan/page-3.png:1",
    }
    assert "scan.csv" in outputs(out)
    assert outcome.reports[0].pages == 3


def test_two_reports_in_one_folder_are_two(folder: Path, out: Path, run: Run) -> None:
    _write(folder, *(f"scan/{number}.png" for number in range(1, 6)), text=_TWO)

    run()

    assert _parts(out) == {
        "scan/#1": "scan/1.png:1; scan/2.png:1; scan/3.png:1",
        "scan/#2": "scan/4.png:1; scan/5.png:1",
    }
    assert {"scan.1.csv", "scan.2.csv"} <= set(outputs(out))


def test_images_that_are_no_pages_of_one_report_are_called_by_their_names(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, *_PAGES, text="một\fhai\fba")

    run()

    assert _parts(out) == dict.fromkeys(_PAGES, "")
    assert "scan/page-1.csv" in outputs(out)


def test_images_of_several_pages_stand_for_themselves(folder: Path, out: Path, run: Run) -> None:
    _write(folder, "scan/1.tif", "scan/2.tif")
    (folder / "scan" / "2.tif").write_text("một\fhai", encoding="utf-8")

    outcome = run()

    assert [one.path for one in outcome.reports] == ["scan/1.tif", "scan/2.tif"]
    assert outcome.exit_code == 0


def test_a_missing_page_is_told_and_changes_no_figure(folder: Path, run: Run) -> None:
    text = write_text(68, HONG_LAM, "2\nmột hai ba bốn năm", "4\nsáu bảy tám chín mười")
    _write(folder, *(f"scan/{number}.png" for number in (1, 2, 4, 5)), text=text)

    (report,) = run().reports

    assert report.message == "Theo số trang in trên giấy: thiếu trang 3."
    assert report.observations[0].status == "read"


def test_a_page_that_cannot_be_read_costs_itself_alone(folder: Path, run: Run) -> None:
    _write(folder, *_PAGES, text=write_text(68, HONG_LAM, "unreadable"))

    (report,) = run().reports

    assert (report.path, report.pages, sorted(report.unread_pages)) == ("scan/", 3, [2])


def test_an_image_that_cannot_be_opened_costs_itself_alone(folder: Path, run: Run) -> None:
    _write(folder, *_PAGES, text=write_text(68, HONG_LAM, "uncountable, unreadable"))
    _write(folder, "other/1.png", "other/2.png", text="một\funcountable, unreadable")

    *single, report = run().reports

    assert (report.path, report.pages, sorted(report.unread_pages)) == ("scan/", 3, [2])
    assert [(one.path, one.state) for one in single] == [
        ("other/1.png", State.DONE),
        ("other/2.png", State.FAILED),
    ]


def test_a_second_run_finds_the_folder_unchanged(folder: Path, out: Path, run: Run) -> None:
    _write(folder, *(f"scan/{number}.png" for number in range(1, 6)), text=_TWO)
    run()
    before, done = outputs(out), journal(out)

    outcome = run()

    assert outcome.unchanged == 2
    assert (outputs(out), journal(out)) == (before, done)


def test_one_and_two_workers_give_the_same_bytes_of_images(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, *(f"a/{number}.png" for number in range(1, 6)), text=_TWO)
    _write(folder, *(f"b/{number}.png" for number in range(1, 6)), text=_TWO)
    run(workers=1)
    alone = outputs(out)

    run(workers=2, force=True)

    assert outputs(out) == alone


def test_a_page_more_is_the_only_one_that_is_read(folder: Path, out: Path, run: Run) -> None:
    _write(folder, *_PAGES, text=write_text(68, HONG_LAM, "một"))
    run()
    _write(folder, "scan/page-4.png", text="| 1")

    outcome = run()

    assert outcome.reports[0].pages == 4
    assert journal(out).count("page page-1.png 1") == 1


def test_a_zip_of_pages_is_one_report(folder: Path, out: Path, run: Run) -> None:
    pages = write_text(68, HONG_LAM, "một").split("\f")
    write_zip(folder / "a.zip", *((f"{n}.png", page) for n, page in enumerate(pages, start=1)))

    run()

    assert _parts(out) == {"a.zip/": "a.zip/1.png:1; a.zip/2.png:1; a.zip/3.png:1"}
    assert "a.zip.csv" in outputs(out)


def test_an_input_knows_all_its_files(tmp_path: Path) -> None:
    images = (Input("s/1.png", tmp_path / "1.png"), Input("s/2.png", tmp_path / "2.png"))

    entry = Input("s/", tmp_path, images=images)

    assert entry.paths == ("s/", "s/1.png", "s/2.png")
    assert entry.files == (tmp_path / "1.png", tmp_path / "2.png")
