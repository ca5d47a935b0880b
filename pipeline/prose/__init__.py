"""The figures of the prose: every mention, found by patterns that bear OCR noise."""

from pipeline.prose.reading import find_told, read_prose

__all__ = ["find_told", "read_prose"]
