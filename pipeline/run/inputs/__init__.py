"""The files that one call means: folders, archives, pages of one report."""
