"""Tables of a report taken for those of a form: what `open` found, under the names of the form."""

from pipeline.crosstabs.reading import CrosstabsRead, read_crosstabs

__all__ = ["CrosstabsRead", "read_crosstabs"]
