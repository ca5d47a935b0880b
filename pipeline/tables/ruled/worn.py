"""Names of figures that a scan has worn: words that nobody spells so.

The figure of a sentence is named by a handful of words. Two readers look at its digits, one at the
words, so a word that cannot be one is all that tells a name apart from what the page prints.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from pipeline.tables.layout.row import Row
from pipeline.vietnamese.syllable import is_syllable

_AROUND = '"“”‘’()[].,:;!?…–-+*%‰'  # signs that a word may stand between
# Loans that reports on offices use, spelt as at home.
_LOANS = frozenset(("scan", "email", "internet", "online", "website", "zalo", "facebook", "video"))
# Numbers, symbols, abbreviations, names: TTHC, 12/13, Covid-19, iPhone, m², KH-UBND.
_NO_WORD = re.compile(r".*[\d/²³&].*|.+[A-ZĐ].*|[^\W\d_]{1,2}")

# A quarter, a month, a year: another numeral is another column, and spelling does not tell.
_NUMERAL = re.compile(r"\b(?:[IVX]{1,4}|[ivx]{1,4}|\d+)\b")
_SURE = 0.6  # of a reader; a `Quý III` taken for `Quý II` had .51, right headings .9 and more


def worn_heading(header: Sequence[Row], columns: Container[int]) -> str:
    """Give the heading above columns whose numeral a reader of a scan was not sure of, if any."""
    for row in header:
        for cell in row.inked if row.kind.is_recognised else ():
            above = any(cell.column + i in columns for i in range(cell.column_span))
            scores = [one.score for one in cell.readings if one.score is not None]
            if above and _NUMERAL.search(cell.text) and scores and max(scores) < _SURE:
                return " ".join(cell.text.split())
    return ""


def is_worn(name: str) -> bool:
    """Say whether a name has a word that is spelt as no Vietnamese one can be.

    A loan that is not listed counts too: on a scan nothing tells it from a misread word.

    >>> [is_worn(name) for name in ("đạt … dự toán", "trìnn độ đại học … đạt", "đạt … d›y toán")]
    [False, True, True]
    """
    return any(_is_worn_word(word.strip(_AROUND)) for word in name.split())


def _is_worn_word(word: str) -> bool:
    lettered = any(map(str.isalpha, word))
    if not lettered or _NO_WORD.fullmatch(word) or word.lower() in _LOANS:
        return False
    return not all(is_syllable(part) for part in word.split("-"))
