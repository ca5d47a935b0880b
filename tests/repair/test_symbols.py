"""Symbols: a closed table, digits and slashes untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.repair.symbols import rewrite_symbol

_PARTS = st.sampled_from(
    [
        "QD",
        "ND",
        "NP",
        "CP",
        "HDND",
        "HPND",
        "UBND",
        "UBNĐ",
        "TTG",
        "Ttg",
        "LDTBXH",
        "BC",
        "DU",
        "NQ",
        "KH",
        "61",
        "2018",
        "19",
        "OD",
        "CD",
        "Ttr",
        "Ð",
        "x",
    ]
)
_SYMBOLS = st.lists(st.tuples(_PARTS, st.sampled_from("/-.& ")), max_size=8).map(
    lambda pairs: "".join(part + sign for part, sign in pairs)
)


@given(st.one_of(st.text(), _SYMBOLS))
def test_a_second_time_changes_nothing(core: str) -> None:
    once = rewrite_symbol(core)

    assert rewrite_symbol(once) == once


@given(st.one_of(st.text(), _SYMBOLS))
def test_digits_and_signs_stay(core: str) -> None:
    kept = [sign for sign in core if not sign.isalpha()]

    assert [sign for sign in rewrite_symbol(core) if not sign.isalpha()] == kept


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("19/QD-UBND", "19/QĐ-UBND"),
        ("07/QD", "07/QĐ"),
        ("130/2005/ND-CP", "130/2005/NĐ-CP"),
        ("61/2018/NP-CP", "61/2018/NĐ-CP"),
        ("439/2023/NQ-HDND", "439/2023/NQ-HĐND"),
        ("45/QD-TTG", "45/QĐ-TTg"),
        ("12/2019/TT-BLDTBXH", "12/2019/TT-BLĐTBXH"),
        ("5/CD-TTg", "5/CĐ-TTg"),
        ("3-NQ/DU", "3-NQ/ĐU"),
        ("HPND", "HĐND"),
        ("UBNĐ", "UBND"),
        ("GD&DT", "GD&DT"),
        ("Ð", "Đ"),
    ],
)
def test_lost_letters_of_known_symbols_come_back(read: str, printed: str) -> None:
    assert rewrite_symbol(read) == printed


@pytest.mark.parametrize(
    "symbol",
    [
        "68/BC-UBND",
        "277/ND-HDN",
        "12/DA-UBND",
        "GDPT",
        "NDT",
        "ND",
        "CP",
        "5/CT-TTg",
        "DU",
        "A4",
        "TTHC",
        "30/2020/NĐ-CP",
    ],
)
def test_what_may_be_meant_stays(symbol: str) -> None:
    assert rewrite_symbol(symbol) == symbol
