"""The text of papers that lie between reports, as each kind of them is built."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tests.generator.bodies import Body
from tests.generator.quill import Quill, load_words

_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")


class Look(StrEnum):
    """How a block is printed."""

    BODY = "body"
    HEADING = "heading"
    CENTRE = "centre"  # bold
    NOTE = "note"  # centred, italic: "(Kèm theo ...)"
    GROUND = "ground"  # italic: "Căn cứ ..."
    TABLE = "table"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph or table."""

    look: Look
    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()  # of a table, its head first


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What follows a paper on pages of its own and belongs to it."""

    trait: str  # as the truth names it
    blocks: tuple[Block, ...]
    headed: Body | None = None  # whose letterhead, without a number, stands above it
    form: bool = False  # a blank form, with the letterhead of whoever is to fill it in


def write_blocks(quill: Quill, kind: str) -> Iterator[Block]:
    """Write the text of a paper, as its kind is built."""
    yield from _WRITERS.get(kind, _write_plan)(quill)


def _write_letter(quill: Quill) -> Iterator[Block]:
    yield Block(Look.BODY, quill.choose("openings"))
    yield from _prose(quill, quill.rng.randint(1, 8))
    yield Block(Look.BODY, f"{quill.body.issuer} đề nghị các đơn vị nghiêm túc thực hiện./.")


def _write_plan(quill: Quill) -> Iterator[Block]:
    yield Block(Look.BODY, quill.choose("openings"))
    titles = load_words()["chapters"][: quill.rng.randint(2, 5)]
    for roman, title in zip(_ROMAN, titles, strict=False):
        yield Block(Look.HEADING, f"{roman}. {title}")
        yield from _prose(quill, quill.rng.randint(1, 4))


def _write_invitation(quill: Quill) -> Iterator[Block]:
    yield Block(Look.BODY, f"{quill.body.issuer} trân trọng kính mời các đồng chí dự hội nghị:")
    yield Block(Look.BODY, quill.say("1. Nội dung: {subject}, thông qua {cite}."))
    yield Block(Look.BODY, quill.say("2. Thời gian: 01 ngày, khai mạc 07 giờ 30 phút ngày {day}."))
    yield Block(Look.BODY, quill.say("3. Địa điểm: Hội trường UBND {commune}."))
    yield from _prose(quill, quill.rng.randint(0, 2))


def _write_decision(quill: Quill) -> Iterator[Block]:
    name = " ".join(quill.body.letterhead[quill.body.own_line :])
    yield Block(Look.CENTRE, f"CHỦ TỊCH {name}" if quill.body.symbol == "UBND" else name)
    yield from _grounds(quill, "QUYẾT ĐỊNH:")
    yield from _articles(quill)


def _write_resolution(quill: Quill) -> Iterator[Block]:
    session = quill.say("KHÓA {n}, KỲ HỌP THỨ {n}")
    yield Block(Look.CENTRE, f"{' '.join(quill.body.letterhead)} {session}")
    yield from _grounds(quill, "QUYẾT NGHỊ:")
    yield from _articles(quill)
    yield Block(Look.BODY, quill.say(
        "Nghị quyết này được HĐND {commune} thông qua ngày {day} và có hiệu lực kể từ ngày ký./."
    ))  # fmt: skip


_WRITERS: Mapping[str, Callable[[Quill], Iterator[Block]]] = {
    "công văn": _write_letter,
    "quyết định": _write_decision,
    "nghị quyết": _write_resolution,
    "giấy mời": _write_invitation,
}


def _grounds(quill: Quill, end: str) -> Iterator[Block]:
    for law in quill.rng.sample(load_words()["laws"], quill.rng.randint(2, 5)):
        yield Block(Look.GROUND, f"Căn cứ {law};")
    yield Block(Look.GROUND, quill.say("Căn cứ {cite};"))
    yield Block(Look.GROUND, quill.say("Xét đề nghị của công chức Văn phòng - Thống kê {commune}."))
    yield Block(Look.CENTRE, end)


def _articles(quill: Quill) -> Iterator[Block]:
    for number in range(1, quill.rng.randint(3, 6)):
        said = quill.choose("bodies") if number > 1 else quill.say("Nay quyết định {subject}.")
        yield Block(Look.BODY, f"Điều {number}. {said}")
        yield from _prose(quill, quill.rng.randint(0, 2))


def _prose(quill: Quill, blocks: int) -> Iterator[Block]:
    for _ in range(blocks):
        chance = quill.rng.random()
        if chance < 0.08:
            yield _table(quill)
        elif chance < 0.35:
            yield Block(Look.BODY, f"- {quill.choose('points')}")
        else:
            yield Block(Look.BODY, quill.choose("bodies"))


def _table(quill: Quill) -> Block:
    table = quill.rng.choice(load_words()["table"])
    rows = [tuple(table["head"])]
    for number, name in enumerate(table["rows"], 1):
        figures = quill.say("{n}") if quill.rng.random() < 0.6 else quill.say("{big}")
        rows.append((str(number), name, figures, quill.say("{big}"), quill.say("{pct}")))
    return Block(Look.TABLE, rows=tuple(rows))


def enclose(quill: Quill, trait: str, named: str) -> Enclosure:
    """Make what follows a paper, which the text names as in "Kèm theo ..."."""
    if trait == "form":
        return Enclosure("blank form", (
            Block(Look.CENTRE, "BÁO CÁO"),
            Block(Look.CENTRE, "Kết quả cải cách hành chính quý ..... năm ....."),
            Block(Look.NOTE, f"(Kèm theo {named})"),
            *(Block(Look.BODY, f"{number}. Số hồ sơ tiếp nhận: .........., tỷ lệ ........%")
              for number in range(1, quill.rng.randint(6, 14))),
        ), form=True)  # fmt: skip
    if trait == "list":
        return Enclosure("list", (
            Block(Look.CENTRE, "DANH SÁCH" if quill.rng.random() < 0.5 else "Phụ lục"),
            Block(Look.NOTE, f"(Kèm theo {named})"), _table(quill),
        ))  # fmt: skip
    headed = quill.body if trait == "headed plan" else None
    return Enclosure(trait, (
        Block(Look.CENTRE, "KẾ HOẠCH"), Block(Look.CENTRE, quill.say("Về {subject}")),
        Block(Look.NOTE, f"(Ban hành kèm theo {named})"), *_write_plan(quill),
    ), headed)  # fmt: skip
