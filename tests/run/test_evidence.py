"""What `solieu explain` tells and draws of one figure, on the samples."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from PIL import Image

from pipeline import cli
from pipeline.model.errors import SettingError
from pipeline.model.geometry import POINTS_PER_INCH, Box
from pipeline.model.page import Cell, CellReading, Document, Line, Page, PageKind, Table, Word
from pipeline.prose.near_misses import ProseTrace
from pipeline.run.tell.evidence import Evidence
from pipeline.run.tell.evidence_drawing import draw_case, mark_case
from pipeline.run.tell.question import Case, look_up
from pipeline.write.overlay import Look

_ROOT = Path(__file__).parents[2]
_DIGITAL, _DUMP, _SCAN = "digital-quarter.pdf", "dump-eng.txt", "scan-200-heavy.pdf"
_DPI = 150  # of pictures of digital pages


@pytest.fixture(scope="module")
def patterns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The form of the samples alone."""
    made = tmp_path_factory.mktemp("patterns")
    for name in ("cchc-xa.toml", "fragments.toml", "units.toml"):
        shutil.copy(_ROOT / "patterns" / name, made)
    return made


def _extract(tmp_path: Path, patterns: Path, *names: str) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in names:
        shutil.copy(_ROOT / "samples" / name, folder)
    out = tmp_path / "out"
    code = cli.main(
        ["extract", str(folder), "--out", str(out), "--patterns", str(patterns), "--workers", "1"]
    )
    assert code == 0
    return out


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory, patterns: Path) -> Path:
    """A digital report and a dump, read."""
    return _extract(tmp_path_factory.mktemp("run"), patterns, _DIGITAL, _DUMP)


@pytest.fixture(scope="module")
def scanned(tmp_path_factory: pytest.TempPathFactory, patterns: Path) -> Path:
    """A worn scan, read."""
    return _extract(tmp_path_factory.mktemp("scan"), patterns, _SCAN)


def _rows(out: Path, report: str) -> list[dict[str, str]]:
    with (out / "figures.csv").open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in csv.DictReader(stream) if row["report"] == report]


def _lines(case: Case) -> list[str]:
    return [line.strip() for line in case.tell().splitlines()]


def test_a_row_of_a_digital_report_is_told_with_its_cells_and_neighbours(
    out: Path, patterns: Path
) -> None:
    case = look_up(_DIGITAL, "VII.5.2.1", out, patterns)
    stated = {one.indicator: one.confidence for one in case.report.observations}["VII.5.2.1"]

    lines = _lines(case)

    assert stated
    assert lines[:5] == [
        "VII.5.2.1  Tổng số TTHC đủ điều kiện cung cấp trực tuyến mức độ toàn trình",
        f"= 69 Thủ tục  [sure, độ tin cậy {stated:.3f}]",
        "vì sao: sure, vì chữ do chính tệp số ghi, không qua máy đọc, "
        "và phép tính của báo cáo xác nhận.",
        "why:    sure, because it is text of the digital file itself, "
        "and arithmetic of the report confirms it.",
        "xác nhận: VII.5.2.2 : VII.5.2.1 = 57 : 69 = 82,61 %; báo cáo ghi VII.5.2 = 82,6 %",
    ]
    assert lines[-3:] == [
        "dòng: trang 9; tên giống 100%, mã khớp",
        "ô:   mã “5.2.1” | tên “Tổng số TTHC đủ điều kiện cung cấp trực tuyến mức độ toàn trình”"
        " | đơn vị “Thủ tục” | số liệu “69” | ghi chú “Văn phòng”",
        "dòng trên là VII.5.2 = 82.6 (trang 9); dưới là VII.5.2.2 = 57 (trang 9)",
    ]


def test_a_figure_of_the_prose_is_told_with_patterns_and_near_misses(
    out: Path, patterns: Path
) -> None:
    text = look_up(_DIGITAL, "dossiers_received", out, patterns).tell()

    assert 'đọc:  181 <- "tiếp nhận 181 hồ sơ" (trang 2, ô 101,289–120,301 pt)' in text
    assert "khớp mẫu, nhưng số này là của dossiers_received_online" in text
    assert "khớp “Tiếp nhận”, rồi mẫu cần số, ở đó là “và Trả kết quả" in text
    assert "mẫu 1 (1 số): tiếp nhận~ {value} ~" in text
    assert "mẫu 4 (không khớp): {value} ~{near}tiếp nhận" in text
    assert 1 <= text.count("suýt khớp") <= 3


def test_a_figure_missing_in_a_dump_is_told_with_what_comes_near(out: Path, patterns: Path) -> None:
    text = look_up(_DUMP, "dossiers_resolved", out, patterns).tell()

    assert "why:    unstated, because reports need not give it, and this one does not." in text
    assert "suýt khớp mẫu 1: " in text
    assert "khớp “giai quyét”, rồi mẫu cần số, ở đó là “" in text
    assert "mẫu 1 (không khớp): giải quyết( xong)?~ {value} ~" in text


def test_a_row_of_a_dump_says_how_much_of_its_name_was_legible(out: Path, patterns: Path) -> None:
    lines = _lines(look_up(_DUMP, "I.4.2", out, patterns))

    assert "dòng: trang 4; tên giống 97%, mã khớp" in lines
    assert "dòng trên là I.4.1 = 62 (trang 4); dưới là I.4.3 = 2 (trang 4)" in lines


def test_every_figure_can_be_asked_about(out: Path, patterns: Path) -> None:
    for report in (_DIGITAL, _DUMP):
        for row in _rows(out, report)[::15]:
            text = look_up(report, row["indicator"], out, patterns).tell()
            assert f"vì sao: {row['status']}, vì " in text
            assert text.count("suýt khớp") <= 3
            assert "hãy chạy lại" not in text


def test_a_whole_report_is_told_without_near_misses(out: Path, patterns: Path) -> None:
    text = look_up(_DUMP, "", out, patterns).tell()

    assert "suýt khớp" not in text
    assert "hãy chạy lại" not in text


def test_pages_that_are_gone_are_said_and_the_rest_is_told(
    out: Path, patterns: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "out"
    shutil.copytree(out, copy)
    shutil.rmtree(copy / ".solieu" / "steps" / "page")

    text = look_up(_DIGITAL, "VII.5.2.1", copy, patterns).tell()

    assert "vì sao: sure" in text
    assert "run solieu extract again" in text


def test_the_pages_of_a_figure_are_drawn(out: Path, patterns: Path, tmp_path: Path) -> None:
    case = look_up(_DIGITAL, "VII.5.2.1", out, patterns)

    (target,) = draw_case(case, tmp_path / "x.png")

    picture = Image.open(target)
    chosen = next(mark for mark in mark_case(case)[9] if mark.look is Look.CHOSEN)
    scale = _DPI / POINTS_PER_INCH
    corner = (round(chosen.box.left * scale), round(chosen.box.top * scale))
    assert picture.getpixel(corner) == Look.CHOSEN.value.colour
    assert [mark.look for mark in mark_case(case)[9]].count(Look.ROW) == 5


def test_a_whole_report_is_drawn_with_what_is_doubtful_named(out: Path, patterns: Path) -> None:
    marks = mark_case(look_up(_DIGITAL, "", out, patterns))

    with_box = [row for row in _rows(out, _DIGITAL) if row["left"] and row["value"]]
    chosen = [mark for page in marks.values() for mark in page if mark.look is not Look.MENTION]
    assert len(chosen) >= len(with_box)
    assert {mark.look for mark in chosen} <= {Look.CHOSEN, Look.DOUBTED}


@pytest.mark.parametrize("indicator", ["I.4.2", ""])
def test_a_dump_cannot_be_drawn_and_the_way_out_is_said(
    out: Path, patterns: Path, tmp_path: Path, indicator: str
) -> None:
    case = look_up(_DUMP, indicator, out, patterns)

    with pytest.raises(SettingError, match="PDF or image"):
        list(draw_case(case, tmp_path / "x.png"))


def test_a_figure_without_a_place_has_nothing_to_draw(
    out: Path, patterns: Path, tmp_path: Path
) -> None:
    case = look_up(_DIGITAL, "digital_signatures", out, patterns)

    with pytest.raises(SettingError, match="nothing can be drawn"):
        list(draw_case(case, tmp_path / "x.png"))


def test_a_report_that_moved_is_not_drawn(patterns: Path, tmp_path: Path) -> None:
    out = _extract(tmp_path, patterns, _DIGITAL)
    (tmp_path / "in" / _DIGITAL).unlink()

    with pytest.raises(SettingError, match="has moved or changed"):
        list(draw_case(look_up(_DIGITAL, "VII.5.2.1", out, patterns), tmp_path / "x.png"))


def test_the_command_prints_the_names_of_the_pictures(
    out: Path, patterns: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "x.png"
    call = ["explain", _DIGITAL, "VII.5.2.1", "--out", str(out), "--patterns", str(patterns)]

    code = cli.main([*call, "--draw", str(target)])

    printed = capsys.readouterr()
    assert code == 0
    assert printed.err == f"{target}\n"
    assert printed.out.startswith("VII.5.2.1")
    assert target.exists()


@pytest.mark.ocr
def test_a_scan_is_told_with_what_each_reader_saw(scanned: Path, patterns: Path) -> None:
    disputed = [
        row["indicator"]
        for row in _rows(scanned, _SCAN)
        if row["status"] == "doubtful" and row["code"] and not row["findings"]
    ]

    lines = _lines(look_up(_SCAN, disputed[0], scanned, patterns))

    assert any(line.startswith("máy đọc: pp-ocr “") and "; eng “" in line for line in lines)


def test_a_figure_of_a_scan_is_told_by_its_ink_with_what_each_reader_saw() -> None:
    cell, ink = Box(100, 50, 180, 64), Box(150, 53, 178, 61)
    both = CellReading("pp-ocr", "3.841", 0.99), CellReading("eng", "3.341", 0.7)
    whole = Cell(2, 3, "3.841", cell, readings=both)
    word = Word("3.841", ink, second=both[1])
    lines = Cell(2, 3, "3.841", cell, words=(word,))

    told = [_seen(_page(one), ink) for one in (whole, lines)] + [_seen(_page(line=word), ink)]

    assert told == [[("pp-ocr", "3.841"), ("eng", "3.341")]] * 3
    assert _seen(_page(whole), Box(300, 53, 320, 61)) == []


def _page(cell: Cell | None = None, line: Word | None = None) -> Page:
    tables = (Table(4, 4, (cell,), cell.box),) if cell else ()
    return Page(1, PageKind.SCAN, (Line(line.text, (line,)),) if line else (), tables)


def _seen(page: Page, box: Box) -> list[tuple[str, str]]:
    evidence = Evidence(Document((page,)), ProseTrace((), (), ()), None)
    return [(one.reader, one.text) for one in evidence.readers_of(1, box)]


@pytest.mark.ocr
def test_the_prose_of_a_scan_is_drawn_with_its_near_misses(
    scanned: Path, patterns: Path, tmp_path: Path
) -> None:
    case = look_up(_SCAN, "dossiers_received", scanned, patterns)

    drawn = list(draw_case(case, tmp_path / "x.png"))

    looks = {mark.look for page in mark_case(case).values() for mark in page}
    assert looks >= {Look.DOUBTED, Look.NEAR}
    assert all(Image.open(target).mode == "RGB" for target in drawn)
