"""The place of a report: commune, district and province elect each other.

There were nine communes named Bắc Sơn, so a name is settled together with its district and its
province. The tables of units are asked where the marks of a text are damaged; on clear text the
printed name stands, and the table only gives the code, if it has exactly this unit on this date.

What the unit is since July 2025 follows from its code alone. A commune that was split has no one
successor, and a guess would move its figures to a place they are not about: the answer is `split`,
with the parts in a finding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.identify.gazetteer import current_gazetteer, legacy_gazetteer
from pipeline.identify.name_votes import merge_ballots
from pipeline.identify.names import PLACE_CHECK, Settled, settle_damaged, settle_printed
from pipeline.identify.reporting_unit import collect_ballots, own_level
from pipeline.identify.successors import successors
from pipeline.model.finding import Finding, Severity
from pipeline.vietnamese.document_zones import HeadingText
from pipeline.vietnamese.place_mentions import find_places
from pipeline.vietnamese.places import REFORM, Gazetteer, Level, Place, same_name

_LEVEL_NAMES = {
    Level.COMMUNE: "cấp xã",
    Level.DISTRICT: "cấp huyện",
    Level.PROVINCE: "cấp tỉnh",
}
_ABOVE = (Level.DISTRICT, Level.PROVINCE)
# Answers where a unit has no one successor; the contract names them.
_SPLIT, _DISSOLVED, _UNKNOWN = "split", "dissolved", "unknown"


@dataclass(frozen=True, slots=True)
class HeadingPlace:
    """Where a report comes from; see `Heading`."""

    place: str = ""
    place_code: str = ""
    district: str = ""
    province: str = ""
    place_now: str = ""
    place_code_now: str = ""
    findings: tuple[Finding, ...] = ()


def vote_place(heading: HeadingText, signed: date | None) -> HeadingPlace:
    """Settle the reporting unit and what it belongs to.

    Args:
        heading: The text with its parts.
        signed: Date of the report, or the last day of its period; None: no code is given.
    """
    reformed = signed is not None and signed >= REFORM
    gazetteer = current_gazetteer() if reformed else legacy_gazetteer()
    mentions = find_places(heading.text, heading.clear)
    own = own_level(heading, mentions)
    ballots = {
        level: merge_ballots(collect_ballots(heading, mentions, level, gazetteer))
        for level in Level
    }
    if reformed:
        ballots[Level.DISTRICT] = ()
    settled = (
        settle_printed(ballots, gazetteer, heading.digital)
        if heading.clear
        else settle_damaged(ballots, gazetteer)
    )
    return _assemble(settled, own, gazetteer, signed)


def _assemble(
    settled: dict[Level, Settled], own: Level, gazetteer: Gazetteer, signed: date | None
) -> HeadingPlace:
    findings = [unit.finding for unit in settled.values() if unit.finding]
    names = {level: unit.full for level, unit in settled.items()}
    if own is Level.COMMUNE:
        findings += _conclude(names, gazetteer)
    unit = names.get(own, "")
    if not unit:
        message = f"Không xác định được tên đơn vị báo cáo ({_LEVEL_NAMES[own]})."
        findings.append(Finding(PLACE_CHECK, Severity.WARNING, message))
    for level in _expected_above(own, gazetteer):
        if level not in names:
            message = f"Không xác định được tên đơn vị {_LEVEL_NAMES[level]}."
            findings.append(Finding(level.value, Severity.WARNING, message))
    district = names.get(Level.DISTRICT, "") if own is Level.COMMUNE else ""
    province = names.get(Level.PROVINCE, "")
    code = _find_code(own, unit, district, province, gazetteer) if signed else ""
    if unit and not code:
        message = f"Không có mã chính thức cho “{unit}” vào ngày báo cáo; mã để trống."
        findings.append(Finding("place_code", Severity.NOTE, message))
    now, code_now, parts = _find_successor(own, unit, code, gazetteer)
    if parts:
        listed = ", ".join(f"{part.full} ({part.code})" for part in parts)
        message = f"Từ {REFORM:%d/%m/%Y} địa bàn “{unit}” được chia cho: {listed}."
        findings.append(Finding("place_now", Severity.NOTE, message))
    return HeadingPlace(unit, code, district, province, now, code_now, tuple(findings))


def describe_unit(
    unit: str, province: str, signed: date | None, gazetteer: Gazetteer
) -> HeadingPlace:
    """Give the code of a unit that is known to issue a document, and what it is today."""
    level = next((level for level in Level if _is_of(unit, level)), Level.COMMUNE)
    level = Level.PROVINCE if gazetteer.find_province(unit) else level
    code = _find_code(level, unit, "", province, gazetteer) if signed else ""
    now, code_now, _ = _find_successor(level, unit, code, gazetteer)
    return HeadingPlace(unit, code, "", province, now, code_now)


def _is_of(unit: str, level: Level) -> bool:
    kinds = {
        Level.PROVINCE: ("tỉnh",),
        Level.DISTRICT: ("huyện", "quận", "thị xã", "thành phố"),
        Level.COMMUNE: ("xã", "phường", "thị trấn", "đặc khu"),
    }
    return unit.startswith(tuple(f"{kind} " for kind in kinds[level]))


def _find_successor(
    own: Level, unit: str, code: str, gazetteer: Gazetteer
) -> tuple[str, str, tuple[Place, ...]]:
    """Say what a unit is since the reform: name, code, and its parts where it was split."""
    if not code:
        return (_UNKNOWN if unit else ""), "", ()
    if gazetteer is current_gazetteer():
        return unit, code, ()
    heirs = successors().get(code, ())
    if len(heirs) == 1:
        return heirs[0].full, heirs[0].code, ()
    if heirs:
        return _SPLIT, "", heirs
    return (_DISSOLVED if own is Level.DISTRICT else _UNKNOWN), "", ()


def _expected_above(own: Level, gazetteer: Gazetteer) -> tuple[Level, ...]:
    if own is Level.PROVINCE:
        return ()
    if own is Level.DISTRICT or not gazetteer.districts:
        return (Level.PROVINCE,)
    return (Level.DISTRICT, Level.PROVINCE)


def _conclude(names: dict[Level, str], gazetteer: Gazetteer) -> list[Finding]:
    """Fill in a district or province that is not printed, where the table leaves one choice."""
    missing = [level for level in _ABOVE if level not in names]
    homes = (
        {(place.district, place.province) for place in _places_named(names, gazetteer)}
        if missing
        else set()
    )
    if len(homes) != 1:
        return []
    findings = []
    for level, full in zip(_ABOVE, homes.pop(), strict=True):
        if full and level not in names:
            names[level] = full
            message = f"Báo cáo không ghi “{full}”; suy từ bảng đơn vị hành chính."
            findings.append(Finding(level.value, Severity.NOTE, message))
    return findings


def _places_named(names: dict[Level, str], gazetteer: Gazetteer) -> list[Place]:
    """Give the communes, else the districts as homes of communes, that fit all that is named."""
    commune, district, province = (
        names.get(level, "") for level in (Level.COMMUNE, Level.DISTRICT, Level.PROVINCE)
    )
    districts = [
        place
        for place in gazetteer.districts
        if (not district or same_name(place.full, district))
        and (not province or same_name(place.province, province))
    ]
    above = {(place.full, place.province) for place in districts}
    communes = [
        place
        for place in gazetteer.communes
        if (not gazetteer.districts or (place.district, place.province) in above)
        and same_name(place.full, commune)
    ]
    if communes or not district:
        # Without a district or a province a name alone is too little: there were nine Bắc Sơn.
        return communes if district or province else []
    return [Place("", "", "", place.full, place.province) for place in districts]


def _find_code(own: Level, unit: str, district: str, province: str, gazetteer: Gazetteer) -> str:
    if own is Level.COMMUNE:
        place = gazetteer.find_commune(unit, district, province)
    elif own is Level.DISTRICT:
        home = gazetteer.find_province(province)
        place = gazetteer.find_district(unit, home.full) if home else None
    else:
        place = gazetteer.find_province(unit)
    return place.code if place else ""
