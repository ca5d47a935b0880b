"""Which kind of page this is: decided page by page, since reports are put together of all kinds."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.page import PageKind
from pipeline.read.characters import (
    find_words,
    has_torn_word,
    legacy_share,
    unmapped_share,
    vietnamese_share,
    vowelless_share,
)

_FEW_CHARACTERS = 40  # a page number, a web address, a name under a signature
# Fewer words than this tell nothing about their language (lab, section 1).
_WORDS_TO_TELL = 40
# Words of a page of text. A note that signing software puts on a scan has 60 at most.
_WORDS_OF_PAGE = 150
_COVERED = 0.5  # share of the page under images, from which on they are what is to be read
_JUNK_SHARE = 0.5  # of words with Vietnamese letters; French OCR .33, truth .76 (lab)
# Digital tables of names have .38. Only where there is no scan that could be read instead.
_UNMARKED_SHARE = 0.15
_BROKEN_SHARE = 0.1  # words with unmapped or legacy letters; one rare symbol may be in a page
_OUTLINES = 200  # paths; a few characters with more drawing than this are text drawn as curves


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a PDF page shows of its kind."""

    text: str  # of the layer
    cover: float  # share of the page under images, 0 to 1
    images: int
    paths: int
    visible_texts: int  # painted text objects that no image hides


def decide_kind(page: Evidence) -> PageKind:
    """Tell where the text of a PDF page is to be taken from.

    A layer over a scan is never used, even a good one: the scan can be read again, and then the
    boxes and the scores are our own. Reading a digital page from its pixels loses little; trusting
    a ruined layer ruins the archive: in doubt it is a scan.

    >>> decide_kind(Evidence("UBND tinh bdo cao " * 20, 1.0, 1, 0, 0))
    <PageKind.JUNK_LAYER: 'junk text layer'>
    >>> decide_kind(Evidence("Số hộ nghèo còn 18 hộ " * 20, 0.0, 0, 3, 40))
    <PageKind.DIGITAL: 'digital'>
    """
    characters = sum(not letter.isspace() for letter in page.text)
    if characters < _FEW_CHARACTERS:
        return _decide_sparse(page, characters)
    words = find_words(page.text)
    marked = vietnamese_share(words)
    broken = max(legacy_share(words), unmapped_share(words), vowelless_share(words))
    sound = broken < _BROKEN_SHARE and not has_torn_word(page.text)
    if page.cover >= _COVERED:
        return _decide_covered(page, len(words), usable=marked >= _JUNK_SHARE and sound)
    if not page.visible_texts:
        return PageKind.SCAN
    if not sound:
        return PageKind.BROKEN_FONT
    plain = len(words) >= _WORDS_TO_TELL and marked < _UNMARKED_SHARE
    return PageKind.JUNK_LAYER if plain else PageKind.DIGITAL


def _decide_covered(page: Evidence, words: int, *, usable: bool) -> PageKind:
    if words < _WORDS_TO_TELL:
        return PageKind.SCAN
    if not usable:
        return PageKind.JUNK_LAYER
    printed = words >= _WORDS_OF_PAGE and page.visible_texts
    return PageKind.DIGITAL if printed else PageKind.LAYERED_SCAN


def _decide_sparse(page: Evidence, characters: int) -> PageKind:
    if not page.images and not page.paths and not characters:
        return PageKind.BLANK
    printed = characters and page.visible_texts and not page.images and page.paths < _OUTLINES
    if printed and has_torn_word(page.text):
        return PageKind.BROKEN_FONT
    return PageKind.DIGITAL if printed else PageKind.SCAN
