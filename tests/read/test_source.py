import struct
import subprocess
import zlib
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.errors import SourceError
from pipeline.read.source import count_pages
from tests.read import drawn

_NO_PAGES = b"""%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [] /Count 0 >>
endobj
%%EOF
"""


def refusal(path: Path) -> SourceError:
    with pytest.raises(SourceError) as caught:
        count_pages(path)
    return caught.value


def test_pages_of_every_format_are_counted(tmp_path: Path) -> None:
    frames = [Image.new("1", (800, 1100), 1) for _ in range(3)]
    frames[0].save(tmp_path / "a.TIFF", save_all=True, append_images=frames[1:])
    frames[0].save(tmp_path / "b.png")
    (tmp_path / "c.txt").write_text("một\fhai\f", encoding="utf-8")
    drawn.write_prose(tmp_path / "d.pdf", pages=2)

    counts = [count_pages(path) for path in sorted(tmp_path.iterdir())]

    assert counts == [3, 1, 2, 2]


@pytest.mark.parametrize("name", ["a.pdf", "a.png", "a.tif", "a.txt"])
def test_an_empty_file_is_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.touch()

    error = refusal(path)

    assert "rỗng" in error.vietnamese
    assert "empty" in error.english


def test_a_text_named_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_text("BÁO CÁO công tác tháng 9", encoding="utf-8")

    assert "không phải tệp PDF" in refusal(path).vietnamese


@pytest.mark.parametrize("share", [0.3, 0.7, 0.95, 0.998])
def test_a_truncated_pdf_is_refused_wherever_it_was_cut(tmp_path: Path, share: float) -> None:
    path = drawn.write_prose(tmp_path / "a.pdf", pages=6)
    content = path.read_bytes()

    path.write_bytes(content[: int(len(content) * share)])

    assert "cut off" in refusal(path).english


def test_a_pdf_with_ruined_objects_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.4\n" + b"no objects at all " * 99 + b"\n%%EOF")

    assert "damaged" in refusal(path).english


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    canvas = Canvas(str(path), encrypt="mật khẩu")
    canvas.drawString(72, 72, "376")
    canvas.save()

    assert "mật khẩu" in refusal(path).vietnamese


def test_a_pdf_without_pages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(_NO_PAGES)

    assert "without pages" in refusal(path).english


def test_an_image_of_one_pixel_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.new("L", (1, 1)).save(path)

    assert "quá nhỏ (1 x 1" in refusal(path).vietnamese


@pytest.mark.parametrize("size", [(20_000, 20_000), (40_000, 200)])
def test_an_image_beyond_any_page_is_refused(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "a.png"
    header = b"IHDR" + struct.pack(">IIBBBBB", *size, 1, 0, 0, 0, 0)
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", 13)
        + header
        + struct.pack(">I", zlib.crc32(header))
        + struct.pack(">I", 0)
        + b"IDAT"
        + struct.pack(">I", zlib.crc32(b"IDAT"))
    )

    assert "quá lớn" in refusal(path).vietnamese


def test_an_undecodable_image_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(b"\xff\xd8\xff\xe0 this was a picture once")

    assert "damaged" in refusal(path).english


def test_a_binary_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(bytes(range(256)) * 20)

    assert "nhị phân" in refusal(path).vietnamese


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx"])
def test_a_ruined_office_file_is_refused_with_a_way_out(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04")

    assert "PDF" in refusal(path).vietnamese
    assert "PDF" in refusal(path).english


def test_an_unknown_type_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("1")

    assert ".csv" in refusal(path).vietnamese


def test_a_file_that_may_not_be_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def deny(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = tmp_path / "a.txt"
    path.write_text("376 hồ sơ", encoding="utf-8")
    # The suite may run as root, who may read everything.
    monkeypatch.setattr(Path, "read_bytes", deny)

    assert "Permission denied" in refusal(path).english


def test_a_folder_named_like_a_report_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.mkdir()

    assert "cannot be opened" in refusal(path).english


@pytest.mark.parametrize("name", ["báo\ncáo.pdf", "-rf.pdf", " a  b .pdf", "ba\u0301o.pdf"])
def test_odd_names_do_no_harm(tmp_path: Path, name: str) -> None:
    path = drawn.write_prose(tmp_path / name)

    assert count_pages(path) == 1


def test_counting_starts_no_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("an engine was started")

    path = tmp_path / "a.png"
    Image.new("L", (800, 1100), 255).save(path)
    monkeypatch.setattr(subprocess, "Popen", refuse)

    assert count_pages(path) == 1
