"""A share of the decoder becomes a confidence by what was right."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.repair.confidence import Calibration, fit_calibration


def test_a_table_says_what_was_right_and_rises() -> None:
    rng = np.random.default_rng(7)
    shares = rng.uniform(0.5, 0.9999, 40_000)
    right = rng.uniform(size=40_000) < shares**3  # over-confident

    table = fit_calibration(shares.tolist(), right.tolist())

    tried = np.array([0.6, 0.8, 0.95], np.float32)
    assert table.confidence(tried) == pytest.approx(tried**3, abs=0.03)
    assert list(table.right) == sorted(table.right)


def test_neighbours_that_break_the_order_are_one() -> None:
    shares = [0.2] * 50 + [0.5] * 50 + [0.9] * 50
    right = [True] * 30 + [False] * 20 + [True] * 20 + [False] * 30 + [True] * 50

    table = fit_calibration(shares, right, groups=3)

    assert table.right == (0.5, 1.0)


def test_without_a_table_the_share_stands() -> None:
    shares = np.array([0.1, 0.7], np.float32)

    assert Calibration().confidence(shares).tolist() == shares.tolist()
