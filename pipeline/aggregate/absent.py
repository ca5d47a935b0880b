"""Units of which no report is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.aggregate.roster import Roster
from pipeline.aggregate.scopes import Filed, Scope
from pipeline.vietnamese.places import Level, Place, name_key


@dataclass(frozen=True, slots=True)
class Absent:
    """One unit without a report, or one district of which nobody reported."""

    scope: Scope
    place: Place
    communes: int = 0  # of a district; 0: a commune


def find_absent(filed: Iterable[Filed], roster: Roster) -> Iterator[Absent]:
    """Give the communes that sent no report of a form for a period of which others sent one.

    Of a district none of whose communes is in the folder at all the district alone is named: an
    archive of one district is not asked for the others.

    Args:
        filed: The reports of units, as `file_reports` gives them.
        roster: The units that there are.
    """
    areas: dict[Scope, dict[str, set[object]]] = {}
    for one in filed:
        if one.scope.level == Level.COMMUNE and one.scope.end and one.scope.province:
            province = replace(one.scope, district="")
            areas.setdefault(province, {}).setdefault(one.scope.district, set()).add(one.key)
    known: dict[tuple[str, str], set[object]] = {}  # districts with a report of a form at any time
    for scope, found in areas.items():
        known.setdefault((scope.form, scope.province), set()).update(map(name_key, found))
    for scope in sorted(areas, key=lambda one: one.order):
        here = known[scope.form, scope.province]
        yield from _of_province(scope, areas[scope], here, roster)


def _of_province(
    scope: Scope, found: dict[str, set[object]], known: set[object], roster: Roster
) -> Iterator[Absent]:
    districts: dict[str, list[Place]] = {}
    for place in roster.communes(scope.province, "", scope.end):
        districts.setdefault(place.district, []).append(place)
    reported = {name_key(district): keys for district, keys in found.items()}
    for district in sorted(districts):
        keys = reported.get(name_key(district), set())
        missing = [place for place in districts[district] if name_key(place.full) not in keys]
        if name_key(district) in known or not district or roster.listed:
            yield from _of_district(scope, district, missing)
        else:
            yield _whole_district(scope, district, len(missing))


def _of_district(scope: Scope, district: str, missing: Sequence[Place]) -> Iterator[Absent]:
    for place in sorted(missing, key=lambda one: (one.name, one.kind, one.code)):
        yield Absent(replace(scope, district=district), place)


def _whole_district(scope: Scope, district: str, communes: int) -> Absent:
    kind, _, name = district.partition(" ")
    return Absent(replace(scope, district=district), Place(kind, name), communes)
