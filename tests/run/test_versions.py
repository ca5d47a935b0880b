"""What changes a version and what does not."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import pytest

from pipeline.read.reader import READERS
from pipeline.run.batch import versions


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


# What finishing a report asks, each of them a room.
_FINISHING = ("wording", "prose", "forms", "tables", "generic", "crosstabs", "identify", "judge")


@pytest.mark.parametrize(
    ("room", "changed"),
    [
        ("read", (True, True, False, False)),
        ("repair", (False, False, False, True)),
        ("model", (True, True, True, True)),
        *((room, (False, False, True, True)) for room in _FINISHING),
        ("write", (False, False, False, False)),
    ],
)
def test_a_changed_room_changes_the_steps_it_serves(
    package: Path, room: str, changed: tuple[bool, ...]
) -> None:
    before = _versions()

    (package / room / "__init__.py").write_text("# changed", encoding="utf-8")

    assert tuple(a != b for a, b in zip(before, _versions(), strict=True)) == changed


def _reading() -> tuple[str, str, str, str]:
    """Give the versions of a PDF, an image, an office file and a text dump."""
    _forget()
    pdf, image, office, text = map(versions.reading_version, (".pdf", ".tif", ".xlsx", ".txt"))
    return pdf, image, office, text


@pytest.mark.parametrize(
    ("module", "changed"),
    [
        ("office/xlsx_book", (False, False, True, False)),
        ("dump", (False, False, False, True)),
        ("scan", (True, True, False, False)),
        ("characters", (True, True, True, True)),
        ("page", (True, True, True, True)),
    ],
)
def test_a_changed_reader_reads_only_files_of_its_kind_again(
    package: Path, module: str, changed: tuple[bool, ...]
) -> None:
    before = _reading()

    with (package / "read" / f"{module}.py").open("a", encoding="utf-8") as stream:
        stream.write("# changed\n")

    assert tuple(a != b for a, b in zip(before, _reading(), strict=True)) == changed


def test_every_module_of_the_room_counts_for_some_kind(package: Path) -> None:
    readers = {module for reader in READERS.values() for module in reader.modules}

    followed, libraries = versions._follow_imports(sorted(readers))

    room = package / "read"
    files = {file.relative_to(package).as_posix() for file in room.rglob("*.py")}
    # A package inside the room says in its `__init__` what it is for, and nothing else.
    inner = {file.relative_to(package).as_posix() for file in room.glob("*/__init__.py")}
    assert {*followed, *versions._doors()} == files - inner
    assert all(version(library) for library in (*libraries, versions._WEIGHTS))


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for Tesseract that says what it is; its folder holds its models."""
    folder = tmp_path / "engine"
    folder.mkdir()
    for model in ("vie", "eng", "osd"):
        (folder / f"{model}.traineddata").write_text(model, encoding="ascii")
    (folder / "version").write_text("tesseract 5.3\n leptonica-1\n libcurl 7\n", encoding="ascii")
    script = folder / "tesseract"
    script.write_text(
        f"""#!/bin/sh
        [ $1 = --version ] && exec cat "{folder}/version"
        echo 'List of available languages in "{folder}/" (3):'
        ls "{folder}"
        """,
        encoding="ascii",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    return folder


def _note_engine(file: Path, text: str) -> tuple[bool, ...]:
    """Change a file of the engine; give which kinds are to be read again."""
    before = _reading()
    file.write_text(text, encoding="ascii")
    return tuple(a != b for a, b in zip(before, _reading(), strict=True))


@pytest.mark.parametrize("model", ["fra", "deu"])
def test_a_model_that_nobody_uses_leaves_all_that_was_read(engine: Path, model: str) -> None:
    assert not any(_note_engine(engine / f"{model}.traineddata", "new"))


@pytest.mark.parametrize("model", ["vie", "eng", "osd"])
def test_another_model_that_scans_use_reads_what_may_be_scans_again(
    engine: Path, model: str
) -> None:
    assert _note_engine(engine / f"{model}.traineddata", "better") == (True, True, False, False)


def test_another_tesseract_reads_what_may_be_scans_again(engine: Path) -> None:
    newer = "tesseract 5.5\n leptonica-1\n"

    assert _note_engine(engine / "version", newer) == (True, True, False, False)


def test_a_mended_library_of_the_system_leaves_all_that_was_read(engine: Path) -> None:
    mended = "tesseract 5.3\n leptonica-1\n libcurl 8\n"

    assert not any(_note_engine(engine / "version", mended))


def test_a_tesseract_that_is_gone_is_another_one(
    engine: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    before = _reading()

    monkeypatch.setenv("PATH", str(tmp_path))

    changed = tuple(a != b for a, b in zip(before, _reading(), strict=True))
    assert changed == (True, True, False, False)


def test_the_models_in_the_version_are_those_that_the_readers_ask_for() -> None:
    sources = (
        file.read_text(encoding="utf-8") for file in (versions._PACKAGE / "read").glob("*.py")
    )

    asked = {model for source in sources for model in re.findall(r'lang="(\w+)"', source)}

    # The third one is asked for by `--psm 0`.
    assert {*asked, "osd"} == set(versions.MODELS)


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
