"""onnxruntime, imported so that it tells nobody, and leaves nothing on the disk.

Since 1.32 its import alone begins to send what it calls telemetry: it asks for the address of
`mobile.events.data.microsoft.com`, opens connections to it, and keeps an identifier of the machine
below the home folder. `disable_telemetry_events` of its own comes too late for that, and only the
environment is early enough. Another identifier, `.ses`, is written to the temporary folder even so;
while it is imported that folder is one in which no file can be made, and it does without.

Here and not in the command line or in the crew: who reads a page, in whatever process, comes by.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def _without_a_place_for_files() -> Iterator[None]:
    """Let the temporary folder be one where nothing can be written."""
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = os.devnull
    try:
        yield
    finally:
        del os.environ["TMPDIR"]
        if before is not None:
            os.environ["TMPDIR"] = before


os.environ["ORT_DISABLE_TELEMETRY"] = "1"
with _without_a_place_for_files():
    import onnxruntime

__all__ = ["onnxruntime"]
