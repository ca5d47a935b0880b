"""Who writes what lies between the reports of a box: councils, departments, the party."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.generator.invent import Commune, invent_commune
from tests.generator.sheet import NATION, PARTY


@dataclass(frozen=True, slots=True)
class Body:
    """A body with the right to a letterhead."""

    issuer: str  # as the truth names it: "UBND xã Tân Khuê"
    letterhead: tuple[str, ...]  # the lines of its left column, the parent above
    own_line: int  # the first of these that names the body itself; a parent is not bold
    symbol: str  # behind the kind in its numbers: "UBND"
    seat: str  # before the date: "Tân Khuê"
    signature: tuple[str, ...]  # above the name of the signer
    signer: str
    letter_symbols: tuple[str, ...]  # of letters, which have no kind: "UBND-VP"
    motto: tuple[str, ...] = NATION

    @property
    def is_party(self) -> bool:
        """Whether it numbers and heads its papers as the party does."""
        return self.motto == PARTY


def _commune(home: Commune, name: str) -> Body:
    alone = name == "short"
    lines = ("ỦY BAN NHÂN DÂN", f"XÃ {home.name.upper()}")
    below = (f"UBND {home.district.upper()}", f"UBND XÃ {home.name.upper()}")
    return Body(
        home.issuer, lines if alone else below, 0 if alone else 1, "UBND", home.name,
        ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"), home.signer, ("UBND", "UBND-VP", "UBND-TCKT"),
    )  # fmt: skip


def _ward(home: Commune, _: str) -> Body:
    return Body(
        f"UBND phường {home.name}", ("ỦY BAN NHÂN DÂN", f"PHƯỜNG {home.name.upper()}"), 0, "UBND",
        home.name, ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), home.signer,
        ("UBND", "UBND-VHXH"),
    )  # fmt: skip


def _council(home: Commune, _: str) -> Body:
    return Body(
        f"HĐND xã {home.name}", ("HỘI ĐỒNG NHÂN DÂN", f"XÃ {home.name.upper()}"), 0, "HĐND",
        home.name, ("TM. HỘI ĐỒNG NHÂN DÂN", "CHỦ TỊCH"), home.signer, ("HĐND",),
    )  # fmt: skip


def _district(home: Commune, _: str) -> Body:
    return Body(
        f"UBND {home.district}", ("ỦY BAN NHÂN DÂN", home.district.upper()), 0, "UBND",
        home.district.removeprefix("huyện "),
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"), home.signer,
        ("UBND-NV", "UBND-VP", "UBND-TCKH"),
    )  # fmt: skip


def _office(home: Commune, name: str) -> Body:
    spoken, symbol = {
        "short": ("Phòng Nội vụ", "NV"), "long": ("Phòng Tài chính - Kế hoạch", "TCKH"),
    }[name]  # fmt: skip
    return Body(
        f"{spoken} {home.district}", (f"UBND {home.district.upper()}", spoken.upper()), 1, symbol,
        home.district.removeprefix("huyện "), ("TRƯỞNG PHÒNG",), home.signer, (symbol,),
    )  # fmt: skip


def _department(home: Commune, name: str) -> Body:
    spoken, symbol = {"short": ("Sở Nội vụ", "SNV"), "long": ("Sở Tài chính", "STC")}[name]
    return Body(
        spoken, (f"UBND {home.province.upper()}", spoken.upper()), 1, symbol,
        home.province.split(" ", 1)[1].removeprefix("phố "),
        ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), home.signer, (f"{symbol}-CCHC", f"{symbol}-VP"),
    )  # fmt: skip


def _steering(home: Commune, _: str) -> Body:
    return Body(
        f"Ban Chỉ đạo CCHC xã {home.name}",
        (f"UBND XÃ {home.name.upper()}", "BAN CHỈ ĐẠO CẢI CÁCH", "HÀNH CHÍNH"), 1, "BCĐCCHC",
        home.name, ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN", "CHỦ TỊCH UBND XÃ"), home.signer, ("BCĐCCHC",),
    )  # fmt: skip


def _front(home: Commune, _: str) -> Body:
    return Body(
        f"Ủy ban MTTQ Việt Nam xã {home.name}",
        (f"MTTQ VIỆT NAM {home.district.upper()}", "BAN THƯỜNG TRỰC", f"XÃ {home.name.upper()}"), 1,
        "MTTQ-BTT", home.name, ("TM. BAN THƯỜNG TRỰC", "CHỦ TỊCH"), home.signer, ("MTTQ-BTT",),
    )  # fmt: skip


def _party(home: Commune, _: str) -> Body:
    return Body(
        f"Đảng ủy xã {home.name}",
        (f"ĐẢNG BỘ {home.district.upper()}", f"ĐẢNG ỦY XÃ {home.name.upper()}", "*"), 1, "ĐU",
        home.name, ("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ"), home.signer, ("ĐU",), PARTY,
    )  # fmt: skip


BODIES: Mapping[str, Callable[[Commune, str], Body]] = {
    "commune": _commune,
    "ward": _ward,
    "council": _council,
    "district": _district,
    "office": _office,
    "department": _department,
    "steering": _steering,
    "front": _front,
    "party": _party,
}


def invent_body(rng: random.Random, kind: str, home: Commune) -> Body:
    """Give a body of the neighbourhood of a commune; a ward lies elsewhere.

    >>> from random import Random
    >>> home = Commune("Tân Khuê", "huyện Ân Thi", "tỉnh Hưng Yên", "Lê Văn Sơn")
    >>> invent_body(Random(1), "council", home).issuer
    'HĐND xã Tân Khuê'
    """
    signer = invent_commune(rng)
    name = signer.name if kind == "ward" else home.name
    place = Commune(name, home.district, home.province, signer.signer)
    return BODIES[kind](place, rng.choice(("short", "long")))
