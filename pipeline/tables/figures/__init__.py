"""The one number that a cell prints, with what it is doubted for."""
