"""The CSVs of an output folder in other formats, the same rows in the same order."""
