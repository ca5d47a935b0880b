"""Form 06 in text dumps: figures get their columns back by arithmetic, or stay out."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.model.reading import Reading, Support
from pipeline.tables.matrix import read_matrix
from tests.tables.matrix_tables import dump, matrix_form

_TITLE = "Biéu s6 II.06a/VPCP/KSTT"
_ZEROS = "2 |Ngudi co cong 0 0 0 0 0 0 0 0 0 0 0"
_SUM = "TONG CONG 128 128 0 0 128 118 8 2 0 0 0"


def _read(*lines: str) -> dict[str, Reading]:
    read = read_matrix(dump(_TITLE, *lines), matrix_form())
    return {reading.indicator: reading for reading in read.readings}


def _line(readings: dict[str, Reading], name: str) -> list[Decimal | None]:
    form = matrix_form().matrix
    assert form is not None
    ids = [f"{name}.{column.id}" for column in form.columns]
    return [readings[id].value if id in readings else None for id in ids]


def test_eleven_figures_that_fit_stand_in_their_places() -> None:
    found = _read("1 |H6 tich 128 128 0 0 128 118 8 2 0 0 0", _ZEROS, _SUM)

    assert _line(found, "civil_status") == [128, 128, 0, 0, 128, 118, 8, 2, 0, 0, 0]
    assert found["civil_status.resolved_late"].support is Support.SINGLE


def test_eleven_figures_that_do_not_fit_are_all_weak() -> None:
    found = _read("1 |H6 tich 128 128 0 0 123 118 8 2 0 0 0", _ZEROS, _SUM)

    weak = {reading.support for id, reading in found.items() if id.startswith("civil_status")}
    assert weak == {Support.WEAK}


def test_a_lost_figure_shifts_none_of_the_others() -> None:
    found = _read("1 |H6 tich 128 0 0 128 118 8 2 0 0 0", _ZEROS, _SUM)

    assert _line(found, "civil_status") == [128, None, None, None, 128, 118, 8, 2, 0, 0, 0]
    assert found["civil_status.resolved_late"].support is Support.WEAK


def test_where_a_figure_may_have_stood_in_two_places_neither_is_given() -> None:
    found = _read("1 |H6 tich 9 9 0 9 9 0 0 0 0 0", "2 |Dat dai 5 3 2 5 5 0 0 0 0 0", _ZEROS, _SUM)

    # One of 3, 2 and a lost nothing: direct or carried over.
    assert "land.received_direct" not in found
    assert "land.received_carried" not in found


def test_a_stroke_too_many_is_left_out() -> None:
    found = _read("1 |H6 tich 128 1 128 0 0 128 118 8 2 0 0 0", _ZEROS, _SUM)

    assert _line(found, "civil_status")[:2] == [128, 128]
    assert found["civil_status.received_online"].support is Support.WEAK


def test_a_figure_that_cannot_be_read_is_doubtful_and_has_no_value() -> None:
    found = _read("1 |H6 tich 128 128 0 0 128 118 8) 2 0 0 0", _ZEROS, _SUM)

    lost = found["civil_status.resolved_on_time"]
    assert (lost.value, lost.support) == (None, Support.WEAK)
    assert found["civil_status.pending_within"].support is Support.SINGLE


def test_beside_a_figure_that_cannot_be_read_two_equal_ones_confirm_nothing() -> None:
    """Two prints of one figure are misread alike."""
    found = _read("1 |H6 tich 853 853 0 0 328 152 176 0 D D 0", _ZEROS, _SUM)

    assert found["civil_status.received_online"].support is Support.WEAK
    assert found["civil_status.resolved_early"].support is Support.SINGLE


def test_zeros_alone_may_lack_one() -> None:
    found = _read("1 |H6 tich 128 128 0 0 128 118 8 2 0 0 0", _ZEROS[:-2], _SUM)

    assert _line(found, "merit") == [0] * 11


def test_a_dash_is_blank_only_where_the_report_prints_no_zeros() -> None:
    dashes = _read("1 |H6 tich 9 9 - - 9 9 - - - - -", "TONG CONG 9 9 - - 9 9 - - - - -")
    zeros = _read("1 |H6 tich 9 9 - 0 9 9 0 0 0 0 0", _ZEROS, "TONG CONG 9 9 0 0 9 9 0 0 0 0 0")

    assert dashes["civil_status.received_direct"].support is Support.SINGLE
    assert dashes["civil_status.received_direct"].value is None
    assert zeros["civil_status.received_direct"].support is Support.WEAK


def test_a_line_of_dashes_that_lacks_one_has_no_zeros() -> None:
    lines = ("1 |H6 tich 9 9 - - 9 9 - - - - -", "2 |Ngudi co cong - - - - - - - - - -")

    found = _read(*lines, "TONG CONG 9 9 - - 9 9 - - - - -")

    assert not [id for id in found if id.startswith("merit")]


def test_a_line_with_too_much_lost_gives_nothing_and_is_not_forgotten() -> None:
    lines = ("1 |H6 tich 128 Gee LET aer 28a 118 8 2 0 0 0", _ZEROS, _SUM)

    read = read_matrix(dump(_TITLE, *lines), matrix_form())

    assert "civil_status.received_total" in read.form.by_id
    assert not [one for one in read.readings if one.indicator.startswith("civil_status")]


def test_figures_of_the_total_may_stand_one_below_the_other() -> None:
    below = [str(figure) for figure in (128, 128, 0, 0, 128, 118, 8, 2, 0, 0, 0)]

    found = _read("1 |H6 tich 128 128 0 0 128 118 8 2 0 0 0", _ZEROS, "[TONG CONG", *below)

    assert _line(found, "total")[0] == 128


@pytest.mark.parametrize(
    "line", ["(1) (2) (3) (4) (5) (6) (7) (8) (9) (10) (11) (12) (13)", "Don vi tinh: H6 so 2023"]
)
def test_the_header_is_no_line(line: str) -> None:
    read = read_matrix(dump(_TITLE, line, _SUM), matrix_form())

    assert [one.id for one in read.form.matrix.lines] == ["total"] if read.form.matrix else False
