"""Old Office files and photographs that want to do harm: each costs one line, through the reader.

A program stands in for LibreOffice that never ends; what the real one makes of damaged documents is
in tests/read/test_word_processor.py.
"""

from __future__ import annotations

import os
import random
import struct
import sys
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pillow_heif
import pytest
from PIL import Image

from pipeline.model.report import State
from pipeline.read.office.compound_file import MAGIC
from pipeline.run import extraction
from pipeline.run.batch.progress import PlainLines
from pipeline.run.extraction import Outcome, extract
from pipeline.run.settings import Settings
from tests.read.compound_files import write_compound
from tests.read.old_books import DATA
from tests.run.conftest import FORM

_TEXT = "UBND XÃ THỬ\nBÁO CÁO\nXã đã tiếp nhận 12 hồ sơ.\n"
_TIME_LIMIT = 10.0  # seconds for a report; the machine may be busy
_OPEN_BOOK = "application/vnd.oasis.opendocument.spreadsheet"
_LOCKED_WORD = struct.pack("<6H", 0xA5EC, 0xC1, 0, 0, 0, 0x1100)
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LAUGHS = (
    "<!DOCTYPE a [<!ENTITY a0 '7777777777'>"
    + "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    + "]><office:document-content xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "
    "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "
    "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'><office:body>"
    "<office:spreadsheet><table:table><table:table-row><table:table-cell><text:p>&a9;</text:p>"
    "</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>"
    "</office:document-content>"
)

# Name, and words of the message in English.
_HOSTILE = {
    "empty.xls": "empty",
    "empty.heic": "empty",
    "cut.doc": "damaged",
    "cut.xls": "damaged",
    "cut.ods": "damaged",
    "cut.heic": "damaged",
    "noise.doc": "damaged",
    "noise.xls": "damaged",
    "noise.heic": "damaged",
    "locked.doc": "password",
    "locked.xls": "password",
    "huge.heic": "too large",
    "bomb.docx": "unpacks to more",
    "bomb.xlsx": "unpacks to more",
    "bomb.ods": "unpacks to more",
    "lying.ods": "damaged",
    "mail.doc": "mail although it is named .doc",
    "archive.xls": "an archive although it is named .xls",
    "page.xls": "a web page although it is named .xls",
    "laughs.ods": "damaged",
    "hang.rtf": "limit of 10 seconds",
}
_GOOD = "beside.txt"


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _photograph() -> bytes:
    stream = BytesIO()
    noise = random.Random(1).randbytes(400 * 600)
    picture = Image.frombytes("L", (400, 600), noise).convert("RGB")
    pillow_heif.from_pillow(picture).save(stream, quality=50)
    return stream.getvalue()


def _claim(photograph: bytes, width: int, height: int) -> bytes:
    """Change the size that the header of a photograph tells."""
    size = photograph.index(b"ispe") + 8
    return photograph[:size] + struct.pack(">II", width, height) + photograph[size + 8 :]


def _lie(book: bytes) -> bytes:
    """Say that a part of an archive is shorter than it is."""
    content = bytearray(book)
    entry = content.rindex(b"PK\x01\x02", 0, content.rindex(b"content.xml"))
    struct.pack_into("<I", content, entry + 24, 100)
    return bytes(content)


def _contents() -> dict[str, bytes]:
    noise = random.Random(7).randbytes
    photograph, blank = _photograph(), b" " * 70 * 2**20
    book, old_book = (DATA / "book.ods").read_bytes(), (DATA / "book.xls").read_bytes()
    types = f'<Types><Override ContentType="{_WORD_TYPE}"/></Types>'.encode()
    sheet_types = types.replace(b"wordprocessingml.document", b"spreadsheetml.sheet")
    mime = {"mimetype": _OPEN_BOOK.encode()}
    return {
        "empty.xls": b"",
        "empty.heic": b"",
        "cut.doc": MAGIC + bytes(400),
        "cut.xls": old_book[: len(old_book) // 2],
        "cut.ods": book[: len(book) // 2],
        "cut.heic": photograph[: len(photograph) // 2],
        "noise.doc": MAGIC + noise(20_000),
        "noise.xls": MAGIC + noise(20_000),
        "noise.heic": photograph[:24] + noise(20_000),
        "huge.heic": _claim(photograph, 30_000, 30_000),
        "bomb.docx": _zip({"[Content_Types].xml": types, "word/document.xml": blank}),
        "bomb.xlsx": _zip({"[Content_Types].xml": sheet_types, "xl/workbook.xml": blank}),
        "bomb.ods": _zip({**mime, "content.xml": blank}),
        "lying.ods": _lie(book),
        "laughs.ods": _zip({**mime, "content.xml": _LAUGHS.encode()}),
        "archive.xls": b"Rar!\x1a\x07\x01\x00" + noise(500),
        "page.xls": b"<html><table><tr><td>376</td></tr></table></html>",
        "hang.rtf": rb"{\rtf1\ansi 376\par}",
        _GOOD: _TEXT.encode(),
    }


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for the inputs, the outputs and the false program."""
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def outcome(place: Path) -> Iterator[Outcome]:
    """One run over all of them."""
    folder, programs = place / "in", place / "programs"
    folder.mkdir()
    programs.mkdir()
    for name, content in _contents().items():
        (folder / name).write_bytes(content)
    write_compound(folder / "locked.doc", {"WordDocument": _LOCKED_WORD})
    write_compound(folder / "locked.xls", {"EncryptedPackage": b"", "EncryptionInfo": b""})
    write_compound(folder / "mail.doc", {"__properties_version1.0": b""})
    program = programs / "soffice"
    program.write_text(f"#!/bin/sh\necho $$ > '{place}/number'\nsleep 900 & wait\n")
    program.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extraction, "load_checked_forms", lambda _: (FORM,))
        patch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
        settings = Settings(
            (folder,), place / "out", form="lines", workers=2, time_limit=_TIME_LIMIT
        )
        yield extract(settings, PlainLines(sys.stderr))


def _message(outcome: Outcome, name: str) -> tuple[State, str]:
    (found,) = [report for report in outcome.reports if report.path == name]
    return found.state, found.message.partition(" | ")[2]


@pytest.mark.parametrize(("name", "words"), _HOSTILE.items())
def test_a_hostile_file_has_one_line_with_a_clear_message(
    outcome: Outcome, name: str, words: str
) -> None:
    state, message = _message(outcome, name)

    assert state is State.FAILED
    assert words in message


def test_the_batch_goes_on_and_says_that_some_failed(outcome: Outcome) -> None:
    assert len(outcome.reports) == len(_HOSTILE) + 1
    assert _message(outcome, _GOOD)[0] is State.DONE
    assert outcome.exit_code == 1


def test_a_program_that_hangs_does_not_outlive_the_run(outcome: Outcome, place: Path) -> None:
    process = Path("/proc") / (place / "number").read_text().strip()
    end = time.monotonic() + 10

    while process.exists() and time.monotonic() < end:
        time.sleep(0.05)

    assert not process.exists()
