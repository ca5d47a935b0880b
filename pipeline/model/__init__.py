"""What things are: pages, forms, readings, findings. No input, no output."""
