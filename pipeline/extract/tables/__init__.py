"""Ruled tables as people see them: whole, wherever a page break or a missing rule has cut them."""

from pipeline.extract.tables.open_rows import close_tables

__all__ = ["close_tables"]
