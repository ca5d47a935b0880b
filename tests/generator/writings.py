"""Invents what lies between the reports of a box: letters, decisions, plans, invitations.

They are made to be mistaken for something else: they cite reports by number and date, carry lists
of figures such as reports have, and enclose lists, plans and blank forms that start no document of
their own. The words stand in writings.toml.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tests.generator.blocks import Block, Enclosure, enclose, write_blocks
from tests.generator.bodies import Body, invent_body
from tests.generator.invent import Commune
from tests.generator.quill import Quill


@dataclass(frozen=True, slots=True)
class Writing:
    """One paper that is no report of the families that are read."""

    seed: int
    kind: str  # "quyết định"
    body: Body
    number: str  # "45/QĐ-UBND"
    signed: date
    title: str  # "QUYẾT ĐỊNH"; empty for a letter
    subject: str
    addressed: tuple[str, ...]  # below "Kính gửi:"
    blocks: tuple[Block, ...]
    receivers: tuple[str, ...]
    enclosures: tuple[Enclosure, ...] = ()

    @property
    def traits(self) -> tuple[str, ...]:
        """Name what makes it hard to tell where the paper ends."""
        return tuple(enclosure.trait for enclosure in self.enclosures)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How papers of one kind are made."""

    symbol: str  # "QĐ"
    title: str
    bodies: tuple[str, ...]  # of `bodies.BODIES`
    enclosed: tuple[str, ...] = ()  # what may follow: "list", "plan", "headed plan", "form"


RECIPES: Mapping[str, Recipe] = {
    "công văn": Recipe(
        "", "", ("district", "office", "department", "commune", "council"), ("form", "list")
    ),
    "quyết định": Recipe(
        "QĐ", "QUYẾT ĐỊNH", ("commune", "district", "department", "ward", "steering"),
        ("list", "plan", "headed plan"),
    ),
    "kế hoạch": Recipe("KH", "KẾ HOẠCH", ("commune", "ward", "district", "steering"), ("list",)),
    "tờ trình": Recipe("TTr", "TỜ TRÌNH", ("commune", "office", "department", "ward"), ("list",)),
    "thông báo": Recipe("TB", "THÔNG BÁO", ("commune", "district", "party", "front")),
    "giấy mời": Recipe("GM", "GIẤY MỜI", ("commune", "council", "district")),
    "nghị quyết": Recipe("NQ", "NGHỊ QUYẾT", ("council",), ("list",)),
    "báo cáo": Recipe("BC", "BÁO CÁO", ("party", "department", "district", "front", "steering")),
}  # fmt: skip


def invent_writing(
    seed: int, kind: str, home: Commune, signed: date, cited: Sequence[str] = ()
) -> Writing:
    """Invent a paper; the same seed gives the same one.

    Args:
        seed: Where all chance comes from.
        kind: One of RECIPES.
        home: The commune in whose neighbourhood it was written.
        signed: When.
        cited: Reports it may cite, as a sentence names them.
    """
    rng = random.Random(f"writing/{seed}")
    recipe = RECIPES[kind]
    body = invent_body(rng, rng.choice(recipe.bodies), home)
    quill = Quill(rng, home, body, signed, "", cited)
    quill.subject = quill.choose("subjects")
    number = _number(rng, recipe, body)
    blocks = tuple(write_blocks(quill, kind))
    enclosures: tuple[Enclosure, ...] = ()
    if recipe.enclosed and rng.random() < 0.35:
        enclosed = rng.choice(recipe.enclosed)
        named = f"{recipe.title.capitalize() or 'Công văn'} số {number} ngày {signed:%d/%m/%Y}"
        enclosures = (enclose(quill, enclosed, f"{named} của {body.issuer}"),)
    return Writing(
        seed, kind, body, number, signed, recipe.title, quill.subject, _addressed(quill, kind),
        blocks, (f"UBND {home.district}", f"Phòng Nội vụ {home.district}", "Như Điều 2")
        [: rng.randint(1, 3)], enclosures,
    )  # fmt: skip


def _number(rng: random.Random, recipe: Recipe, body: Body) -> str:
    number = f"{rng.randint(2, 950):02d}"
    if not recipe.symbol:
        return f"{number}/{rng.choice(body.letter_symbols)}"
    if body.is_party:
        return f"{number}-{recipe.symbol}/{body.symbol}"
    return f"{number}/{recipe.symbol}-{body.symbol}"


def _addressed(quill: Quill, kind: str) -> tuple[str, ...]:
    often = kind in ("công văn", "tờ trình")
    if not often and (kind not in ("báo cáo", "giấy mời") or quill.rng.random() < 0.7):
        return ()
    district = quill.home.district
    known = (f"UBND {district}", f"Phòng Nội vụ {district}", f"UBND các xã, thị trấn {district}")
    return known[quill.rng.randint(0, 2) :]
