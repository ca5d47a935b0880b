"""What figures.xlsx shows besides the rows: what to look at, with pictures, and the totals."""
