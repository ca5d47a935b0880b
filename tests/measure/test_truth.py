"""Truth files from many hands."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.measure.truth import TrueFigure, TrueHeading, find_truths, read_truth
from pipeline.model.errors import SettingError
from tests.measure.outputs import write_truth


def test_rows_may_be_named_by_section_and_code(tmp_path: Path) -> None:
    write_truth(tmp_path / "a.csv", "I,1.1.,Số hộ,5", "I,2,x,", header="section,code,label,value")

    truth = read_truth(tmp_path / "a.csv")

    assert truth.figures == (TrueFigure("I.1.1", Decimal(5)), TrueFigure("I.2", None))


def test_a_byte_order_mark_and_further_columns_do_no_harm(tmp_path: Path) -> None:
    content = '\ufeffnote,indicator,value,planted\r\n"a, b",I.1,99.80,sum\r\n'
    (tmp_path / "a.csv").write_bytes(content.encode())

    truth = read_truth(tmp_path / "a.csv")

    assert truth.figures == (TrueFigure("I.1", Decimal("99.8"), "sum"),)


def test_headings_and_texts_are_told_apart_from_figures(tmp_path: Path) -> None:
    write_truth(tmp_path / "a.csv", "heading.place,xã Đồng Vắng", "kind,Báo cáo", header="id,value")

    truth = read_truth(tmp_path / "a.csv")

    assert truth.headings == (TrueHeading("place", "xã Đồng Vắng"),)
    assert truth.no_figures == ("kind",)
    assert truth.figures == ()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"indicator\nI.1\n", "lacks the column"),
        (b"label,value\nx,1\n", "lacks the column"),
        (b"indicator,value\nI.1,1\nI.1.,2\n", "indicators twice: I.1"),
        (b"", "cannot be read as a CSV"),
        (b"indicator,value\n\xff\xfe,1\n", "cannot be read as a CSV"),
        (b'indicator,value\n"I.1,1\n', "cannot be read as a CSV"),
    ],
)
def test_a_file_that_is_no_truth_is_refused_by_name(
    content: bytes, words: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(content)

    with pytest.raises(SettingError, match=rf"a\.csv.*{words}"):
        read_truth(tmp_path / "a.csv")


def test_a_folder_without_truths_is_a_wrong_setting(tmp_path: Path) -> None:
    with pytest.raises(SettingError, match="no CSV"):
        find_truths(tmp_path)
