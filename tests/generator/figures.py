"""Invents the figures of a report so that every check of the form holds.

Section by section, because the checks run within sections; the appendix rows that repeat figures
of the prose are derived from these, never drawn a second time. None is a blank cell or a figure
the report does not have.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

Values = dict[str, Decimal | None]


@dataclass(frozen=True, slots=True)
class Habits:
    """How a commune fills in forms."""

    decimals: int  # of rates
    percent_signs: float  # share of percents printed with their sign in the appendix
    leading_zero: bool  # 05 for 5
    two_digit_choices: float  # share of choices printed "01"
    grouped: bool  # 17.465, not 17465
    undefined_rate: Decimal | None  # what stands for 0/0: a blank or 0
    blanks: float  # share of rows left blank where nothing happened


def invent_habits(rng: random.Random) -> Habits:
    """Choose the habits of a commune."""
    return Habits(
        decimals=rng.choice((0, 1, 1, 2)),
        percent_signs=rng.choice((0.0, 0.5, 1.0)),
        leading_zero=rng.random() < 0.5,
        two_digit_choices=rng.choice((0.0, 0.3, 1.0)),
        grouped=rng.random() < 0.9,
        undefined_rate=rng.choice((None, Decimal(0))),
        blanks=rng.choice((0.0, 0.2, 0.6)),
    )


def rate_of(part: Decimal | None, whole: Decimal | None, habits: Habits) -> Decimal | None:
    """Compute a percentage with the decimals this commune prints.

    >>> habits = Habits(1, 0, False, 0, True, None, 0)
    >>> rate_of(Decimal(2), Decimal(3), habits), rate_of(Decimal(0), Decimal(0), habits)
    (Decimal('66.7'), None)
    """
    if not whole:
        return habits.undefined_rate
    if part is None:
        return None
    step = Decimal(1).scaleb(-habits.decimals)
    return (100 * part / whole).quantize(step, ROUND_HALF_UP)


class _Draw:
    """Draws figures into one set of values."""

    def __init__(self, rng: random.Random, habits: Habits) -> None:
        self.rng = rng
        self.habits = habits
        self.values: Values = {}

    def count(self, name: str, low: int, high: int) -> int:
        """Draw a whole number and keep it under a name."""
        drawn = self.rng.randint(low, max(low, high))
        self.values[name] = Decimal(drawn)
        return drawn

    def put(self, name: str, value: int | Decimal | None) -> None:
        self.values[name] = None if value is None else Decimal(value)

    def rate(self, name: str, part: str, whole: str) -> None:
        self.values[name] = rate_of(self.values[part], self.values[whole], self.habits)

    def idle(self, *names: str) -> None:
        """Rows where nothing happened: zero, or left blank."""
        for name in names:
            self.put(name, None if self.rng.random() < self.habits.blanks else 0)

    def chance(self, share: float) -> bool:
        return self.rng.random() < share


def invent_figures(rng: random.Random, habits: Habits, months: int, papers: int) -> Values:
    """Invent one consistent set of figures.

    Args:
        rng: The source of all chance.
        habits: How the commune rounds and what it leaves blank.
        months: Length of the period; dossiers grow with it.
        papers: How many steering documents the prose names; row I.1 is at least that.
    """
    draw = _Draw(rng, habits)
    _reception(draw)
    _dossiers(draw, months)
    _staff(draw)
    _leadership(draw, papers)
    _regulations(draw)
    _procedures(draw)
    _organisation(draw)
    _finance(draw)
    _digital(draw)
    return draw.values


def _reception(draw: _Draw) -> None:
    draw.count("reception_area", 24, 120)
    for name, most in (
        ("counters", 5), ("computers", 7), ("printers", 4), ("scanners", 3), ("tv_screens", 2),
        ("barcode_readers", 2), ("photocopiers", 2), ("waiting_chairs", 24),
    ):  # fmt: skip
        draw.count(f"reception_{name}", 1, most)
    draw.count("radio_news_items", 2, 36)
    draw.put("posting_days", draw.rng.choice((30, 45, 60, 90)))
    draw.put("decisions_posted", 2)
    draw.put("target_online_dossier_rate", draw.rng.choice((60, 75, 80, 85, 90, 95, 98)))


def _dossiers(draw: _Draw, months: int) -> None:
    received = draw.count("dossiers_received", 55 * months, 190 * months)
    draw.count("dossiers_received_online", received // 2, received)
    if draw.chance(0.2):
        draw.put("dossiers_received_online", received)
    draw.rate("online_dossier_rate", "dossiers_received_online", "dossiers_received")
    pending = draw.count("dossiers_in_process", 0, 14)
    carried = draw.count("dossiers_resolved_carried_over", 0, 12)
    draw.put("dossiers_resolved_received_in_period", received - pending)
    draw.put("dossiers_resolved_before_deadline", received - pending + carried)
    fees = draw.count("fee_dossiers_total", received // 4, received - 5)
    draw.count("fee_dossiers_paid_online", fees // 2, fees)
    draw.rate("online_payment_rate", "fee_dossiers_paid_online", "fee_dossiers_total")
    surveyed = draw.chance(0.65)
    satisfaction = draw.rng.choice((100, 100, Decimal("99.5"), 98, Decimal("97.2")))
    draw.put("satisfaction_rate", satisfaction if surveyed else None)


def _staff(draw: _Draw) -> None:
    officials = draw.count("officials_quota", 10, 13)
    absent = draw.count("officials_absent", 0, 1)
    present = officials - absent
    draw.put("officials_present", present)
    servants = draw.count("civil_servants_quota", 8, 12)
    missing = draw.count("civil_servants_missing", 0, 2)
    working = servants - missing
    draw.put("civil_servants_present", working)
    draw.put("staff_quota_total", officials + servants)
    draw.put("staff_present_total", present + working)
    draw.put("staff_qualified_rate", 100)
    part_time = draw.count("part_time_staff_quota", 8, 14)
    draw.count("part_time_staff_assigned", part_time - 3, part_time)
    postgraduate = draw.count("officials_postgraduate", 0, 3)
    university = draw.count("officials_university", 4, present - postgraduate)
    draw.put("officials_intermediate", present - postgraduate - university)
    draw.count("officials_political_theory", present - 3, present)
    draw.count("civil_servants_university", working - 2, working)
    draw.count("civil_servants_political_theory", working - 4, working)
    for name in ("postgraduate", "university", "intermediate", "political_theory"):
        draw.rate(f"officials_{name}_rate", f"officials_{name}", "officials_present")
    for name in ("university", "political_theory"):
        draw.rate(f"civil_servants_{name}_rate", f"civil_servants_{name}", "civil_servants_present")


def _leadership(draw: _Draw, papers: int) -> None:
    draw.put("I.1", None if draw.chance(0.1) else papers + draw.rng.randint(0, 25))
    planned = draw.count("I.2.1", 8, 42)
    draw.count("I.2.2", planned // 2, planned)
    draw.rate("I.2", "I.2.2", "I.2.1")
    inspected = draw.count("I.3.1", 0, 4)
    problems = draw.count("I.3.3", 0, 6 if inspected else 0)
    draw.count("I.3.3.1", problems // 2, problems)
    draw.rate("I.3.2", "I.3.3.1", "I.3.3")
    on_time = draw.count("I.4.2", 6, 60)
    late = draw.count("I.4.3", 0, 2)
    overdue = draw.count("I.4.4", 0, 1)
    draw.put("I.4.1", on_time + late + overdue + draw.rng.choice((0, 0, 0, 2, 5)))
    surveyed = draw.values["satisfaction_rate"] is not None
    draw.put("I.5", 1 if surveyed else draw.rng.choice((0, None)))
    draw.put("I.5.1", draw.rng.randint(20, 300) if surveyed else None)
    draw.put("I.5.2", draw.rng.randint(0, 2) if surveyed else None)
    draw.put("I.6", draw.rng.choice((0, 1, 1, None)))


def _regulations(draw: _Draw) -> None:
    issued = draw.count("II.1.2", 0, 1) * draw.rng.randint(1, 4)
    draw.put("II.1.2", issued)
    draw.put("legal_documents_issued", issued)
    drafted = draw.count("II.1.1", 0, 3)
    draw.put("II.1", drafted + issued)
    for group in ("II.2", "II.3"):
        done = draw.count(f"{group}.1", 0, 1) * draw.rng.randint(2, 20)
        draw.put(f"{group}.1", done)
        to_settle = draw.count(f"{group}.2.1", 0, done // 3)
        draw.count(f"{group}.2.2", to_settle // 2, to_settle)
        draw.rate(f"{group}.2", f"{group}.2.2", f"{group}.2.1")


def _procedures(draw: _Draw) -> None:
    total = draw.count("procedures_total", 96, 178)
    draw.put("III.1.4", total)
    draw.count("procedure_fields", 9, 27)
    draw.idle("III.1.1", "III.2.1")
    draw.count("III.1.2", 0, 9)
    draw.count("III.1.3", 0, 6)
    draw.count("III.2.2", 0, 24)
    draw.count("III.2.3", 0, 18)
    resolved = draw.values["dossiers_resolved_before_deadline"]
    draw.put("III.3.1.1", resolved)
    draw.put("III.3.1.2", resolved)
    if draw.chance(0.25) and resolved is not None:
        # Some late: then the prose must not say that all were resolved before their time.
        draw.put("III.3.1.2", resolved - draw.rng.randint(1, 9))
        draw.put("dossiers_resolved_before_deadline", None)
    draw.rate("III.3.1", "III.3.1.2", "III.3.1.1")
    petitions = draw.rng.choice((0, 0, 0, 1, 2, 3))
    draw.put("complaints_petitions_received", petitions)
    draw.put("III.3.2.1", petitions)
    draw.count("III.3.2.2", petitions, petitions)
    draw.rate("III.3.2", "III.3.2.2", "III.3.2.1")


def _organisation(draw: _Draw) -> None:
    draw.put("IV.1.1", draw.rng.choice((1, 1, 1, 0)))
    draw.put("IV.1.2", draw.rng.choice((1, 1, 0, None)))
    draw.put("IV.2.1", draw.values["staff_quota_total"])
    draw.put("IV.2.2", draw.values["staff_present_total"])
    draw.idle("IV.2.3", "IV.2.4", "IV.3.3")
    draw.put("IV.2.5", draw.rng.choice((None, 0, 10, 15, Decimal("12.5"))))
    working = draw.count("IV.3.1", 0, 1) * draw.rng.randint(3, 64)
    draw.put("IV.3.1", working)
    draw.count("IV.3.2", max(0, working - 4), working)
    draw.put("IV.3.4", draw.rng.choice((None, 0, Decimal("9.8"))))
    draw.idle("V.1.1", "V.1.2", "V.1.3", "V.2.2", "V.2.3", "V.2.4", "V.2.5", "V.3.1", "V.3.2")
    vacancies = draw.values["civil_servants_missing"]
    draw.put("V.2.1", draw.rng.choice((0, 1)) if vacancies else 0)
    disciplined = draw.rng.choice((0, 0, 0, 1))
    draw.put("V.3.3", disciplined)
    draw.put("V.3", disciplined)


def _finance(draw: _Draw) -> None:
    tenths = draw.chance(0.25)
    budget = Decimal(draw.rng.randint(1800, 32000))
    spent = Decimal(draw.rng.randint(int(budget) // 6, int(budget)))
    if tenths:
        budget, spent = budget + Decimal("0.5"), spent - Decimal("0.2")
    draw.put("VI.1.1", budget)
    draw.put("VI.1.2", spent)
    draw.rate("VI.1", "VI.1.2", "VI.1.1")
    names = ("VI.2.2", "VI.2.3", "VI.2.4.1", "VI.2.4.2", "VI.2.4.3", "VI.2.5")
    if draw.chance(0.5):
        blank = draw.chance(0.5)
        for name in (*names, "VI.2.1", "VI.2.4", "VI.2.6"):
            draw.put(name, None if blank else 0)
        draw.put("VI.2", draw.rng.choice((0, None)))
        return
    counts = {name: draw.rng.choice((0, 0, 1, 2)) for name in names}
    counts["VI.2.5"] += 1
    for name, number in counts.items():
        draw.put(name, number)
    draw.put("VI.2.4", sum(counts[name] for name in names if name.startswith("VI.2.4.")))
    draw.put("VI.2.1", sum(counts.values()))
    draw.put("VI.2", None)
    draw.idle("VI.2.6")


def _digital(draw: _Draw) -> None:
    draw.put("VII.1", draw.rng.choice((1, 1, 0)))
    meeting = draw.rng.choice((1, 1, 0))
    draw.put("VII.2.1", meeting)
    draw.put("VII.2.2", draw.rng.choice((1, 0)) if meeting else 0)
    draw.put("VII.3", draw.rng.choice((None, 100, 100, Decimal("98.5"))))
    draw.put("VII.4.1.1", None)
    draw.put("VII.4.1.2", None)
    draw.put("VII.4.1.3", draw.rng.choice((None, 100, 100)))
    electronic = draw.rng.choice((None, 100, 95, Decimal("98.7"), Decimal("99.25")))
    for name in ("VII.4.2", "VII.4.2.3"):
        draw.put(name, electronic)
    for name in ("VII.4.2.1", "VII.4.2.2", "VII.4.3.1", "VII.4.3.2"):
        draw.put(name, None)
    draw.put("VII.4.3.3", draw.rng.choice((1, 1, 0)))
    _online_services(draw)


def _online_services(draw: _Draw) -> None:
    total = int(draw.values["III.1.4"] or 0)
    partly = draw.count("VII.5.1.1", total // 3, total // 2)
    draw.count("VII.5.1.2", partly * 2 // 3, partly)
    draw.count("VII.5.1.3", 3, partly // 2)
    wholly = draw.count("VII.5.2.1", total // 6, total - partly)
    draw.count("VII.5.2.2", wholly * 2 // 3, wholly)
    draw.count("VII.5.2.3", 2, wholly // 2)
    draw.put("VII.5.3.1", draw.values["dossiers_received"])
    draw.put("VII.5.3.2", draw.values["dossiers_received_online"])
    charged = draw.count("VII.5.4.1", 12, 48)
    draw.count("VII.5.4.2", charged // 2, charged)
    for row in ("VII.5.1", "VII.5.2", "VII.5.3", "VII.5.4"):
        draw.rate(row, f"{row}.2", f"{row}.1")
