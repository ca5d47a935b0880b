"""How many values were right of all that were given on one evidence.

Counted on invented reports and written by

    python -m tests.bench --only reliability --write

not by hand: seed 401, and digital reports of seed 403, 188 reports in all. What a line names is
told in `confidence.cell_of`.
"""

from __future__ import annotations

from collections.abc import Mapping

# Right, of all.
COUNTS: Mapping[str, tuple[int, int]] = {
    "agreed alone generic.table": (1470, 1498),
    "agreed alone prose": (909, 910),
    "agreed alone table": (1787, 1791),
    "agreed confirmed derived": (4, 4),
    "agreed confirmed prose": (500, 501),
    "agreed confirmed table": (1035, 1042),
    "agreed contradicted derived": (5, 5),
    "agreed contradicted prose": (112, 113),
    "agreed contradicted table": (234, 238),
    "disputed alone generic.prose": (48, 50),
    "disputed alone generic.table": (30, 34),
    "disputed alone prose": (38, 40),
    "disputed alone table": (69, 69),
    "disputed contradicted prose": (0, 1),
    "disputed contradicted table": (6, 10),
    "layer alone derived": (35, 35),
    "layer alone generic.prose": (2262, 2268),
    "layer alone generic.table": (2730, 2750),
    "layer alone prose": (1169, 1169),
    "layer alone table": (2198, 2198),
    "layer confirmed derived": (5, 5),
    "layer confirmed prose": (822, 822),
    "layer confirmed table": (1184, 1184),
    "layer contradicted derived": (7, 7),
    "layer contradicted prose": (147, 147),
    "layer contradicted table": (195, 195),
    "settled alone generic.prose": (1595, 1605),
    "settled alone generic.table": (42, 42),
    "settled alone table": (64, 64),
    "settled confirmed table": (26, 26),
    "settled contradicted table": (10, 10),
    "single alone derived": (32, 32),
    "single alone prose": (1620, 1620),
    "single alone table": (1024, 1027),
    "single confirmed derived": (3, 3),
    "single confirmed prose": (546, 546),
    "single confirmed table": (457, 457),
    "single contradicted derived": (4, 4),
    "single contradicted prose": (213, 214),
    "single contradicted table": (42, 42),
    "weak alone derived": (5, 5),
    "weak alone derived dump": (12, 12),
    "weak alone generic.prose": (220, 225),
    "weak alone generic.prose dump": (2490, 3094),
    "weak alone generic.table": (33, 35),
    "weak alone prose": (14, 14),
    "weak alone prose dump": (14, 17),
    "weak alone table": (62, 62),
    "weak alone table dump": (267, 305),
    "weak alone table dump lossy": (350, 369),
    "weak alone table nameless": (18, 83),
    "weak confirmed prose": (8, 8),
    "weak confirmed table": (331, 337),
    "weak contradicted prose": (24, 27),
    "weak contradicted prose dump": (31, 33),
    "weak contradicted table": (7, 12),
    "weak contradicted table dump": (87, 107),
    "weak contradicted table dump lossy": (72, 94),
    "weak contradicted table nameless": (1, 2),
}
