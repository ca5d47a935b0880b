"""Fonts of a PDF file: what they say of themselves, of their letters and of the widths of these."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.read.integrity.mapping import is_mapping
from pipeline.read.integrity.objects import Objects
from pipeline.read.integrity.standard import (
    DESCRIPTOR_KEYS,
    FONT_KEYS,
    FONTS,
    is_encoding,
    odd_keys,
)
from pipeline.read.integrity.truetype import is_intact, read_advances
from pipeline.read.integrity.values import Link, Name, Value
from pipeline.read.integrity.widths import fits_any, fits_each


def find_font_faults(objects: Objects, font: Value) -> Iterator[str]:
    """Give what is wrong with a font, for those who look into it."""
    if not isinstance(font, dict):
        yield "a font"
        return
    yield from odd_keys(font, FONT_KEYS)
    if font.get("Type", "Font") != "Font" or font.get("Subtype") not in FONTS:
        yield "kind of a font"
    encoding = objects.get(font.get("Encoding"))
    if isinstance(encoding, Name) and not is_encoding(encoding):
        yield f"encoding {encoding}"
    letters = font.get("ToUnicode")
    sealed = objects.encrypted or not isinstance(letters, Link)
    if not sealed and not is_mapping(objects.read(letters)):
        yield "letters of a font"
    found = objects.get(font.get("FontDescriptor"))
    descriptor = found if isinstance(found, dict) else {}
    yield from odd_keys(descriptor, DESCRIPTOR_KEYS)
    program = objects.read(descriptor.get("FontFile2"))
    if not objects.encrypted and not is_intact(program):
        yield "program of a font"
    if not objects.encrypted and not _has_widths(objects, font, descriptor, program):
        yield "widths of a font"
    for below in objects.get(font.get("DescendantFonts")) or ():
        yield from find_font_faults(objects, objects.get(below))


def _has_widths(
    objects: Objects, font: dict[str, Value], descriptor: dict[str, Value], program: bytes
) -> bool:
    """Say whether the widths of a font can be those of its letters."""
    advances = read_advances(program)
    each = objects.get(font.get("W"))
    if isinstance(each, list):
        direct = objects.get(font.get("CIDToGIDMap")) in (None, "Identity")
        return fits_each([*map(objects.get, each)], advances if direct else None)
    widths = objects.get(font.get("Widths"))
    if not isinstance(widths, list):
        return True
    values = [objects.get(one) for one in widths]
    first, last = objects.get(font.get("FirstChar")), objects.get(font.get("LastChar"))
    if not all(isinstance(one, float) for one in (first, last, *values)):
        return False
    if len(values) != last - first + 1:
        return False
    missing = objects.get(descriptor.get("MissingWidth"))
    return advances is None or fits_any(values, advances, missing)
