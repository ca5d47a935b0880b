"""The sheets of figures.xlsx, each in a module of its own."""
