"""How right the figures are: an output folder against CSVs with the true values."""
