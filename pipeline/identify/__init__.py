"""What document this is, and where one ends and the next begins."""
