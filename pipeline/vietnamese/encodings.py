"""Text in an encoding from before Unicode: found by its words, and converted.

A Vietnamese word is one syllable, and a syllable has a strict form (`syllable.py`). Words of TCVN3
or VNI that are taken for Windows-1252 mostly have no such form and get it by conversion (`x·`
becomes `xã`); words that an OCR ruined (`hi¢u`, `tiép`) do not get it, nor do French ones. So an
encoding is found where nearly all words that it would change gain the form, and in doubt none is.
A list of give-away characters, which lost, takes a French OCR for TCVN3.

Digits never change, and what is only a sign (`5 × 3`, `km²`, a bullet `·`) stays one. Conversion
has to come before anything that drops or replaces control characters and soft hyphens, or
that mends letters: VISCII and TCVN3 have letters in those places.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.vietnamese.encoding_evidence import Evidence, add_up, convert_line, weigh
from pipeline.vietnamese.encoding_tables import Encoding

__all__ = [
    "ConvertedLine",
    "Encoding",
    "convert",
    "convert_lines",
    "decode_legacy",
    "detect_encoding",
    "encoding_of_font",
    "show_controls",
]

# Unicode words for each gained one, up to which a text as a whole is in the old encoding.
_UNICODE_SHARE = 0.1
_WINDOWS_1252 = {
    number: bytes([number]).decode("cp1252")
    for number in range(0x80, 0xA0)
    if number not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # left empty there
}
_FONTS = (
    (re.compile(r"(?:[A-Z]{6}\+)?\.Vn[A-Z]"), Encoding.TCVN3),
    (re.compile(r"(?:[A-Z]{6}\+)?VNI[- ]"), Encoding.VNI),
)


@dataclass(frozen=True, slots=True)
class ConvertedLine:
    """A line in Unicode, and the encoding that it was in."""

    text: str
    encoding: Encoding | None  # None: nothing was changed


@dataclass(frozen=True, slots=True)
class _Decision:
    """What the words of one line, or the lines around it, say."""

    encoding: Encoding | None  # None: Unicode


def convert(text: str, encoding: Encoding) -> str:
    """Give the text in Unicode; digits, signs, line breaks and words that are Unicode already stay.

    Capitals with tones, which TCVN3 does not have, come back where the words around show them.

    Args:
        text: As decoded from Windows-1252 or Latin-1, or as a PDF gives it.
        encoding: What `detect_encoding` or the name of the font said; nothing is checked here.

    >>> convert("Uû BAN NH¢N D¢N X·: 15 Hé", Encoding.TCVN3)
    'UỶ BAN NHÂN DÂN XÃ: 15 HỘ'
    >>> convert("ÑOÄC LAÄP - Töï do, 5 km²", Encoding.VNI)
    'ĐỘC LẬP - Tự do, 5 km²'
    """
    return "\n".join(convert_line(line, encoding) for line in text.split("\n"))


def detect_encoding(text: str) -> Encoding | None:
    """Tell which old encoding the whole text is in; None for Unicode, other languages and doubt.

    A text that is partly in Unicode has none: that is what `convert_lines` is for.

    >>> detect_encoding("Céng hoµ x· héi chñ nghÜa ViÖt Nam")
    <Encoding.TCVN3: 'TCVN3'>
    >>> detect_encoding("Thuc hi¢n nhiém vu, tiép nhân 376 hô so dugc giâi quyét dùng han") is None
    True
    """
    lines = text.split("\n")
    found = _find_encodings(lines)
    if not found:
        return None
    whole = add_up(weigh(line, found[0]) for line in lines)
    mixed = whole.unicode > _UNICODE_SHARE * whole.gains or not whole.is_enough
    return None if mixed else found[0]


def convert_lines(lines: Sequence[str]) -> tuple[ConvertedLine, ...]:
    """Convert the lines that are in an old encoding, of a document that may be in several.

    An encoding has to show in the document as a whole before any line is converted. Then each line
    follows its own words; one that could be either follows the nearest lines that tell, and stays
    as it is where those differ.

    >>> lines = ("Céng hoµ x· héi chñ nghÜa ViÖt Nam", "Số hộ có 2 xe: 15", "§éc lËp - Tù do")
    >>> [line.text for line in convert_lines(lines)]
    ['Cộng hoà xã hội chủ nghĩa Việt Nam', 'Số hộ có 2 xe: 15', 'Độc lập - Tự do']
    """
    found = _find_encodings(lines)
    if not found:
        return tuple(ConvertedLine(line, None) for line in lines)
    own = [_decide(line, found) for line in lines]
    before = _carry(own)
    behind = _carry(own[::-1])[::-1]
    return tuple(
        _apply(line, decision or _agree(left, right))
        for line, decision, left, right in zip(lines, own, before, behind, strict=True)
    )


def decode_legacy(content: bytes) -> tuple[str, Encoding] | None:
    r"""Give the text of an 8-bit file and its encoding; None where the words do not show one.

    Bytes that are no letters are read as Windows-1252 (quotes, dashes).

    >>> decode_legacy(b"C\xe9ng ho\xb5 x\xb7 h\xe9i ch\xf1 ngh\xdca Vi\xd6t Nam")
    ('Cộng hoà xã hội chủ nghĩa Việt Nam', <Encoding.TCVN3: 'TCVN3'>)
    >>> decode_legacy("Cộng hòa xã hội chủ nghĩa Việt Nam".encode()) is None
    True
    """
    text = show_controls(content.decode("latin-1"))
    encoding = detect_encoding(text)
    return None if encoding is None else (convert(text, encoding), encoding)


def show_controls(text: str) -> str:
    r"""Read the control characters of Latin-1 as the signs that Windows-1252 has in their places.

    >>> show_controls("\x93x\xb7\x94")
    '“x·”'
    """
    return text.translate(_WINDOWS_1252)


def encoding_of_font(name: str) -> Encoding | None:
    """Tell the encoding from the name of a font, which is surer than any look at its words.

    >>> encoding_of_font("ABCDEF+.VnTimeH"), encoding_of_font("VNI-Times")
    (<Encoding.TCVN3: 'TCVN3'>, <Encoding.VNI: 'VNI'>)
    """
    return next((encoding for names, encoding in _FONTS if names.match(name)), None)


def _find_encodings(lines: Sequence[str]) -> list[Encoding]:
    """Give the encodings that show in the lines, the best first.

    Left out of the account of one encoding are lines with Unicode letters, lines without a word
    that tells, and lines that another encoding explains better: a heading in an old font has to be
    found in a document that is Unicode, or in another old font, otherwise. Where two explain the
    whole equally well, neither is believed.
    """
    accounts: dict[Encoding, list[Evidence]] = {encoding: [] for encoding in Encoding}
    for line in lines:
        if line.isascii() and line.isprintable():
            continue
        weighed = {encoding: weigh(line, encoding) for encoding in Encoding}
        best = max(evidence.balance for evidence in weighed.values())
        for encoding, evidence in weighed.items():
            another = evidence.balance < best and best > 0
            if not another and not evidence.unicode and evidence.gains + evidence.losses:
                accounts[encoding].append(evidence)
    whole = {encoding: add_up(parts) for encoding, parts in accounts.items()}
    found = [encoding for encoding in Encoding if whole[encoding].is_enough]
    found.sort(key=lambda encoding: -whole[encoding].balance)
    balances = [whole[encoding].balance for encoding in found]
    return [] if len(found) > 1 and balances[0] == balances[1] else found


def _decide(line: str, found: Sequence[Encoding]) -> _Decision | None:
    if line.isascii() and line.isprintable():
        return None
    weighed = {encoding: weigh(line, encoding) for encoding in found}
    best = max(found, key=lambda encoding: weighed[encoding].balance)
    evidence = weighed[best]
    if evidence.balance > 0 and evidence.gains > evidence.unicode:
        return _Decision(best)
    return _Decision(None) if evidence.unicode or evidence.kept else None


def _carry(decisions: Sequence[_Decision | None]) -> list[_Decision | None]:
    """Give for each line the last decision before it."""
    carried: list[_Decision | None] = []
    last = None
    for decision in decisions:
        carried.append(last)
        last = decision or last
    return carried


def _agree(before: _Decision | None, behind: _Decision | None) -> _Decision | None:
    if before and behind and before != behind:
        return None
    return before or behind


def _apply(line: str, decision: _Decision | None) -> ConvertedLine:
    encoding = decision.encoding if decision else None
    text = convert_line(line, encoding) if encoding else line
    return ConvertedLine(text, encoding if text != line else None)
