"""How many pages of one file are read."""

from __future__ import annotations

from pipeline.model.errors import SourceError

# A box scanned in one go has up to 3,000. A file of 583 bytes may claim a million, and a dump of
# ten million form feeds has as many.
PAGES_LIMIT = 5_000


def too_many_pages(name: str, pages: int) -> SourceError:
    """Say that no report has so many pages, and what to do."""
    return SourceError(
        f"{name} có {pages} trang, nhiều nhất là {PAGES_LIMIT}. Hãy chia thành nhiều tệp.",
        f"{name} has {pages} pages, at most {PAGES_LIMIT} are read. Divide it into several files.",
    )
