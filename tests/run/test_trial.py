"""From a workbook to a form, its trial and the CSV: what an analyst does, command by command."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from pipeline import cli

_TITLE = "GIÁ BÁN LẺ TẠI CHỢ THÁNG {month} NĂM 2024"
_HEADER = ("STT", "Mặt hàng", "Đơn vị tính", "Giá kỳ trước", "Giá kỳ này", "Tỷ lệ (%)")
_GOODS = ("Thóc tẻ", "Gạo nếp", "Thịt lợn", "Cá chép", "Bắp cải")


def _prices(month: int) -> list[Sequence[object]]:
    rows: list[Sequence[object]] = [(_TITLE.format(month=month),), _HEADER]
    for number, name in enumerate(_GOODS, start=1):
        price = 10_000 + 100 * number * month
        rows.append((number, name, "đ/kg", price, price + 50, f"{100 + number},5"))
    return rows


def _workbook(path: Path, **sheets: list[Sequence[object]]) -> Path:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


_OTHER: list[Sequence[object]] = [
    ("DÂN SỐ CÁC HUYỆN NĂM 2024",),
    ("STT", "Huyện", "Tổng số (Người)", "Nữ (Người)"),
    *((n, f"Huyện số {n}", 900 + n, 400 + n) for n in range(1, 6)),
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook with prices and something else."""
    return _workbook(tmp_path / "thang-5.xlsx", Gia=_prices(5), DanSo=_OTHER)


def _rows(out: Path) -> list[dict[str, str]]:
    with (out / "figures.csv").open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_a_sheet_becomes_a_form_that_reads_the_next_month(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forms = tmp_path / "forms"
    forms.mkdir()
    drafted = forms / "gia.toml"
    following = _workbook(tmp_path / "thang-6.xlsx", Gia=_prices(6))

    codes = [
        cli.main(["forms", "draft", str(book), "--sheet", " gia ", "--out", str(drafted)]),
        cli.main(["forms", "check", str(drafted)]),
        cli.main(["forms", "check", str(drafted), "--on", str(following)]),
    ]
    told = capsys.readouterr().out
    patterns, out = ["--patterns", str(forms)], tmp_path / "out"
    codes.append(
        cli.main(["extract", str(following), "--workers", "1", *patterns, "--out", str(out)])
    )

    rows = {row["indicator"]: row for row in _rows(out)}
    assert codes == [0, 0, 0, 0]
    assert "15 figures of 15 indicators come out" in told
    assert "0 figures of the report are not the form's" in told
    assert rows["gao_nep.gia_ky_nay"]["value"] == "11250"
    assert rows["gao_nep.gia_ky_nay"]["unit"] == "đ/kg"
    assert {row["form"] for row in rows.values()} == {"gia-ban-le-tai-cho"}
    assert {row["status"] for row in rows.values()} == {"read"}


def test_without_a_name_all_sheets_are_tables_of_the_form(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["forms", "draft", str(book), "--out", str(tmp_path / "a.toml")])

    text = (tmp_path / "a.toml").read_text(encoding="utf-8")
    assert code == 0
    assert text.count("\n[[matrix]]\n") == 2
    assert "2 tables" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["draft"], ["check", "--on"]])
def test_a_wrong_sheet_is_told_with_the_names_there_are(
    book: Path, command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.main(["forms", *command, str(book), "--sheet", "Giá"])

    error = capsys.readouterr().err
    assert code == 2
    assert "“Gia”, “DanSo”" in error


def test_a_form_that_finds_nothing_has_failed_on_the_report(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    drafted = tmp_path / "gia.toml"
    cli.main(["forms", "draft", str(book), "--sheet", "Gia", "--out", str(drafted)])
    capsys.readouterr()

    code = cli.main(["forms", "check", str(drafted), "--on", str(book), "--sheet", "DanSo"])

    told = capsys.readouterr().out
    assert code == 1
    assert "0 figures of 15 indicators" in told
    assert "10 figures of the report are not the form's" in told
    assert "not recognised" in told


def test_a_report_that_no_form_fits_or_that_is_not_there_has_failed(
    book: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    codes = [
        cli.main(["forms", "check", "--on", str(report)])
        for report in (book, tmp_path / "nowhere.pdf")
    ]

    assert codes == [1, 1]
    assert "No form fits" in capsys.readouterr().err
