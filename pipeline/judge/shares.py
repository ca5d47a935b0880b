"""How many values were right of all that were given on one evidence.

Counted on invented reports and written by

    python -m tests.bench --only reliability --write --seed 401 --reports 8

not by hand. What a line names is told in `confidence.cell_of`.
"""

from __future__ import annotations

from collections.abc import Mapping

# Right, of all.
COUNTS: Mapping[str, tuple[int, int]] = {
    "agreed alone generic.table": (1937, 1941),
    "agreed alone prose": (1110, 1110),
    "agreed alone table": (2486, 2487),
    "agreed confirmed derived": (5, 5),
    "agreed confirmed prose": (674, 674),
    "agreed confirmed table": (1551, 1551),
    "agreed contradicted derived": (7, 7),
    "agreed contradicted prose": (141, 142),
    "agreed contradicted table": (264, 267),
    "disputed alone generic.prose": (49, 51),
    "disputed alone generic.table": (32, 35),
    "disputed alone prose": (42, 44),
    "disputed alone table": (88, 88),
    "disputed contradicted prose": (0, 1),
    "disputed contradicted table": (8, 12),
    "disputed contradicted table nameless": (1, 1),
    "layer alone derived": (12, 12),
    "layer alone generic.prose": (728, 728),
    "layer alone generic.table": (702, 702),
    "layer alone prose": (431, 431),
    "layer alone table": (1135, 1135),
    "layer confirmed derived": (2, 2),
    "layer confirmed prose": (294, 294),
    "layer confirmed table": (923, 923),
    "layer contradicted derived": (1, 1),
    "layer contradicted prose": (64, 64),
    "layer contradicted table": (94, 94),
    "settled alone generic.prose": (1902, 1903),
    "settled alone generic.table": (46, 46),
    "settled alone table": (82, 82),
    "settled confirmed table": (31, 31),
    "settled contradicted table": (10, 11),
    "single alone derived": (38, 38),
    "single alone prose": (819, 819),
    "single alone table": (953, 953),
    "single confirmed derived": (3, 3),
    "single confirmed prose": (456, 456),
    "single confirmed table": (419, 419),
    "single contradicted derived": (4, 4),
    "single contradicted prose": (113, 113),
    "single contradicted table": (17, 17),
    "weak alone derived": (6, 6),
    "weak alone derived dump": (6, 6),
    "weak alone generic.prose": (246, 259),
    "weak alone generic.prose dump": (1362, 1883),
    "weak alone generic.table": (58, 59),
    "weak alone prose": (16, 16),
    "weak alone prose dump": (7, 9),
    "weak alone table": (84, 84),
    "weak alone table dump": (254, 258),
    "weak alone table dump lossy": (357, 363),
    "weak alone table dump torn": (84, 116),
    "weak alone table nameless": (54, 142),
    "weak confirmed prose": (7, 7),
    "weak confirmed table": (365, 365),
    "weak contradicted prose": (21, 24),
    "weak contradicted prose dump": (10, 11),
    "weak contradicted table": (7, 14),
    "weak contradicted table dump": (82, 90),
    "weak contradicted table dump lossy": (74, 89),
    "weak contradicted table dump torn": (8, 27),
    "weak contradicted table nameless": (6, 9),
}
