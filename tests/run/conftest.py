"""What the tests of `run` share: one small form, and a run with the fake reader."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pipeline.forms as extract_forms
from pipeline.model.errors import FormError
from pipeline.model.form import Form, Indicator, Kind
from pipeline.run import ending, extraction
from pipeline.run.batch import job
from pipeline.run.batch.progress import PlainLines
from pipeline.run.extraction import Outcome, extract
from pipeline.run.settings import Settings
from tests.run.fakes import JOURNAL, PERFORM

FORM = Form(
    "lines",
    "Báo cáo thử",
    ("báo cáo",),
    indicators=(Indicator("lines", "Số dòng", Kind.COUNT, unit="dòng"),),
)

Run = Callable[..., Outcome]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for reports."""
    made = tmp_path / "in"
    made.mkdir()
    return made


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A folder for outputs that does not exist yet."""
    return tmp_path / "out"


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[bool]:
    """A note of each real reading of the forms: whether examples were tried."""
    noted: list[bool] = []

    def load(patterns: Path, *, examples: bool = True, **_: object) -> tuple[Form, ...]:
        noted.append(examples)
        if "broken" in (patterns / "a.toml").read_text(encoding="utf-8"):
            raise FormError("Hỏng.", "Broken.")
        return (FORM,)

    monkeypatch.setattr(extract_forms, "load_forms", load)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return noted


def write_patterns(patterns: Path, text: str) -> Path:
    """Write a folder of forms for `loads`."""
    patterns.mkdir(exist_ok=True)
    (patterns / "a.toml").write_text(text, encoding="utf-8")
    return patterns


@pytest.fixture
def run(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Read the folder with the fake reader."""
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (FORM,))
    # Who edits the code while the tests run would make the steps of one test differ.
    monkeypatch.setattr(job, "reading_version", lambda _: "tested")
    monkeypatch.setattr(job, "tracing_version", lambda: "tested")
    monkeypatch.setattr(ending, "finishing_version", lambda _: "tested")

    def run_it(
        *inputs: Path,
        workers: int = 1,
        force: bool = False,
        limit: float = 60,
        adapt: bool = False,
        allow_empty: bool = False,
        split: bool = True,
    ) -> Outcome:
        settings = Settings(
            inputs or (folder,),
            out,
            workers=workers,
            force=force,
            adapt=adapt,
            allow_empty=allow_empty,
            split=split,
            time_limit=limit,
            perform=PERFORM,
        )
        return extract(settings, PlainLines(sys.stderr))

    return run_it


def write_reports(folder: Path, **texts: str) -> None:
    """Write text reports; a keyword is the file's stem."""
    for stem, text in texts.items():
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")


def journal(out: Path) -> list[str]:
    """Give the steps that were done so far, sorted."""
    file = out / ".solieu" / JOURNAL
    return sorted(file.read_text(encoding="utf-8").splitlines()) if file.exists() else []


def outputs(out: Path) -> dict[str, bytes]:
    """Give the bytes of all outputs."""
    return {
        file.relative_to(out).as_posix(): file.read_bytes()
        for file in sorted(out.rglob("*"))
        if file.is_file() and ".solieu" not in file.parts
    }
