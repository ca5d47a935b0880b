"""Whether a file is as it was written, since what reads it mends what it can and never says so."""
