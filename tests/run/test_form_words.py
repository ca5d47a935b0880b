"""The words of the forms: soon there, and never in the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import pipeline.extract.forms as extract_forms
from pipeline.model.errors import FormError
from pipeline.model.form import Form
from pipeline.run.form_words import read_form_phrases
from tests.run.conftest import FORM

_PRINTED = FORM.titles


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[bool]:
    """A note of each real reading: whether examples were tried."""
    noted: list[bool] = []

    def load(patterns: Path, *, examples: bool = True) -> tuple[Form, ...]:
        noted.append(examples)
        if "broken" in (patterns / "a.toml").read_text(encoding="utf-8"):
            raise FormError("Hỏng.", "Broken.")
        return (FORM,)

    monkeypatch.setattr(extract_forms, "load_forms", load)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return noted


def _write(patterns: Path, text: str) -> Path:
    patterns.mkdir(exist_ok=True)
    (patterns / "a.toml").write_text(text, encoding="utf-8")
    return patterns


def _silent(*_: str) -> None:
    pytest.fail("there is nothing to tell")


def test_what_is_printed_is_taken_without_trying_any_example(
    tmp_path: Path, loads: list[bool]
) -> None:
    phrases = read_form_phrases(_write(tmp_path / "patterns", "good"), _silent)

    assert phrases == _PRINTED
    assert loads == [False]


def test_files_are_read_once_and_again_when_they_change(tmp_path: Path, loads: list[bool]) -> None:
    patterns = _write(tmp_path / "patterns", "good")
    for _ in range(2):
        read_form_phrases(patterns, _silent)

    _write(patterns, "better")

    assert read_form_phrases(patterns, _silent) == _PRINTED
    assert len(loads) == 2


def test_a_form_with_a_fault_is_told_of_and_stops_nothing(
    tmp_path: Path, loads: list[bool]
) -> None:
    told: list[tuple[str, ...]] = []
    patterns = _write(tmp_path / "patterns", "broken")

    found = [read_form_phrases(patterns, lambda *both: told.append(both)) for _ in range(2)]

    assert found == [(), ()]
    assert len(told) == 2
    assert all("forms check" in text for text in told[0])


def test_a_file_that_is_none_stops_nothing(tmp_path: Path, loads: list[bool]) -> None:
    told: list[Any] = []
    (tmp_path / "patterns" / "a.toml").mkdir(parents=True)

    assert read_form_phrases(tmp_path / "patterns", lambda *both: told.append(both)) == ()
    assert len(told) == 1


def test_without_a_home_they_are_read_each_time(
    tmp_path: Path, loads: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(_: Path) -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "expanduser", lost)
    patterns = _write(tmp_path / "patterns", "good")

    assert [read_form_phrases(patterns, _silent) for _ in range(2)] == [_PRINTED] * 2
    assert len(loads) == 2
