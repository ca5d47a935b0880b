"""Straight rules of a scanned page, traced."""

from __future__ import annotations

import numpy as np

from pipeline.read.rules import Rule, Tracing


def test_a_stretch_of_two_pixels_is_measured_like_a_longer_one() -> None:
    page = np.zeros((40, 60), np.uint8)
    page[20, :] = 255
    tracing = Tracing((), page, page, page)

    short = tracing.coverage(Rule(0, 60, 20.0, 0.0), 10, 12)
    long = tracing.coverage(Rule(0, 60, 20.0, 0.0), 10, 40)

    assert (short.traced, short.sharp, short.text) == (long.traced, long.sharp, long.text)
    assert short.clear == long.clear == 1.0
