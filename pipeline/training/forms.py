"""What was learned from pages to what the repair looks up."""

from __future__ import annotations

from collections import Counter

from pipeline.repair.channel import Channel
from pipeline.repair.hands import Hand
from pipeline.training.confusions import Learned


def build_channel(hand: Hand, learned: Learned) -> Channel:
    """Turn the table of read forms around: from what was read to what it may be.

    >>> build_channel(Hand.ENG, Learned({}, {"số": {"s6": 3, "S6": 1}}, 0.0, 0.0)).forms
    {'s6': {'số': 4}}
    """
    forms: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    for word, read in learned.words.items():
        for form, times in read.items():
            forms.setdefault(form.lower(), Counter())[word] += times
            counts[word] += times
    return Channel(
        hand.value, learned.segments, {form: dict(c) for form, c in forms.items()}, counts
    )
