"""Restores a file in a fresh process and says what that took, as JSON."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def _main() -> None:
    from pipeline.repair.model import read_model
    from pipeline.repair.restore import Restorer

    imported = time.process_time()
    model = read_model()
    loaded = time.process_time()
    lines = Path(sys.argv[1]).read_text(encoding="utf-8").split("\n")
    for _ in Restorer(model).restore(lines):
        pass
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    took = {
        "cpu": time.process_time(),
        "load": loaded - imported,
        "peak": int(peak.split()[1]) * 1024 / 1e6,
    }
    json.dump(took, sys.stdout)


if __name__ == "__main__":
    _main()
