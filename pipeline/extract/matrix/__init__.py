"""Tables that cross lines with columns: their cells, whatever lines a report prints."""

from pipeline.extract.matrix.reading import MatrixRead, form_of_report, read_matrix
from pipeline.extract.matrix.split import heading_lines, split_matrix

__all__ = ["MatrixRead", "form_of_report", "heading_lines", "read_matrix", "split_matrix"]
