"""Makes the model of the repair; for developers, `make model`."""
