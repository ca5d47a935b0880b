"""Draws the papers that lie between reports; see writings.py."""

from __future__ import annotations

import io
from collections.abc import Iterator
from html import escape

from reportlab.lib.colors import black
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT
from reportlab.lib.pagesizes import A4
from reportlab.platypus import BaseDocTemplate, PageBreak, Spacer, Table
from reportlab.platypus.flowables import Flowable

from tests.generator.blocks import Block, Enclosure, Look
from tests.generator.draw import GAP
from tests.generator.sheet import Faces, Head, letterhead, page_template, print_month
from tests.generator.signature import Foot, draw_foot
from tests.generator.style import Style
from tests.generator.writings import Writing

_LOOKS = {
    Look.BODY: (TA_JUSTIFY, "", 28.0),
    Look.HEADING: (TA_LEFT, "-Bold", 28.0),
    Look.CENTRE: (TA_CENTER, "-Bold", 0.0),
    Look.NOTE: (TA_CENTER, "-Italic", 0.0),
    Look.GROUND: (TA_JUSTIFY, "-Italic", 28.0),
}
_FIRST, _NAME = 0.08, 0.4  # shares of a table's width: number and name of a row


def draw_writing(writing: Writing, style: Style) -> bytes:
    """Draw a paper; the same paper and style give the same bytes."""
    faces = Faces(style)
    buffer = io.BytesIO()
    document = BaseDocTemplate(
        buffer, pagesize=A4, invariant=1, title=writing.subject, author=writing.body.issuer
    )
    document.addPageTemplates([page_template("page", A4, style)])
    document.build(list(_story(writing, faces)))
    return buffer.getvalue()


def _story(writing: Writing, faces: Faces) -> Iterator[Flowable]:
    size = faces.style.size
    yield letterhead(_head(writing, faces.style), faces)
    yield Spacer(1, size)
    if writing.title:
        yield faces.flow(writing.title, size + 1, TA_CENTER, "-Bold")
        yield faces.flow(escape(f"Về việc {writing.subject}"), size, TA_CENTER, "-Bold", after=size)
    yield from _address(writing, faces)
    for block in writing.blocks:
        yield _draw_block(block, faces)
    yield Spacer(1, size)
    yield draw_foot(_foot(writing), faces)
    for enclosure in writing.enclosures:
        yield PageBreak()
        yield from _draw_enclosure(enclosure, writing, faces)


def _head(writing: Writing, style: Style) -> Head:
    number = writing.number
    mark = "-" if writing.body.is_party else "/"
    if style.open_number:
        number = GAP + number[number.index(mark) :]
    day = GAP if style.open_day else f"{writing.signed.day:02d}"
    month = print_month(writing.signed.month)
    return Head(
        writing.body.letterhead,
        f"Số{'' if writing.body.is_party else ':'} {number}",
        f"{writing.body.seat}, ngày {day} tháng {month} năm {writing.signed.year}",
        writing.body.motto,
        "" if writing.title else f"V/v {writing.subject}",
        writing.body.own_line,
    )


def _address(writing: Writing, faces: Faces) -> Iterator[Flowable]:
    if len(writing.addressed) == 1:
        yield faces.flow(f"Kính gửi: {escape(writing.addressed[0])}", align=TA_CENTER, after=8)
    elif writing.addressed:
        yield faces.flow("Kính gửi:", align=TA_LEFT, indent=90)
        for name in writing.addressed:
            yield faces.flow(f"- {escape(name)};", align=TA_LEFT, indent=150)
        yield Spacer(1, 8)


def _foot(writing: Writing) -> Foot:
    body = writing.body
    lines = body.letterhead[:2]
    return Foot(writing.receivers, body.signature, body.signer, (lines[0], lines[-1]))


def _draw_block(block: Block, faces: Faces) -> Flowable:
    if block.look is Look.TABLE:
        return _table(block, faces)
    align, face, indent = _LOOKS[block.look]
    title = block.look in (Look.HEADING, Look.CENTRE)
    after = faces.style.size * 0.45
    return faces.flow(escape(block.text), None, align, face, indent, after, title)


def _table(block: Block, faces: Faces) -> Table:
    style = faces.style
    width = A4[0] - sum(style.margins)
    others = (1 - _FIRST - _NAME) / (len(block.rows[0]) - 2)
    shares = [_FIRST, _NAME, *[others] * (len(block.rows[0]) - 2)]
    rows = [
        [
            faces.flow(escape(text), style.table_size, TA_CENTER, "" if number else "-Bold")
            for text in row
        ]
        for number, row in enumerate(block.rows)
    ]
    commands = [("GRID", (0, 0), (-1, -1), style.rule, black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    return Table(rows, [width * share for share in shares], style=commands, spaceAfter=style.size)


def _draw_enclosure(enclosure: Enclosure, writing: Writing, faces: Faces) -> Iterator[Flowable]:
    signed = writing.signed
    if enclosure.form:
        head = Head(
            ("TÊN CƠ QUAN, TỔ CHỨC CHỦ QUẢN", "TÊN CƠ QUAN, ĐƠN VỊ BÁO CÁO"), "Số:      /BC-.....",
            "............, ngày ...... tháng ...... năm ......", bold=1,
        )  # fmt: skip
        yield faces.flow("Mẫu số 01", faces.style.size - 1, TA_LEFT, "-Bold", after=6)
        yield letterhead(head, faces)
    elif enclosure.headed:
        dated = f"{enclosure.headed.seat}, ngày {GAP} tháng {GAP} năm {signed.year}"
        yield letterhead(Head(enclosure.headed.letterhead, "", dated, bold=1), faces)
    yield Spacer(1, faces.style.size)
    for block in enclosure.blocks:
        yield _draw_block(block, faces)
