"""The parts of a PDF file as they lie in it: objects, streams and lists of places.

pdfium mends what is damaged by guessing and never says so, so the file is read a second time, from
its head to its end, strictly: nothing may stand between the parts that is none. What the parts say
of each other is checked in `pdf`. pdfminer would give the objects too; it mends as well, and
takes longer than pdfium takes for the page.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

_SPACE = rb"[\x00\t\n\f\r ]"
_GAP = re.compile(rb"(?:[\x00\t\n\f\r ]++|%[^\r\n]*+)*+")
_OBJECT = re.compile(rb"(\d{1,10})" + _SPACE + rb"+(\d{1,5})" + _SPACE + rb"+obj(?![a-zA-Z])")
_STREAM = re.compile(rb"stream(?:\r\n|\n|\r)")
_STREAM_END = re.compile(_SPACE + rb"*endstream")
_XREF_HEAD = re.compile(_SPACE + rb"*(\d{1,10})" + _SPACE + rb"+(\d{1,10})" + _SPACE + rb"*[\r\n]")
_XREF_LINE = re.compile(rb"(\d{10}) (\d{5}) ([nf])[\r\n ]{1,2}")
_START = re.compile(rb"startxref" + _SPACE + rb"+(\d+)")
_LENGTH = re.compile(rb"/Length" + _SPACE + rb"+(\d++)(?!" + _SPACE + rb"+\d+" + _SPACE + rb"+R)")
_FILTER = re.compile(rb"/Filter" + _SPACE + rb"*(?:/([A-Za-z0-9]+)|\[([^\]]*)\])")
_NAME = re.compile(rb"/([A-Za-z0-9]+)")
_NUMBER_OF = rb"/%s" + _SPACE + rb"*(\d+)"
# One object without its stream: whole tokens and nothing else. A string may hold two levels of
# brackets that have no backslash.
TOKENS = re.compile(
    rb"""(?:
      [\x00\t\n\f\r\x20]++ | %[^\r\n]*+ | << | >> | [\[\]]
    | /[!-$&'*-.0-;=?-Z\\^-z|~\x80-\xff]*+                        # a name
    | [+-]{0,2}(?:\d++(?:\.\d*+)?|\.\d++)(?:-\d++)?+(?![A-QS-Za-z])    # a number
    | R(?![A-Za-z]) | true(?![A-Za-z]) | false(?![A-Za-z]) | null(?![A-Za-z])
    | \((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*+\))*+\))*+\)
    | <[0-9A-Fa-f\x00\t\n\f\r\x20]*+>
    )*+""",
    re.VERBOSE,
)
_STRINGS = re.compile(rb"\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*+\))*+\)|%[^\r\n]*+")
_INFLATED_LIMIT = 64 * 2**20  # bytes of one stream; pages of text have less than one million


@dataclass(frozen=True, slots=True)
class Part:
    """One object."""

    number: int
    start: int  # in the file; -1: it lies in a stream of objects
    body: bytes  # without the stream
    data: bytes | None = None  # of the stream, as it lies in the file
    end: int = 0  # where the stream ends, in the file
    whole: bool = True  # its brackets close, and its stream ends where it says

    @property
    def filters(self) -> tuple[bytes, ...]:
        """How the stream is packed, from without to within."""
        found = _FILTER.search(self.body)
        if not found:
            return ()
        return (found[1],) if found[1] else tuple(_NAME.findall(found[2]))


@dataclass(slots=True)
class Parts:
    """What lies in a file."""

    objects: dict[int, Part] = field(default_factory=dict)  # the last of each number
    older: list[Part] = field(default_factory=list)
    trailers: list[bytes] = field(default_factory=list)
    places: list[tuple[int, int]] = field(default_factory=list)  # number, offset as listed
    lists: set[int] = field(default_factory=set)  # where lists of places begin
    packed_lists: bool = False  # some are streams, which have a checksum
    starts: list[int] = field(default_factory=list)  # where they are said to begin
    faults: list[str] = field(default_factory=list)  # what is no part, for those who look into it

    @property
    def encrypted(self) -> bool:
        """Whether its streams are, so that nobody can check them."""
        return any(b"/Encrypt" in one for one in self.trailers)


def find_parts(content: bytes) -> Parts:
    """Read a file from head to end."""
    parts = Parts()
    place = _skip(content, max(0, content.find(b"%PDF-")))
    while place < len(content):
        after = _take(content, place, parts)
        if after is None:
            # Web sites add words behind the end, and some programs behind the head.
            if parts.objects and not content[:place].rstrip().endswith(b"%%EOF"):
                parts.faults.append(f"no part at {place}")
            found = _OBJECT.search(content, place + 1)
            after = found.start() if found else len(content)
        place = _skip(content, after)
    for part in [*parts.objects.values()]:
        if b"/ObjStm" in part.body and not parts.encrypted:
            _unpack(part, parts)
        elif b"/XRef" in part.body:
            parts.lists.add(part.start)
            parts.packed_lists = True
            parts.trailers.append(part.body)
    return parts


def _skip(content: bytes, place: int) -> int:
    found = _GAP.match(content, place)
    return found.end() if found else place


def _take(content: bytes, place: int, parts: Parts) -> int | None:
    """Take the part that begins in a place; give where it ends, None where there is none."""
    if head := _OBJECT.match(content, place):
        return _take_object(content, head, parts)
    if content.startswith(b"xref", place):
        parts.lists.add(place)
        return _take_places(content, place + 4, parts)
    if content.startswith(b"trailer", place):
        end = _end_of(TOKENS, content, place + 7)
        parts.trailers.append(content[place + 7 : end])
        return end
    if start := _START.match(content, place):
        parts.starts.append(int(start[1]))
        return start.end()
    return None


def _end_of(pattern: re.Pattern[bytes], content: bytes, place: int) -> int:
    found = pattern.match(content, place)
    return found.end() if found else place


def _take_object(content: bytes, head: re.Match[bytes], parts: Parts) -> int:
    number, start = int(head[1]), head.start()
    end = _end_of(TOKENS, content, head.end())
    body = content[head.end() : end]
    whole = is_closed(body)
    data, data_end = None, 0
    if stream := _STREAM.match(content, end):
        data_end, fits = _end_of_stream(content, stream.end(), body)
        data = content[stream.end() : data_end]
        whole = whole and fits
        end = _skip(content, _end_of(_STREAM_END, content, data_end))
    if content.startswith(b"endobj", end):
        end += 6
    elif data is None or not _OBJECT.match(content, end):
        parts.faults.append(f"object {number} does not end")
        whole = False
        end = max(end, head.end())
    if number in parts.objects:
        parts.older.append(parts.objects[number])
    parts.objects[number] = Part(number, start, body, data, data_end, whole)
    return end


def _end_of_stream(content: bytes, start: int, body: bytes) -> tuple[int, bool]:
    """Give where the stream ends, and whether its object says so too."""
    length = _LENGTH.search(body)
    if length and _STREAM_END.match(content, start + int(length[1])):
        return start + int(length[1]), True
    end = content.find(b"endstream", start)
    return (end if end >= 0 else len(content)), length is None and end >= 0


def is_closed(body: bytes) -> bool:
    """Say whether all brackets of an object close.

    >>> is_closed(b"<< /Kids [ 3 0 R ] >>"), is_closed(b"<< /Kids [ 3 0 R >>")
    (True, False)
    """
    bare = _STRINGS.sub(b"", body)
    return bare.count(b"<<") == bare.count(b">>") and bare.count(b"[") == bare.count(b"]")


def _take_places(content: bytes, place: int, parts: Parts) -> int:
    while head := _XREF_HEAD.match(content, place):
        place = _skip(content, head.end())
        for number in range(int(head[1]), int(head[1]) + int(head[2])):
            line = _XREF_LINE.match(content, place)
            if not line:
                parts.faults.append(f"no place of object {number}")
                return place
            if line[3] == b"n":
                parts.places.append((number, int(line[1])))
            place = line.end()
    return _skip(content, place)


def unpack(part: Part) -> bytes | None:
    """Give the content of a stream that is packed by methods with a checksum, or not at all.

    None: it is packed otherwise, as pictures are.

    Raises:
        ValueError: It is damaged.
    """
    data = part.data or b""
    for method in part.filters:
        if method in (b"FlateDecode", b"Fl"):
            data = _inflate(data)
        elif method in (b"ASCII85Decode", b"A85"):
            data = _from_ascii(data)
        else:
            return None
    return data


def _inflate(data: bytes) -> bytes:
    packed = zlib.decompressobj()
    try:
        found = packed.decompress(data, _INFLATED_LIMIT)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    if not packed.eof and not packed.unconsumed_tail:
        raise ValueError("cut off")
    return found


def _from_ascii(data: bytes) -> bytes:
    text = data.strip().removeprefix(b"<~").rstrip(b"~>")
    try:
        return base64.a85decode(text, ignorechars=b" \t\n\r\v\f\0")
    except (ValueError, binascii.Error) as error:
        raise ValueError(str(error)) from error


def _unpack(stream: Part, parts: Parts) -> None:
    """Take the objects out of a stream of objects."""
    try:
        content = unpack(stream) or b""
        first = read_number(stream.body, b"First") or 0
        heads = [int(one) for one in content[:first].split()]
        pairs = list(zip(heads[::2], heads[1::2], strict=True))
    except ValueError:
        return  # the stream itself is told
    ends = [*(first + offset for _, offset in pairs[1:]), len(content)]
    for (number, offset), end in zip(pairs, ends, strict=True):
        body = content[first + offset : end]
        known = parts.objects.get(number)
        if known is None or known.start < stream.start:
            parts.objects[number] = Part(number, -1, body)


def read_number(body: bytes, key: bytes) -> int | None:
    """Give a number of an object.

    >>> read_number(b"<< /Type /Pages /Count 4 >>", b"Count")
    4
    """
    found = re.search(_NUMBER_OF % key, body)
    return int(found[1]) if found else None


def find_links(body: bytes) -> Iterator[int]:
    """Give the numbers of the objects that an object names."""
    for found in _LINK.finditer(_STRINGS.sub(b"", body) if b"(" in body else body):
        yield int(found[1])


_LINK = re.compile(rb"(?<![\d.])(\d{1,10})" + _SPACE + rb"+\d{1,5}" + _SPACE + rb"+R(?![A-Za-z])")


def is_object_at(content: bytes, place: int, number: int) -> bool:
    """Say whether an object of a number begins in a place of a file, blanks before it or not."""
    found = _OBJECT.match(content, _skip(content, place))
    return found is not None and int(found[1]) == number
