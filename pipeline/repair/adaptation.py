"""What one scanner does to letters, learned from what it wrote.

Text is repaired with the general channel; words repaired with high confidence show what this
scanner makes of which letters (xã as x3, as xi), and the channel is learned again with them on top.
No truth is needed. It is an option and is kept in a file, because a repair that depended on what
else lies in a folder would not give the same result twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from pipeline.model.errors import SettingError
from pipeline.repair.channel import Channel
from pipeline.repair.hands import Hand
from pipeline.repair.model import RepairModel
from pipeline.repair.restore import Restorer
from pipeline.repair.restored import RestoredLine
from pipeline.repair.segmentation import Scores, segment_word

# Chosen on the pages for settings.
_SURE = 0.9  # confidence of the words that teach
_PRIOR = 15.0  # times a letter counts as seen before
_ROUNDS = 2
_FEWEST = 1500  # words that teach; with fewer there is one page, and its chance would be learned
_LEAST = 1e-4  # probability of a segment that is kept
_SHAPED = 0.05  # of a guess, against what was counted

Table = dict[str, dict[str, float]]


@dataclass(frozen=True, slots=True)
class Adaptation:
    """What was learned, for one hand."""

    hand: Hand
    segments: Mapping[str, Mapping[str, float]]  # as in `Channel`
    forms: Mapping[str, Mapping[str, int]]  # word as read -> restored word -> how often
    words: int  # that it was learned from

    def adapt(self, channel: Channel) -> Channel:
        """Give a channel that knows this scanner."""
        forms = {form: Counter(words) for form, words in channel.forms.items()}
        counts = Counter(channel.counts)
        for form, words in self.forms.items():
            forms.setdefault(form, Counter()).update(words)
            counts.update(words)
        return Channel(channel.name, self.segments, forms, counts)


def learn_adaptation(
    model: RepairModel, lines: Sequence[str], hand: Hand | None = None
) -> tuple[Adaptation, ...]:
    """Learn from lines of one scanner; nothing for a hand with too few words.

    Args:
        model: Unadapted.
        lines: All that is known of the scanner, several pages at least.
        hand: What the text went through; None: judge by its letters.
    """
    adapted: tuple[Adaptation, ...] = ()
    for _ in range(_ROUNDS):
        restored = list(Restorer(apply(model, adapted)).restore(lines, hand))
        adapted = tuple(_learn(model, restored))
    return adapted


def apply(model: RepairModel, adapted: Iterable[Adaptation]) -> RepairModel:
    """Give a model with adapted channels."""
    channels = {each.hand: each.adapt(model.channel(each.hand)) for each in adapted}
    return replace(model, adapted=channels)


def write_adaptations(path: Path, adapted: Iterable[Adaptation]) -> None:
    """Keep what was learned."""
    content = msgspec.json.format(msgspec.json.encode(tuple(adapted), order="sorted"), indent=1)
    path.write_bytes(content + b"\n")


def read_adaptations(path: Path) -> tuple[Adaptation, ...]:
    """Read what was learned.

    Raises:
        SettingError: The file is none of ours.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Adaptation, ...])
    except (OSError, msgspec.DecodeError) as error:
        raise SettingError(
            f"{path.name} không phải tệp thích nghi của solieu. "
            "Hãy chọn tên khác, hoặc xóa tệp này để học lại.",
            f"{path.name} is no adaptation file of solieu. Choose another name, or delete this one "
            "to learn again.",
        ) from error


def _learn(model: RepairModel, lines: Iterable[RestoredLine]) -> Iterable[Adaptation]:
    pairs: dict[Hand, Counter[tuple[str, str]]] = {}
    for line in lines:
        for word in line.words:
            if word.hand and word.confidence >= _SURE and word.text.isalpha():
                pairs.setdefault(word.hand, Counter())[word.text, word.raw] += 1
    for hand, found in sorted(pairs.items()):
        if hand in (Hand.ENG, Hand.FRA) and found.total() >= _FEWEST:
            yield _learn_hand(model.channel(hand), hand, found)


def _learn_hand(channel: Channel, hand: Hand, pairs: Counter[tuple[str, str]]) -> Adaptation:
    known: Table = {unit: dict(row) for unit, row in channel.segments.items()}
    scores = Scores(known, _SHAPED, {unit for unit in known if len(unit) > 1})
    counts: dict[str, Counter[str]] = {}
    forms: dict[str, Counter[str]] = {}
    for (word, read), times in pairs.items():
        forms.setdefault(read.lower(), Counter())[word.lower()] += times
        for unit, segment in segment_word(word, read, scores)[1]:
            counts.setdefault(unit, Counter())[segment] += times
    # Pairs of letters stay as they are: their shares are of all times they are printed, together
    # or apart, which this does not count.
    segments = {
        unit: _blend(known.get(unit, {}), counts[unit])
        if len(unit) == 1 and unit in counts
        else known[unit]
        for unit in sorted({*known, *(unit for unit in counts if len(unit) == 1)})
    }
    return Adaptation(hand, segments, forms, pairs.total())


def _blend(before: Mapping[str, float], counts: Counter[str]) -> dict[str, float]:
    """Add what was counted to what was known."""
    total = _PRIOR * sum(before.values()) + counts.total()
    shares = {
        segment: (_PRIOR * before.get(segment, 0.0) + counts[segment]) / total
        for segment in sorted({*before, *counts})
    }
    return {segment: round(share, 6) for segment, share in shares.items() if share >= _LEAST}
