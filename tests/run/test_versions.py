"""What changes a version and what does not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.run import versions


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package that may be changed."""
    copy = tmp_path / "pipeline"
    shutil.copytree(versions._PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(versions, "_PACKAGE", copy)
    _forget()
    yield copy
    _forget()


def _forget() -> None:
    versions.reading_version.cache_clear()
    versions.finishing_version.cache_clear()
    versions._engine_version.cache_clear()
    versions._word_processor_version.cache_clear()


def _versions() -> tuple[str, str, str, str]:
    _forget()
    reading = (versions.reading_version(".pdf"), versions.reading_version(".txt"))
    return (*reading, versions.finishing_version(".pdf"), versions.finishing_version(".txt"))


@pytest.mark.parametrize(
    ("room", "changed"),
    [
        ("read", (True, True, False, False)),
        ("repair", (False, False, False, True)),
        ("model", (True, True, True, True)),
        ("extract", (False, False, True, True)),
        ("judge", (False, False, True, True)),
        ("write", (False, False, False, False)),
    ],
)
def test_a_changed_room_changes_the_steps_it_serves(
    package: Path, room: str, changed: tuple[bool, ...]
) -> None:
    before = _versions()

    (package / room / "__init__.py").write_text("# changed", encoding="utf-8")

    assert tuple(a != b for a, b in zip(before, _versions(), strict=True)) == changed


@pytest.mark.ocr
def test_another_tesseract_leaves_what_was_read_of_text_dumps(
    package: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = _versions()

    monkeypatch.setenv("PATH", str(tmp_path))

    pdf, *others = _versions()
    assert tuple(others) == before[1:]
    assert pdf != before[0]


def test_a_newly_trained_repair_finishes_only_text_dumps_again(package: Path) -> None:
    before = _versions()

    (package / "repair" / "data" / "vietnamese.model").write_bytes(b"trained again")

    *others, text = _versions()
    assert tuple(others) == before[:-1]
    assert text != before[-1]


def test_another_libreoffice_changes_only_what_it_converts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kinds = (".doc", ".odt", ".rtf", ".docx", ".xls", ".pdf", ".txt")
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    told = []
    for build in ("7.4", "24.2"):
        (tmp_path / "versionrc").write_text(build, encoding="utf-8")
        _forget()
        told.append([versions.reading_version(kind) for kind in kinds])
    _forget()

    changed = [kind for kind, *both in zip(kinds, *told, strict=True) if both[0] != both[1]]

    assert changed == [".doc", ".odt", ".rtf"]
