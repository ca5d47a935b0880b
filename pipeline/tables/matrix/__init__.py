"""Tables that cross lines with columns: their cells, whatever lines a report prints."""

from pipeline.tables.matrix.reading import MatrixRead, form_of_report, read_matrix
from pipeline.tables.matrix.split import heading_lines, split_matrix

__all__ = ["MatrixRead", "form_of_report", "heading_lines", "read_matrix", "split_matrix"]
