"""Provinces, districts and communes: their kinds, their names, their official codes.

Until 30 June 2025 a commune lay in a district and a district in a province; since then there are no
districts. A code means nothing without its date: new communes took over codes of old ones. The
tables are handed in as a `Gazetteer`; reading them is left to `identify.gazetteer`.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from rapidfuzz import fuzz, process

from pipeline.vietnamese.alphabet import fold, fold_ocr

REFORM = date(2025, 7, 1)  # first day of the two-level administration

COMMUNE_KINDS = ("xã", "phường", "thị trấn", "đặc khu")
DISTRICT_KINDS = ("huyện", "quận", "thị xã", "thành phố")
PROVINCE_KINDS = ("tỉnh", "thành phố")
_KINDS = sorted({*COMMUNE_KINDS, *DISTRICT_KINDS, *PROVINCE_KINDS}, key=len, reverse=True)

# Share of letters two spellings of one syllable keep: "bdc" and "bac" share 67 of 100.
SYLLABLE_SCORE = 60


class Level(StrEnum):
    """How high a unit stands."""

    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative unit."""

    kind: str  # "xã", in small letters
    name: str  # "Bắc Sơn"
    code: str = ""
    district: str = ""  # in full: "huyện Ân Thi"; empty above and after the reform
    province: str = ""  # in full; empty for a province

    @property
    def full(self) -> str:
        """Kind and name: "xã Bắc Sơn", "phường 12"."""
        return f"{self.kind} {self.name}"


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All units of one time."""

    provinces: tuple[Place, ...]
    districts: tuple[Place, ...]
    communes: tuple[Place, ...]
    _inside: dict[tuple[str, str], list[Place]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _spellings: dict[str, Counter[str]] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    def communes_of(self, district: str, province: str) -> list[Place]:
        """Give the communes of one district, or of a whole province when district is empty."""
        if not self._inside:
            for place in self.communes:
                for key in {(place.district, place.province), ("", place.province)}:
                    self._inside.setdefault(key, []).append(place)
        return self._inside.get((district, province), [])

    def find_commune(self, full: str, district: str, province: str) -> Place | None:
        """Give the one commune that bears exactly this name here; the place of tones may differ."""
        home = self.find_province(province)
        parent = home and self.find_district(district, home.full)
        if home is None or (district and parent is None):
            return None
        inside = self.communes_of(parent.full if parent else "", home.full)
        here = [place for place in inside if same_name(place.full, full)]
        return here[0] if len(here) == 1 else None

    def find_district(self, full: str, province: str) -> Place | None:
        """Give the district that bears exactly this name in a province."""
        inside = (place for place in self.districts if place.province == province)
        return next((place for place in inside if same_name(place.full, full)), None)

    def find_province(self, full: str) -> Place | None:
        """Give the province that bears exactly this name."""
        return next((place for place in self.provinces if same_name(place.full, full)), None)

    def spellings(self) -> dict[str, Counter[str]]:
        """Give, for each folded syllable of all names, how often it is spelled in which way."""
        if not self._spellings:
            places = (*self.provinces, *self.districts, *self.communes)
            for syllable, count in Counter(" ".join(p.name for p in places).split()).items():
                self._spellings.setdefault(fold(syllable), Counter())[syllable] += count
        return self._spellings


def split_kind(full: str) -> tuple[str, str]:
    """Divide a full name into kind and name.

    >>> split_kind("Thị trấn Ân Thi"), split_kind("Thành phố Hà Nội"), split_kind("Phường 12")
    (('thị trấn', 'Ân Thi'), ('thành phố', 'Hà Nội'), ('phường', '12'))
    """
    small = full.lower()
    for kind in _KINDS:
        if small.startswith(kind + " "):
            return kind, full[len(kind) + 1 :]
    return "", full


def same_name(one: str, other: str) -> bool:
    """Say whether two names differ at most in case and in the letter that carries the tone.

    >>> same_name("xã Hoà Bình", "Xã Hòa Bình"), same_name("xã Ba Tơ", "xã Ba Tô")
    (True, False)
    """
    return one == other or (fold(one) == fold(other) and name_key(one) == name_key(other))


def name_key(name: str) -> tuple[tuple[str, ...], ...]:
    """Give what is alike in all ways to write one name: its letters and marks, by syllables.

    >>> name_key("xã Hoà Bình") == name_key("Xã Hòa Bình")
    True
    """
    return tuple(
        tuple(sorted(unicodedata.normalize("NFD", syllable))) for syllable in name.lower().split()
    )


def title_case(name: str) -> str:
    """Write a name of capitals as names are written.

    >>> title_case("BẮC SƠN"), title_case("EA H'LEO"), title_case("Kẻ Bàng"), title_case("IV")
    ('Bắc Sơn', "Ea H'Leo", 'Kẻ Bàng', 'IV')
    """
    if not name.isupper() or set(name) <= set("IVX"):
        return name
    letters = list(name.lower())
    for index, letter in enumerate(letters):
        if index == 0 or not letters[index - 1].isalnum():
            letters[index] = letter.upper()
    return "".join(letters)


def plain_name(name: str) -> str:
    """Give what two readings of a name are compared by: folded, without blanks and signs.

    >>> plain_name("B&c Sơn"), plain_name("B4c S0n")
    ('bcson', 'bacson')
    """
    return "".join(filter(str.isalnum, fold_ocr(name)))


def name_similarity(one: str, other: str) -> float:
    """Compare two plain names, 0 to 1.

    >>> round(name_similarity("bdcson", "bacson"), 2), name_similarity("bacson", "bacson")
    (0.83, 1.0)
    """
    return fuzz.ratio(one, other) / 100


def restore_name(readings: Iterable[str], spellings: dict[str, Counter[str]]) -> str | None:
    """Give the likeliest proper spelling of a name that the table of names does not hold.

    Each syllable is voted on its own: every reading of it speaks for the known syllables that look
    like it, and among the spellings of the winner the one that keeps most of the marks still seen
    wins, then the one most names use. This guesses, so whoever uses it must say so.

    Args:
        readings: The name as it was read in several places, each with the same number of syllables.
        spellings: See `Gazetteer.spellings`.

    >>> known = {"bac": Counter({"Bắc": 90, "Bạc": 10}), "son": Counter({"Sơn": 80, "Sòn": 1})}
    >>> restore_name(["Bdc Son", "Béc Sơn", "Bac Son"], known)
    'Bắc Sơn'
    >>> restore_name(["Qwxz Son"], known) is None
    True
    """
    columns = list(zip(*(reading.split() for reading in readings), strict=True))
    syllables = [_restore_syllable(column, spellings) for column in columns]
    if not syllables or None in syllables:
        return None
    return " ".join(syllable for syllable in syllables if syllable)


def _restore_syllable(readings: tuple[str, ...], spellings: dict[str, Counter[str]]) -> str | None:
    votes: Counter[str] = Counter()
    for reading, count in Counter(map(plain_name, readings)).items():
        if reading in spellings:
            votes[reading] += 100 * count
            continue
        for syllable, score, _ in process.extract(
            reading, spellings.keys(), scorer=fuzz.ratio, score_cutoff=SYLLABLE_SCORE, limit=20
        ):
            votes[syllable] += round(score / 2) * count
    if not votes:
        return None
    winner = max(votes, key=lambda syllable: (votes[syllable], spellings[syllable].total()))
    return max(
        spellings[winner],
        key=lambda spelling: (
            spellings[winner][spelling] * 2 ** sum(_marks_kept(spelling, read) for read in readings)
        ),
    )


def _marks_kept(spelling: str, reading: str) -> int:
    """Count the marked letters of a reading that a spelling has at the same place."""
    return sum(
        one == other and not one.isascii()
        for one, other in zip(spelling.lower(), reading.lower(), strict=False)
    )
