"""The figures of the prose: every mention, found by patterns that bear OCR noise."""

from pipeline.prose.reading import prepare_texts, read_prepared, read_prose

__all__ = ["prepare_texts", "read_prepared", "read_prose"]
