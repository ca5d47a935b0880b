"""Forms are checked once for each content."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model.errors import FormError
from pipeline.run.checked_forms import load_checked_forms
from tests.run.conftest import FORM, write_patterns


def test_forms_that_passed_are_not_checked_again(tmp_path: Path, loads: list[bool]) -> None:
    patterns = write_patterns(tmp_path / "patterns", "good")

    found = [load_checked_forms(patterns) for _ in range(2)]

    assert found == [(FORM,)] * 2
    assert found[1][0].by_id == FORM.by_id
    assert len(loads) == 1


def test_a_changed_file_is_checked(tmp_path: Path, loads: list[bool]) -> None:
    load_checked_forms(write_patterns(tmp_path / "patterns", "good"))

    load_checked_forms(write_patterns(tmp_path / "patterns", "better"))

    assert len(loads) == 2


def test_a_broken_file_is_refused_each_time(tmp_path: Path, loads: list[bool]) -> None:
    patterns = write_patterns(tmp_path / "patterns", "broken")

    for _ in range(2):
        with pytest.raises(FormError):
            load_checked_forms(patterns)

    assert len(loads) == 2


def test_without_a_place_to_keep_it_the_check_still_works(
    tmp_path: Path, loads: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    patterns = write_patterns(tmp_path / "patterns", "good")

    found = [load_checked_forms(patterns) for _ in range(2)]

    assert found == [(FORM,)] * 2
    assert len(loads) == 2
