"""Figures out of the sentences of a report.

Every mention of every indicator is kept; choosing one is for `judge`. What is decided here is only
whether a figure was read cleanly (`Reading.support`), and of which period its sentence speaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.model.form import Form
from pipeline.model.page import Document
from pipeline.model.reading import Method, Period, Reading, Support
from pipeline.prose.anchored import Text, mend_texts
from pipeline.prose.claims import Claim, Claims
from pipeline.prose.counted import count_documents
from pipeline.prose.doubts import doubts_of
from pipeline.prose.paragraphs import join_paragraphs
from pipeline.prose.scale import scale_figure
from pipeline.prose.scopes import find_scopes, period_of
from pipeline.prose.second import Opinion, second_opinion
from pipeline.vietnamese.numbers import parse_number
from pipeline.wording.mended import Mend
from pipeline.wording.number_words import is_spelt, parse_words

_UNIT_REACH = 40  # signs behind a figure in which its unit stands


def read_prose(
    prose: Document, form: Form, period: Period | None, mend: Mend | None = None
) -> tuple[Reading, ...]:
    """Read every mention of every figure that the form knows from sentences.

    Args:
        prose: The report without its appendix.
        form: Its kind.
        period: Its own period; None when the heading did not tell.
        mend: Puts the lost marks back into paragraphs of text dumps.

    Returns:
        The readings in the order of the report.
    """
    return read_prepared(prepare_texts(prose, mend), form, period)


def prepare_texts(prose: Document, mend: Mend | None = None) -> tuple[Text, ...]:
    """Give the paragraphs of a document, ready to be searched."""
    texts = tuple(map(Text.of, join_paragraphs(prose)))
    return mend_texts(texts, mend) if mend else texts


def read_prepared(texts: Sequence[Text], form: Form, period: Period | None) -> tuple[Reading, ...]:
    """Read the figures of paragraphs that are ready, in the order of the report."""
    read = read_texts(texts, form, period)
    return (*(reading for readings in read for reading in readings), *count_documents(texts, form))


def read_texts(
    texts: Sequence[Text], form: Form, period: Period | None
) -> tuple[tuple[Reading, ...], ...]:
    """Read the figures of each of some paragraphs."""
    claims = Claims(form, texts)
    return tuple(
        tuple(_read_text(text, claims.on(number), period, estimates=form.estimates))
        for number, text in enumerate(texts)
    )


def _read_text(
    text: Text, claims: tuple[Claim, ...], period: Period | None, *, estimates: bool
) -> Iterator[Reading]:
    scopes = find_scopes(text, period) if claims else ()
    for claim in claims:
        printed = _value_of(claim, text)
        if printed is None:
            continue
        following = text.masked[claim.match.figure[1] :][:_UNIT_REACH]
        value, clear = scale_figure(printed, following, claim.indicator.unit)
        doubts = doubts_of(claim, value, text, estimates=estimates)
        if not clear and value:
            doubts = (*doubts, "không đọc được đơn vị tiền")
        opinion = second_opinion(text.paragraph, claim.match.figure)
        derived = claim.match.full or claim.match.group == "none"
        yield Reading(
            claim.indicator.id,
            value,
            text.paragraph.source(claim.match.span, claim.match.figure),
            Method.DERIVED if derived else Method.PROSE,
            f"{claim.indicator.id}.prose.{claim.number}",
            _support(text, opinion, doubted=bool(doubts)),
            "; ".join((*doubts, "hai máy đọc khác nhau") if opinion.seen else doubts),
            opinion.seen,
            period=period_of(claim.match, scopes),
        )


def _value_of(claim: Claim, text: Text) -> Decimal | None:
    start, end = claim.match.figure
    printed = text.masked[start:end]
    if claim.match.group == "none":
        return Decimal(0)
    if claim.match.group == "word":
        # With its marks "sau" is after, not six.
        clear = text.paragraph.damaged or is_spelt(text.paragraph.text[start:end])
        return parse_words(printed) if clear else None
    number = parse_number(printed)
    return None if number is None else number.value


def _support(text: Text, opinion: Opinion, *, doubted: bool) -> Support:
    if opinion.seen:
        return Support.DISPUTED
    if doubted:
        return Support.WEAK
    if opinion.agrees:
        return Support.AGREED
    return Support.SINGLE if text.paragraph.damaged else Support.LAYER
