"""Puts marks on lines with another program: run by the Python of `.venv-peers`, not by ours.

Reads lines from standard input, writes as many to standard output. A line that makes the program
raise leaves as it came. What it took goes to standard error, as JSON.
"""

import importlib
import json
import sys
import time
from collections.abc import Callable

Restore = Callable[[str], str]

# What puts marks on a line: module and function.
OFFERS = {"pyvi": "pyvi.ViUtils:add_accents", "underthesea": "underthesea:restore_diacritics"}


def _load(name: str) -> Restore:
    module, function = OFFERS[name].split(":")
    restore: Restore = getattr(importlib.import_module(module), function)
    restore("viet nam")  # models are read with the first call
    return restore


def _main() -> None:
    start = time.process_time()
    restore = _load(sys.argv[1])
    loaded = time.process_time()
    failed = []
    for line in sys.stdin.read().split("\n"):
        try:
            text = restore(line)
        except Exception as error:
            # Whatever it is: it is counted, and the other lines go on.
            failed.append(type(error).__name__)
            text = line
        print(" ".join(text.splitlines()))
    took = {"load": loaded - start, "seconds": time.process_time() - loaded, "failed": failed}
    json.dump(took, sys.stderr)


if __name__ == "__main__":
    _main()
