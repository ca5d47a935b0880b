"""Documents of other word processors (.doc, .odt, .rtf), made into .docx by LibreOffice.

Their formats are too much for a reader of our own, and LibreOffice is a large program: it is called
where such a file is met, and where it is missing the message says the one command that installs it.

The file is a stranger's, so the program gets a folder of its own that is removed afterwards: a copy
of the file (it locks what it opens, beside it), a profile without macros, without links that are
followed and with a proxy that leads nowhere, and its temporary files. It has a time limit, a limit
of memory, one for the size of a file, and it ends with whoever called it.

The result is kept in a folder below `scratch`, named by the hash of the source: counting pages and
reading them are steps of different processes. It goes when the run ends: pages that were read are
kept elsewhere, so who needs a document again has new code to read it with, or a new LibreOffice.
"""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.model.errors import EngineError, SourceError
from pipeline.read.office.doc_repair import UnmendableError, mend_end
from pipeline.read.office.package import (
    another_kind,
    check_archive,
    check_package,
    damaged,
    too_large,
)
from pipeline.read.signature import recognise

_SIZE_LIMIT = 64 * 2**20  # bytes of a source; 500 pages with pictures take some 20 million
_RESULT_LIMIT = 256 * 2**20  # bytes of any file that is written meanwhile
_MEMORY_LIMIT = 4 * 2**30  # bytes of address space; a letter takes 1.5, 500 pages 2 billion
_GRACE = 2  # seconds between the request to end and the end
_TIME_OVER, _KILLED = 124, 137  # what `timeout` answers, or what ends with it
_KEPT = "converted"
_PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
{items}
</oor:items>
"""
_ITEM = (
    '<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
    "<value>{value}</value></prop></item>"
)
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    # Pictures and parts of other files, on this machine too, are left out.
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),  # never
    ("Inet/Settings", "ooInetProxyType", "1"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),  # nobody listens
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
    ("Inet/Settings", "ooInetNoProxy", ""),
)


def find_program() -> str | None:
    """Give the path of LibreOffice; None where it is not installed, or without its Writer."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        return None
    folder = Path(program).resolve().parent
    incomplete = (folder / "soffice.bin").exists() and not (folder / "libswlo.so").exists()
    return None if incomplete else program


def convert_document(path: Path, suffix: str, scratch: Path | None, timeout: float) -> bytes:
    """Give a document as .docx.

    Args:
        path: The file.
        suffix: What it is: ".doc", ".odt" or ".rtf".
        scratch: Where the result is kept for other processes; None: nowhere.
        timeout: Seconds the program may take.

    Raises:
        SourceError: It is none, too large, or LibreOffice cannot read it.
        EngineError: LibreOffice is missing or took too long.
        OSError: The file cannot be read, or nothing can be written.
    """
    if path.stat().st_size > _SIZE_LIMIT:
        raise too_large(path.name)
    if recognise(path).value != suffix:  # LibreOffice would take anything for a text
        raise another_kind(path.name, suffix)
    content = path.read_bytes()
    if suffix == ".odt":
        check_archive(content, path.name)
    return _convert(_Order(content, suffix, path.name, scratch, timeout))


@dataclass(frozen=True, slots=True)
class _Order:
    """A document to be converted; where and for whom makes no difference."""

    content: bytes
    suffix: str
    name: str = field(compare=False)
    scratch: Path | None = field(compare=False)
    timeout: float = field(compare=False)  # seconds


@lru_cache(maxsize=1)  # a document is asked for its number of pages, then for the pages
def _convert(order: _Order) -> bytes:
    digest = hashlib.sha256(order.content).hexdigest()
    kept = order.scratch / _KEPT / f"{digest}{order.suffix}.docx" if order.scratch else None
    if kept:
        with suppress(OSError):
            return kept.read_bytes()
    program = find_program()
    if program is None:
        raise _missing(order)
    with TemporaryDirectory(dir=order.scratch, prefix="solieu-") as folder:
        result = _run(program, order, Path(folder).resolve())
        content = _take_result(result, order.name)
        if kept:
            kept.parent.mkdir(exist_ok=True)
            result.replace(kept)
    return content


def _run(program: str, order: _Order, folder: Path) -> Path:
    source = folder / f"report{order.suffix}"
    source.write_bytes(_mended(order))
    _write_profile(folder / "profile")
    command = [
        "prlimit",
        f"--as={_limit_of(resource.RLIMIT_AS, _MEMORY_LIMIT)}:",
        f"--fsize={_limit_of(resource.RLIMIT_FSIZE, _RESULT_LIMIT)}:",
        "--core=0:",
        # Where the worker is killed, `timeout` is told, and ends the group of processes it leads.
        *("setpriv", "--pdeathsig", "TERM"),
        *("timeout", f"--kill-after={_GRACE}", f"{order.timeout:g}"),
        *(program, f"-env:UserInstallation={(folder / 'profile').as_uri()}"),
        *("--headless", "--norestore", "--nolockcheck", "--convert-to", "docx:MS Word 2007 XML"),
        *("--outdir", str(folder / "result"), str(source)),
    ]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=os.environ | {"HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            code = process.wait(order.timeout + 3 * _GRACE)
        except subprocess.TimeoutExpired:
            code = _TIME_OVER
        finally:
            if process.poll() is None:
                process.terminate()
    if code in (_TIME_OVER, _KILLED):
        raise _late(order)
    return folder / "result" / "report.docx"


def _mended(order: _Order) -> bytes:
    if order.suffix != ".doc":
        return order.content
    try:
        return mend_end(order.content)
    except UnmendableError as error:
        raise SourceError(
            f"{order.name} kết thúc bằng một bảng mà LibreOffice không giữ được. "
            "Hãy mở tệp, thêm một dòng trống sau bảng, lưu thành .docx rồi chạy lại.",
            f"{order.name} ends with a table that LibreOffice would lose. "
            "Open it, put an empty line behind the table, save it as .docx and run again.",
        ) from error


def _write_profile(folder: Path) -> None:
    items = "\n".join(
        _ITEM.format(path=path, name=name, value=value) for path, name, value in _SETTINGS
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        _PROFILE.format(items=items), encoding="utf-8"
    )


def _take_result(result: Path, name: str) -> bytes:
    try:
        content = result.read_bytes()
    except FileNotFoundError as error:  # what it cannot read it only tells the terminal
        raise damaged(name) from error
    if not content:
        raise damaged(name)
    check_package(content, name, ".docx")
    return content


def _limit_of(kind: int, wanted: int) -> int:
    """Give a limit that this process may ask for."""
    _, most = resource.getrlimit(kind)
    return wanted if most == resource.RLIM_INFINITY else min(wanted, most)


def _missing(order: _Order) -> EngineError:
    return EngineError(
        f"{order.name}: máy chưa có LibreOffice để đọc tệp {order.suffix}. Hãy chạy một lần lệnh: "
        "make office",
        f"{order.name}: files of type {order.suffix} are read by LibreOffice, which is not "
        "installed. Run once: make office",
    )


def _late(order: _Order) -> EngineError:
    return EngineError(
        f"{order.name}: LibreOffice chạy quá {order.timeout:g} giây hoặc cần quá nhiều bộ nhớ. "
        "Hãy mở tệp bằng Word, lưu thành .docx hoặc PDF rồi chạy lại.",
        f"{order.name}: LibreOffice took more than {order.timeout:g} seconds or too much memory. "
        "Open the file in Word, save it as .docx or PDF and run again.",
    )
