"""Ruled tables as people see them: whole, wherever a page break or a missing rule has cut them."""

from pipeline.tables.layout.open_rows import close_tables
from pipeline.tables.layout.sheet import Sheet, find_lost, lay_out

__all__ = ["Sheet", "close_tables", "find_lost", "lay_out"]
