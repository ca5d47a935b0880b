"""Engines and workers that fail: once changes nothing, twice costs the page and says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.report import State
from tests.run.conftest import Run, journal, outputs, write_reports


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("trouble", ["engine faints", "page faints"])
@pytest.mark.parametrize("text", ["một\f{}\fba\nbốn", "{}"])
def test_what_fails_once_leaves_no_trace(
    folder: Path, out: Path, run: Run, tmp_path: Path, workers: int, trouble: str, text: str
) -> None:
    write_reports(folder, a=text.format("lặng yên"), b="hai")
    run()
    undisturbed = outputs(out)
    out.rename(tmp_path / "undisturbed")
    write_reports(folder, a=text.format(trouble), b="hai")

    outcome = run(workers=workers)

    assert outcome.exit_code == 0
    assert _without_hashes(outputs(out)) == _without_hashes(undisturbed)


def _without_hashes(files: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what names the bytes of the inputs, which differ by the word that faints."""
    return {name: content for name, content in files.items() if name.endswith("a.csv")} | {
        "figures.csv": files["figures.csv"]
    }


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("trouble", "word"), [("engine fails", "Engine killed"), ("page crash", "SIGSEGV")]
)
def test_a_page_that_fails_twice_costs_itself_alone(
    folder: Path, out: Path, run: Run, workers: int, trouble: str, word: str
) -> None:
    write_reports(folder, a=f"một\f{trouble}\fba", b="hai")

    outcome = run(workers=workers)

    report = outcome.reports[0]
    assert outcome.exit_code == 1
    assert report.state is State.DONE
    assert report.message.startswith("Không đọc được trang 2: ")
    assert " | Pages not read: 2. " in report.message
    assert word in report.message
    assert report.observations[0].value == 2
    assert journal(out).count("page a.txt 2") == 2


@pytest.mark.parametrize("trouble", ["engine fails", "page crash"])
def test_a_report_whose_only_page_fails_twice_has_failed(
    folder: Path, out: Path, run: Run, trouble: str
) -> None:
    write_reports(folder, a=trouble)

    outcome = run()

    assert outcome.exit_code == 1
    assert outcome.reports[0].state is State.FAILED
    assert journal(out).count("page a.txt 1") == 2


@pytest.mark.parametrize("step", ["count", "finish"])
def test_a_worker_lost_in_another_step_is_replaced_once(
    folder: Path, out: Path, run: Run, step: str
) -> None:
    write_reports(folder, a=f"một\f{step} faints", b=f"{step} dies")

    outcome = run()

    assert [report.state for report in outcome.reports] == [State.DONE, State.FAILED]
    assert "SIGKILL" in outcome.reports[1].message
    assert journal(out).count(f"{step} a.txt 0") == 2
    assert journal(out).count(f"{step} b.txt 0") == 2


def test_a_damaged_page_is_not_tried_again_in_the_same_run(
    folder: Path, out: Path, run: Run
) -> None:
    write_reports(folder, a="một\funreadable")

    run()

    assert journal(out).count("page a.txt 2") == 1


def test_the_next_run_tries_the_page_again_and_is_whole(
    folder: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.run.batch.job.Job.may_try_again", lambda *_, **__: False)
    write_reports(folder, a="một\fengine faints")
    first = run()

    second = run()

    assert (first.exit_code, second.exit_code) == (1, 0)
    assert second.reports[0].message == ""
    assert second.reports[0].observations[0].value == 2
