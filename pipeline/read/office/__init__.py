"""Files of word processors and spreadsheets, old and new."""
