"""Tables as they are printed: with rules, with some, with none."""
