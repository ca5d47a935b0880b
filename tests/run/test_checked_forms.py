"""Forms are checked once for each content."""

from __future__ import annotations

from pathlib import Path

import pytest

import pipeline.extract.forms as extract_forms
from pipeline.model.errors import FormError
from pipeline.model.form import Form
from pipeline.run.checked_forms import load_checked_forms
from tests.run.conftest import FORM


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[Path]:
    """A note of each real check."""
    noted: list[Path] = []

    def load(patterns: Path, **_: object) -> tuple[Form, ...]:
        noted.append(patterns)
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


def test_forms_that_passed_are_not_checked_again(tmp_path: Path, loads: list[Path]) -> None:
    patterns = _write(tmp_path / "patterns", "good")

    found = [load_checked_forms(patterns) for _ in range(2)]

    assert found == [(FORM,)] * 2
    assert found[1][0].by_id == FORM.by_id
    assert len(loads) == 1


def test_a_changed_file_is_checked(tmp_path: Path, loads: list[Path]) -> None:
    load_checked_forms(_write(tmp_path / "patterns", "good"))

    load_checked_forms(_write(tmp_path / "patterns", "better"))

    assert len(loads) == 2


def test_a_broken_file_is_refused_each_time(tmp_path: Path, loads: list[Path]) -> None:
    patterns = _write(tmp_path / "patterns", "broken")

    for _ in range(2):
        with pytest.raises(FormError):
            load_checked_forms(patterns)

    assert len(loads) == 2


def test_without_a_place_to_keep_it_the_check_still_works(
    tmp_path: Path, loads: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    patterns = _write(tmp_path / "patterns", "good")

    found = [load_checked_forms(patterns) for _ in range(2)]

    assert found == [(FORM,)] * 2
    assert len(loads) == 2
