"""Whether a new document begins with a page: signs weighed, each said.

A sum of log-odds was chosen over rules with conditions on conditions: a worn scan loses any of
the signs, and what is left must still count for what it is worth. The weights are set by hand so
that a letterhead that lost one of its marks is still certain and one that kept a single mark is a
question; how often that comes out right is measured by `python -m tests.bench --only boxes`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.identify.trace import PageTrace

# Most pages go on with what was there before.
_PRIOR = -4.0
_OPEN_YEAR = -6.0
# Log-odds from which on a cut needs no look; .97 of such cuts would have to be right.
_CERTAIN = 3.5
# Between this and 0 nothing is cut, but the figures on both sides are not to be relied on.
_POSSIBLE = -2.0


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for or against a new document."""

    name: str  # in Vietnamese, as messages give it; empty for what only the sum needs
    weight: float  # log-odds


@dataclass(frozen=True, slots=True)
class Cut:
    """What speaks for a document that begins with a page."""

    signs: tuple[Sign, ...]

    @property
    def weight(self) -> float:
        """The log-odds."""
        return _PRIOR + sum(sign.weight for sign in self.signs)

    @property
    def chance(self) -> float:
        """How likely it is, 0 to 1, if the signs are worth what they are set to."""
        return 1 / (1 + math.exp(-self.weight))

    @property
    def is_made(self) -> bool:
        """Whether a document is taken to begin here."""
        return self.weight >= 0

    @property
    def is_certain(self) -> bool:
        """Whether no person needs to look, be it cut or not."""
        return self.weight >= _CERTAIN or self.weight < _POSSIBLE

    def tell(self) -> str:
        """Name what speaks for it."""
        return ", ".join(sign.name for sign in self.signs if sign.name and sign.weight > 0)


def weigh_cut(before: Sequence[PageTrace], page: PageTrace, after: PageTrace | None) -> Cut:
    """Weigh whether a page begins a document.

    Args:
        before: The pages of the document that goes on otherwise, blank ones too; at least one that
            is not blank.
        page: Not blank.
        after: The page behind it; None at the end.
    """
    signs = (*_letterhead_signs(page), *_place_signs(before, page, after))
    return Cut((*signs, *_unread_signs(page, after)))


def _letterhead_signs(page: PageTrace) -> Iterator[Sign]:
    if page.motto:
        yield Sign("quốc hiệu", 3.5)
    if page.number and not page.number.open:
        yield Sign(f"số {page.number.number}/{page.number.symbol.upper()}", 3.5)
    elif page.number:
        yield Sign(f"số để trống/{page.number.symbol.upper()}", 1.5)
    if page.dateline:
        # A form to be filled in has dots in the place of the year; a document never has.
        yield Sign("ngày tháng", 1.5) if page.dateline.year else Sign("", _OPEN_YEAR / 2)
    if page.kind:
        yield Sign(page.kind.upper(), 1.5)
    if page.letter:
        yield Sign("V/v", 1.2)
    if page.template:
        yield Sign("", _OPEN_YEAR)
    if page.enclosed and not page.number:
        yield Sign("", -8.0)
    elif page.label and not page.number:
        yield Sign("", -6.0)


def _place_signs(
    before: Sequence[PageTrace], page: PageTrace, after: PageTrace | None
) -> Iterator[Sign]:
    printed = [one for one in before if not one.blank]
    if printed[-1].ended:
        yield Sign("trang trước có nơi nhận, chữ ký", 1.5)
    elif any(one.ended for one in printed):
        yield Sign("văn bản trước đã có nơi nhận, chữ ký", 1.0)
    else:
        yield Sign("", -1.0)
    if before[-1].blank:
        yield Sign("trang trắng phía trước", 0.3)
    if page.tabular:
        yield Sign("", -1.0)
    highest = max((one.printed for one in before), default=0)
    if page.printed > 1:
        goes_on = page.printed in (printed[-1].printed + 1, len(before) + 1)
        yield Sign("", -4.0 if goes_on else -2.0)
    elif page.printed == 1 and highest >= 1:
        yield Sign("số trang bắt đầu lại", 2.0)
    elif after and after.printed == 2 and len(before) > 1:
        yield Sign("số trang bắt đầu lại", 2.0 if highest >= 2 else 1.0)


def _unread_signs(page: PageTrace, after: PageTrace | None) -> Iterator[Sign]:
    """Weigh that a page may have had a letterhead; what lies behind it would be another report's.

    Tables behind the signature are those of the same report, as a rule.
    """
    if page.unread and after and not (after.motto or after.number):
        yield Sign("trang không đọc được", 1.5)
        if after.tabular:
            yield Sign("", -1.5)
