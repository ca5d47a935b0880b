"""The sheets that answer, against what pandas makes of figures.csv and of what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

from pipeline.aggregate.absent import find_absent
from pipeline.aggregate.roster import Roster
from pipeline.aggregate.scopes import file_reports
from pipeline.aggregate.totals import add_up
from pipeline.model.form import Kind
from pipeline.model.reading import Observation, Status
from pipeline.model.report import Report
from pipeline.vietnamese.places import Place
from pipeline.write.tidy import report_rows, write_figures_csv
from pipeline.write.workbook import Answers, write_workbook
from tests.aggregate.archive import (
    DISTRICTS,
    FIGURES,
    FORM,
    PROVINCE,
    QUARTERS,
    ROSTER,
    communes,
    make_archive,
)

WHOLE, YEAR = "(cả tỉnh)", "2024: Q1 + Q2 + Q3 + Q4"


def write(folder: Path, reports: list[Report], roster: Roster = ROSTER) -> None:
    filed = file_reports(reports)
    forms = {FORM.id: FORM}
    answers = Answers(
        filed=filed,
        totals=tuple(add_up(filed, forms, roster)),
        absent=tuple(find_absent(filed, roster)),
        forms=forms,
    )
    rows = [row for report in reports for row in report_rows(report, FORM)]
    write_figures_csv(rows, folder / "figures.csv")
    write_workbook(reports, rows, folder / "figures.xlsx", answers)


def sheet(file: Path, name: str, header: int = 0) -> pd.DataFrame:
    return pd.read_excel(file, sheet_name=name, header=header, dtype={"Mã": str, "Mã đơn vị": str})


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, pd.DataFrame]:
    """An archive with its workbook; its rows, with the district that each is of."""
    folder = tmp_path_factory.mktemp("archive")
    reports, _ = make_archive(5)
    write(folder, reports)
    figures = pd.read_csv(folder / "figures.csv", dtype={"place_code": str})
    homes = {place.code: place.district for place in communes()}
    figures["district"] = figures["place_code"].map(homes)
    return folder / "figures.xlsx", figures


def areas(figures: pd.DataFrame) -> Iterator[tuple[str, str, pd.DataFrame]]:
    for period, some in figures.groupby("period"):
        yield str(period), WHOLE, some
        for district, few in some.groupby("district"):
            yield str(period), str(district), few


def find(totals: pd.DataFrame, period: str, district: str, name: str) -> pd.DataFrame:
    asked = zip(("Kỳ", "Huyện", "Mã"), (period, district, name), strict=True)
    for column, value in asked:
        totals = totals[totals[column] == value]
    return totals


def share(part: pd.Series[float], whole: pd.Series[float]) -> float:
    both = pd.concat([part, whole], axis=1, keys=["part", "whole"]).dropna()
    return float(round(100 * both["part"].sum() / both["whole"].sum(), 2))


def test_totals_are_what_pandas_makes_of_the_figures(made: tuple[Path, pd.DataFrame]) -> None:
    file, figures = made
    totals = sheet(file, "Tổng hợp")

    for period, district, some in areas(figures):
        table = some.pivot_table(index="place_code", columns="indicator", values="value")
        looked = some[some["status"] == "doubtful"].groupby("indicator").size()
        for name in ("I.1.1", "I.1.2", "I.1.4", "I.1.5", "I.1.6"):
            line = find(totals, period, district, name).iloc[0]
            assert line["Giá trị"] == table[name].sum()
            assert line["Có số"] == table[name].count()
            assert line["Nghi ngờ"] == looked.get(name, 0)
            assert line["Đã báo cáo"] == some["place_code"].nunique()
        rate = find(totals, period, district, "I.1.3").iloc[0]
        assert rate["Giá trị"] == pytest.approx(share(table["I.1.2"], table["I.1.1"]), abs=0.006)
        answers = find(totals, period, district, "I.1.8")["Giá trị"].tolist()
        assert answers == [(table["I.1.8"] == 1).sum(), (table["I.1.8"] == 0).sum()]
    assert "I.1.7" not in set(totals["Mã"])
    expected = find(totals, "2024-Q1", WHOLE, "I.1.1").iloc[0]["Phải báo cáo"]
    assert expected == len(ROSTER.communes(PROVINCE, "", FORM_DAY))


def test_a_year_adds_what_happened_and_takes_stocks_as_of_its_end(
    made: tuple[Path, pd.DataFrame],
) -> None:
    file, figures = made
    totals = sheet(file, "Tổng hợp")
    table = figures.pivot_table(index="place_code", columns=["indicator", "period"], values="value")

    year = {str(name): find(totals, YEAR, WHOLE, name).iloc[0] for name in FIGURES[:5]}
    assert year["I.1.1"]["Giá trị"] == table["I.1.1"].to_numpy(na_value=0).sum()
    assert year["I.1.4"]["Giá trị"] == table["I.1.4"]["2024-Q4"].sum()
    assert year["I.1.5"]["Giá trị"] == table["I.1.5"]["2024-Q1"].sum()
    stacked = table[["I.1.1", "I.1.2"]].stack(future_stack=True)
    assert year["I.1.3"]["Giá trị"] == pytest.approx(
        share(stacked["I.1.2"], stacked["I.1.1"]), abs=0.006
    )
    assert find(totals, YEAR, WHOLE, "I.1.6").empty
    assert year["I.1.1"]["Đã báo cáo"] == figures["report"].nunique()


def test_the_wide_sheet_holds_every_figure_in_its_place(made: tuple[Path, pd.DataFrame]) -> None:
    file, figures = made
    wide = sheet(file, "Bảng ngang thu", header=1)

    wide = wide.rename(columns={wide.columns[4]: "report"}).set_index("report")
    table = figures.pivot(index="report", columns="indicator", values="value")[list(FIGURES)]
    assert list(wide.columns[4:]) == list(FIGURES)
    pd.testing.assert_frame_equal(
        wide[list(FIGURES)].astype(float), table.loc[wide.index], check_names=False
    )
    names = [cell.value for cell in openpyxl.load_workbook(file)["Bảng ngang thu"][1]]
    labels = [row.label for row in FORM.indicators if row.kind is not Kind.HEADING]
    assert names[5:] == labels


def test_series_hold_the_totals_of_the_province(made: tuple[Path, pd.DataFrame]) -> None:
    file, figures = made
    series = sheet(file, "Chuỗi thời gian", header=17).set_index("Chọn")

    sums = figures[figures["indicator"] == "I.1.1"].groupby("period")["value"].sum()
    assert [series.loc["I.1.1", quarter] for quarter in QUARTERS] == sums.to_list()


def test_who_has_not_reported_is_who_was_left_out(tmp_path: Path) -> None:
    reports, left_out = make_archive(6)

    write(tmp_path, reports)

    absent = sheet(tmp_path / "figures.xlsx", "Chưa báo cáo")
    named = absent[absent["Đơn vị"].notna()]
    assert set(zip(named["Mã đơn vị"], named["Kỳ"], strict=True)) == left_out
    others = absent[absent["Đơn vị"].isna()]
    assert set(others["Huyện"]).isdisjoint(DISTRICTS)
    districts = {place.district for place in ROSTER.communes(PROVINCE, "", FORM_DAY)}
    assert set(others["Huyện"]) == districts - set(DISTRICTS)


def test_a_list_of_the_folder_says_who_is_to_report(tmp_path: Path) -> None:
    reports, _ = make_archive(6, left_out=0)
    listed = (*communes()[:3], Place("xã", "Không Có", "", DISTRICTS[0], PROVINCE))

    write(tmp_path, reports, replace(ROSTER, listed=listed))

    absent = sheet(tmp_path / "figures.xlsx", "Chưa báo cáo")
    assert absent["Đơn vị"].tolist() == ["xã Không Có"] * len(QUARTERS)


def test_a_unit_with_two_reports_counts_once_and_what_differs_is_doubtful() -> None:
    reports, _ = make_archive(7, left_out=0)
    first = next(one for one in reports if one.heading.period.id == "2024-Q1")  # type: ignore[union-attr]
    sure = replace(first, observations=(Observation("I.1.1", Decimal(5), Status.SURE, 0.99),))
    same = replace(sure, path="copy.txt")
    other = replace(
        sure, path="z.txt", observations=(Observation("I.1.1", Decimal(6), Status.SURE, 0.99),)
    )

    once, twice, differing = (
        next(add_up(file_reports(some), {FORM.id: FORM}, ROSTER))
        for some in ([sure], [sure, same], [sure, other])
    )

    assert once.value == twice.value == Decimal(5)
    assert (once.reported, once.repeated, once.doubtful) == (1, 0, 0)
    assert (twice.reported, twice.repeated, twice.doubtful) == (1, 1, 0)
    assert (differing.reported, differing.doubtful) == (1, 1)


FORM_DAY = make_archive(1)[0][0].heading.period.end  # type: ignore[union-attr]
