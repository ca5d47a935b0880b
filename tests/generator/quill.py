"""Fills in the sentences of writings.toml, so that every figure and citation is another one."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from tests.generator.bodies import Body
from tests.generator.invent import Commune, invent_commune

_WORDS = Path(__file__).with_name("writings.toml")
_BLANK = re.compile(r"\{(\w+)\}")
_QUARTERS = ("I", "II", "III", "IV")


@cache
def load_words() -> dict[str, Any]:
    """Give the lists of writings.toml."""
    with _WORDS.open("rb") as file:
        return tomllib.load(file)


@dataclass(slots=True)
class Quill:
    """Fills in sentences; every figure that is mentioned is drawn anew."""

    rng: random.Random
    home: Commune
    body: Body
    signed: date
    subject: str
    cited: Sequence[str] = ()  # reports that lie in the same box

    def say(self, sentence: str) -> str:
        """Fill in one sentence."""
        return _BLANK.sub(lambda blank: self._fill(blank.group(1)), sentence)

    def choose(self, key: str) -> str:
        """Say one of the sentences of a list."""
        return self.say(self.rng.choice(load_words()[key]))

    def _fill(self, name: str) -> str:
        rng, home = self.rng, self.home
        day = self.signed + timedelta(days=rng.randint(-90, 60))
        known = {
            "commune": f"xã {home.name}", "district": home.district, "province": home.province,
            "year": str(self.signed.year), "quarter": f"quý {rng.choice(_QUARTERS)}",
            "issuer": self.body.issuer, "subject": self.subject, "day": f"{day:%d/%m/%Y}",
            "n": f"{rng.randint(2, 40):02d}", "pct": f"{rng.randint(40, 99)},{rng.randint(0, 9)}%",
            "big": f"{rng.randint(1, 60)}.{rng.randint(0, 999):03d}",
        }  # fmt: skip
        return self.cite() if name == "cite" else known[name]

    def cite(self) -> str:
        """Cite a report of the box, or a paper from anywhere."""
        rng = self.rng
        if self.cited and rng.random() < 0.5:
            return rng.choice(self.cited)
        other = invent_commune(rng)
        day = self.signed - timedelta(days=rng.randint(1, 200))
        kind, symbol, issuer = rng.choice((
            ("Báo cáo", "BC-UBND", other.issuer),
            ("Công văn", "UBND-NV", f"UBND {self.home.district}"),
            ("Kế hoạch", "KH-UBND", f"UBND {self.home.province}"),
            ("Quyết định", "QĐ-UBND", f"UBND {self.home.district}"),
        ))  # fmt: skip
        return f"{kind} số {rng.randint(3, 900)}/{symbol} ngày {day:%d/%m/%Y} của {issuer}"
