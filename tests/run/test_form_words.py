"""The words of the forms: soon there, and never in the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.run.form_words import read_form_phrases
from tests.run.conftest import FORM, write_patterns

_PRINTED = FORM.titles


def _silent(*_: str) -> None:
    pytest.fail("there is nothing to tell")


def test_what_is_printed_is_taken_without_trying_any_example(
    tmp_path: Path, loads: list[bool]
) -> None:
    phrases = read_form_phrases(write_patterns(tmp_path / "patterns", "good"), _silent)

    assert phrases == _PRINTED
    assert loads == [False]


def test_files_are_read_once_and_again_when_they_change(tmp_path: Path, loads: list[bool]) -> None:
    patterns = write_patterns(tmp_path / "patterns", "good")
    for _ in range(2):
        read_form_phrases(patterns, _silent)

    write_patterns(patterns, "better")

    assert read_form_phrases(patterns, _silent) == _PRINTED
    assert len(loads) == 2


def test_a_form_with_a_fault_is_told_of_and_stops_nothing(
    tmp_path: Path, loads: list[bool]
) -> None:
    told: list[tuple[str, ...]] = []
    patterns = write_patterns(tmp_path / "patterns", "broken")

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
    patterns = write_patterns(tmp_path / "patterns", "good")

    assert [read_form_phrases(patterns, _silent) for _ in range(2)] == [_PRINTED] * 2
    assert len(loads) == 2
