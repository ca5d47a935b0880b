"""Small files that claim much: each costs a line with the way out, never the machine."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from pipeline.model.errors import SourceError
from pipeline.model.report import State
from pipeline.read.office.docx_document import read_word_content
from pipeline.read.page_limit import PAGES_LIMIT
from pipeline.run.batch.clock import Clock, hash_file
from pipeline.run.batch.crew import Crew
from pipeline.run.batch.progress import PlainLines
from pipeline.run.batch.steps import Step, Task
from pipeline.run.extraction import extract
from pipeline.run.inputs.selection import find_inputs
from pipeline.run.settings import Settings
from tests.run.conftest import Run, journal, outputs, write_reports

_PATIENT, _SHORT = 300.0, 3.0  # seconds
_MEMORY = 3 * 2**20  # kilobytes


def _read(folder: Path, out: Path, limit: float) -> dict[str, tuple[State, str]]:
    """Read a folder with the real readers."""
    settings = Settings((folder,), out, time_limit=limit)
    outcome = extract(settings, PlainLines(sys.stderr))
    return {report.path: (report.state, report.message) for report in outcome.reports}


def _pdf(*objects: str) -> bytes:
    """Make a PDF of numbered objects; the first is its catalogue."""
    content, places = b"%PDF-1.4\n", []
    for number, text in enumerate(objects, start=1):
        places.append(len(content))
        content += f"{number} 0 obj {text} endobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    begin = len(content)
    content += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}".encode()
    root = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{begin}\n%%EOF\n"
    return content + root.encode()


def _million_pages() -> bytes:
    return _pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
    )


def _drawing_itself() -> bytes:
    drawing = "/a Do " * 8
    form = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /a 4 0 R >> >>"
    )
    return _pdf(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R "
        "/Resources << /XObject << /a 4 0 R >> >> >>",
        f"{form} /Length {len(drawing)} >> stream\n{drawing}\nendstream",
        "<< /Length 5 >> stream\n/a Do\nendstream",
    )


def _wide_table(before: int | str, span: int) -> bytes:
    document = docx.Document()
    row = document.add_table(2, 3).rows[0]._tr
    for parent, name, value in (
        (row.get_or_add_trPr(), "w:gridBefore", before),
        (row.tc_lst[0].get_or_add_tcPr(), "w:gridSpan", span),
    ):
        element = OxmlElement(name)
        element.set(qn("w:val"), str(value))
        parent.append(element)
    content = BytesIO()
    document.save(content)
    return content.getvalue()


_REFUSED: dict[str, Callable[[], bytes]] = {
    "million.pdf": _million_pages,
    "wide.docx": lambda: _wide_table(10**9, 1),
    "span.docx": lambda: _wide_table(0, 10**9),
    "digits.docx": lambda: _wide_table("9" * 5000, 1),
    "feeds.txt": lambda: b"B\n" + b"\f" * 1_000_000,
}
_ENDLESS: dict[str, Callable[[], bytes]] = {
    "itself.pdf": _drawing_itself,
    "number.txt": lambda: "BÁO CÁO\nTiếp nhận {} hồ sơ\n".format("1" * 1_000_000).encode(),
}


def test_bombs_are_refused_and_others_are_read(folder: Path, out: Path) -> None:
    write_reports(folder, honest="BÁO CÁO\nTiếp nhận 12 hồ sơ.")
    for name, make in _REFUSED.items():
        (folder / name).write_bytes(make())

    found = _read(folder, out, _PATIENT)

    assert found.pop("honest.txt")[0] is State.DONE
    assert set(found) == set(_REFUSED)
    assert all(state is State.FAILED for state, _ in found.values())
    assert all("ngoài dự kiến" not in message for _, message in found.values())


def test_what_has_no_end_takes_neither_the_machine_nor_more_than_its_time(
    folder: Path, out: Path
) -> None:
    for name, make in _ENDLESS.items():
        (folder / name).write_bytes(make())

    found = _read(folder, out, _SHORT)

    assert set(found) == set(_ENDLESS)
    assert all("ngoài dự kiến" not in message for _, message in found.values())
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss < _MEMORY


@pytest.mark.parametrize(("before", "span"), [(10**9, 1), (0, 10**9), (-1, 1), (200, 200)])
def test_a_grid_wider_than_any_is_damaged(before: int, span: int) -> None:
    with pytest.raises(SourceError, match="damaged"):
        read_word_content(_wide_table(before, span), "a.docx")


@pytest.mark.parametrize("pages", [PAGES_LIMIT, PAGES_LIMIT + 2])
def test_so_many_pages_are_read_and_no_more(folder: Path, out: Path, run: Run, pages: int) -> None:
    from pipeline.read.source import count_pages

    file = folder / "a.txt"
    file.write_bytes(b"x\f" * (pages - 1) + b"x")

    if pages <= PAGES_LIMIT:
        assert count_pages(file) == pages
    else:
        with pytest.raises(SourceError, match=f"at most {PAGES_LIMIT}"):
            count_pages(file)


def test_a_file_larger_than_any_report_is_not_hashed(
    folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_reports(folder, honest="một")
    for name in ("sparse.pdf", "sparse.zip"):
        with (folder / name).open("wb") as stream:
            stream.truncate(30 * 2**30)

    states = {report.path: report.state for report in run().reports}

    assert states == {
        "honest.txt": State.DONE,
        "sparse.pdf": State.FAILED,
        "sparse.zip": State.FAILED,
    }


def test_hashing_ends_with_the_time_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"x" * 10)
    times = iter([0.0, 4.0, 6.0])
    monkeypatch.setattr("pipeline.run.batch.clock.time.monotonic", lambda: next(times))
    clock = Clock(5.0)

    clock.check()
    with pytest.raises(SourceError, match="limit of 5 seconds"):
        hash_file(file, clock)


def test_unpacking_ends_with_the_time_limit(folder: Path, out: Path) -> None:
    with ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("b.txt", "một")

    (found,) = find_inputs([folder], out, time_limit=0.0)

    assert found.state is State.FAILED
    assert "giới hạn 0 giây" in found.message


def test_devices_and_pipes_are_told_of_and_not_opened(folder: Path, run: Run) -> None:
    write_reports(folder, honest="một")
    os.mkfifo(folder / "pipe.pdf")
    for name, target in (
        ("zero.txt", "/dev/zero"),
        ("tty.zip", "/dev/tty"),
        ("to.pdf", "pipe.pdf"),
    ):
        (folder / name).symlink_to(target)
    (folder / "zero.xlsx").symlink_to("/dev/zero")

    states = {report.path: report.state for report in run().reports}

    assert states.pop("honest.txt") is State.DONE
    assert set(states.values()) <= {State.SKIPPED, State.FAILED}
    assert len(states) == 5


def test_a_pipe_that_took_the_place_of_a_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.pdf")

    with pytest.raises(SourceError, match="Not a regular file"):
        hash_file(tmp_path / "a.pdf", Clock())


def test_folders_nested_without_end_cost_a_line(folder: Path, run: Run) -> None:
    write_reports(folder, honest="một")
    deepest = folder
    for _ in range(600):
        deepest /= "d"
    subprocess.run(["mkdir", "-p", str(deepest)], check=True)
    write_reports(deepest.parents[560], within="hai")

    found = {report.path: report for report in run().reports}

    assert found["honest.txt"].state is State.DONE
    assert found[f"{'d/' * 39}within.txt"].state is State.DONE
    (deep,) = (report for report in found.values() if report.state is not State.DONE)
    assert "lồng nhau" in deep.message


def test_two_files_of_the_same_bytes_that_fail_cost_what_one_does(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="count dies", b="count dies", c="count dies")

    reports = run().reports

    assert [report.state for report in reports] == [State.FAILED] * 3
    assert {line.split()[1] for line in journal(out)} == {"a.txt"}


def test_a_report_that_takes_all_of_its_time_does_so_once(
    folder: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[Step] = []
    give = Crew.give

    def note(crew: Crew, ticket: int, task: Task) -> None:
        given.append(task.step)
        give(crew, ticket, task)

    monkeypatch.setattr(Crew, "give", note)
    write_reports(folder, a="hang")
    first = run(limit=1).reports
    before = outputs(out)
    given.clear()

    run(limit=1)

    assert outputs(out) == before
    assert "--time-limit" in first[0].message
    assert given == []
    run(limit=1, force=True)
    assert given
    given.clear()
    run(limit=2)
    assert given


def test_a_late_report_of_which_pages_were_read_goes_on(folder: Path, out: Path, run: Run) -> None:
    write_reports(folder, a="một\fhang")
    run(limit=8)
    done = journal(out)

    run(limit=8)

    assert len(journal(out)) > len(done)


@pytest.mark.parametrize(
    "closed", ["2>/dev/full", "2>&-", ">/dev/full", ">&- 2>&-", "<&- >&- 2>&-"]
)
def test_what_cannot_be_told_stops_nothing(folder: Path, out: Path, closed: str) -> None:
    (folder / "a.txt").write_text("BÁO CÁO\nTiếp nhận 12 hồ sơ.", encoding="utf-8")
    call = [sys.executable, "-m", "pipeline", "extract", str(folder), "--out", str(out)]
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).resolve().parents[2])}

    done = subprocess.run(
        ["sh", "-c", f'"$@" {closed}', "sh", *call, "--workers", "1"], env=environment, check=False
    )

    assert done.returncode == 0
    assert (out / "figures.xlsx").is_file()
