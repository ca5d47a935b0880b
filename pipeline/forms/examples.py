"""The examples and rejects of a form, tried: the file is its own test."""

from __future__ import annotations

from decimal import Decimal

from pipeline.forms.faults import Faults
from pipeline.model.form import Example, Form, Indicator
from pipeline.model.page import Document, Line, Page, PageKind
from pipeline.model.reading import Reading
from pipeline.prose.anchored import Text
from pipeline.prose.claims import Wording, wordings_of
from pipeline.prose.paragraphs import join_paragraphs
from pipeline.prose.reading import read_texts
from pipeline.vietnamese.alphabet import normal
from pipeline.vietnamese.numbers import print_number


def check_examples(form: Form, faults: Faults) -> None:
    """Read every example and every reject with the whole form.

    An example counts for a pattern when the pattern alone matches in it, and for the indicator
    when the form, all its other indicators included, reads the value. A reject is kept when the
    form reads nothing of this indicator, or only as a figure of another period or of a plan.
    """
    rows = [row for row in form.indicators if row.prose]
    sentences = [
        sentence
        for row in rows
        for sentence in (*(example.text for example in row.examples), *row.rejects)
    ]
    texts = dict(zip(sentences, map(_as_text, sentences), strict=True))
    readings = dict(zip(texts, read_texts(tuple(texts.values()), form, None), strict=True))
    for row in rows:
        _check_wording(row, texts, faults)
        for example in row.examples:
            values = _values(row, readings[example.text])
            if example.value not in values:
                read = ", ".join(map(print_number, values)) or "-"
                faults.add(
                    row.id,
                    f"ví dụ '{example.text}' cho {read}, không phải {example.value}",
                    f"example '{example.text}' gives {read}, not {example.value}",
                )
        for reject in row.rejects:
            if _values(row, readings[reject]):
                faults.add(row.id, f"câu loại trừ '{reject}' bị đọc", f"reject '{reject}' is read")


def reads_example(form: Form, row: Indicator, example: Example) -> bool:
    """Say whether a form reads the value of an example as that of one of its indicators."""
    (readings,) = read_texts((_as_text(example.text),), form, None)
    return example.value in _values(row, readings)


def _check_wording(row: Indicator, texts: dict[str, Text], faults: Faults) -> None:
    if not row.rejects:
        faults.add(row.id, "thiếu câu loại trừ (rejects)", "there is no reject")
    for wording in wordings_of((row,)):
        given = [texts[example.text] for example in row.examples]
        if not any(_matches(wording, text) for text in given):
            faults.add(
                row.id,
                f"mẫu câu thứ {wording.number} không có ví dụ nào",
                f"pattern {wording.number} reads no example",
            )


def _matches(wording: Wording, text: Text) -> bool:
    return any(any(sentence.find(wording.pattern)) for sentence in text.sentences)


def _values(row: Indicator, readings: tuple[Reading, ...]) -> list[Decimal]:
    return [
        reading.value
        for reading in readings
        if reading.indicator == row.id and reading.value is not None and not reading.period
    ]


def _as_text(sentence: str) -> Text:
    """Give a sentence as if an OCR had read it: no reject may be taken there either."""
    line = Line(normal(sentence))
    paragraphs = join_paragraphs(Document((Page(1, PageKind.SCAN, (line,)),)))
    return Text.of(paragraphs[0])
