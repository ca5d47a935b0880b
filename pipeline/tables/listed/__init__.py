"""The rows of the appendix: aligned with the form, and their values."""

from pipeline.tables.listed.reading import Rows, read_rows

__all__ = ["Rows", "read_rows"]
