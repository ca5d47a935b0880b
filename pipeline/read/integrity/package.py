"""Whether all parts of an Office file are there and as they were packed.

The libraries read what they find: without its styles a sheet shows 0,8 where 80% was printed,
without its lists a document loses the codes of its rows, and a sheet that is gone is not missed.
Every part has a checksum, and the parts name each other.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from zipfile import ZipFile

from lxml import etree

_TYPES = "[Content_Types].xml"
_MANIFEST = "META-INF/manifest.xml"
_LINKS = ".rels"
_TEXTS = (".xml", _LINKS)
# What figures, their formats and the codes of rows come from. Other parts that are named and not
# there (settings of printers, previews) say nothing.
_NEEDED = frozenset(("officeDocument", "worksheet", "styles", "sharedStrings", "numbering"))
_NEEDED_TYPES = tuple(f"{kind}+xml" for kind in ("main", "worksheet", "styles", "sharedStrings"))
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OWN_FORMATS = 164  # from here on numbers of formats are the workbook's own


def check_parts(archive: ZipFile) -> None:
    """Check the parts of a file; pictures are not unpacked.

    Raises:
        ValueError: A part is missing.
        BadZipFile, zlib.error, lxml.etree.XMLSyntaxError: A part is damaged.
    """
    names = {_plain(name) for name in archive.namelist()}
    for part in archive.infolist():
        with archive.open(part) as content:  # compares what the list says with the part's own head
            if part.filename.lower().endswith(_TEXTS):
                content.read()  # compares the checksum
    for needed in _find_needed(archive):
        if _plain(needed) not in names:
            raise ValueError(f"{needed} is missing")
    if "xl/styles.xml" in names:
        _check_formats(_read(archive, "xl/styles.xml"))


def _plain(name: str) -> str:
    return unquote(name).lstrip("/").lower()


def _read(archive: ZipFile, name: str) -> etree._Element:
    return etree.fromstring(archive.read(name), etree.XMLParser(resolve_entities=False))


def _find_needed(archive: ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        if name == _TYPES:
            for one in _read(archive, name).iter("{*}Override"):
                if one.get("ContentType", "").endswith(_NEEDED_TYPES):
                    yield one.get("PartName", "")
        elif name == _MANIFEST:
            for one in _read(archive, name).iter("{*}file-entry"):
                path = next((value for key, value in one.items() if key.endswith("full-path")), "")
                if path.endswith(".xml") and "/" not in path:
                    yield path
        elif name.endswith(_LINKS):
            yield from _find_links(archive, name)


def _find_links(archive: ZipFile, name: str) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    for one in _read(archive, name).iter("{*}Relationship"):
        kind = one.get("Type", "").rpartition("/")[2]
        if kind in _NEEDED and one.get("TargetMode") != "External":
            yield posixpath.normpath(posixpath.join("/", folder, one.get("Target", "")))


def _check_formats(styles: etree._Element) -> None:
    """Check that formats of cells are there: without its own 0 may be blank, and 80% be 0,8."""
    known = {one.get("numFmtId") for one in styles.iter(f"{_MAIN}numFmt")}
    for one in styles.iterfind(f"{_MAIN}cellXfs/{_MAIN}xf"):
        number = one.get("numFmtId", "0")
        if int(number) >= _OWN_FORMATS and number not in known:
            raise ValueError(f"format {number} is missing")
