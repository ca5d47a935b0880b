"""Who reports when about what, by vote of all places that say so."""

from pipeline.extract.heading.reading import read_heading

__all__ = ["read_heading"]
