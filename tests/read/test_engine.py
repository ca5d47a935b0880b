"""How the engine's wrapper is imported."""

from __future__ import annotations

import subprocess
import sys

_PROGRAM = """
import sys
import pipeline.read.drawn_page
print("pytesseract" in sys.modules, "pandas" in sys.modules)
import pandas
print(pandas.DataFrame({"a": [1]}).shape)
"""


def test_reading_leaves_pandas_alone_and_others_may_import_it_later() -> None:
    command = [sys.executable, "-c", _PROGRAM]

    done = subprocess.run(command, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines() == ["True False", "(1, 1)"]
