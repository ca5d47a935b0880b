"""The figures of the prose: every mention, found by patterns that bear OCR noise."""

from pipeline.prose.reading import find_told, prepare_texts, read_prepared, read_prose

__all__ = ["find_told", "prepare_texts", "read_prepared", "read_prose"]
