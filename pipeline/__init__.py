"""solieu: the figures out of Vietnamese commune reports, each with how far it can be trusted.

A report goes one way through the rooms: read, extract, judge, write. `model` and `vietnamese`
are the ground floor all rooms stand on; `run` connects the rooms; `cli` is where people come in.
"""

__version__ = "0.1.0"
