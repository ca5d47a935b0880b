"""What a step's result depends on besides the report: our own code and the engines.

The version of a step is the hash of the source of the rooms that do it. A number kept by hand was
the alternative; it is wrong the first time somebody forgets it, and then old results pass for new.
The price is that a changed comment makes everything be read again.

Files of one kind depend on what reads that kind: the modules and libraries that its reader imports,
found by following the imports, and Tesseract only where pages may be scans. Which pages of a PDF
are is known only after reading, so all PDFs and images count as such.
"""

from __future__ import annotations

import functools
import hashlib
import os
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from pipeline.read.formats import FORMATS, Format
from pipeline.read.reader import READERS, Reader

_PACKAGE = Path(__file__).resolve().parents[2]
_GROUND = ("model", "vietnamese")
_READ = "read"
# Of that room: what hands each file to its reader; what these import is followed for no kind.
_DOORS = ("__init__", "page", "reader", "source")
_TRACING = (*_GROUND, "identify")
_FINISHING = (
    *(*_GROUND, "wording", "prose", "forms", "tables", "generic", "crosstabs", "identify"),
    "judge",
    *("run/report.py", "run/accounting.py", "run/damage.py", "run/ending.py"),
    *("run/gap.py", "run/strategies.py"),
)
_REPAIRING = ("repair", "run/repair_service.py")  # its model lies there too
_UNPACKING = ("run/inputs", "read/office/package.py")
_WORDING = (
    *("model/form.py", "model/version.py", "model/versioned.py"),
    *("forms", "repair/phrases.py"),
)

# Distributions that are not called as the module that is imported.
_DISTRIBUTIONS = {
    "PIL": "pillow",
    "cv2": "opencv-python-headless",
    "docx": "python-docx",
    "pillow_heif": "pillow-heif",
}
_CONVERTED = frozenset((".doc", ".odt", ".rtf"))  # by LibreOffice
_WEIGHTS = "rapidocr"  # of the second reader; only its files are opened
# Distributions whose version changes what finishing gives.
_MATCHERS = ("rapidfuzz", "regex", "unidecode", "vietnamadminunits")

# An import at the beginning of a line; several names may stand between parentheses.
_IMPORT = re.compile(
    r"""
    ^[ \t]*
    (?: from [ ] (?P<source>[\w.]+) [ ] import [ ] (?P<names>\([^)]*\)|[^\n#]+)
      | import [ ] (?P<module>[\w.]+)
    )
    """,
    re.VERBOSE | re.MULTILINE,
)

# Tesseract's models that our pages are read with; another one may come and go.
MODELS = ("vie", "eng", "osd")
_MODELS_FOLDER = re.compile(r'"(.+)"')  # in the first line of `--list-langs`
_ENGINE_LINES = 2  # of `--version`: Tesseract and Leptonica; behind them libraries of file formats
_ENGINE_PATIENCE = 20.0  # seconds; `tesseract --version` takes 0.02
_LONGEST_ANSWER = 2**16  # bytes; the engine says some hundred


@functools.cache
def reading_version(suffix: str) -> str:
    """Give the version of the steps that read a file of this kind.

    Text dumps and office files need no engine, so a new Tesseract leaves what was read of them.
    """
    reader = _reader_of(suffix)
    modules, libraries = _follow_imports(reader.modules)
    code = _code_version((*_GROUND, *sorted({*modules, *_doors(), *_loaded_files()})))
    if suffix in _CONVERTED:
        return _digest(code, _versions_of(libraries), _word_processor_version())
    if not reader.asks_engines:
        return _digest(code, _versions_of(libraries))
    return _digest(code, _versions_of((*libraries, _WEIGHTS)), _engine_version())


def _reader_of(suffix: str) -> Reader:
    """Give the reader; that of PDFs, which asks most, for what no file has by its name."""
    return READERS[FORMATS.get(suffix, Format.PDF)]


def _doors() -> Iterator[str]:
    return (f"{_READ}/{module}.py" for module in _DOORS)


def _loaded_files() -> Iterator[str]:
    """Give the files of the room that are no code; which reader loads them, no import says."""
    for file in (_PACKAGE / _READ).rglob("*"):
        if file.is_file() and file.suffix not in {".py", ".pyc"}:
            yield file.relative_to(_PACKAGE).as_posix()


def _follow_imports(readers: Iterable[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give the modules of the room that some of them need, and the libraries that all these need.

    Modules come as paths below the package, libraries by their distributions. Imports name the
    whole path in this project, so reading lines is enough; parsing the modules takes 0.1 s.
    """
    found: set[str] = set()
    libraries: set[str] = set()
    left = [f"{_READ}/{reader}.py" for reader in readers]
    while left:
        module = left.pop()
        if module in found or not (_PACKAGE / module).is_file():
            continue
        found.add(module)
        for name in _imported_names((_PACKAGE / module).read_text(encoding="utf-8")):
            package, *parts = name.split(".")
            if package == _PACKAGE.name:
                left.append("/".join(parts) + ".py")
            elif package not in sys.stdlib_module_names:
                libraries.add(_DISTRIBUTIONS.get(package, package))
    return tuple(sorted(one for one in found if one.startswith(_READ))), tuple(sorted(libraries))


def _imported_names(source: str) -> Iterator[str]:
    r"""Give all that may be a module.

    >>> list(_imported_names("import os\nfrom a.b import (\n    c as d,\n    e,\n)\n"))
    ['os', 'a.b', 'a.b.c', 'a.b.e']
    """
    for found in _IMPORT.finditer(source):
        if found["module"]:
            yield found["module"]
            continue
        yield found["source"]
        for name in found["names"].strip("() \n").split(","):
            if name.strip():
                yield f"{found['source']}.{name.split()[0]}"


@functools.cache
def tracing_version() -> str:
    """Give the version of what tells documents apart; see `identify`."""
    return _digest(_code_version(_TRACING), _versions_of(("rapidfuzz", "unidecode")))


@functools.cache
def finishing_version(suffix: str = "") -> str:
    """Give the version of all that happens to a report after its pages were read.

    Only text dumps are repaired, so a newly trained model leaves all other reports; without a
    suffix it is the version of what forms are checked with.
    """
    repair = _code_version(_REPAIRING) + _versions_of(("numpy",)) if suffix == ".txt" else ""
    return _digest(_code_version(_FINISHING), _versions_of(_MATCHERS), repair)


@functools.cache
def writing_version() -> str:
    """Give the version of what makes outputs of finished reports."""
    code = _code_version(("aggregate", "identify", "judge", "model", "run", "vietnamese", "write"))
    return _digest(code, _versions_of((*_MATCHERS, "xlsxwriter")))


@functools.cache
def unpacking_version() -> str:
    """Give the version of what decides which members of a zip are read."""
    return _code_version(_UNPACKING)


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
    """Give Tesseract's version and the hashes of its models; where it is missing, only that."""
    try:
        version, listing = (ask_engine(option) for option in ("--version", "--list-langs"))
    except (OSError, subprocess.TimeoutExpired):
        return "no tesseract"
    folder = _MODELS_FOLDER.search(listing)
    hashes = (_hash_model(folder[1] if folder else "", model) for model in MODELS)
    return _digest(*version.splitlines()[:_ENGINE_LINES], *hashes)


def ask_engine(option: str) -> str:
    """Give what the engine says, the beginning of it: some other program may have its name."""
    end = time.monotonic() + _ENGINE_PATIENCE
    with subprocess.Popen(
        ["tesseract", option],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        bufsize=0,
        start_new_session=True,  # so that what it starts can be ended with it
    ) as process:
        said = bytearray()
        try:
            while process.stdout and len(said) < _LONGEST_ANSWER:
                left = end - time.monotonic()
                if not select.select([process.stdout], [], [], max(0.0, left))[0]:
                    raise subprocess.TimeoutExpired(process.args, _ENGINE_PATIENCE)
                piece = process.stdout.read(_LONGEST_ANSWER)
                if not piece:
                    break
                said += piece
        finally:
            _end_group(process)
    return said.decode(errors="replace")


def _end_group(process: subprocess.Popen[bytes]) -> None:
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _hash_model(folder: str, model: str) -> str:
    """Hash a model, 0.01 s for the largest; the same one may be installed again."""
    try:
        with Path(folder, f"{model}.traineddata").open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return "no model"


@functools.cache
def _word_processor_version() -> str:
    """Tell which LibreOffice there is, by a file of it: to start it takes half a second."""
    from pipeline.read.office.word_processor import find_program

    program = find_program()
    if program is None:
        return "no libreoffice"
    file = Path(program).resolve().with_name("versionrc")
    try:
        return f"{file.stat().st_mtime_ns} {file.read_text(encoding='utf-8')}"
    except OSError:
        return program
