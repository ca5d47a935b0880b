"""One reader of texts under atheris: `python -m tests.fuzz.guided NAME [options of libFuzzer]`."""

from __future__ import annotations

import importlib
import sys


def main() -> None:
    """Search until the options say that it is enough; a fault ends the process."""
    atheris = importlib.import_module("atheris")  # only in the environment of `make fuzz`
    name = sys.argv.pop(1)
    with atheris.instrument_imports(include=["pipeline"]):
        from tests.fuzz.targets import TARGETS
    read = TARGETS[name]
    atheris.Setup(sys.argv, lambda content: read(content.decode("utf-8", "replace")))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
