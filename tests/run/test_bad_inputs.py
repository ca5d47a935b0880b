"""Files that cannot be read, through the real reader: each costs one line with a clear message."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from pipeline.model.report import Report, State
from pipeline.run import extraction
from pipeline.run.batch.progress import PlainLines
from pipeline.run.extraction import Outcome, extract
from pipeline.run.settings import Settings
from tests.run.conftest import FORM

_TEXT = "UBND XÃ THỬ\nBÁO CÁO\nXã đã tiếp nhận 12 hồ sơ.\n"
_NFD = unicodedata.normalize("NFD", "báo cáo quý.txt")
_GOOD_NAMES = ("good.txt", "good.pdf", "hai\ndòng.txt", "-rf.txt", " hai  dấu cách .txt", _NFD)

# Name and a word of the message in English.
_BAD = {
    "empty.pdf": "empty",
    "empty.txt": "empty",
    "text.pdf": "PDF",
    "truncated.pdf": "PDF",
    "encrypted.pdf": "password",
    "no-pages.pdf": "pages",
    "dot.png": "small",
    "broken.png": "image",
    "binary.txt": "binary",
    "legacy.txt": "8-bit",
    "self.pdf": "link",
    "office.docx": "PDF",
}


def _draw_pdf(encryption: StandardEncryption | None = None) -> bytes:
    stream = BytesIO()
    canvas = Canvas(stream, invariant=1, encrypt=encryption)
    for page in range(3):
        canvas.drawString(72, 700, f"Bao cao trang {page + 1}: tiep nhan 12 ho so")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _pdf_without_pages() -> bytes:
    return (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"trailer<</Root 1 0 R/Size 3>>\n%%EOF\n"
    )


def _dot() -> bytes:
    stream = BytesIO()
    Image.new("L", (1, 1)).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(scope="module")
def bad_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every bad input at once, between good ones."""
    folder = tmp_path_factory.mktemp("bad") / "in"
    folder.mkdir()
    pdf = _draw_pdf()
    contents = {
        "empty.pdf": b"",
        "empty.txt": b"",
        "text.pdf": _TEXT.encode(),
        "truncated.pdf": pdf[:300],
        "encrypted.pdf": _draw_pdf(StandardEncryption("secret", ownerPassword="owner")),
        "no-pages.pdf": _pdf_without_pages(),
        "dot.png": _dot(),
        "broken.png": b"\x89PNG\r\n\x1a\n" + bytes(range(200)),
        "binary.txt": bytes(range(256)) * 20,
        "legacy.txt": "UBND Xà THỬ đã tiếp nhận 12 hồ sơ\n".encode("cp1258", "replace") * 20,
        "office.docx": b"PK\x03\x04",
        "good.pdf": pdf,
    }
    for name in (*_GOOD_NAMES, *contents):
        (folder / name).write_bytes(contents.get(name, f"{_TEXT}{name}".encode()))
    (folder / "self.pdf").symlink_to(folder / "self.pdf")
    (folder / "loop").symlink_to(folder)
    return folder


@pytest.fixture(scope="module")
def outcome(bad_folder: Path) -> Iterator[Outcome]:
    """One run over all of them with the real reader."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(extraction, "load_checked_forms", lambda _: (FORM,))
        settings = Settings((bad_folder,), bad_folder.parent / "out", form="lines", workers=2)
        yield extract(settings, PlainLines(sys.stderr))


def _report(outcome: Outcome, path: str) -> Report:
    (found,) = [report for report in outcome.reports if report.path == path]
    return found


@pytest.mark.parametrize(("name", "word"), _BAD.items())
def test_a_bad_input_has_a_line_with_a_clear_message(
    outcome: Outcome, name: str, word: str
) -> None:
    report = _report(outcome, name)

    assert report.state is State.FAILED
    assert word.lower() in report.message.partition(" | ")[2].lower()


@pytest.mark.parametrize("name", _GOOD_NAMES)
def test_the_good_ones_beside_them_are_read(outcome: Outcome, name: str) -> None:
    report = _report(outcome, unicodedata.normalize("NFC", name))

    assert report.state is State.DONE, report.message


def test_the_circle_is_skipped_and_the_run_says_that_some_failed(outcome: Outcome) -> None:
    circle = _report(outcome, "loop")

    assert circle.state is State.SKIPPED
    assert outcome.exit_code == 1
    assert outcome.problems == ()


def test_every_csv_lies_below_the_output_folder(outcome: Outcome, bad_folder: Path) -> None:
    out = bad_folder.parent / "out"

    written = {file.name for file in out.glob("*.csv")}

    # Two of the good ones share their stem.
    assert {"good.txt.csv", "good.pdf.csv", "figures.csv", "reports.csv"} <= written
    assert len(written) == len(_GOOD_NAMES) + 3  # figures, others, reports
    assert not any(name.startswith(" ") or "\n" in name for name in written)


def test_a_huge_image_costs_no_more_than_its_line(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (FORM,))
    Image.new("1", (20_000, 20_000), 1).save(folder / "huge.png")
    (folder / "good.txt").write_text(_TEXT, encoding="utf-8")

    outcome = extract(Settings((folder,), out, form="lines"), PlainLines(sys.stderr))

    assert _report(outcome, "good.txt").state is State.DONE
    huge = _report(outcome, "huge.png")
    assert huge.state is State.DONE or " | " in huge.message


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_fails_alone(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (FORM,))
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(_TEXT + name, encoding="utf-8")
    (folder / "a.txt").chmod(0)

    outcome = extract(Settings((folder,), out, form="lines"), PlainLines(sys.stderr))

    assert "not allowed" in _report(outcome, "a.txt").message
    assert _report(outcome, "b.txt").state is State.DONE


def test_a_file_that_the_system_refuses_fails_alone(
    folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (FORM,))
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(_TEXT + name, encoding="utf-8")
    really = Path.open

    def refuse(path: Path, *arguments: str, **options: str) -> object:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return really(path, *arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)

    outcome = extract(Settings((folder,), out, form="lines"), PlainLines(sys.stderr))

    assert "not allowed" in _report(outcome, "a.txt").message
    assert _report(outcome, "b.txt").state is State.DONE
