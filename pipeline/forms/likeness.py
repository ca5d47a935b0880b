"""Labels that cannot be told apart.

Rows are found by code and name, and text is folded before it is compared: two rows under one
parent whose names differ only in marks, capitals or punctuation are one row to whatever reads a
page whose codes the OCR spoilt. One name under two parents is common and does no harm ("Số VBQPPL
đã xử lý xong" under checks and under reviews): the order of the form tells them apart. Figures of
the prose stand under no parent, so all of them are compared.
"""

from __future__ import annotations

import re
from collections import defaultdict

from pipeline.forms.faults import Faults
from pipeline.model.form import Form, Indicator
from pipeline.vietnamese.alphabet import fold

_WORD = re.compile(r"[a-z0-9%]+")


def check_likeness(form: Form, faults: Faults) -> None:
    """Find rows, or figures of the prose, that share a label or alias when folded."""
    named: defaultdict[tuple[str, str, str], list[Indicator]] = defaultdict(list)
    for row in form.indicators:
        if row.id in form.cell_tables:
            continue  # lines of a table are told apart by their order and parents, too
        parent = row.code.rpartition(".")[0]
        for name in {fold_name(name) for name in (row.label, *row.aliases)}:
            named[row.section, parent, name].append(row)
    for rows in named.values():
        for row in rows[1:]:
            faults.add(
                row.id,
                f"tên bỏ dấu giống hệt {rows[0].id} ('{rows[0].label}'), máy không phân biệt được",
                f"without marks its label is that of {rows[0].id} ('{rows[0].label}')",
            )


def fold_name(name: str) -> str:
    """Give what is compared of a name.

    >>> fold_name("Số hồ sơ, đã GIẢI QUYẾT")
    'so ho so da giai quyet'
    """
    return " ".join(_WORD.findall(fold(name)))
