"""pytesseract, imported without pandas.

It imports pandas wherever it finds it, for an output that nobody asks for here; that takes .39 CPU
seconds a process, as much as two digital pages.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    """Let a module look absent, unless somebody needed it before."""
    if name in sys.modules:
        yield
        return
    hidden: dict[str, ModuleType | None] = {name: None}
    sys.modules.update(hidden)  # type: ignore[arg-type]  # None is how Python itself says "absent"
    try:
        yield
    finally:
        del sys.modules[name]


with _hidden("pandas"):
    import pytesseract

__all__ = ["pytesseract"]
