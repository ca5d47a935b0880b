"""What the standard of PDF names: kinds, keys, methods and operators, and what is none of them."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator

from pipeline.read.integrity.parts import TOKENS
from pipeline.read.integrity.values import Link, Value

_SIDES = (36.0, 14400.0)  # points of a page, by the standard 3 at least
_SHORT, _DIFFERING = 3, 2  # letters of a key
FONTS = frozenset(
    ("Type0", "Type1", "MMType1", "Type3", "TrueType", "CIDFontType0", "CIDFontType2")
)
_ENCODINGS = frozenset(
    (
        *("WinAnsiEncoding", "MacRomanEncoding", "MacExpertEncoding", "StandardEncoding"),
        *("PDFDocEncoding", "Identity-H", "Identity-V", "SymbolEncoding"),
    )
)
FILTERS = frozenset(
    (
        *(b"FlateDecode", b"Fl", b"ASCII85Decode", b"A85", b"ASCIIHexDecode", b"AHx"),
        *(b"LZWDecode", b"LZW", b"RunLengthDecode", b"RL", b"CCITTFaxDecode", b"CCF"),
        *(b"JBIG2Decode", b"DCTDecode", b"DCT", b"JPXDecode", b"Crypt"),
    )
)
_MAPS = re.compile(rb"-(?:H|V|UCS2|UTF16)$")  # names of encodings of Asian fonts
PAGE_KEYS = ("Contents", "MediaBox", "CropBox", "Resources", "Rotate", "Annots", "Parent", "Type")
FONT_KEYS = (
    *("BaseFont", "CIDSystemInfo", "CIDToGIDMap", "DescendantFonts", "Encoding", "FirstChar"),
    *("FontDescriptor", "LastChar", "Name", "Subtype", "ToUnicode", "Type", "Widths"),
)
STREAM_KEYS = ("Filter", "DecodeParms", "Length", "Subtype")
DESCRIPTOR_KEYS = ("FontFile", "FontFile2", "FontFile3", "FontName", "Flags", "FontBBox", "Type")


# Of content: the known ones, and what may stand around them.
_OPERATORS = frozenset(
    b"""b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h
    i ID j J K k l M m MP n q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj
    TJ TL Tm Tr Ts Tw Tz v w W W* y
    ' \"""".split()
)
_OPERATOR = re.compile(rb"[A-Za-z'\"][A-Za-z0-9'\"*]*+")
_PICTURE = re.compile(rb"\bID\s.*?\sEI\b", re.DOTALL)


def odd_keys(value: dict[str, Value], known: Iterable[str]) -> Iterator[str]:
    """Give keys that are one letter or two away from a known one, which is not there."""
    lost = [one for one in known if one not in value and len(one) > _SHORT]
    for key in value.keys() - set(known):
        for one in lost:
            if len(key) == len(one) and sum(map(str.__ne__, key, one)) <= _DIFFERING:
                yield f"key {key}"


def is_packed(data: bytes) -> bool:
    """Say whether a stream is packed that does not say so."""
    try:
        return bool(data) and zlib.decompressobj().decompress(data, 1) != b""
    except zlib.error:
        return False


def is_box(box: Value) -> bool:
    """Say whether a value is the box of a page: four numbers, or links to them."""
    if not isinstance(box, list) or len(box) != 4:
        return False
    if not all(isinstance(one, float) for one in box):
        return all(isinstance(one, float | Link) for one in box)
    sides = abs(box[2] - box[0]), abs(box[3] - box[1])
    return all(_SIDES[0] <= side <= _SIDES[1] for side in sides)


def is_encoding(name: str) -> bool:
    """Say whether a font may have an encoding of this name."""
    return name in _ENCODINGS or _MAPS.search(name.encode("latin-1")) is not None


def is_content(content: bytes) -> bool:
    """Say whether what a page draws is drawn by whole tokens and known operators.

    >>> is_content(b"BT /F1 12 Tf (18) Tj ET"), is_content(b"BT /F1 12 Tf (18) Tk ET")
    (True, False)
    """
    content = _PICTURE.sub(b"ID EI", content)
    place = 0
    while place < len(content):
        found = TOKENS.match(content, place)
        place = found.end() if found else place
        if place == len(content):
            break
        operator = _OPERATOR.match(content, place)
        if not operator or operator[0] not in _OPERATORS:
            return False
        place = operator.end()
    return True
