"""Tables of cells that no form describes."""
