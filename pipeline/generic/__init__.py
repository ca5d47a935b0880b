"""Reports that no form describes: what they name themselves, and the figures of it."""

from pipeline.generic.reading import Described, read_generic

__all__ = ["Described", "read_generic"]
