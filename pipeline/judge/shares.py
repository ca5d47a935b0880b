"""How many values were right of all that were given on one evidence.

Counted on invented reports and written by

    python -m tests.bench --only reliability --write --seed 401 --reports 14

not by hand. What a line names is told in `confidence.cell_of`.
"""

from __future__ import annotations

from collections.abc import Mapping

# Right, of all.
COUNTS: Mapping[str, tuple[int, int]] = {
    "agreed alone generic.table": (3384, 3389),
    "agreed alone prose": (1965, 1966),
    "agreed alone table": (4109, 4111),
    "agreed confirmed prose": (1193, 1193),
    "agreed confirmed table": (2725, 2725),
    "agreed contradicted prose": (259, 262),
    "agreed contradicted table": (402, 410),
    "disputed alone generic.prose": (81, 88),
    "disputed alone generic.table": (74, 80),
    "disputed alone prose": (65, 69),
    "disputed alone table": (169, 170),
    "disputed alone table nameless": (0, 1),
    "disputed contradicted prose": (5, 8),
    "disputed contradicted table": (10, 16),
    "disputed contradicted table nameless": (1, 1),
    "layer alone generic.prose": (1259, 1259),
    "layer alone generic.table": (1235, 1235),
    "layer alone prose": (758, 758),
    "layer alone table": (2102, 2102),
    "layer confirmed prose": (488, 488),
    "layer confirmed table": (1674, 1674),
    "layer contradicted prose": (107, 107),
    "layer contradicted table": (163, 163),
    "settled alone generic.prose": (3375, 3381),
    "settled alone generic.table": (85, 85),
    "settled alone table": (151, 151),
    "settled confirmed table": (62, 62),
    "settled contradicted table": (11, 13),
    "single alone prose": (1453, 1453),
    "single alone table": (1570, 1570),
    "single confirmed prose": (793, 793),
    "single confirmed table": (623, 623),
    "single contradicted prose": (193, 195),
    "single contradicted table": (40, 40),
    "sound alone derived": (89, 89),
    "sound confirmed derived": (16, 16),
    "sound contradicted derived": (23, 23),
    "weak alone derived": (12, 12),
    "weak alone derived dump": (9, 9),
    "weak alone generic.prose": (427, 446),
    "weak alone generic.prose dump": (2401, 3223),
    "weak alone generic.table": (95, 98),
    "weak alone prose": (28, 29),
    "weak alone prose dump": (12, 14),
    "weak alone table": (124, 126),
    "weak alone table dump": (586, 592),
    "weak alone table dump lossy": (608, 623),
    "weak alone table dump torn": (109, 161),
    "weak alone table nameless": (74, 201),
    "weak confirmed prose": (10, 10),
    "weak confirmed table": (658, 658),
    "weak contradicted prose": (27, 31),
    "weak contradicted prose dump": (23, 25),
    "weak contradicted table": (10, 18),
    "weak contradicted table dump": (163, 184),
    "weak contradicted table dump lossy": (115, 134),
    "weak contradicted table dump torn": (10, 33),
    "weak contradicted table nameless": (8, 15),
}
