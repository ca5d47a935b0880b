"""How a restored text is scored: words, names of rows, syllables, changes, figures.

Words as in the lab: without the punctuation around them, small letters, tones in one place, figures
exact. What is left is a distance between two rows of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import LCSseq, Levenshtein

from pipeline.repair.restored import RestoredLine, rewrite
from pipeline.repair.tokens import numeric_tokens
from pipeline.vietnamese.tone_marks import place_tones
from tests.bench.paper import Share

_OUTER = ".,;:!?()[]{}\"'“”‘’-–—_…|*«»/\\<>=~"
_SYLLABLE = re.compile(r"[^\W\d_]+")


def scored_words(text: str) -> list[str]:
    """Give the words that are compared.

    >>> scored_words('- Uỷ ban (xã) | "99,8%".')
    ['ủy', 'ban', 'xã', '99,8%']
    """
    words = (place_tones(word.strip(_OUTER)).lower() for word in text.split())
    return [word for word in words if word]


def syllables(text: str) -> list[str]:
    """Give the syllables of a text, whatever stands between them.

    >>> syllables("Hoà-bình, 12 xã")
    ['hòa', 'bình', 'xã']
    """
    return _SYLLABLE.findall(place_tones(text).lower())


def word_errors(true: Iterable[str], given: Iterable[str]) -> Share:
    """Count words exchanged, lost and made up, line by line, of all true words.

    >>> word_errors(["số hộ nghèo"], ["số hệ nghèo."])
    Share(count=1, of=3)
    """
    wrong = total = 0
    for one, other in zip(true, given, strict=True):
        words = scored_words(one)
        wrong += Levenshtein.distance(words, scored_words(other))
        total += len(words)
    return Share(wrong, total)


def right_syllables(true: Iterable[str], given: Iterable[str]) -> Share:
    """Count syllables that came out right.

    >>> right_syllables(["Hoà bình ở xã"], ["Hòa binh ở xã"])
    Share(count=3, of=4)
    """
    right = total = 0
    for one, other in zip(true, given, strict=True):
        wanted = syllables(one)
        right += len(wanted) - min(len(wanted), Levenshtein.distance(wanted, syllables(other)))
        total += len(wanted)
    return Share(right, total)


def words_not_found(name: str, text: str) -> Share:
    """Count words of a name that do not stand in a text in their order.

    Words of other columns that a dump put between them are no error of the repair.

    >>> words_not_found("Số hồ sơ quá hạn", "2.1 Số hồ sơ Hồ sơ Văn phòng qua hạn")
    Share(count=1, of=5)
    """
    wanted = scored_words(name)
    return Share(len(wanted) - LCSseq.similarity(wanted, scored_words(text)), len(wanted))


def errors_of_best_run(name: str, text: str) -> Share:
    """Count word errors of the run of words that is most like a name; the strict figure.

    >>> errors_of_best_run("Số hồ sơ quá hạn", "2.1 Số hồ sơ Hồ sơ Văn phòng qua hạn")
    Share(count=2, of=5)
    """
    wanted, found = scored_words(name), scored_words(text)
    above = [0] * (len(found) + 1)
    for row, word in enumerate(wanted, start=1):
        here = [row]
        for column, other in enumerate(found):
            here.append(
                min(above[column + 1] + 1, here[column] + 1, above[column] + (word != other))
            )
        above = here
    return Share(min(above), len(wanted))


def words_changed(correct: str, given: str) -> Share:
    """Count words of correct text that came out otherwise, the place of tones aside.

    >>> words_changed("Uỷ ban xã, huyện", "Ủy ban xa, huyện")
    Share(count=1, of=4)
    """
    words = [place_tones(word) for word in correct.split()]
    return Share(
        Levenshtein.distance(words, [place_tones(word) for word in given.split()]), len(words)
    )


def changed_figures(line: RestoredLine) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Give the figures of a line before and after, if they differ and no rule announced it."""
    announced = rewrite(line.raw, (word for word in line.words if word.reason))
    before, after = numeric_tokens(announced), numeric_tokens(line.text)
    return None if before == after else (before, after)


def announced_figures(line: RestoredLine) -> Sequence[str]:
    """Give the changes of figures that a rule gave a reason for.

    Only where the line's figures are others afterwards: a `d)` that became `đ)` is no figure.
    """
    announced = [word for word in line.words if word.reason and word.text != word.raw]
    if not announced or numeric_tokens(line.raw) == numeric_tokens(rewrite(line.raw, announced)):
        return ()
    return [f"{word.raw} -> {word.text} ({word.reason})" for word in announced]
