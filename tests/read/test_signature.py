"""The content of a file decides, not its extension."""

import struct
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import openpyxl
import pytest
from PIL import Image

from pipeline.model.errors import SourceError
from pipeline.read.office.compound_file import MAGIC, CompoundError, CompoundFile
from pipeline.read.signature import Content, recognise, suffix_of
from pipeline.read.source import Format, format_of
from tests.read.compound_files import write_compound

_WORD = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x1000)
_LOCKED_WORD = struct.pack("<HHHHHH", 0xA5EC, 0xC1, 0, 0, 0, 0x1100)


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def write_zip(path: Path, parts: dict[str, str]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize(
    ("head", "content"),
    [
        (b"%PDF-1.7\n", Content.PDF),
        (b"{\\rtf1\\ansi", Content.RTF),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", Content.HEIC),
        (b"RIFF\x10\0\0\0WEBPVP8 ", Content.WEBP),
        (b"Rar!\x1a\x07\x01\0", Content.ARCHIVE),
        (b"7z\xbc\xaf\x27\x1c\0\x04", Content.ARCHIVE),
        (b"\xef\xbb\xbf\r\n<!-- a --><HTML><body>", Content.WEB),
        ("\ufeff<html>".encode("utf-16-le"), Content.WEB),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related", Content.WEB),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', Content.SHEET),
        (b"STT\tCh\xe1\xbb\x89 ti\xc3\xaau\t376", Content.UNKNOWN),
        (
            b"BMI c\xe1\xbb\xa7a tr\xe1\xba\xbb d\xc6\xb0\xe1\xbb\x9bi 5 tu\xe1\xbb\x95i",
            Content.UNKNOWN,
        ),
    ],
)
def test_the_first_bytes_tell_what_a_file_is(tmp_path: Path, head: bytes, content: Content) -> None:
    assert recognise(write(tmp_path / "a.doc", head)) is content


@pytest.mark.parametrize("name", ["a.bmp", "a.webp", "a.png", "a.jpg", "a.tif"])
def test_images_are_known_by_their_bytes(tmp_path: Path, name: str) -> None:
    Image.new("L", (200, 300), 255).save(tmp_path / name)
    path = (tmp_path / name).rename(tmp_path / "b.docx")

    assert suffix_of(path) == Path(name).suffix
    assert format_of(path) is Format.IMAGE


def test_office_files_are_known_by_their_parts(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "a.doc"))
    openpyxl.Workbook().save(tmp_path / "b.xls")
    kinds = {"text": ".odt", "spreadsheet": ".ods"}
    for kind, suffix in kinds.items():
        mime = f"application/vnd.oasis.opendocument.{kind}"
        assert suffix_of(write_zip(tmp_path / "c.txt", {"mimetype": mime})) == suffix

    assert suffix_of(tmp_path / "a.doc") == ".docx"
    assert suffix_of(tmp_path / "b.xls") == ".xlsx"


@pytest.mark.parametrize(
    ("streams", "content"),
    [
        ({"WordDocument": _WORD, "1Table": b""}, Content.DOC),
        ({"WordDocument": _LOCKED_WORD}, Content.LOCKED),
        ({"WordDocument": b"no document"}, Content.DAMAGED),
        ({"Other": b"", "Workbook": b""}, Content.XLS),
        ({"Book": b""}, Content.XLS),
        ({"EncryptionInfo": b"", "EncryptedPackage": b""}, Content.LOCKED),
        ({"__properties_version1.0": b""}, Content.MAIL),
        ({"PowerPoint Document": b""}, Content.SLIDES),
        ({"Something": b""}, Content.UNKNOWN),
    ],
)
def test_compound_files_are_known_by_their_streams(
    tmp_path: Path, streams: dict[str, bytes], content: Content
) -> None:
    assert recognise(write_compound(tmp_path / "a.pdf", streams)) is content


def test_a_workbook_inside_a_document_does_not_make_it_one(tmp_path: Path) -> None:
    path = write_compound(tmp_path / "a.doc", {"Workbook": b""}, below="ObjectPool")

    assert recognise(path) is Content.UNKNOWN


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.xls", "a.jpg"])
def test_a_pdf_is_a_pdf_whatever_it_is_named(tmp_path: Path, name: str) -> None:
    assert format_of(write(tmp_path / name, b"%PDF-1.4\n")) is Format.PDF


def test_text_stays_what_its_name_says(tmp_path: Path) -> None:
    assert format_of(write(tmp_path / "a.txt", b"<html>376</html>")) is Format.TEXT
    assert suffix_of(write(tmp_path / "a.pdf", b"376 h\xe1\xbb\x93 s\xc6\xa1")) == ".pdf"


def test_unknown_extensions_stay_unknown(tmp_path: Path) -> None:
    path = write(tmp_path / "a.dat", b"%PDF-1.4\n")

    with pytest.raises(SourceError, match=r"\.dat"):
        format_of(path)
    assert suffix_of(path) == ".dat"


@pytest.mark.parametrize(
    ("content", "way_out"),
    [
        (b"Rar!\x1a\x07\x01\0", "7-Zip"),
        (b"<html><table>", "save it as .docx, .xlsx or PDF"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "save it as .xlsx"),
    ],
)
def test_a_disguise_is_told_with_the_way_out(tmp_path: Path, content: bytes, way_out: str) -> None:
    with pytest.raises(SourceError) as caught:
        format_of(write(tmp_path / "a.xls", content))

    assert "although it is named .xls" in caught.value.english
    assert way_out in caught.value.english


def test_a_locked_open_document_is_told(tmp_path: Path) -> None:
    mime = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
    path = write_zip(
        tmp_path / "a.ods", {"mimetype": mime, "META-INF/manifest.xml": manifest, "content.xml": ""}
    )

    with pytest.raises(SourceError, match="password"):
        format_of(path)


def test_a_changed_file_is_looked_at_again(tmp_path: Path) -> None:
    path = write(tmp_path / "a.doc", b"{\\rtf1}")
    before = suffix_of(path)
    write(path, b"%PDF-1.4\n376")

    assert (before, suffix_of(path)) == (".rtf", ".pdf")


@pytest.mark.parametrize("share", [0.1, 0.3, 0.6, 0.9])
def test_a_compound_file_cut_off_anywhere_ends_in_an_answer(tmp_path: Path, share: float) -> None:
    content = write_compound(tmp_path / "a.doc", {"WordDocument": _WORD}).read_bytes()

    found = recognise(write(tmp_path / "b.doc", content[: int(len(content) * share)]))

    assert found in (Content.DAMAGED, Content.DOC)


def test_a_directory_in_a_circle_ends(tmp_path: Path) -> None:
    path = write_compound(tmp_path / "a.doc", {"WordDocument": _WORD})
    content = bytearray(path.read_bytes())
    struct.pack_into("<I", content, 512 + 4, 1)  # the sector of the directory follows itself

    assert recognise(write(tmp_path / "b.doc", bytes(content))) is Content.DAMAGED


def test_nothing_but_a_header_is_damaged(tmp_path: Path) -> None:
    path = write(tmp_path / "a.doc", MAGIC + b"\xff" * 2000)

    assert recognise(path) is Content.DAMAGED
    with path.open("rb") as file, pytest.raises(CompoundError):
        CompoundFile(file)


def test_an_archive_with_a_million_names_is_not_listed(tmp_path: Path) -> None:
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 65535, 65535, 60_000_000, 0, 0)
    path = write(tmp_path / "a.docx", b"PK\x03\x04" + bytes(1000) + end)

    assert recognise(path) is Content.UNKNOWN
