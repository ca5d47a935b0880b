"""Bytes to lines: whatever the pieces they come in, the same text."""

from __future__ import annotations

import io
import re
from contextlib import suppress

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.model.errors import SourceError
from pipeline.run.text_stream import TextLine, read_lines

_text = st.text(st.sampled_from("ab \f\t\r\n\u2028\x85ệĐ6"), max_size=40)


def _read(content: bytes) -> tuple[list[TextLine], list[str]]:
    notes: list[str] = []
    lines = list(read_lines(io.BytesIO(content), "a.txt", lambda _, english: notes.append(english)))
    return lines, notes


def _joined(lines: list[TextLine]) -> str:
    return "".join(line.text + line.end for line in lines)


@given(_text, st.integers(0, 3))
@example("a\r\nb\rc\n", 0)
@example("\r", 0)
def test_lines_and_their_breaks_make_the_text_again(text: str, before: int) -> None:
    # So much that a break, or a letter of three bytes, falls on the border of two blocks.
    padded = "x" * ((1 << 16) - before) + text

    lines, notes = _read(padded.encode())

    assert _joined(lines) == padded
    assert len(lines) == len(re.findall(r"\r\n|\r|\n", padded)) + (padded[-1] not in "\r\n")
    assert notes == []


@given(st.binary(max_size=200))
def test_no_bytes_raise_what_is_not_explained(content: bytes) -> None:
    with suppress(SourceError):
        lines, _ = _read(b"a little text before it, so that this is hardly binary\n" + content)

        assert lines[0].text == "a little text before it, so that this is hardly binary"


@given(_text)
def test_a_byte_order_mark_is_no_text(text: str) -> None:
    for codec in ("utf-8-sig", "utf-16"):
        lines, notes = _read(f"b{text}".encode(codec))

        assert _joined(lines) == f"b{text}"
        assert len(notes) == 1


def test_a_source_that_fails_is_explained() -> None:
    class Broken(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(SourceError, match="Input/output error"):
        list(read_lines(Broken(), "a.txt", lambda *_: None))
