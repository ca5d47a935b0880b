"""Engines that say nothing or rubbish, and files that say rubbish of themselves, get a message."""

from __future__ import annotations

import os
import struct
from pathlib import Path

import pytest
from PIL import Image

from pipeline.model.errors import EngineError, SourceError
from pipeline.read.characters import clean_text
from pipeline.read.engine import pytesseract
from pipeline.read.picture import Picture, count_frames
from pipeline.read.tesseract import PROSE, Part, find_quarter_turns, read_lines
from pipeline.run.batch import versions
from tests.read.ruled import as_pixels, blank_page

_NAMES = ("level", "page_num", "block_num", "par_num", "line_num", "word_num", "left", "top")
_HEADER = "\\t".join((*_NAMES, "width", "height", "conf", "text"))
_NO_NUMBERS = "\\t".join("511111" + "x" * 6)
_INTO = '| tee "$2.tsv" > "$2.osd"'
_VERSION = '[ "$1" = --version ] && echo tesseract 5.3.0 && exit'
# What stands in the place of the engine's table.
_ANSWERS = {
    "no version": "exit",
    "nothing": f"{_VERSION}\nexit 0",
    "an empty file": f"{_VERSION}\nprintf '' {_INTO}",
    "rubbish": f"{_VERSION}\nhead -c 5000 /dev/urandom {_INTO}",
    "words": f"{_VERSION}\necho no table {_INTO}",
    "no numbers": f'{_VERSION}\nprintf "{_HEADER}\\n{_NO_NUMBERS}\\n" {_INTO}',
}


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for the engine; what it does is still to be written."""
    file = tmp_path / "tesseract"
    file.touch(0o755)
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", str(file))
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return file


@pytest.mark.parametrize("answer", _ANSWERS)
def test_an_answer_that_is_none_is_a_fault_of_the_engine(
    engine: Path, tmp_path: Path, answer: str
) -> None:
    engine.write_text(f"#!/bin/sh\n{_ANSWERS[answer]}\n", encoding="utf-8")
    picture = Picture(as_pixels(blank_page()), 200)

    with pytest.raises(EngineError, match="nothing that can be read"):
        read_lines([Part(picture, PROSE)], tmp_path, 60)
    with pytest.raises(EngineError, match="nothing that can be read"):
        find_quarter_turns(picture, tmp_path, 60)


@pytest.mark.parametrize("says", ["yes", "cat /dev/zero", "exec yes", "true"])
def test_of_an_engine_that_never_stops_the_beginning_is_heard(engine: Path, says: str) -> None:
    engine.write_text(f"#!/bin/sh\n{says}\n", encoding="utf-8")

    said = versions.ask_engine("--version")

    assert len(said) <= 2 * versions._LONGEST_ANSWER


def test_a_tiff_without_dimensions_is_damaged(tmp_path: Path) -> None:
    file = tmp_path / "a.tif"
    Image.new("L", (600, 800), 255).save(file)
    content = bytearray(file.read_bytes())
    (begin,) = struct.unpack_from("<I", content, 4)
    (entries,) = struct.unpack_from("<H", content, begin)
    for place in range(begin + 2, begin + 2 + 12 * entries, 12):
        if struct.unpack_from("<H", content, place)[0] in (256, 257):  # width, height
            struct.pack_into("<H", content, place, 65000)
    file.write_bytes(content)

    with pytest.raises(SourceError, match="damaged"):
        count_frames(file)


def test_half_of_a_pair_becomes_a_sign_that_every_encoding_has() -> None:
    assert clean_text("a\ud800b\udfff").encode() == "a\ufffdb\ufffd".encode()
