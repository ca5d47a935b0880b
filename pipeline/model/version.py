"""Versions of a form: what one province or year prints otherwise than another.

A version says only what differs from the form it belongs to. The ids stay: a row that bears another
name or another code keeps the id of the form, so that figures of all years stand in one column. The
alternative, a form of its own for each version, would repeat 120 rows and their checks, and nothing
would say that two ids are one figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

MARK = "@"  # between the id of a form and that of its version: "cchc-xa@2019"


@dataclass(frozen=True, slots=True)
class Renaming:
    """A row that bears another name."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class Renumbering:
    """A row that bears another code; the rows below it follow."""

    id: str
    code: str  # as printed, without a final dot: "3.1"
    section: str = ""  # where the row moved to; empty: it stayed in its section


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that the form does not have."""

    id: str  # of one of the form's `additions`
    after: str  # id of the row printed above it, or of a section


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a form."""

    id: str  # "2019"
    label: str
    valid_from: date | None = None  # first and last day of the periods it was made for; None: open
    valid_until: date | None = None
    absent: tuple[str, ...] = ()  # ids of rows, or of figures of the prose, that it does not have
    renamed: tuple[Renaming, ...] = ()
    renumbered: tuple[Renumbering, ...] = ()
    added: tuple[Addition, ...] = ()

    @property
    def is_dated(self) -> bool:
        """Say whether anything is known of when it was in use."""
        return self.valid_from is not None or self.valid_until is not None

    def covers(self, day: date) -> bool:
        """Say whether it was in use on a day; one without dates says nothing of any day.

        >>> Version("old", "Mẫu cũ", valid_until=date(2020, 12, 14)).covers(date(2019, 6, 14))
        True
        """
        if not self.is_dated:
            return False
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_until is None or day <= self.valid_until)


def split_id(form: str) -> tuple[str, str]:
    """Divide the id of a form into those of its family and of its version.

    >>> split_id("cchc-xa@2019"), split_id("cchc-xa")
    (('cchc-xa', '2019'), ('cchc-xa', ''))
    """
    family, _, version = form.partition(MARK)
    return family, version
