"""Settles the names of commune, district and province that a report prints.

On clear text a printed name stands. On damaged text the table of units is asked, for all three
levels together, because a district tells which of nine communes of one name is meant; a commune the
table does not hold is restored syllable by syllable, with a finding.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.identify.name_votes import (
    Ballot,
    Winner,
    best_matches,
    elect,
    gather,
    is_borne_out,
    is_read,
    restore,
)
from pipeline.model.finding import Finding, Severity
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.places import Gazetteer, Level, Place, plain_name

PLACE_CHECK = "place"

# One mention in the body is not enough for the name of a commune; the names of districts and
# provinces are a closed list.
_LEAST_WEIGHT = {Level.COMMUNE: 2.0, Level.DISTRICT: 1.0, Level.PROVINCE: 1.0}
_NEARLY = 0.85  # share of the best weight from which on names fit alike
_RIVAL_SHARE = 1.5  # a name outside the table wins from this many times the weight on


@dataclass(frozen=True, slots=True)
class Settled:
    """One unit of the three, settled."""

    full: str
    finding: Finding | None = None


def settle_printed(
    ballots: Mapping[Level, tuple[Ballot, ...]], gazetteer: Gazetteer, digital: bool
) -> dict[Level, Settled]:
    """Take the names as most places print them; on a scan the table may mend single marks."""
    settled: dict[Level, Settled] = {}
    for level in (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE):
        winner = elect(ballots[level], alike=1.0)
        if winner is None or not winner.kind or winner.weight < _LEAST_WEIGHT[level]:
            continue
        unit = Settled(f"{winner.kind} {winner.name}")
        if not digital:
            unit = _mend(unit.full, _candidates(level, settled, gazetteer))
        if level is not Level.PROVINCE or gazetteer.find_province(unit.full):
            settled[level] = unit
    return settled


def _mend(full: str, candidates: Sequence[Place]) -> Settled:
    """Mend the marks of a name that is the only one of the table with these letters."""
    if any(place.full == full for place in candidates):
        return Settled(full)
    same = [place for place in candidates if fold(place.full) == fold(full)]
    if len(same) != 1:
        return Settled(full)
    message = f"Tên đọc được là “{full}”, sửa theo bảng đơn vị hành chính thành “{same[0].full}”."
    return Settled(same[0].full, Finding(PLACE_CHECK, Severity.NOTE, message))


def _candidates(
    level: Level, settled: dict[Level, Settled], gazetteer: Gazetteer
) -> Sequence[Place]:
    """Give the units of a level inside what is settled above it."""
    if level is Level.PROVINCE:
        return gazetteer.provinces
    above = settled.get(Level.PROVINCE)
    province = gazetteer.find_province(above.full) if above else None
    if province is None:
        return ()
    if level is Level.DISTRICT:
        return [place for place in gazetteer.districts if place.province == province.full]
    named = settled.get(Level.DISTRICT)
    district = gazetteer.find_district(named.full, province.full) if named else None
    if named and district is None:
        return ()
    return gazetteer.communes_of(district.full if district else "", province.full)


def settle_damaged(
    ballots: Mapping[Level, tuple[Ballot, ...]], gazetteer: Gazetteer
) -> dict[Level, Settled]:
    """Let the three levels elect each other in the table; restore what it does not hold."""
    known = _elect_together(ballots, gazetteer)
    settled = {}
    for level, votes in ballots.items():
        winner, place = elect(votes), known.get(level)
        if place and (found := _take_known(level, votes, winner, place, gazetteer)):
            settled[level] = found
        elif winner and level is not Level.PROVINCE and winner.weight >= _LEAST_WEIGHT[level]:
            restored = restore(winner, gazetteer)
            # A single syllable after a word like "quan" is hardly ever a name.
            if restored and winner.kind and " " in restored:
                settled[level] = _take_restored(winner, restored)
    return settled


def _elect_together(
    ballots: Mapping[Level, tuple[Ballot, ...]], gazetteer: Gazetteer
) -> dict[Level, Place]:
    """Find the commune, district and province of the table that fit the readings best together.

    A commune may be missing from the table, so it decides only between districts that fit alike.
    """
    provinces = best_matches(ballots[Level.PROVINCE], gazetteer.provinces, 3)
    weights = {place.full: weight for weight, place in provinces}
    scored = [
        (weight + weights.get(district.province, 0), district)
        for weight, district in best_matches(ballots[Level.DISTRICT], gazetteer.districts, 40)
    ]
    if not scored:
        return _elect_in_provinces(ballots, provinces, gazetteer)
    least = _NEARLY * max(weight for weight, _ in scored)
    homes = [
        (best_matches(ballots[Level.COMMUNE], inside, 1), weight, district)
        for weight, district in scored
        if weight >= least
        for inside in [gazetteer.communes_of(district.full, district.province)]
    ]
    communes, _, district = max(homes, key=lambda home: (home[0][0][0] if home[0] else 0, home[1]))
    elected = {Level.DISTRICT: district}
    if communes:
        elected[Level.COMMUNE] = communes[0][1]
    if provinces:
        elected[Level.PROVINCE] = provinces[0][1]
    return elected


def _elect_in_provinces(
    ballots: Mapping[Level, tuple[Ballot, ...]],
    provinces: Sequence[tuple[float, Place]],
    gazetteer: Gazetteer,
) -> dict[Level, Place]:
    """Find province and commune where no district is named."""
    if not provinces:
        return {}
    elected = {Level.PROVINCE: provinces[0][1]}
    inside = gazetteer.communes_of("", provinces[0][1].full)
    best = best_matches(ballots[Level.COMMUNE], inside, 2)
    # Two communes of one name in a province: only a district could tell.
    if best and (len(best) == 1 or best[1][0] < _NEARLY * best[0][0]):
        elected[Level.COMMUNE] = best[0][1]
    return elected


def _take_known(
    level: Level,
    ballots: Sequence[Ballot],
    rival: Winner | None,
    place: Place,
    gazetteer: Gazetteer,
) -> Settled | None:
    """Take a name of the table, if the readings are damaged forms of it and of nothing else."""
    winner = gather(ballots, place)
    if winner.weight < _LEAST_WEIGHT[level]:
        return None
    longer_rival = rival and " " in rival.name and rival.weight > _RIVAL_SHARE * winner.weight
    if level is Level.COMMUNE and (longer_rival or not is_borne_out(winner, place, gazetteer)):
        return None
    # Communes and districts rise in rank, so the printed kind counts; provinces do not.
    kind = place.kind if level is Level.PROVINCE else winner.kind or place.kind
    full = f"{kind} {place.name}"
    twins = [
        other.full
        for other in gazetteer.communes_of(place.district, place.province)
        if level is Level.COMMUNE
        and other != place
        and plain_name(other.name) == plain_name(place.name)
    ]
    if twins:
        message = f"Chữ đọc được “{winner.name}” hợp với “{full}” và cả “{twins[0]}”."
        return Settled(full, Finding(PLACE_CHECK, Severity.WARNING, message))
    if is_read(winner, place):
        return Settled(full)
    message = f"Tên “{full}” được phục hồi theo bảng đơn vị hành chính từ “{winner.name}”."
    return Settled(full, Finding(PLACE_CHECK, Severity.WARNING, message))


def _take_restored(winner: Winner, name: str) -> Settled:
    full = f"{winner.kind} {name}"
    message = f"Dấu của tên “{full}” được phục hồi theo từng tiếng từ “{winner.name}”."
    return Settled(full, Finding(PLACE_CHECK, Severity.WARNING, message))
