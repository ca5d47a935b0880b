"""What a step's result depends on besides the report: our own code and the engines.

The version of a step is the hash of the source of the rooms that do it. A number kept by hand was
the alternative; it is wrong the first time somebody forgets it, and then old results pass for new.
The price is that a changed comment makes everything be read again.
"""

from __future__ import annotations

import functools
import hashlib
import subprocess
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[1]
_GROUND = ("model", "vietnamese")
_READING = (*_GROUND, "read")
_FINISHING = (*_GROUND, "extract", "judge", "run/report.py")
_REPAIRING = ("repair", "run/mending.py")  # its model lies there too
_WORDING = (
    *("model/form.py", "model/version.py", "model/versioned.py"),
    *("extract/forms", "repair/phrases.py"),
)

# Distributions whose version changes what a step gives.
_READERS = (
    *("numpy", "onnxruntime", "opencv-python-headless", "pdfplumber", "pypdfium2", "rapidocr"),
    *("lxml", "openpyxl", "python-docx", "xlrd", "pillow-heif"),
)
_CONVERTED = frozenset((".doc", ".odt", ".rtf"))
_MATCHERS = ("rapidfuzz", "regex", "unidecode", "vietnamadminunits")

_ENGINE_PATIENCE = 20.0  # seconds; `tesseract --version` takes 0.02


@functools.cache
def reading_version(suffix: str) -> str:
    """Give the version of the steps that read a file of this kind.

    Text dumps need no engine, so a new Tesseract leaves what was read from them, and only what
    LibreOffice converts depends on it.
    """
    engine = "" if suffix == ".txt" else _engine_version()
    if suffix in _CONVERTED:
        engine += _word_processor_version()
    return _digest(_code_version(_READING), _versions_of(_READERS), engine)


@functools.cache
def finishing_version(suffix: str = "") -> str:
    """Give the version of all that happens to a report after its pages were read.

    Only text dumps are repaired, so a newly trained model leaves all other reports; without a
    suffix it is the version of what forms are checked with.
    """
    repair = _code_version(_REPAIRING) + _versions_of(("numpy",)) if suffix == ".txt" else ""
    return _digest(_code_version(_FINISHING), _versions_of(_MATCHERS), repair)


@functools.cache
def wording_version() -> str:
    """Give the version of what takes the words out of the forms."""
    return _code_version(_WORDING)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def _code_version(parts: tuple[str, ...]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        root = _PACKAGE / part
        files = [root] if root.is_file() else sorted(root.rglob("*"))
        for file in files:
            if file.is_file() and file.suffix != ".pyc":
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                digest.update(f"{file.relative_to(_PACKAGE).as_posix()}\0{content}\0".encode())
    return digest.hexdigest()


def _versions_of(distributions: tuple[str, ...]) -> str:
    return " ".join(f"{name}={_installed(name)}" for name in distributions)


def _installed(distribution: str) -> str:
    import importlib.metadata  # 0.03 s that `wording_version` does without

    try:
        return importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return ""


@functools.cache
def _engine_version() -> str:
    """Give Tesseract's version and its languages; where it is missing, only that."""
    answers = []
    for option in ("--version", "--list-langs"):
        try:
            answer = subprocess.run(
                ["tesseract", option],
                capture_output=True,
                text=True,
                timeout=_ENGINE_PATIENCE,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired):
            return "no tesseract"
        answers.append(answer.stdout + answer.stderr)
    return "\n".join(answers)


@functools.cache
def _word_processor_version() -> str:
    """Tell which LibreOffice there is, by a file of it: to start it takes half a second."""
    from pipeline.read.word_processor import find_program

    program = find_program()
    if program is None:
        return "no libreoffice"
    file = Path(program).resolve().with_name("versionrc")
    try:
        return f"{file.stat().st_mtime_ns} {file.read_text(encoding='utf-8')}"
    except OSError:
        return program
