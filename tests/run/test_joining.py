"""One report in several files, in whole runs with a fake reader that counts lines and rows."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.model.form import Indicator, Kind
from pipeline.model.reading import Status
from pipeline.model.report import State
from pipeline.run import extraction
from pipeline.run.tell.evidence import find_pages
from pipeline.run.tell.explanation import find_report
from pipeline.run.workspace import Workspace
from tests.run.conftest import FORM, Run, journal, outputs
from tests.run.papers import HONG_LAM, MOTTO, SUOI_CAN, write_appendix, write_box, write_text

ROWS = ("| 1", "| 2")
TEXT = write_text(68, HONG_LAM)  # two pages, six lines
APPENDIX = write_appendix(68, HONG_LAM, *ROWS)
# A table with a letterhead of its own, which no title calls an appendix.
TABLE = f"Biểu số 1\n{MOTTO}\nSố: 68/BC-UBND {HONG_LAM}, ngày 15 tháng 9 năm 2024\n| 1"


@pytest.fixture
def run(run: Run, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Read with a form that asks for lines of the prose and rows of the appendix."""
    rows = Indicator("rows", "Số dòng biểu", Kind.COUNT, unit="dòng")
    both = replace(FORM, indicators=(*FORM.indicators, rows))
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (both,))
    return run


def _write(folder: Path, **texts: str) -> None:
    """Write files that are called like PDFs, so that figures keep their pages."""
    for name, text in texts.items():
        file = folder / f"{name.replace('__', '/')}.pdf"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, encoding="utf-8")


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _parts(out: Path) -> dict[str, str]:
    return {line["report"]: line["parts"] for line in _rows(out / "reports.csv")}


def test_an_appendix_goes_to_the_text_that_it_names(folder: Path, out: Path, run: Run) -> None:
    _write(folder, a=TEXT, b=APPENDIX)

    outcome = run()

    assert outcome.exit_code == 0
    assert _parts(out) == {"a.pdf": "a.pdf:1-2; b.pdf:1"}
    assert "a.csv" in outputs(out)
    assert "b.csv" not in outputs(out)
    assert (outcome.reports[0].pages, outcome.reports[0].kind) == (3, "báo cáo")


def test_a_figure_says_which_file_shows_it(folder: Path, out: Path, run: Run) -> None:
    _write(folder, a=TEXT, b=APPENDIX)

    run()

    lines, rows = _rows(out / "a.csv")
    assert (lines["value"], lines["file"], lines["page"]) == ("6", "", "1")
    assert (rows["value"], rows["file"], rows["page"]) == ("2", "b.pdf", "1")


def test_the_order_of_the_names_does_not_matter(folder: Path, out: Path, run: Run) -> None:
    _write(folder, z=TEXT, a=APPENDIX)

    run()

    assert _parts(out) == {"z.pdf": "z.pdf:1-2; a.pdf:1"}


def test_a_table_with_number_day_and_issuer_of_the_text_completes_it(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, a=TABLE, b=TEXT)

    run()

    assert _parts(out) == {"b.pdf": "b.pdf:1-2; a.pdf:1"}


@pytest.mark.parametrize(
    "table",
    [
        TABLE.replace("68/BC", "69/BC"),
        TABLE.replace("15 tháng 9", "14 tháng 6"),
        TABLE.replace(HONG_LAM, SUOI_CAN),
    ],
)
def test_a_table_of_another_number_day_or_issuer_does_not(
    folder: Path, out: Path, run: Run, table: str
) -> None:
    _write(folder, a=table, b=TEXT)

    run()

    assert _parts(out) == {"a.pdf": "", "b.pdf": ""}


def test_copies_of_a_report_stay_copies(folder: Path, out: Path, run: Run) -> None:
    whole = write_box(TEXT, "\n".join(ROWS))
    _write(folder, a=whole, b=f"{whole}\nmột dòng nữa")

    outcome = run()

    assert _parts(out) == {"a.pdf": "", "b.pdf": ""}
    for one in outcome.reports:
        assert "same_report" in [finding.check for finding in one.findings]


def test_copies_of_a_letter_stay_copies(folder: Path, out: Path, run: Run) -> None:
    letter = write_text(15, HONG_LAM, title="V/v đôn đốc", symbol="VP")
    other = write_text(7, SUOI_CAN)
    _write(folder, a=write_box(other, letter), b=write_box(other, f"{letter}\nmột dòng nữa"))

    run()

    assert _parts(out) == {
        "a.pdf#1": "a.pdf:1-2",
        "a.pdf#2": "a.pdf:3-4",
        "b.pdf#1": "b.pdf:1-2",
        "b.pdf#2": "b.pdf:3-4",
    }


def test_of_two_texts_that_an_appendix_may_be_of_none_gets_it(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, a=TEXT, b=f"{TEXT}\nmột dòng nữa", c=APPENDIX)

    run()

    assert _parts(out) == {"a.pdf": "", "b.pdf": "", "c.pdf": ""}


def test_the_text_in_the_folder_of_the_appendix_is_the_nearer_one(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, x__a=TEXT, x__c=APPENDIX, y__a=f"{TEXT}\nmột dòng nữa")

    run()

    assert _parts(out) == {"x/a.pdf": "x/a.pdf:1-2; x/c.pdf:1", "y/a.pdf": ""}


def test_a_text_in_another_folder_will_do_where_it_is_the_only_one(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, texts__a=TEXT, tables__a=APPENDIX)

    run()

    assert _parts(out) == {"texts/a.pdf": "texts/a.pdf:1-2; tables/a.pdf:1"}


def test_two_appendices_of_one_text_are_joined_once_where_they_are_copies(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, a=TEXT, b=APPENDIX, c=f"{APPENDIX}\nmột dòng nữa")

    run()

    assert _parts(out) == {"a.pdf": "a.pdf:1-2; b.pdf:1", "c.pdf": ""}
    assert {row["indicator"]: row["value"] for row in _rows(out / "a.csv")}["rows"] == "2"


@pytest.mark.parametrize(
    "appendix",
    [
        write_appendix(7, HONG_LAM, *ROWS),
        write_appendix(68, SUOI_CAN, *ROWS),
        write_appendix(68, HONG_LAM, *ROWS).replace("15/9/2024", "14/6/2024"),
    ],
)
def test_an_appendix_with_something_against_it_stands_for_itself(
    folder: Path, out: Path, run: Run, appendix: str
) -> None:
    _write(folder, a=TEXT, b=appendix)

    run()

    assert _parts(out) == {"a.pdf": "", "b.pdf": ""}


def test_a_report_with_its_own_appendix_does_not_take_another(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, a=write_box(TEXT, "\n".join(ROWS)), b=APPENDIX)

    run()

    assert _parts(out) == {"a.pdf": "", "b.pdf": ""}


def test_an_unread_page_goes_along_under_its_new_number(folder: Path, out: Path, run: Run) -> None:
    _write(folder, a=TEXT, b=write_box(APPENDIX, "unreadable", "| 3"))

    outcome = run()

    (report,) = outcome.reports
    assert (outcome.exit_code, report.pages, sorted(report.unread_pages)) == (1, 5, [4])
    assert report.state is State.DONE
    assert _parts(out) == {"a.pdf": "a.pdf:1-2; b.pdf:1-3"}


def test_a_doubt_goes_along(folder: Path, run: Run) -> None:
    torn = f"{MOTTO}\nhai"
    _write(folder, box=write_box(write_text(7, SUOI_CAN), TEXT, torn), c=APPENDIX)

    reports = {one.path: one for one in run().reports}

    joined = reports["box.pdf#2"]
    assert {origin.file for origin in joined.origins} == {"box.pdf", "c.pdf"}
    assert {one.status for one in joined.observations} == {Status.DOUBTFUL}
    assert "Không chắc văn bản này bắt đầu ở đâu" in joined.message


def test_a_text_inside_a_box_is_joined_with_an_appendix_in_a_file(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, box=write_box(write_text(7, SUOI_CAN), TEXT), c=APPENDIX)

    run()

    assert _parts(out) == {"box.pdf#1": "box.pdf:1-2", "box.pdf#2": "box.pdf:3-4; c.pdf:1"}
    assert {"box.1.csv", "box.2.csv"} <= set(outputs(out))
    assert "c.csv" not in outputs(out)


def test_a_second_run_finds_a_joined_report_unchanged(folder: Path, out: Path, run: Run) -> None:
    _write(folder, a=TEXT, b=APPENDIX)
    first = run()
    before, done = outputs(out), journal(out)

    second = run()

    assert (first.unchanged, second.unchanged) == (0, 1)
    assert (outputs(out), journal(out)) == (before, done)


def test_one_and_two_workers_join_alike(folder: Path, out: Path, run: Run) -> None:
    for number, name in enumerate("abcd", start=1):
        appendix = write_appendix(number, HONG_LAM, *ROWS)
        _write(folder, **{name: write_text(number), f"{name}-phu-luc": appendix})
    run(workers=1)
    alone = outputs(out)

    run(workers=2, force=True)

    assert outputs(out) == alone
    assert len(_parts(out)) == 4


def test_a_text_that_lost_its_appendix_stands_for_itself_again(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, a=TEXT, b=APPENDIX)
    run()
    (folder / "b.pdf").unlink()

    run()

    assert _parts(out) == {"a.pdf": ""}
    assert [row["status"] for row in _rows(out / "a.csv")] == ["read", "missing"]


def test_a_joined_report_is_explained_with_the_pages_of_all_its_files(
    folder: Path, out: Path, run: Run
) -> None:
    _write(folder, a=TEXT, b=APPENDIX)
    run()

    pages = find_pages(Workspace(out), find_report(out, "a.pdf"))

    places = {number: (page.file.name, page.number) for number, page in pages.items()}
    assert places == {1: ("a.pdf", 1), 2: ("a.pdf", 2), 3: ("b.pdf", 1)}
