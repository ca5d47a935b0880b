"""What is told about one report: why it has its figures, and its pages drawn."""
