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
from pipeline.prose.joint import doubt_rival, release_shared
from pipeline.prose.likeness import read_alike
from pipeline.prose.paragraphs import join_paragraphs
from pipeline.prose.ranking import Ranking
from pipeline.prose.scale import goes_on, scale_figure
from pipeline.prose.scopes import find_scopes, period_of
from pipeline.prose.second import Opinion, second_opinion
from pipeline.vietnamese.numbers import parse_number
from pipeline.wording.mended import Mend
from pipeline.wording.number_words import is_spelt, parse_words

_UNIT_REACH = 40  # signs behind a figure in which its unit stands


def read_prose(
    prose: Document,
    form: Form,
    period: Period | None,
    mend: Mend | None = None,
    known: Sequence[Reading] = (),
) -> tuple[Reading, ...]:
    """Read every mention of every figure that the form knows from sentences.

    Args:
        prose: The report without its appendix.
        form: Its kind.
        period: Its own period; None when the heading did not tell.
        mend: Puts the lost marks back into paragraphs of text dumps.
        known: What was read of its appendix.

    Returns:
        The readings in the order of the report, behind them those that no pattern found.
    """
    return read_prepared(prepare_texts(prose, mend), form, period, known)


def prepare_texts(prose: Document, mend: Mend | None = None) -> tuple[Text, ...]:
    """Give the paragraphs of a document, ready to be searched."""
    texts = tuple(map(Text.of, join_paragraphs(prose)))
    return mend_texts(texts, mend) if mend else texts


def read_prepared(
    texts: Sequence[Text], form: Form, period: Period | None, known: Sequence[Reading] = ()
) -> tuple[Reading, ...]:
    """Read the figures of paragraphs that are ready; arguments and result as above."""
    claims = Claims(form, texts)
    ranking = Ranking(claims, form)
    held = release_shared(ranking, [claims.on(number) for number in range(len(texts))])
    read = [
        reading
        for text, own in zip(texts, held, strict=True)
        for reading in _read_text(text, own, period, ranking, estimates=form.estimates)
    ]
    read += count_documents(texts, form)
    figures = {one.indicator: one.value for one in (*read, *known) if not one.period}
    return (*read, *read_alike(ranking, held, form, period, figures))


def find_told(prose: Document, form: Form) -> frozenset[str]:
    """Give the ids of the indicators that patterns find in a document, whatever the period."""
    texts = tuple(map(Text.of, join_paragraphs(prose)))
    read = (*read_texts(texts, form, None), tuple(count_documents(texts, form)))
    return frozenset(one.indicator for own in read for one in own if one.value is not None)


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
    text: Text,
    claims: tuple[Claim, ...],
    period: Period | None,
    ranking: Ranking | None = None,
    *,
    estimates: bool,
) -> Iterator[Reading]:
    scopes = find_scopes(text, period) if claims else ()
    for claim in claims:
        printed = _value_of(claim, text)
        if printed is None:
            continue
        start, end = claim.match.figure
        following = text.masked[end:][:_UNIT_REACH]
        if goes_on(text.masked[:start], following):
            continue
        value, clear = scale_figure(printed, following, claim.indicator.unit)
        doubts = doubts_of(claim, value, text, estimates=estimates)
        if not clear and value:
            doubts = (*doubts, "không đọc được đơn vị tiền")
        named = period_of(claim.match, scopes)
        if ranking and not named:
            doubts = (*doubts, *doubt_rival(ranking, text, claim))
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
            period=named,
        )


def _value_of(claim: Claim, text: Text) -> Decimal | None:
    start, end = claim.match.figure
    printed = text.masked[start:end]
    if claim.match.group == "none":
        return Decimal(0)
    if claim.match.group == "word":
        # With its marks "sau" is after, not six.
        clear = not text.paragraph.clear or is_spelt(text.paragraph.text[start:end])
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
