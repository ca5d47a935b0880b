"""Other formats hold the rows of figures.csv, no more and no less."""

from __future__ import annotations

import importlib.util
import sqlite3
from pathlib import Path

import pandas as pd
import pytest

from pipeline.cli import main
from pipeline.write.tidy import report_rows, write_figures_csv, write_reports_csv
from tests.aggregate.archive import FORM, make_archive
from tests.write.invented import FORM as OTHER
from tests.write.invented import make_failed, make_observation, make_report

_NO_ARROW = importlib.util.find_spec("pyarrow") is None


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An output folder with figures of two forms, odd texts and large and small numbers."""
    folder = tmp_path_factory.mktemp("out")
    reports = make_archive(3)[0][:12]
    odd = make_report(
        '=lạ; "quá".pdf',
        make_observation("I.1.1", "-17465.125", text="=1+1;\n'x'"),
        make_observation("I.1.10", "0.999"),
    )
    rows = [row for report in reports for row in report_rows(report, FORM)]
    rows += report_rows(odd, OTHER)
    write_figures_csv(rows, folder / "figures.csv")
    write_figures_csv([], folder / "others.csv")
    write_reports_csv([*reports, odd, make_failed("hỏng.pdf")], folder / "reports.csv")
    return folder


def _read(file: Path, **told: str) -> pd.DataFrame:
    texts = {"code": str, "place_code": str, "place_code_now": str, "sha256": str}
    return pd.read_csv(file, dtype=texts, encoding="utf-8-sig", **told)  # type: ignore[call-overload, no-any-return]


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Make all that is nothing one nothing."""
    plain = table.astype(object)
    return plain.where(plain.notna(), None)


@pytest.mark.parametrize("name", ["figures.csv", "reports.csv"])
def test_csvs_with_decimal_commas_hold_the_same(name: str, out: Path, tmp_path: Path) -> None:
    code = main(["export", str(out), "--csv", str(tmp_path), "--decimal", "comma"])

    assert code == 0
    theirs = _read(tmp_path / name, sep=";", decimal=",")
    pd.testing.assert_frame_equal(theirs, _read(out / name))
    if name == "figures.csv":
        assert ";0,999;" in (tmp_path / name).read_text(encoding="utf-8-sig")


def test_a_data_base_holds_the_same_and_finds_words(out: Path, tmp_path: Path) -> None:
    file = tmp_path / "a.sqlite"
    for _ in range(2):  # the second replaces the first
        assert main(["export", str(out), "--sqlite", str(file)]) == 0

    with sqlite3.connect(file) as base:
        for name in ("figures", "reports"):
            theirs = pd.read_sql(f"SELECT * FROM {name} ORDER BY rowid", base)  # noqa: S608
            ours = _read(out / f"{name}.csv")
            pd.testing.assert_frame_equal(_plain(theirs), _plain(ours))
        found = base.execute("SELECT rowid FROM figures_search WHERE label MATCH 'nang suat'")
        assert len(found.fetchall()) == 12
    base.close()


@pytest.mark.skipif(_NO_ARROW, reason="pyarrow is not installed")
def test_parquet_holds_the_same_by_form_and_year(out: Path, tmp_path: Path) -> None:
    import pyarrow.parquet

    target = tmp_path / "parquet"
    for _ in range(2):
        assert main(["export", str(out), "--parquet", str(target)]) == 0

    ours = _read(out / "figures.csv")
    files = sorted(target.glob("figures/*/*/*.parquet"))
    assert [str(file.parent.relative_to(target / "figures")) for file in files] == [
        "form=thu/year=2024",
        "form=thu-nghiem/year=2023",
    ]
    parts = [pyarrow.parquet.ParquetFile(file).read().to_pandas() for file in files]
    theirs = pd.concat(parts, ignore_index=True)
    pd.testing.assert_frame_equal(_plain(theirs), _plain(ours))
    schema = pyarrow.parquet.read_schema(files[0])
    assert schema.field("left").metadata[b"unit"] == b"pt"
    assert schema.field("value").type == "double"
    reports = pyarrow.parquet.ParquetFile(target / "reports.parquet").read()
    assert reports.num_rows == len(_read(out / "reports.csv"))


def test_nothing_else_is_replaced_and_nothing_is_made_of_no_results(
    out: Path, tmp_path: Path
) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Kính gửi", encoding="utf-8")

    refused = [
        main(["export", str(out), "--sqlite", str(letter)]),
        main(["export", str(out), "--csv", str(out)]),
        main(["export", str(out)]),
        main(["export", str(tmp_path), "--csv", str(tmp_path / "csv")]),
    ]

    assert refused == [2, 2, 2, 2]
    assert letter.read_text(encoding="utf-8") == "Kính gửi"
