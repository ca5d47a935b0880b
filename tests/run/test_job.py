"""What reports come out of an input, and what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.identify.division import divide
from pipeline.model.form import Form
from pipeline.model.report import PageOrigin
from pipeline.run.batch.job import Job
from pipeline.run.batch.steps import (
    KnownForm,
    ReportFile,
    Step,
    Task,
    UnreadPage,
    Wish,
    open_choice,
)
from pipeline.run.inputs.selection import Input
from tests.identify.box_pages import PAGES, spell, traces

# Pages that name no other document: an appendix that does can still be given to an early report.
_PLAIN = sorted(PAGES.keys() - set("rsxyuHPQ?"))


def _file(name: str) -> ReportFile:
    return ReportFile(name.encode(), Path(name).suffix, f"hash of {name}", 1, 1, "tested")


def _box(letters: str, *, split: bool = True) -> Job:
    """A PDF whose pages are read."""
    entry = Input("box.pdf", Path("/in/box.pdf"))
    job = Job(0, entry, (_file("box.pdf"),), Wish(split=split), counts={0: len(letters)})
    job.traces.update(enumerate(traces(letters)))
    return job


def _folder(letters: str) -> Job:
    """A folder of images that are read."""
    names = [f"page-{number}.png" for number in range(1, len(letters) + 1)]
    images = tuple(Input(f"scan/{name}", Path("/in/scan", name)) for name in names)
    entry = Input("scan/", Path("/in/scan"), images=images)
    job = Job(
        0, entry, tuple(map(_file, names)), Wish(), counts=dict.fromkeys(range(len(names)), 1)
    )
    job.traces.update(enumerate(traces(letters)))
    return job


def _named(job: Job) -> dict[str, str]:
    """Give the pages of each report, as it counts them."""
    return {
        ending.path: " ".join(str(one) for some in ending.sheets for one in some.shown)
        for ending in job.endings(job.divide())
    }


@pytest.mark.parametrize(
    ("job", "reports"),
    [
        (_box("Rteb"), {"box.pdf": "1 2 3 4"}),
        (_box("RteSte"), {"box.pdf#1": "1 2 3", "box.pdf#2": "4 5 6"}),
        (_box("RteSterbsb"), {"box.pdf#1": "1 2 3 7 8", "box.pdf#2": "4 5 6 9 10"}),
        (_box("RteSte", split=False), {"box.pdf": "1 2 3 4 5 6"}),
        (_folder("Rteb"), {"scan/": "1 2 3 4"}),
        (_folder("RteSt"), {"scan/#1": "1 2 3", "scan/#2": "1 2"}),
        (_folder("RS"), {"scan/page-1.png": "1", "scan/page-2.png": "1"}),
    ],
)
def test_reports_are_called_by_their_place_in_the_input(job: Job, reports: dict[str, str]) -> None:
    assert _named(job) == reports


def test_a_report_that_is_no_whole_file_says_where_its_pages_lie() -> None:
    whole, second = _box("Rte"), _box("RteSte")
    images = _folder("RteSt")

    (ending,) = whole.endings(whole.divide())
    assert ending.origins == ()
    assert second.endings(second.divide())[1].origins == (
        PageOrigin(4, "box.pdf", 4),
        PageOrigin(5, "box.pdf", 5),
        PageOrigin(6, "box.pdf", 6),
    )
    assert images.endings(images.divide())[1].origins == (
        PageOrigin(1, "scan/page-4.png", 1),
        PageOrigin(2, "scan/page-5.png", 1),
    )


def test_an_image_that_stands_for_itself_has_the_hash_of_its_own_bytes() -> None:
    job = _folder("RS")

    hashes = [ending.sha256 for ending in job.endings(job.divide())]

    assert hashes == ["hash of page-1.png", "hash of page-2.png"]
    assert job.sha256 not in hashes


@pytest.mark.parametrize(
    ("letters", "forms"), [("RteDte", [["all", "own"], ["own"]]), ("Dte", [["own"]])]
)
def test_a_decision_follows_no_form_but_those_for_its_kind(
    letters: str, forms: list[list[str]]
) -> None:
    job = _box(letters)
    known = (
        KnownForm(Form("all", "Báo cáo", ("báo cáo",)), ""),
        KnownForm(Form("own", "Bảng giá", ("bảng giá",), kinds=("quyết định",)), ""),
    )

    tasks = [ending.task(Wish()) for ending in job.endings(job.divide())]

    chosen = [open_choice(known, task.form, task.kind) for task in tasks]
    assert [[one.form.id for one in some] for some in chosen] == forms


def test_of_several_documents_only_the_reports_follow_the_form_that_was_asked_for() -> None:
    job = _box("RteDte")

    asked = [ending.task(Wish("all")).form for ending in job.endings(job.divide())]

    assert asked == ["all", "generic"]


@given(st.text(alphabet=_PLAIN, min_size=1, max_size=14), st.data())
def test_reports_that_are_settled_early_are_those_of_the_end(
    letters: str, data: st.DataObject
) -> None:
    job = _box(letters)
    known = data.draw(st.integers(0, len(letters)))
    job.waiting = set(range(known, len(letters)))

    early = job.settled()

    assert early == divide(traces(letters)).parts[: len(early)]


def test_a_report_is_settled_as_soon_as_the_next_has_two_pages() -> None:
    job = _box("RteSteLe")
    settled = {}
    for known in range(len("RteSteLe")):
        job.waiting = set(range(known, len("RteSteLe")))
        settled[known] = len(job.settled())

    assert settled == {0: 0, 1: 0, 2: 0, 3: 0, 4: 0, 5: 1, 6: 1, 7: 1}


@pytest.mark.parametrize("job", [_box("RteSte", split=False), _folder("RteSte")])
def test_where_the_end_decides_nothing_is_settled_early(job: Job) -> None:
    job.waiting = {5}

    assert job.settled() == ()


def test_a_page_that_could_not_be_read_is_told_by_the_report_it_is_of() -> None:
    job = _box("RteSteb")
    job.unread[4] = UnreadPage(5, "Trang hỏng.")
    del job.traces[4]

    first, second = job.endings(job.divide())

    assert (first.unread, second.unread) == ((), (UnreadPage(5, "Trang hỏng."),))


def test_a_first_page_that_could_not_be_read_makes_doubtful_what_it_ends_up_with() -> None:
    job = _box("RteSte")
    del job.traces[3]

    division = job.divide()

    assert spell(division, "RteSte") == "RteSte"
    assert (
        "trang 4: trang trước có nơi nhận, chữ ký, trang không đọc được" in division.parts[0].doubt
    )


def test_pages_that_failed_by_chance_are_tried_once_more() -> None:
    job = _box("Rte")
    job.waiting = {0, 1, 2}
    task = Task(Step.PAGE, job.files[0], numbers=(1, 2, 3))
    chance, fault = UnreadPage(2, "Máy đọc bị ngắt.", by_chance=True), UnreadPage(3, "Hỏng.")

    again = job.take_pages(task, [chance, fault])

    assert (again, job.waiting, set(job.unread)) == ((2,), {1}, {2})
    assert job.take_pages(Task(Step.PAGE, job.files[0], numbers=(2,)), [chance]) == ()
    assert (job.waiting, set(job.unread)) == (set(), {1, 2})


def test_the_work_on_a_report_that_is_done_does_not_count_for_the_rest_of_the_box() -> None:
    job = _box("RteSte")
    job.spend(Task(Step.PAGE, job.files[0], numbers=(1, 2, 3, 4)), 8.0)

    job.settle(job.endings(job.divide())[0])

    assert job.spent == pytest.approx(2.0)
