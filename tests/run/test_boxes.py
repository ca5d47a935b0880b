"""Files that hold several reports, in whole runs with a fake reader."""

from __future__ import annotations

import csv
import signal
from pathlib import Path

import pytest

from pipeline.model.reading import Status
from pipeline.model.report import State
from pipeline.run.extraction import Outcome
from pipeline.run.tell.evidence import load_pages
from pipeline.run.tell.explanation import explain_report, find_report
from pipeline.run.workspace import Workspace
from tests.run.conftest import FORM, Run, journal, outputs, write_reports
from tests.run.fakes import JOURNAL
from tests.run.killed import start_run, wait_for, workers_of
from tests.run.papers import (
    HONG_LAM,
    KHE_LANH,
    MOTTO,
    SUOI_CAN,
    write_appendix,
    write_box,
    write_text,
)

FIRST = write_text(68, HONG_LAM, "một")  # pages 1 to 3
DECISION = write_text(12, HONG_LAM, title="QUYẾT ĐỊNH", symbol="QĐ")  # 4 and 5
LAST = write_text(7, SUOI_CAN, "hai\nba")  # 6 to 8
BOX = write_box(FIRST, DECISION, LAST)
COLLECTIVE = {"figures.csv", "others.csv", "reports.csv", "figures.xlsx", "datapackage.json"}


def _csvs(out: Path) -> set[str]:
    return set(outputs(out)) - COLLECTIVE


def _lines(out: Path) -> dict[str, dict[str, str]]:
    with (out / "reports.csv").open(encoding="utf-8-sig", newline="") as stream:
        return {line["report"]: line for line in csv.DictReader(stream)}


def _values(outcome: Outcome) -> dict[str, int]:
    return {one.path: int(one.observations[0].value or 0) for one in outcome.reports}


def _long_box(documents: int) -> str:
    return write_box(*(write_text(n, HONG_LAM, f"slow\n{n}") for n in range(1, documents + 1)))


def test_each_document_of_a_box_is_a_report_with_a_csv_of_its_own(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, box=BOX)

    outcome = run()

    assert outcome.exit_code == 0
    assert _csvs(out) == {"box.1.csv", "box.2.csv", "box.3.csv"}
    assert _values(outcome) == {"box.txt#1": 7, "box.txt#2": 6, "box.txt#3": 8}


def test_the_line_of_a_report_names_its_kind_and_its_pages(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, box=BOX, single=FIRST)

    run()

    lines = _lines(out)
    assert {path: (line["kind"], line["parts"], line["pages"]) for path, line in lines.items()} == {
        "box.txt#1": ("báo cáo", "box.txt:1-3", "3"),
        "box.txt#2": ("quyết định", "box.txt:4-5", "2"),
        "box.txt#3": ("báo cáo", "box.txt:6-8", "3"),
        "single.txt": ("báo cáo", "", "3"),
    }
    assert lines["box.txt#3"]["document_number"] == "7/bc-ubnd"


def test_gathered_appendices_are_finished_with_the_reports_they_name(
    folder: Path, out: Path, run: Run
) -> None:
    gathered = write_box(FIRST, LAST, write_appendix(68), write_appendix(7, SUOI_CAN, "| 1"))
    write_reports(folder, box=gathered)

    outcome = run()

    assert _values(outcome) == {"box.txt#1": 10, "box.txt#2": 12}
    assert {line["parts"] for line in _lines(out).values()} == {"box.txt:1-3,7", "box.txt:4-6,8"}


def test_one_and_two_workers_give_the_same_bytes_of_boxes(
    folder: Path, out: Path, run: Run
) -> None:
    gathered = write_box(FIRST, LAST, write_appendix(68), write_appendix(7, SUOI_CAN))
    write_reports(folder, a=BOX, b=_long_box(9), c=gathered, d="một", e=BOX)
    run(workers=1)
    alone = outputs(out)

    run(workers=2, force=True)

    assert outputs(out) == alone


def test_reports_are_finished_while_later_pages_of_their_box_are_read(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, box=_long_box(8))

    run()

    steps = (out / ".solieu" / JOURNAL).read_text(encoding="utf-8").splitlines()
    assert steps.index("finish box.txt 0") < steps.index("page box.txt 24")
    assert sum(step.startswith("finish") for step in steps) == 8


def test_a_killed_run_of_a_box_goes_on_and_ends_with_the_same_bytes(
    folder: Path, out: Path, run: Run, tmp_path: Path
) -> None:
    write_reports(folder, box=_long_box(8), other=BOX)
    run()
    unbroken = outputs(out)
    out.rename(tmp_path / "unbroken")

    process = start_run(folder, out)
    wait_for(lambda: any(step.startswith("finish") for step in journal(out)))
    process.send_signal(signal.SIGKILL)
    process.wait()
    wait_for(lambda: not workers_of(out))
    run()

    assert outputs(out) == unbroken


def test_a_second_run_finds_all_reports_of_a_box_unchanged(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, box=BOX)
    first = run()
    before, done = outputs(out), journal(out)

    second = run()

    assert (first.unchanged, second.unchanged) == (0, 3)
    assert (outputs(out), journal(out)) == (before, done)


def test_who_asks_for_it_gets_a_box_as_one_report_with_doubtful_figures(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, box=BOX, single=FIRST)
    run()

    outcome = run(split=False)

    assert _csvs(out) == {"box.csv", "single.csv"}
    assert _values(outcome) == {"box.txt": 21, "single.txt": 7}
    box, single = outcome.reports
    assert box.observations[0].status is Status.DOUBTFUL
    assert "--no-split" in box.message
    assert single.observations[0].status is Status.READ


def test_a_report_of_a_box_gives_way_to_a_file_of_that_name(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, box=write_box(FIRST, LAST), **{"box.1": "một"})

    run()

    plain, marked = sorted(_csvs(out) - {"box.2.csv"})
    assert plain == "box.1.csv"
    assert marked.startswith("box.1~")
    assert "box.1.txt" in (out / plain).read_text(encoding="utf-8-sig")
    assert "box.txt#1" in (out / marked).read_text(encoding="utf-8-sig")


def test_a_report_of_a_box_is_explained_by_its_number(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, box=BOX)
    run()

    report = find_report(out, "box.txt#3")
    entry = Workspace(out).find_entry("box.txt#3")

    assert "box.txt#3" in explain_report(report, FORM)
    assert report.observations[0].value == 8
    assert entry
    document = load_pages(Workspace(out), entry)
    assert document
    assert [page.number for page in document.pages] == [6, 7, 8]


def test_an_unread_page_costs_the_report_it_is_of_and_no_other(
    folder: Path, out: Path, run: Run
) -> None:
    torn = write_text(7, SUOI_CAN, "unreadable", "hai")
    write_reports(folder, box=write_box(FIRST, torn, DECISION))

    outcome = run()

    assert outcome.exit_code == 1
    assert {one.path: sorted(one.unread_pages) for one in outcome.reports} == {
        "box.txt#1": [],
        "box.txt#2": [5],
        "box.txt#3": [],
    }
    assert {one.state for one in outcome.reports} == {State.DONE}


def test_an_unread_first_page_of_a_report_leaves_no_figure_unquestioned(
    folder: Path, run: Run
) -> None:
    write_reports(folder, box=write_box(FIRST, "unreadable", "hai\nba", DECISION))

    before, behind = run().reports

    assert before.observations[0].status is Status.DOUBTFUL
    assert "trang không đọc được" in before.message
    assert behind.observations[0].status is Status.READ


def test_a_report_that_cannot_be_finished_costs_itself_alone(folder: Path, run: Run) -> None:
    torn = write_text(7, SUOI_CAN, "finish dies")
    write_reports(folder, box=write_box(FIRST, torn, DECISION), other="một")

    outcome = run()

    assert [(one.path, one.state) for one in outcome.reports] == [
        ("box.txt#1", State.DONE),
        ("box.txt#2", State.FAILED),
        ("box.txt#3", State.DONE),
        ("other.txt", State.DONE),
    ]


def test_an_uncertain_cut_makes_the_figures_on_both_sides_doubtful(folder: Path, run: Run) -> None:
    torn = f"{MOTTO}\nhai\fba"
    write_reports(folder, box=write_box(FIRST, torn, "TM. ỦY BAN NHÂN DÂN", DECISION))

    first, second, third = run().reports

    for doubted in (first, second):
        assert doubted.observations[0].status is Status.DOUBTFUL
        assert doubted.observations[0].findings == ("several_reports",)
        assert doubted.message.startswith("Không chắc văn bản này bắt đầu ở đâu (trang 4: quốc")
    assert third.observations[0].status is Status.READ


def test_a_box_that_lost_a_report_loses_its_csv(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, box=BOX)
    run()
    write_reports(folder, box=FIRST)

    run()

    assert _csvs(out) == {"box.csv"}


def test_copies_of_a_box_are_told_report_by_report(folder: Path, run: Run) -> None:
    write_reports(folder, box=write_box(FIRST, LAST), copy=write_box(FIRST, LAST))

    messages = {one.path: one.message for one in run().reports}

    assert messages["box.txt#1"].endswith("(nội dung tệp giống hệt): copy.txt#1.")
    assert messages["copy.txt#2"].endswith("(nội dung tệp giống hệt): box.txt#2.")


@pytest.mark.parametrize("workers", [1, 2])
def test_a_report_told_too_early_is_told_anew(
    folder: Path, out: Path, run: Run, workers: int
) -> None:
    texts = [write_text(n, HONG_LAM, "một") for n in range(1, 7)]
    last = write_text(9, KHE_LANH)
    write_reports(folder, box=write_box(*texts, last, write_appendix(1), write_appendix(2)))

    outcome = run(workers=workers)

    assert _lines(out)["box.txt#1"]["parts"] == "box.txt:1-3,21"
    assert _values(outcome)["box.txt#1"] == 10
    assert len(outcome.reports) == 7
