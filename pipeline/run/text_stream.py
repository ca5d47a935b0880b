"""Bytes of a text of any length to lines in Unicode, each with the line break it had.

A stream shows its encoding late or never: a report may begin with pages of plain ASCII, and what
has passed cannot be taken back. So a mark at the start decides, or else the first block with a
byte beyond ASCII; up to there all encodings are the same. What looks like an old encoding inside
Unicode is converted line by line, with the lines around it to judge by.

Nothing is held but a block or two and the line that is not complete yet.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.model.errors import SourceError
from pipeline.run.inputs.selection import displayed, explain_refusal
from pipeline.vietnamese.encodings import (
    Encoding,
    convert,
    convert_lines,
    decode_legacy,
    show_controls,
)

_BLOCK = 1 << 16  # bytes
_TOGETHER = 1 << 15  # characters of the lines that are judged together; each block fills one
_BEFORE = 100  # lines before them that are heard too
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8 (BOM)"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)
# PDF; docx and xlsx; PNG, JPEG, TIFF: reports, but no text yet.
_OF_REPORTS = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
# As in `read.dump`: dumps carry a stray control character, a program's file has them everywhere.
_CONTROL_LIMIT = 0.01
_BREAK = re.compile(r"\r\n|\r|\n")
_REPLACEMENT = "\ufffd"

Tell = Callable[[str, str], None]  # takes a note in Vietnamese and in English


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of a text."""

    text: str
    end: str  # its line break as it came; empty behind the last line, perhaps


@dataclass(frozen=True, slots=True)
class _Code:
    """How bytes are to be read."""

    codec: str
    shown: str  # its name for people; empty for what needs no word
    legacy: Encoding | None = None  # to be converted behind the codec

    def read(self, text: str) -> str:
        """Give decoded text with the signs that it shows."""
        return show_controls(text) if self.codec == "latin-1" else text


_UTF_8 = _Code("utf-8", "")
_WINDOWS = _Code("latin-1", "Windows-1252")


def read_lines(source: BinaryIO, name: str, tell: Tell) -> Iterator[TextLine]:
    """Give the lines of a text as soon as they can be read.

    Args:
        source: Bytes, read block by block.
        name: For messages.
        tell: Is told which encoding was found, if it is not plain UTF-8, and what was lost.

    Raises:
        SourceError: The source cannot be read or holds no text.
    """
    stream = _Stream(source, name, tell)
    lines = _split_lines(stream.decode())
    yield from _convert_legacy_lines(lines, stream, tell)


class _Stream:
    """Decodes one source."""

    def __init__(self, source: BinaryIO, name: str, tell: Tell) -> None:
        self._source = source
        self._name = name
        self._tell = tell
        self.code = _UTF_8

    def decode(self) -> Iterator[str]:
        """Give the text block by block."""
        block = self._read()
        code = _code_by_mark(block)
        if code is None:
            _refuse_other_files(block, self._name)
            while block and block.isascii():
                yield block.decode("ascii")
                block = self._read()
            code = _choose_code(block)
        self.code = code
        if code.shown:
            self._tell(*_found(code))
        yield from self._decode_as(code, block)

    def _decode_as(self, code: _Code, block: bytes) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder(code.codec)("replace")
        lost = 0
        tail = b""
        while block:
            text = decoder.decode(block)
            # What the text itself brings along was no byte of ours.
            lost += text.count(_REPLACEMENT) - (tail + block).count(_REPLACEMENT.encode())
            tail = block[-2:]
            yield code.read(text)
            block = self._read()
        rest = decoder.decode(b"", final=True)
        yield rest
        lost += rest.count(_REPLACEMENT)
        if lost > 0 and code.codec == "utf-8":
            self._tell(
                f"{lost} chỗ không giải mã được, đã thay bằng {_REPLACEMENT}. "
                "Hãy lưu lại tệp theo mã UTF-8",
                f"{lost} places could not be decoded and became {_REPLACEMENT}. "
                "Save the file again as UTF-8",
            )

    def _read(self) -> bytes:
        try:
            return self._source.read(_BLOCK)
        except OSError as error:
            raise explain_refusal(error) from error


def _code_by_mark(block: bytes) -> _Code | None:
    return next(
        (_Code(codec, name) for mark, codec, name in _MARKS if block.startswith(mark)), None
    )


def _choose_code(block: bytes) -> _Code:
    """Choose by the first bytes beyond ASCII.

    Where neither UTF-8 nor an old Vietnamese encoding fits, the text is damaged UTF-8 if it decodes
    for the most part, and else comes from an OCR set to a western language.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    text = decoder.decode(block, final=len(block) < _BLOCK)
    lost = text.count(_REPLACEMENT)
    if not lost:
        return _UTF_8
    sound = sum(not sign.isascii() for sign in text) - lost
    if lost < sound:
        return _UTF_8
    found = decode_legacy(block)
    return _Code("latin-1", found[1].value, found[1]) if found else _WINDOWS


def _refuse_other_files(block: bytes, name: str) -> None:
    shown = displayed(name)
    if block.startswith(_OF_REPORTS):
        raise SourceError(
            f"{shown} là PDF, ảnh hoặc tệp Office, chưa phải văn bản. "
            "Hãy đọc bằng solieu read trước (để lấy số liệu: solieu extract).",
            f"{shown} is a PDF, picture or Office file, not text yet. "
            "Read it with solieu read first (for its figures: solieu extract).",
        )
    controls = _CONTROL.findall(block.decode("latin-1"))
    if len(controls) > _CONTROL_LIMIT * len(block):
        raise SourceError(
            f"{shown} không phải văn bản (có dữ liệu nhị phân). "
            "Hãy lưu lại thành văn bản UTF-8 rồi chạy lại.",
            f"{shown} is not text (it holds binary content). Save it as UTF-8 text and run again.",
        )


def _found(code: _Code) -> tuple[str, str]:
    if code.legacy:
        return f"mã {code.shown}, chuyển sang Unicode", f"{code.shown}, converted to Unicode"
    return f"đọc theo mã {code.shown}", f"read as {code.shown}"


def _split_lines(texts: Iterable[str]) -> Iterator[TextLine]:
    r"""Cut text that comes in pieces at its line breaks, of whatever system.

    >>> [(line.text, line.end) for line in _split_lines(["a\r", "\nb", "c\n\rd"])]
    [('a', '\r\n'), ('bc', '\n'), ('', '\r'), ('d', '')]
    """
    parts: list[str] = []
    held = ""  # a carriage return whose line feed may come with the next piece
    for piece in texts:
        text = held + piece
        held = "\r" if text.endswith("\r") else ""
        text = text.removesuffix("\r")
        last = 0
        for found in _BREAK.finditer(text):
            parts.append(text[last : found.start()])
            yield TextLine("".join(parts), found[0])
            parts.clear()
            last = found.end()
        parts.append(text[last:])
    rest = "".join(parts)
    if rest or held:
        yield TextLine(rest, held)


def _convert_legacy_lines(
    lines: Iterable[TextLine], stream: _Stream, tell: Tell
) -> Iterator[TextLine]:
    """Convert what is in an old encoding: all of a file, or single lines of Unicode."""
    counts: Counter[Encoding] = Counter()
    before: list[str] = []
    for block in _blocks(lines):
        texts = [line.text for line in block]
        if stream.code.legacy:
            legacy = stream.code.legacy
            yield from (TextLine(convert(line.text, legacy), line.end) for line in block)
        elif all(map(str.isascii, texts)):
            yield from block
        else:
            converted = convert_lines([*before, *texts])[len(before) :]
            counts.update(line.encoding for line in converted if line.encoding)
            for line, new in zip(block, converted, strict=True):
                yield TextLine(new.text, line.end)
        before = texts[-_BEFORE:]
    for encoding, count in sorted(counts.items()):
        tell(
            f"{count} dòng theo mã {encoding.value}, đã chuyển sang Unicode",
            f"{count} lines in {encoding.value} were converted to Unicode",
        )


def _blocks(lines: Iterable[TextLine]) -> Iterator[list[TextLine]]:
    block: list[TextLine] = []
    size = 0
    for line in lines:
        block.append(line)
        size += len(line.text) + 1
        if size >= _TOGETHER:
            yield block
            block, size = [], 0
    if block:
        yield block
