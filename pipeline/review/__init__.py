"""The page on which people look at doubtful figures, and decide."""
