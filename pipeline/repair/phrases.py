"""What is printed on a form as it stands: labels of its rows, units, legends, departments.

Their words are likely where they follow each other as on the form, above what the language says.
A table's row that lost its borders shows label, unit and department in one line, so the unit is
a phrase by itself and behind its label.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from pipeline.model.form import Form
from pipeline.repair.tokens import Kind, tokenize
from pipeline.vietnamese.alphabet import normal
from pipeline.vietnamese.tone_marks import place_tones

# Natural logarithm: how much a word of the form is trusted to be followed by its next one.
_TRUST = -0.7


class Phrases:
    """The trigrams of some phrases, for `LanguageModel.score`."""

    def __init__(self, phrases: Iterable[str], numbers: Mapping[str, int], room: int) -> None:
        """Count phrases.

        Args:
            phrases: In proper Vietnamese.
            numbers: Of the words of the vocabulary, the special ones too.
            room: Numbers of words are below it.
        """
        self._room = room
        triples: Counter[tuple[int, int, int]] = Counter()
        for phrase in set(phrases):
            row = [numbers["<s>"]] * 2 + [_number_of(word, numbers) for word in _words(phrase)]
            triples.update(zip(row, row[1:], row[2:], strict=False))
        contexts: Counter[tuple[int, int]] = Counter()
        for (one, two, _), count in triples.items():
            contexts[one, two] += count
        ordered = sorted(triples)
        self._keys = np.array([(a * room + b) * room + c for a, b, c in ordered], np.int64)
        shares = [triples[triple] / contexts[triple[:2]] for triple in ordered]
        self._scores = (np.log(shares) + _TRUST).astype(np.float32)

    def lift(
        self,
        scores: NDArray[np.float32],
        before: NDArray[np.int64],
        first: NDArray[np.int64],
        second: NDArray[np.int64],
    ) -> NDArray[np.float32]:
        """Give scores of words behind two others, not below what the phrases say."""
        if not len(self._keys):
            return scores
        wanted = (before * self._room + first) * self._room + second
        places = np.minimum(np.searchsorted(self._keys, wanted), len(self._keys) - 1)
        known = np.flatnonzero(self._keys[places] == wanted)
        scores[known] = np.maximum(scores[known], self._scores[places[known]])
        return scores


def form_phrases(form: Form) -> Iterator[str]:
    """Give what is printed on a form.

    >>> from pipeline.model.form import Indicator, Kind as Sort
    >>> row = Indicator("I.1", "Số hộ", Sort.COUNT, unit="Hộ", code="1", department="Tư pháp")
    >>> list(form_phrases(Form("x", "Biểu", (), indicators=(row,))))
    ['Số hộ', 'Số hộ Hộ', 'Hộ', 'Tư pháp']
    """
    yield from (*form.titles, *form.appendix, *form.header)
    for section in form.sections:
        yield from filter(None, (section.label, section.department))
    for row in form.rows:
        for label in (row.label, *row.aliases):
            yield label
            if row.unit:
                yield f"{label} {row.unit}"
        yield from filter(None, (row.unit, row.department))
        yield from (choice.label for choice in row.legend)


def _words(phrase: str) -> Iterator[str]:
    for token in tokenize(place_tones(normal(phrase))):
        if token.kind in {Kind.NUMBER, Kind.SYMBOL}:
            yield "<num>"
        elif token.kind not in {Kind.SIGN, Kind.MARK}:
            yield token.core.lower()


def _number_of(word: str, numbers: Mapping[str, int]) -> int:
    return numbers.get(word, numbers["<unk>"])
