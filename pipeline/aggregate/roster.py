"""Which units there are: all of an area at one time, or those that a list names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pipeline.vietnamese.places import REFORM, Gazetteer, Place, same_name


@dataclass(frozen=True, slots=True)
class Roster:
    """The units that are to report."""

    legacy: Gazetteer  # until June 2025
    current: Gazetteer  # since
    listed: tuple[Place, ...] = ()  # by a list of the folder; empty: all there are

    def communes(self, province: str, district: str, day: date | None) -> tuple[Place, ...]:
        """Give the communes that are to report.

        Args:
            province: In full.
            district: In full; empty: all of the province.
            day: On which they were there; None: not known, and nothing is said then.
        """
        if self.listed:
            return tuple(one for one in self.listed if _lies_in(one, province, district))
        if day is None or not province:
            return ()
        units = self.legacy if day < REFORM else self.current
        return tuple(units.communes_of(district, province))


def _lies_in(one: Place, province: str, district: str) -> bool:
    """Say whether a listed unit is in an area; what the list leaves out differs from nothing."""
    pairs = ((one.province, province), (one.district, district))
    return all(not own or not asked or same_name(own, asked) for own, asked in pairs)
