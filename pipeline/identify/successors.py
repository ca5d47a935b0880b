"""What became of each unit on 1 July 2025.

The package that brings the tables converts addresses, so of a commune that was split it answers
with one part: the one called default, or the one nearest to a street, for which it asks a geocoder
on the network. A report is about all of the commune, so its table is read instead, and all parts
are given.

That table is wrong in one way. It was put together by names within the new provinces, so 28 of its
471 split communes have a part that belongs to a commune of the same name, which another of the
merged provinces brought along: xã Thạnh Quới of Vĩnh Thạnh did not go to a place 99 km away. A part
that several communes of one name claim is given to the nearest of them.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import msgspec

from pipeline.identify.gazetteer import (
    current_units,
    legacy_positions,
    legacy_units,
    read_table,
)
from pipeline.vietnamese.places import Place


class _Part(msgspec.Struct, rename="camel", frozen=True):
    new_ward_key: str
    new_ward_lat: float
    new_ward_lon: float


class _Conversion(msgspec.Struct):
    """What became of which units; a commune is named by the keys of all three levels."""

    provinces: dict[str, list[str]] = msgspec.field(name="DICT_PROVINCE")
    whole: dict[str, dict[str, list[str]]] = msgspec.field(name="DICT_PROVINCE_WARD_NO_DIVIDED")
    split: dict[str, dict[str, list[_Part]]] = msgspec.field(name="DICT_PROVINCE_WARD_DIVIDED")


@cache
def successors() -> Mapping[str, tuple[Place, ...]]:
    """Give what became of each unit, by its code until then.

    Codes of provinces, districts and communes have two, three and five digits. A commune that was
    split has several successors. Of districts only the islands that had no communes have one;
    all others were dissolved, and are not there.
    """
    table = read_table("converter_2025.json", _Conversion)
    provinces, districts, communes = legacy_units()
    new_provinces, new_communes = current_units()
    old = communes | {f"{key}_": place for key, place in districts.items()}
    found: dict[str, tuple[Place, ...]] = {
        provinces[key].code: (new_provinces[province],)
        for province, merged in table.provinces.items()
        for key in merged
    }
    for province, wards in table.whole.items():
        for ward, keys in wards.items():
            for key in keys:
                found[old[key].code] = (new_communes[f"{province}_{ward}"],)
    for province, key, parts in _own_parts(table):
        found[old[key].code] = tuple(new_communes[f"{province}_{ward}"] for ward in parts)
    return found


def _own_parts(table: _Conversion) -> Iterator[tuple[str, str, list[str]]]:
    """Give the split communes with the keys of their new province and of their own parts."""
    where = legacy_positions()
    for province, divided in table.split.items():
        claims = _claims(table.whole[province], divided)
        for key, parts in divided.items():
            own = [
                part.new_ward_key
                for part in parts
                if _is_nearest(key, part, claims[part.new_ward_key, _name(key)], where)
            ]
            yield province, key, own or [part.new_ward_key for part in parts]


def _claims(
    whole: Mapping[str, Iterable[str]], divided: Mapping[str, Iterable[_Part]]
) -> Mapping[tuple[str, str], list[str]]:
    """Give, for each new commune and each old name, the old communes that it is said to be of."""
    claims: dict[tuple[str, str], list[str]] = defaultdict(list)
    for ward, keys in whole.items():
        for key in keys:
            claims[ward, _name(key)].append(key)
    for key, parts in divided.items():
        for part in parts:
            claims[part.new_ward_key, _name(key)].append(key)
    return claims


def _name(key: str) -> str:
    return key.rpartition("_")[2]


def _is_nearest(
    key: str, part: _Part, claimants: Iterable[str], where: Mapping[str, tuple[float, float]]
) -> bool:
    """Say whether no other claimant lies nearer; where a place is not known, none does."""
    there = (part.new_ward_lat, part.new_ward_lon)
    others = [where[other] for other in claimants if other != key and other in where]
    if key not in where:
        return True
    own = _distance(where[key], there)
    return all(own <= _distance(other, there) for other in others)


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Measure in degrees of latitude; good enough within a province."""
    east = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return math.hypot(one[0] - other[0], east)
