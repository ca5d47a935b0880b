"""The figures of the prose: every mention, found by patterns that bear OCR noise."""

from pipeline.prose.reading import read_prose

__all__ = ["read_prose"]
