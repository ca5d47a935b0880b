"""Who may be reporting: the names of units a report prints, weighed by where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.identify.name_votes import Ballot
from pipeline.vietnamese.alphabet import fold
from pipeline.vietnamese.document_zones import HeadingText, Part
from pipeline.vietnamese.place_mentions import PlaceMention, find_dateline
from pipeline.vietnamese.places import Gazetteer, Level, Place, name_similarity, plain_name

_HEAVY = 3.0  # weight of a name in the letterhead, title, appendix title or closing sentence
_ISSUING = 5.0  # weight of a name that signs: "UBND xã Bắc Sơn báo cáo"
_DATELINE = 2.0
_EMAIL = 4.0
_CITY_SCORE = 0.85

# What stands before the name of who reports.
_ISSUER = re.compile(r"(?:u[a-z0-9]{2}[dp]|uy ban nhan dan|dia ban) ?$")
_REPORTS = re.compile(r".{0,60}?b[a-z]{1,3}o? c[a-z]{1,3}o")
_EMAIL_DOMAIN = re.compile(r"@(?:[a-z0-9-]{1,20}\.)?([a-z]{5,14})[. ]{1,2}gov")
_OFFICE = re.compile(
    r"(?<![a-z])(?:so|phong) (?:noi vu|tai chinh|tu phap|kinh te|ke hoach|giao duc|y te|lao dong"
    r"|nong nghiep|van hoa|thong tin|khoa hoc|tai nguyen|xay dung|cong thuong|giao thong)"
    r"|(?<![a-z])(?:chi cuc|trung tam) [a-z]{2}"
)
_COMMITTEE = re.compile(r"ubn[dp]|uy ban nh[a-z]n d[a-z]n")


def is_committee(heading: HeadingText, number: str) -> bool:
    """Say whether a People's Committee reports, not one of its offices.

    The symbol tells, 68/BC-UBND. Where it could not be read, mind that the letterhead of an office
    names the committee above it, too.
    """
    if number:
        return "-UBND" in number
    office = any(_OFFICE.search(fold(text)) for _, text in heading.cut(Part.LETTERHEAD))
    return not office and bool(_COMMITTEE.search(heading.folded))


def own_level(heading: HeadingText, mentions: Sequence[PlaceMention]) -> Level:
    """Say which level reports: the lowest one that stands in the place of an issuer."""
    weights = dict.fromkeys(Level, 0.0)
    for mention in mentions:
        part = heading.part_at(mention.start)
        if part is Part.LETTERHEAD or _is_issuer(heading, mention, part):
            weights[mention.level] += _HEAVY
    for level in Level:
        if weights[level]:
            return level
    return Level.COMMUNE


def _is_issuer(heading: HeadingText, mention: PlaceMention, part: Part) -> bool:
    before = heading.folded[max(0, mention.start - 20) : mention.start]
    if part is Part.BODY or not _ISSUER.search(before):
        return False
    behind = mention.start + len(" ".join(mention.tokens))
    if part is Part.OPENING:
        return bool(_REPORTS.match(heading.folded, behind, behind + 90))
    return True


def collect_ballots(
    heading: HeadingText, mentions: Sequence[PlaceMention], level: Level, gazetteer: Gazetteer
) -> Iterator[Ballot]:
    """Give all readings of names of one level; a city that is a province counts as one."""
    cities = [place for place in gazetteer.provinces if place.kind == "thành phố"]
    for mention in mentions:
        part = heading.part_at(mention.start)
        if part is Part.BODY and mention.start > heading.prose_end:
            continue  # cells of a table run into each other: "UBND tỉnh Chưa kết nối"
        weight = 1.0 if part is Part.BODY else _HEAVY
        if _is_issuer(heading, mention, part):
            weight = _ISSUING
        ballot = Ballot(mention.kind, mention.tokens, weight)
        meant = mention.level
        if mention.kind == "thành phố" and any(_is_city(ballot, city) for city in cities):
            meant = Level.PROVINCE
        if meant is level:
            yield ballot
    if level is Level.COMMUNE:
        for _, text in heading.cut(Part.LETTERHEAD):
            if tokens := find_dateline(text):
                yield Ballot("", tokens, _DATELINE)
    if level is Level.PROVINCE:
        yield from _email_ballots(heading, gazetteer)


def _is_city(ballot: Ballot, city: Place) -> bool:
    """Say whether a city is one of the few provinces; Hạ Long shares 0.71 with Hải Phòng."""
    name = ballot.prefix(len(city.name.split()))
    return name_similarity(plain_name(name), plain_name(city.name)) >= _CITY_SCORE


def _email_ballots(heading: HeadingText, gazetteer: Gazetteer) -> Iterator[Ballot]:
    """Read the province in addresses such as bacson@hungyen.gov.vn."""
    for match in _EMAIL_DOMAIN.finditer(heading.folded):
        for place in gazetteer.provinces:
            if plain_name(place.name) == match[1]:
                yield Ballot(place.kind, tuple(place.name.split()), _EMAIL)
