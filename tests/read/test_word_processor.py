"""Documents that LibreOffice converts, and programs that pass for it and misbehave."""

from __future__ import annotations

import http.server
import os
import random
import signal
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from pipeline.model.errors import EngineError, SourceError
from pipeline.read.office import word_processor
from pipeline.read.office.doc_repair import mend_end
from pipeline.read.office.word_processor import convert_document, find_program
from pipeline.read.page import read_pages
from pipeline.read.source import count_pages
from tests.read.compound_files import write_compound
from tests.read.office_files import lines_of, read_all
from tests.read.old_books import convert

needs_office = pytest.mark.skipif(
    find_program() is None, reason="LibreOffice is not installed: make office"
)
_SUFFIXES = (".doc", ".odt", ".rtf")
_RTF = rb"{\rtf1\ansi 376 ho so\par}"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """No document of another test."""
    word_processor._convert.cache_clear()
    yield
    word_processor._convert.cache_clear()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is searched for programs before all others."""
    folder = tmp_path / "programs"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    return folder


def write_program(folder: Path, script: str) -> None:
    file = folder / "soffice"
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(0o755)


def write_rtf(path: Path) -> Path:
    path.write_bytes(_RTF)
    return path


def write_document(path: Path, *, closing: bool = True) -> Path:
    document = docx.Document()
    document.add_paragraph("Xã đã tiếp nhận 376 hồ sơ.").runs[0].font.name = "Times New Roman"
    document.add_paragraph("Tæng sè hé nghÌo: 12 hé").runs[0].font.name = ".VnTime"
    table = document.add_table(3, 3, style="Table Grid")
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Chỉ tiêu"
    for row, texts in enumerate((("1", "Số hộ", "17.465"), ("2", "Tỷ lệ", "5,23%")), start=1):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    if closing:
        document.add_paragraph("./.")
    document.save(str(path))
    return path


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One document in all forms, with a last paragraph and without."""
    folder = tmp_path_factory.mktemp("documents")
    for name, closing in (("closed", True), ("open", False)):
        source = write_document(folder / f"{name}.docx", closing=closing)
        for suffix in _SUFFIXES:
            convert(source, suffix[1:], folder)
    return folder


@needs_office
@pytest.mark.parametrize("suffix", _SUFFIXES)
@pytest.mark.parametrize("name", ["closed", "open"])
def test_a_document_is_read_as_the_docx_it_was_made_from(
    documents: Path, name: str, suffix: str
) -> None:
    (original,) = read_all(documents / f"{name}.docx")

    (page,) = read_all(documents / f"{name}{suffix}")

    assert (page.lines, page.tables, page.encoding) == (
        original.lines,
        original.tables,
        original.encoding,
    )
    assert "Tổng số hộ nghèo: 12 hộ" in lines_of(page)


@needs_office
def test_only_a_document_that_ends_with_a_table_is_mended(documents: Path) -> None:
    closed, ends = ((documents / f"{name}.doc").read_bytes() for name in ("closed", "open"))

    assert mend_end(closed) == closed
    assert mend_end(ends) != ends
    assert mend_end(mend_end(ends)) == mend_end(ends)
    assert mend_end(ends[:3000]) == ends[:3000]


@needs_office
def test_a_docx_named_doc_is_read_without_a_conversion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_document(tmp_path / "a.docx").rename(tmp_path / "a.doc")
    monkeypatch.setenv("PATH", "")

    assert count_pages(path) == 1


@needs_office
def test_who_reads_pages_finds_what_was_converted_to_count_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, scratch = write_rtf(tmp_path / "a.rtf"), tmp_path / "scratch"
    scratch.mkdir()
    count_pages(path, scratch=scratch)
    word_processor._convert.cache_clear()  # as another process would
    monkeypatch.setenv("PATH", "")

    (page,) = read_pages(path, [1], scratch=scratch)

    assert not isinstance(page, Exception)
    assert lines_of(page) == ["376 ho so"]
    assert [entry.name for entry in scratch.iterdir()] == ["converted"]


class _Listener(http.server.BaseHTTPRequestHandler):
    """Answers nothing, and notes that somebody asked."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_error(404)

    do_HEAD = do_OPTIONS = do_PROPFIND = do_GET  # noqa: N815 - names of the library

    def log_message(self, *_: object) -> None:
        pass


@needs_office
def test_no_picture_is_fetched_for_a_document(tmp_path: Path) -> None:
    class Listener(_Listener):
        asked: list[str] = []  # noqa: RUF012 - of this test alone

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    address = f"http://127.0.0.1:{server.server_port}/a.png"
    field = rb'{\field{\*\fldinst {INCLUDEPICTURE "' + address.encode() + rb'" \\d }}{\fldrslt x}}'
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1\ansi 376 " + field + rb"\par}")

    convert_document(path, ".rtf", None, 60)
    server.shutdown()
    thread.join()
    server.server_close()

    assert Listener.asked == []


def test_without_libreoffice_the_message_says_the_one_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(EngineError) as caught:
        count_pages(write_rtf(tmp_path / "a.rtf"))

    assert caught.value.vietnamese.endswith(": make office")
    assert caught.value.english.endswith(": make office")


def test_a_libreoffice_without_writer_counts_as_none(tmp_path: Path, programs: Path) -> None:
    write_program(programs, "exit 0")
    (programs / "soffice.bin").touch()

    with pytest.raises(EngineError, match="make office"):
        count_pages(write_rtf(tmp_path / "a.rtf"))


def test_a_program_that_hangs_is_ended_with_all_it_started(tmp_path: Path, programs: Path) -> None:
    note = tmp_path / "number"
    write_program(programs, f"sleep 600 & echo $! > '{note}'; wait")

    with pytest.raises(EngineError, match="more than 1 seconds"):
        count_pages(write_rtf(tmp_path / "a.rtf"), timeout=1)

    _wait(lambda: not _is_running(int(note.read_text())))


def test_a_program_ends_with_the_process_that_called_it(tmp_path: Path, programs: Path) -> None:
    note = tmp_path / "number"
    write_program(programs, f"sleep 600 & echo $! > '{note}'; wait")
    path = write_rtf(tmp_path / "a.rtf")
    script = (
        "from pathlib import Path; import sys; from pipeline.read.source import count_pages; "
        "count_pages(Path(sys.argv[1]), scratch=Path(sys.argv[1]).parent)"
    )

    with subprocess.Popen([sys.executable, "-c", script, str(path)]) as process:
        _wait(lambda: note.exists() and bool(note.read_text()))
        process.send_signal(signal.SIGKILL)

    _wait(lambda: not _is_running(int(note.read_text())))


def _wait(done: object, patience: float = 20.0) -> None:
    assert callable(done)
    end = time.monotonic() + patience
    while not done():
        assert time.monotonic() < end
        time.sleep(0.05)


def _is_running(number: int) -> bool:
    try:
        state = Path(f"/proc/{number}/stat").read_text(encoding="utf-8")
    except OSError:
        return False
    return state.rpartition(") ")[2][:1] != "Z"


@pytest.mark.parametrize(
    "script",
    [
        "exit 1",
        "exit 0",
        "kill -SEGV $$",
        'mkdir result; echo "no docx" > result/report.docx',
        "mkdir result; touch result/report.docx",
    ],
)
def test_a_program_that_gives_nothing_good_costs_one_message(
    tmp_path: Path, programs: Path, script: str
) -> None:
    write_program(programs, script)

    with pytest.raises(SourceError, match=r"damaged|is no \.docx"):
        count_pages(write_rtf(tmp_path / "a.rtf"))

    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.rtf", "programs"]


def test_a_program_cannot_fill_the_disk(
    tmp_path: Path, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes = tmp_path / "sizes"
    write_program(
        programs,
        f"mkdir result; yes > result/report.docx; wc -c < result/report.docx > '{sizes}'",
    )
    monkeypatch.setattr(word_processor, "_RESULT_LIMIT", 100_000)

    with pytest.raises(SourceError):
        count_pages(write_rtf(tmp_path / "a.rtf"))

    assert int(sizes.read_text()) <= 100_000


@pytest.mark.parametrize(
    "content", [b"plain text", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"a" * 999]
)
def test_what_is_no_document_never_reaches_the_program(
    tmp_path: Path, programs: Path, content: bytes
) -> None:
    write_program(programs, f"touch '{tmp_path}/called'")
    path = tmp_path / "a.doc"
    path.write_bytes(content)

    with pytest.raises(SourceError):
        count_pages(path)

    assert not (tmp_path / "called").exists()


@needs_office
def test_a_document_of_random_bytes_is_told_as_damaged(tmp_path: Path) -> None:
    bytes_of = random.Random(1).randbytes
    word = struct.pack("<6H", 0xA5EC, 0xC1, 0, 0, 0, 0x1000) + bytes_of(9000)
    path = write_compound(tmp_path / "a.doc", {"WordDocument": word, "0Table": bytes_of(5000)})

    with pytest.raises(SourceError, match="damaged"):
        count_pages(path)


@needs_office
@pytest.mark.parametrize("suffix", _SUFFIXES)
@pytest.mark.parametrize("share", [0.3, 0.9])
def test_a_truncated_document_is_told(
    documents: Path, tmp_path: Path, suffix: str, share: float
) -> None:
    content = (documents / f"closed{suffix}").read_bytes()
    path = tmp_path / f"a{suffix}"
    path.write_bytes(content[: int(len(content) * share)])

    with pytest.raises(SourceError, match="damaged"):
        count_pages(path)
