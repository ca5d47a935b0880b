"""Damaged lines of Vietnamese to what was printed: all steps of the repair in their order.

    letters   look-alikes and marks set apart become the letters they are (`vietnamese`)
    tokens    words are told from numbers, symbols and abbreviations, which pass
    pieces    lines are joined into paragraphs, tables cut into cells
    hand      what the text went through, paragraph by paragraph: which channel undoes it
    lattice   the words each token may have been, and how likely they look like it
    decode    the likeliest sentence
    rules     symbols by a closed table, Roman numerals by the dates
    rewrite   the words put in their places; digits, blanks and punctuation stay

As many lines leave as came in. Text is taken in batches, so a stream of any length passes in the
memory of one batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from pipeline.repair.candidates import CandidateFinder
from pipeline.repair.casing import are_capitals
from pipeline.repair.confidence import UNWEIGHED, weigh_choices
from pipeline.repair.decode import decode
from pipeline.repair.hands import Evidence, Hand
from pipeline.repair.lattice import CaseScores, LatticeBuilder, Touch
from pipeline.repair.model import RepairModel
from pipeline.repair.paragraphs import Paragraph, Piece, read_paragraphs
from pipeline.repair.restored import RestoredLine, RestoredWord, rewrite
from pipeline.repair.rules import Rules
from pipeline.repair.tokens import Kind, Token
from pipeline.repair.writing import Writer, write_word
from pipeline.vietnamese.look_alikes import mend_letters

# Chosen on the pages for settings; see `lattice` and `decode` for the units. Weights of .8 to 1 and
# beams of 8 to 10 gave the same within 1 %. The light hand halves the errors of `vie` (165 to 84 in
# 10,330 words) and changes 1 in 6,800 words of correct text; at -2.5 it left 63 and changed 1 in
# 4,000.
_WEIGHT = 0.9
_BEAM = 8.5
_TOUCH = {
    Hand.VIE: Touch(keep=-4.5, change=-4.5, splits=False),
    Hand.ENG: Touch(keep=-12.0, change=0.0, splits=True),
    Hand.FRA: Touch(keep=-12.0, change=0.0, splits=True),
    Hand.STRIPPED: Touch(keep=-12.0, change=0.0, splits=False),
}
_BATCH = 6000  # tokens decoded together; more gain no speed
_OTHERS = 4  # candidates weighed for each word
_RIGHT_LETTERS = (Hand.VIE, Hand.STRIPPED)

_Place = tuple[int, int]  # line, token in the line


class Restorer:
    """Restores texts with one model; remembers the candidates of words it has seen."""

    def __init__(self, model: RepairModel) -> None:
        self._model = model
        self._case = CaseScores.of(model.capitals)
        self._builders: dict[Hand, LatticeBuilder] = {}

    def restore(self, lines: Iterable[str], hand: Hand | None = None) -> Iterator[RestoredLine]:
        """Give each line restored, in order.

        Args:
            lines: Without their line breaks.
            hand: What the text went through; None: judge by its letters.
        """
        seen = Evidence()
        rules = Rules()
        batch: list[Paragraph] = []
        size = 0
        for paragraph in read_paragraphs(mend_letters(line) for line in lines):
            batch.append(paragraph)
            size += 1 + sum(map(len, paragraph.lines))
            if size >= _BATCH:
                yield from self._restore_batch(batch, seen, rules, hand)
                batch, size = [], 0
        if batch:
            yield from self._restore_batch(batch, seen, rules, hand)

    def _restore_batch(
        self, batch: Sequence[Paragraph], seen: Evidence, rules: Rules, hand: Hand | None
    ) -> Iterator[RestoredLine]:
        found: dict[_Place, RestoredWord] = {}
        for each, pieces in _by_hand(batch, seen, hand).items():
            found.update(self._decode(each, pieces))
        base = batch[0].first
        tokens = list(chain.from_iterable(paragraph.lines for paragraph in batch))
        changes = rules.apply(tokens)
        texts = chain.from_iterable(paragraph.texts for paragraph in batch)
        for number, text in enumerate(texts):
            looked_at = (
                changes.get((number, place)) or found.get((base + number, place))
                for place, token in enumerate(tokens[number])
            )
            words = tuple(word for word in looked_at if word)
            yield RestoredLine(text, rewrite(text, words), words)

    def _decode(self, hand: Hand, pieces: Sequence[Piece]) -> Iterator[tuple[_Place, RestoredWord]]:
        lattice = self._builder(hand).build(pieces)
        language = self._model.language
        path = decode(lattice, language, _WEIGHT, _BEAM)
        choices = weigh_choices(lattice, path, language, _WEIGHT, _OTHERS)
        places = [
            (token, place, capitals)
            for piece in pieces
            for capitals in [are_capitals(token.core for token in piece.tokens)]
            for token, place in zip(piece.tokens, piece.places, strict=True)
        ]
        write = Writer(language.words, self._model.calibration(hand), choices, hand)
        first, second = lattice.first[path].tolist(), lattice.second[path].tolist()
        starts, spans = lattice.start[path].tolist(), lattice.span[path].tolist()
        for number, start in enumerate(starts):
            token, place, capitals = places[start]
            if token.kind is Kind.WORD:
                word = write.write(token, number, first[number], second[number], capitals)
                if spans[number] == 1:
                    yield place, word
                    continue
                # The hyphen of a word torn at the end of a line goes with its first half.
                yield place, replace(word, end=token.end, raw=token.core + token.suffix)
                rest, behind, _ = places[start + 1]
                yield behind, write_word(rest, "", UNWEIGHED)

    def _builder(self, hand: Hand) -> LatticeBuilder:
        if hand not in self._builders:
            finder = CandidateFinder(self._model.channel(hand), self._model.language)
            self._builders[hand] = LatticeBuilder(
                self._model.language, finder, self._case, _TOUCH[hand]
            )
        return self._builders[hand]


def _by_hand(
    batch: Sequence[Paragraph], seen: Evidence, hand: Hand | None
) -> dict[Hand, list[Piece]]:
    """Divide pieces by what their paragraphs went through."""
    own = []
    for paragraph in batch:
        evidence = Evidence()
        evidence.add(
            token.core for piece in paragraph.pieces for token in piece.tokens
            if token.kind is Kind.WORD
        )  # fmt: skip
        seen.join(evidence)
        own.append(evidence)
    found: dict[Hand, list[Piece]] = {}
    for paragraph, evidence in zip(batch, own, strict=True):
        decides = evidence.decides or evidence.is_foreign
        each = hand or (evidence if decides else seen).hand()
        found.setdefault(each, []).extend(_prepare(piece, each) for piece in paragraph.pieces)
    return {each: pieces for each, pieces in found.items() if pieces}


def _prepare(piece: Piece, hand: Hand) -> Piece:
    """Leave out what the language model has not counted."""
    tokens = piece.tokens
    if hand in _RIGHT_LETTERS:
        tokens = tuple(map(_take_at_its_word, tokens))
    kept = [place for place, token in enumerate(tokens) if token.kind is not Kind.SIGN]
    return Piece(
        tuple(tokens[place] for place in kept),
        tuple(piece.places[place] for place in kept),
        tuple(kept.index(place) for place in piece.torn),
    )


def _take_at_its_word(token: Token) -> Token:
    """Undo that signs and digits in a word were taken for letters."""
    if token.kind is not Kind.WORD or token.core.isalpha():
        return token
    if token.core.endswith("?"):
        token = replace(token, core=token.core[:-1], suffix="?" + token.suffix)
        return token if token.core.isalpha() else replace(token, kind=Kind.ABBREVIATION)
    return replace(token, kind=Kind.ABBREVIATION)
