"""Faults of forms that a person who writes patterns hears of: units, likeness, slow patterns."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from pipeline.forms import load_form, pace, read_unit_list
from pipeline.forms.faults import Faults
from pipeline.forms.pace import (
    MOST_STEPS,
    check_pace,
    count_plain_steps,
    count_steps,
    page_line,
)
from pipeline.model.errors import FormError
from pipeline.model.form import Example, Form, Indicator, Kind
from pipeline.wording import matcher
from pipeline.wording.anchors import parse_pattern
from pipeline.wording.budget import GIVE_UP

_PATTERNS = Path(__file__).parents[2] / "patterns"
_HEAD = (
    'id = "thu"\nlabel = "Báo cáo thử"\ntitles = ["thử"]\n\n[[section]]\ncode = "I"\nlabel = "M"\n'
)


def _row(code: str, label: str, kind: str = "count", unit: str = "") -> str:
    return (
        f'\n[[indicator]]\nid = "I.{code}"\nsection = "I"\ncode = "{code}"\n'
        f'label = "{label}"\nkind = "{kind}"\nunit = "{unit}"\n'
    )


def _faults(folder: Path, *rows: str) -> FormError | None:
    path = folder / "thu.toml"
    path.write_text(_HEAD + "".join(rows), encoding="utf-8")
    try:
        load_form(path, shared=_PATTERNS)
    except FormError as error:
        return error
    return None


@pytest.mark.parametrize(
    ("kind", "unit", "fault"),
    [
        ("count", "Văn bản", ""),
        ("count", "văn  bản", ""),
        ("amount", "Triệu đồng", ""),
        ("heading", "", ""),
        ("count", "Văn bán", "unit 'Văn bán' is not in units.toml. Is it 'văn bản'?"),
        ("count", "bao tải", "unit 'bao tải' is not in units.toml. If it is right, add it"),
        ("count", "%", "unit '%' is one of percent, not of count"),
        ("count", "Triệu đồng", "unit 'Triệu đồng' is one of amount, not of count"),
    ],
)
def test_a_unit_is_one_of_the_list_and_of_the_right_kind(
    tmp_path: Path, kind: str, unit: str, fault: str
) -> None:
    error = _faults(tmp_path, _row("1", "Tên", kind, unit))

    assert (error is not None) == bool(fault)
    if error:
        assert fault in error.english
        assert f"đơn vị '{unit}'" in error.vietnamese


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ((_row("1", "Số hộ nghèo"), _row("2", "SỐ HỘ, NGHEO")), "I.2: without marks its label is"),
        ((_row("1", "Đã xong"), _row("1.1", "Đã xong")), ""),
        ((_row("1", "A1"), _row("1.1", "Xong"), _row("2", "A2"), _row("2.1", "Xong")), ""),
        ((_row("1", "Một"), _row("1", "Hai")), "section I has two rows with the code 1"),
    ],
)
def test_rows_that_cannot_be_told_apart_are_faults(
    tmp_path: Path, rows: tuple[str, ...], fault: str
) -> None:
    error = _faults(tmp_path, *rows)

    assert (error is not None) == bool(fault)
    if error:
        assert fault in error.english


@pytest.mark.parametrize(
    ("kind", "unit", "how"),
    [
        ("percent", "%", "sum"),
        ("percent", "%", "rate"),
        ("count", "hộ", "count"),
        ("count", "hộ", "x"),
    ],
)
def test_a_figure_adds_up_only_in_ways_that_its_kind_has(
    kind: str, unit: str, how: str, tmp_path: Path
) -> None:
    error = _faults(tmp_path, _row("1", "Số hộ", kind, unit) + f'aggregate = "{how}"\n')

    assert error is not None
    assert how in str(error)


def test_faults_of_all_sorts_come_at_once_and_in_both_languages(tmp_path: Path) -> None:
    slow = "prose = ['nhận {value}']\nexamples = []\n"

    error = _faults(tmp_path, _row("1", "Tên", unit="xyz"), _row("2", "TÊN", unit="qwe") + slow)

    assert error is not None
    for text in (
        "I.1: unit 'xyz'",
        "I.2: unit 'qwe'",
        "I.2: without marks",
        "I.2: there is no reject",
    ):
        assert text in error.english
    assert "biểu mẫu có" in error.vietnamese.lower()
    assert "pattern 1 reads no example" in error.english


def test_a_broken_list_of_units_is_refused(tmp_path: Path) -> None:
    (tmp_path / "units.toml").write_text('counts = ["người"]\namount = [3]\n', encoding="utf-8")

    with pytest.raises(FormError) as caught:
        read_unit_list(tmp_path)

    assert "'counts'" in caught.value.english
    assert "3 is not a unit" in caught.value.english


def _pace(
    pattern: str = "",
    example: str = "cây đã tiếp nhận được hồ sơ đã nhận được hồ sơ đã có 3 hồ sơ",
    count: str = "",
) -> list[str]:
    row = Indicator(
        "x",
        "X",
        Kind.COUNT,
        prose=(pattern,) if pattern else (),
        count=count,
        examples=(Example(example, Decimal(3)),),
    )
    faults = Faults()
    check_pace(Form("f", "F", (), indicators=(row,)), faults)
    return [fault.english for fault in faults.found]


def _steps_of_a_form(path: Path) -> Iterator[float]:
    form = load_form(path, examples=False)
    for row in form.indicators:
        line = page_line(row)
        for pattern in filter(None, (*row.prose, row.context)):
            yield count_steps(parse_pattern(pattern), line)
        if row.count:
            yield count_plain_steps(row.count, line)


@pytest.mark.parametrize("name", ["cchc-xa", "kt-xh-xa", "tthc-06"])
def test_no_pattern_of_the_project_comes_near_the_limit_of_steps(name: str) -> None:
    assert max(_steps_of_a_form(_PATTERNS / f"{name}.toml"), default=0) < 0.6 * MOST_STEPS


@pytest.mark.parametrize(
    "pattern",
    [
        "nhận(?>(?:[a-z]|[a-z ]| )+[:!]) {value}",
        "nhận{far}(?:(?:được|hồ|sơ|đã|tiếp){far})+(?:(?:được|hồ|sơ){far})+ {value} cây",
    ],
)
def test_a_slow_pattern_is_named_and_not_run_to_its_end(pattern: str) -> None:
    found = _pace(pattern)

    assert [text.partition(".")[0] for text in found] == [
        f"pattern 1 is too slow: over {GIVE_UP} steps on a page, at most {MOST_STEPS}"
    ]


def test_an_expression_that_is_counted_may_be_slow_too() -> None:
    assert _pace(count="hồ sơ") == []
    assert _pace(count=r"(?:[a-z]+ ?)+:") != []


def test_an_expression_that_cannot_be_counted_may_only_not_be_endless(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert _pace(r"nhận(?>( )được\1)hồ sơ {value}") == []

    monkeypatch.setattr(pace, "_PATIENCE", 0.2)

    assert _pace(r"nhận(?>(a|b)?(?:[a-z]|[a-z ]| )+\1[:!]) {value}") != []


def test_steps_grow_with_the_line_and_are_the_same_each_time() -> None:
    pattern = parse_pattern("tiếp nhận{far} {value} hồ sơ")
    line = "tiep nhan duoc 376 ho va " * 20

    once, again, twice = (count_steps(pattern, text) for text in (line, line, line * 2))

    assert once == again
    assert twice == pytest.approx(2 * once, rel=0.1)


def test_a_good_pattern_is_no_fault_of_pace() -> None:
    assert _pace("tiếp nhận(?: được)? {value} hồ sơ") == []


def test_an_expression_that_does_not_end_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matcher, "RAW_TIMEOUT", 0.01)
    pattern = parse_pattern("nhận(?>(?:[a-z]|[a-z ]| )+[:!]) {value}")
    text = "nhan " + "ho so " * 200 + "376"

    found = list(matcher.Sentence(text, damaged=False).find(pattern))

    assert found == []
