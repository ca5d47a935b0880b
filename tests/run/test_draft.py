"""A new kind of report, from a draft to its figures, as README walks through it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from pipeline import cli
from pipeline.forms import load_form
from pipeline.model.page import Document
from pipeline.run.draft import draft_report
from pipeline.run.report import make_report
from pipeline.run.settings import PATTERNS
from pipeline.run.tell.transcript import choose_pages, read_pages
from pipeline.write.cell import print_cell
from tests.generator.style import register_family

SAMPLES = Path(__file__).parents[2] / "samples"
TRUTHS = Path(__file__).parents[1] / "truth"

_ROWS = (
    ("STT", "Chỉ tiêu", "Đơn vị tính", "Số liệu", "Ghi chú"),
    ("I", "HỘ TỊCH, CHỨNG THỰC", "", "", "Tư pháp"),
    ("1", "Tỷ lệ hồ sơ hộ tịch giải quyết đúng hạn", "%", "87,5", "Tư pháp"),
    ("1.1", "Tổng số hồ sơ hộ tịch", "Hồ sơ", "40", "Tư pháp"),
    ("1.2", "Số hồ sơ hộ tịch giải quyết đúng hạn", "Hồ sơ", "35", "Tư pháp"),
    ("2", "Số việc chứng thực", "Việc", "1.250", "Tư pháp"),
    ("3", "Có phòng tiếp dân riêng", "Có = 1; Không = 0", "1", "Tư pháp"),
    ("II", "HÒA GIẢI Ở CƠ SỞ", "", "", "Tư pháp"),
    ("1", "Số vụ việc hòa giải", "Vụ việc", "9", "Tư pháp"),
    ("1.1", "Hòa giải thành", "Vụ việc", "7", "Tư pháp"),
    ("1.2", "Hòa giải không thành", "Vụ việc", "2", "Tư pháp"),
    ("2", "Kinh phí hòa giải", "Triệu đồng", "", "Tài chính"),
)


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one report of a kind that no form describes."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "reports"
    folder.mkdir()
    face = register_family("Tinos")
    story: list[object] = []
    for text in (
        *("ỦY BAN NHÂN DÂN XÃ TÂN LẬP", "Số: 12/BC-UBND", "BÁO CÁO"),
        "Công tác tư pháp, hộ tịch quý II năm 2024 trên địa bàn xã Tân Lập",
        *("Phụ lục", "Số liệu công tác tư pháp, hộ tịch quý II năm 2024"),
    ):
        story.append(Paragraph(f'<font name="{face}">{text}</font>'))
        story.append(Spacer(1, 8))
    look = [("GRID", (0, 0), (-1, -1), 0.5, (0, 0, 0)), ("FONTNAME", (0, 0), (-1, -1), face)]
    story.append(Table([list(row) for row in _ROWS], style=look))
    SimpleDocTemplate(str(folder / "a.pdf"), pagesize=A4, invariant=1).build(story)
    return folder


def test_a_new_form_takes_four_commands_from_draft_to_csv(
    reports: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    forms, out = tmp_path / "forms", tmp_path / "out"
    file = forms / "tu-phap.toml"

    codes = [
        cli.main(["forms", "draft", str(reports / "a.pdf"), "--out", str(file)]),
        cli.main(["forms", "check", str(file)]),
        cli.main(["forms", "list", "--patterns", str(forms)]),
        cli.main(["extract", str(reports), "--out", str(out), "--patterns", str(forms)]),
    ]

    printed = capfd.readouterr()
    with (out / "a.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["indicator"]: row for row in csv.DictReader(stream)}
    assert codes == [0, 0, 0, 0]
    assert "2 mục, 9 dòng, 1 tỷ lệ, 1 phép cộng" in printed.err
    assert {row["form"] for row in rows.values()} == {"cong-tac-tu-phap-ho-tich"}
    assert [row["value"] for row in rows.values()] == [
        *("87.5", "40", "35", "1250", "1", "9", "7", "2", ""),
    ]
    assert {row["status"] for row in rows.values()} == {"sure", "read", "blank"}
    assert rows["II.2"]["unit"] == "Triệu đồng"


def test_a_draft_is_printed_where_no_file_is_named(
    reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["forms", "draft", str(reports / "a.pdf")])

    printed = capsys.readouterr()
    assert code == 0
    assert printed.out.startswith("# Biểu mẫu soạn tự động từ a.pdf.")
    assert "2 sections, 9 rows" in printed.err


def test_a_draft_overwrites_nothing(
    reports: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mine.toml"
    file.write_text("# my work\n", encoding="utf-8")

    code = cli.main(["forms", "draft", str(reports / "a.pdf"), "--out", str(file)])

    assert code == 2
    assert file.read_text(encoding="utf-8") == "# my work\n"
    assert "exists and is not overwritten" in capsys.readouterr().err


def test_a_report_without_an_appendix_gives_exit_code_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "b.txt"
    report.write_text("BÁO CÁO\nTiếp nhận 12 hồ sơ.\n", encoding="utf-8")

    code = cli.main(["forms", "draft", str(report)])

    assert code == 1
    assert "Không thấy bảng nào" in capsys.readouterr().err


def test_a_dump_that_lost_its_marks_gets_them_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "b.txt"
    lines = [
        "1. So thu tuc hanh chinh da giai quyet trong ky Thu tuc 4 Van phong",
        "2. So ho so da tiep nhan truc tuyen Ho so 5 Van phong",
        "3. So can bo, cong chuc duoc tap huan Nguoi 6 Van phong",
        "4. So van ban da ban hanh trong nam Van ban 7 Van phong",
        "5. Tong so nhiem vu duoc giao trong ky bao cao Nhiem vu 8 Van phong",
    ]
    text = ["BAO CAO", "Cong tac cai cach hanh chinh", "Phu luc", "So lieu thong ke", *lines]
    report.write_text("\n".join(text), encoding="utf-8")

    code = cli.main(["forms", "draft", str(report)])

    printed = capsys.readouterr().out
    assert code == 0
    assert 'label = "Số hồ sơ đã tiếp nhận trực tuyến"' in printed
    assert 'unit = "Nhiệm vụ"' in printed


@pytest.mark.parametrize("name", ["digital-quarter.pdf", "digital-year.pdf"])
def test_a_draft_gives_the_values_of_the_report_it_came_from(name: str, tmp_path: Path) -> None:
    sample = SAMPLES / name
    file = tmp_path / "draft.toml"
    file.write_text(draft_report(sample, PATTERNS).text, encoding="utf-8")

    document = Document(tuple(read_pages(sample, choose_pages(sample, None))))
    report = make_report(document, load_form(file, shared=PATTERNS))

    with (TRUTHS / name).with_suffix(".csv").open(encoding="utf-8-sig", newline="") as stream:
        true = {row["indicator"]: row["value"] for row in csv.DictReader(stream)}
    values = {one.indicator: one.value for one in report.observations}
    assert len(values) == 121
    assert {id: value for id, value in values.items() if print_cell(value) != true[id]} == {}
