"""Tables without a full grid on scanned pages: found by their figures, read word by word.

What is told here is where words and rules stand and what two readers make of the figures. Which of
them are rows, columns and names is left to `tables.open`, which does it for digital pages as well.
"""
