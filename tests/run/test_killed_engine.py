"""The real Tesseract behind a stand-in that dies over one page: once, or always."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import landscape

from pipeline.model.errors import EngineError
from pipeline.model.finding import UNREAD_PAGE
from pipeline.model.form import Form, Indicator, Kind, Section
from pipeline.model.reading import Status
from pipeline.model.report import State
from pipeline.read import tesseract
from pipeline.read.engine import pytesseract
from pipeline.read.picture import Picture
from pipeline.run import extraction
from pipeline.run.batch.progress import PlainLines
from pipeline.run.extraction import Outcome, extract
from pipeline.run.settings import Settings
from tests.read import drawn
from tests.read.drawn import A4
from tests.read.ruled import as_pixels, blank_page
from tests.run.conftest import outputs

_FORM = Form(
    "thu",
    "Báo cáo thử",
    ("công tác thử nghiệm",),
    appendix=("Phụ lục số liệu",),
    sections=(Section("I", "Hồ sơ"),),
    indicators=(
        Indicator("I.1", "Số hồ sơ đã tiếp nhận", Kind.COUNT, "Hồ sơ", "I", "1"),
        Indicator("I.1.1", "Tỷ lệ giải quyết đúng hạn", Kind.PERCENT, "%", "I", "1.1"),
        Indicator("I.2", "Số thủ tục đã công bố", Kind.COUNT, "Thủ tục", "I", "2"),
        Indicator("received", "Hồ sơ tiếp nhận", Kind.COUNT, prose=("tiếp nhận {value} hồ sơ",)),
    ),
)
# Dies over a page that is wider than high, alone or in a list; crops of cells are lower than 400.
_STAND_IN = """#!{python}
import os, signal, struct, sys
from pathlib import Path

given = Path(sys.argv[1])
pictures = given.read_text().split() if given.suffix == ".txt" else [given]
for picture in pictures if given.suffix in (".txt", ".bmp") else ():
    width, height = struct.unpack("<ii", Path(picture).read_bytes()[18:26])
    if width > abs(height) > 400:
        fresh = not os.path.exists({marker!r})
        Path({marker!r}).touch()
        if {always} or fresh:
            os.kill(os.getpid(), signal.SIGKILL)
os.execv({engine!r}, ["tesseract", *sys.argv[1:]])
"""


def _put_before_engine(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, always: bool = False
) -> Path:
    """Put the stand-in on the path; give the mark of its having died."""
    folder.mkdir()
    marker, script = folder / "died", folder / "tesseract"
    engine = shutil.which("tesseract")
    script.write_text(
        _STAND_IN.format(python=sys.executable, marker=str(marker), always=always, engine=engine),
        encoding="ascii",
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    return marker


def _write_scan(path: Path) -> None:
    """Write a report whose second page, the appendix, lies across."""
    digital = path.with_suffix(".pdf")
    canvas = drawn.start_page(digital)
    drawn.draw_prose(canvas, ("BÁO CÁO", "Công tác thử nghiệm quý III năm 2024", *drawn.PROSE))
    canvas.showPage()
    canvas.setPageSize(landscape(A4))
    canvas.setFont(drawn.FONT, drawn.SIZE)
    drawn.draw_prose(canvas, ("Phụ lục", "Phụ lục số liệu"), top=550)
    drawn.draw_table(canvas, top=480)
    canvas.save()
    first, second = (Image.fromarray(drawn.paint(digital, page=page)) for page in (0, 1))
    first.save(path, save_all=True, append_images=[second], dpi=(200, 200))
    digital.unlink()


@pytest.fixture
def scan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one scan, read by a form of its three rows."""
    monkeypatch.setattr(extraction, "load_checked_forms", lambda _: (_FORM,))
    folder = tmp_path / "in"
    folder.mkdir()
    _write_scan(folder / "a.tif")
    return folder


def _run(folder: Path, out: Path, workers: int = 1) -> Outcome:
    return extract(Settings((folder,), out, workers=workers), PlainLines(sys.stderr))


@pytest.mark.ocr
def test_an_engine_that_is_killed_once_leaves_no_trace(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    undisturbed = _run(scan, tmp_path / "undisturbed")

    for workers in (1, 2):
        with monkeypatch.context() as patch:
            marker = _put_before_engine(tmp_path / f"engine-{workers}", patch)
            outcome = _run(scan, tmp_path / f"out-{workers}", workers)

        assert marker.exists()
        assert outcome.exit_code == undisturbed.exit_code == 0
        assert outputs(tmp_path / f"out-{workers}") == outputs(tmp_path / "undisturbed")


@pytest.mark.ocr
@pytest.mark.parametrize("workers", [1, 2])
def test_a_page_that_always_kills_its_engine_costs_its_rows_and_says_so(
    scan: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, workers: int
) -> None:
    with monkeypatch.context() as patch:
        _put_before_engine(tmp_path / "engine", patch, always=True)
        outcome = _run(scan, tmp_path / "out", workers)
    again = _run(scan, tmp_path / "out", workers)

    (report,) = outcome.reports
    rows = {one.indicator: one for one in report.observations}
    assert (outcome.exit_code, report.state, report.form) == (1, State.DONE, "thu")
    assert report.message.startswith("Không đọc được trang 2: Tesseract")
    assert rows["received"].value == 376
    # A sentence elsewhere may say what a lost row counts; it is doubtful then.
    lost = [rows[name] for name in ("I.1", "I.2") if rows[name].status is not Status.DOUBTFUL]
    assert {row.status for row in lost} == {Status.MISSING}
    assert all(UNREAD_PAGE in row.findings for row in lost)
    assert (again.exit_code, again.reports[0].unread_pages) == (0, frozenset())
    assert again.reports[0].observations[0].value == 376


@pytest.mark.parametrize(("status", "is_told"), [(-9, True), (1, False)])
def test_an_engine_that_was_killed_is_not_one_that_saw_too_few_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, is_told: bool
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise pytesseract.TesseractError(status, "Too few characters")

    monkeypatch.setattr(pytesseract, "image_to_osd", fail)
    page = Picture(as_pixels(blank_page()), 200.0)

    if is_told:
        with pytest.raises(EngineError):
            tesseract.find_quarter_turns(page, tmp_path, 60)
    else:
        assert tesseract.find_quarter_turns(page, tmp_path, 60) == 0
