"""Speed and accuracy on invented reports: `make bench`."""
