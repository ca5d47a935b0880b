"""The reports of an output folder and the rows to look at, found without reading them all."""
