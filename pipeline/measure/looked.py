"""How often something was right where a person looked, in print."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from pipeline.measure.reliability import wilson
from pipeline.model.correction import Share

_TITLES = {
    "status": "status: giá trị đúng, theo trạng thái | values that were right, by status",
    "support": "support: giá trị đúng, theo cách đọc | values that were right, by what was read",
    "reader": "reader: trong các số đưa ra có số đúng | the right one was among what each offered",
    "check": "check: lên tiếng mà giá trị đúng là sai | it spoke, and the value was wrong indeed",
    "form": "form: giá trị đúng, theo biểu mẫu | values that were right, by form",
}
_NONE = "Chưa có quyết định nào còn hiệu lực. | No decision holds yet.\n"


def print_looked(shares: Sequence[Share]) -> str:
    """Print shares as plain text, with the interval of the true one and the confidence stated.

    >>> print(print_looked([Share("status", "doubtful", 4, 3, 0.8)]), end="")
    status: giá trị đúng, theo trạng thái | values that were right, by status
      doubtful                         3 /     4   75.0 %   95 %: 30.1-95.4   stated: 80.0
    """
    if not shares:
        return _NONE
    lines = []
    for kind, some in groupby(shares, key=lambda one: one.kind):
        lines.append(_TITLES[kind])
        lines += map(_print_share, some)
    return "\n".join(lines) + "\n"


def _print_share(one: Share) -> str:
    low, high = (100 * end for end in wilson(one.right, one.looked))
    share = 100 * one.right / one.looked
    counts = f"{one.right:>5} / {one.looked:>5}  {share:>5.1f} %"
    stated = "" if one.stated is None else f"   stated: {100 * one.stated:.1f}"
    return f"  {one.name:<28} {counts}   95 %: {low:.1f}-{high:.1f}{stated}"
