"""Invents what the prose of a report may say and the appendix does not: the dossiers in full.

`figures.py` invents what phrases.toml says. The other phrases say more, above all how the dossiers
were resolved, so those figures are invented anew here, again so that every check of the form holds.
"""

from __future__ import annotations

import random
from decimal import Decimal

from tests.generator.figures import Habits, Values, rate_of

# Most of each; the least is 1 but for what often does not happen.
_MOST = {
    "radio_broadcasts": 240,
    "radio_minutes": 1800,
    "web_news_items": 45,
    "leaflets": 1600,
    "banners": 24,
    "online_meetings": 16,
    "survey_ballots": 300,
    "reception_cameras": 5,
    "training_classes": 9,
    "training_participants": 58,
    "decisions_posted": 6,
    "digital_signatures": 26,
}


def invent_reform_figures(rng: random.Random, habits: Habits, base: Values) -> Values:
    """Invent the figures of the prose, among them those that `base` says nothing of."""
    values = dict(base)
    for name, most in _MOST.items():
        values[name] = Decimal(rng.randint(1, most))
    values["complaints_petitions_received"] = Decimal(rng.choice((0, 0, 1, 3)))
    values["legal_documents_issued"] = Decimal(rng.choice((0, 0, 1, 4)))
    satisfied = rng.choice((100, Decimal("99.5"), 98, Decimal("97.2")))
    values["satisfaction_rate"] = Decimal(satisfied)
    values["dissatisfaction_rate"] = 100 - Decimal(satisfied)
    _dossiers(rng, habits, values)
    _civil_servants(rng, habits, values)
    return values


def _dossiers(rng: random.Random, habits: Habits, values: Values) -> None:
    received = values["dossiers_received"] or Decimal(0)
    carried, pending = Decimal(rng.choice((0, 3, 5, 8, 12))), Decimal(rng.choice((0, 2, 6, 14)))
    late = Decimal(rng.choice((0, 0, 0, 1, 3)))
    resolved = received + carried - pending
    early = Decimal(rng.randint(int(resolved) // 2, int(resolved) - 20))
    separate = rng.random() < 0.5
    values |= {
        "separate": Decimal(separate),
        "dossiers_received_direct": received - (values["dossiers_received_online"] or 0),
        "dossiers_carried_over": carried,
        "dossiers_resolved_carried_over": carried,
        "dossiers_in_process": pending,
        "dossiers_resolved": resolved,
        "dossiers_resolved_received_in_period": resolved - carried,
        "dossiers_resolved_before_deadline": early,
        "late_dossiers": late,
        "dossiers_resolved_on_time": resolved - late - (early if separate else 0),
        "dossiers_digitised": received - rng.randint(0, 30),
    }
    for rate, part in (
        ("resolved_before_deadline_rate", "dossiers_resolved_before_deadline"),
        ("on_time_rate", "dossiers_resolved_on_time"),
    ):
        values[rate] = rate_of(values[part], resolved, habits)


def _civil_servants(rng: random.Random, habits: Habits, values: Values) -> None:
    working = values["civil_servants_present"] or Decimal(0)
    postgraduate = rng.randint(0, 2)
    university = rng.randint(3, int(working) - postgraduate)
    values["civil_servants_postgraduate"] = Decimal(postgraduate)
    values["civil_servants_university"] = Decimal(university)
    values["civil_servants_intermediate"] = working - postgraduate - university
    for name in ("postgraduate", "university", "intermediate"):
        part = values[f"civil_servants_{name}"]
        values[f"civil_servants_{name}_rate"] = rate_of(part, working, habits)


def invent_noise(rng: random.Random) -> dict[str, str]:
    """Print figures of other years, plans and places."""
    return {
        "noise_big": f"{rng.randint(2, 9)}.{rng.randint(100, 999)}",
        "noise_small": str(rng.randint(2, 9)),
        "noise_rate": f"{rng.randint(610, 969) / 10}%".replace(".", ","),
    }
