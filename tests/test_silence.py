"""No other machine is ever called, and nothing is left where nobody asked for it."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.watched import CANNOT_WATCH

_ROOT = Path(__file__).resolve().parents[1]
_SCAN, _DIGITAL = _ROOT / "samples" / "scan-tthc.pdf", _ROOT / "samples" / "digital-kt-xh.pdf"


def _watch(folder: Path, *command: str) -> list[str]:
    """Run a command of Python's with a home and a temporary folder of its own.

    Gives what it tried to call, and the files that it left in either folder.
    """
    home, temporary, log = folder / "home", folder / "tmp", folder / "log"
    for made in (home, temporary):
        made.mkdir()
    log.touch()
    hidden = {"XDG_CACHE_HOME", "ORT_DISABLE_TELEMETRY"}
    kept = {name: value for name, value in os.environ.items() if name not in hidden}
    environment = {"HOME": str(home), "TMPDIR": str(temporary), "PYTHONPATH": str(_ROOT)}

    done = subprocess.run(
        [sys.executable, "-m", "tests.watched", str(log), sys.executable, *command],
        capture_output=True,
        text=True,
        check=False,
        env=kept | environment,
    )

    if done.returncode == CANNOT_WATCH:
        pytest.skip(done.stderr.strip())
    assert done.returncode == 0, done.stderr
    # There it is remembered which forms are good.
    own = home / ".cache" / "solieu"
    left = [path for made in (home, temporary) for path in made.rglob("*") if path.is_file()]
    files = [path.relative_to(folder).as_posix() for path in left if own not in path.parents]
    return [*log.read_text(encoding="utf-8").splitlines(), *files]


def test_who_calls_another_machine_is_seen_even_from_a_process_below(tmp_path: Path) -> None:
    call = "import socket\ntry: socket.getaddrinfo('solieu.invalid', 443)\nexcept OSError: pass"
    below = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {call!r}])"
    writing = "open(__import__('os').environ['TMPDIR'] + '/left', 'w').close()"

    noted = _watch(tmp_path, "-c", f"{below}; {writing}")

    assert any("solieu.invalid" in line for line in noted)
    assert noted[-1] == "tmp/left"


@pytest.mark.ocr
@pytest.mark.slow
@pytest.mark.parametrize("report", [_SCAN, _DIGITAL], ids=lambda report: report.stem)
def test_a_run_calls_no_other_machine_and_leaves_no_file(tmp_path: Path, report: Path) -> None:
    out = str(tmp_path / "out")

    assert _watch(tmp_path, "-m", "pipeline.cli", "extract", str(report), "--out", out) == []
    assert (tmp_path / "out" / "figures.csv").stat().st_size > 0


@pytest.mark.ocr
@pytest.mark.slow
def test_a_page_that_is_read_alone_calls_no_other_machine(tmp_path: Path) -> None:
    assert _watch(tmp_path, "-m", "pipeline.cli", "read", str(_SCAN)) == []


def test_the_runtime_of_the_second_reader_is_imported_in_one_place() -> None:
    importing = {
        path.relative_to(_ROOT).as_posix()
        for folder in ("pipeline", "tests")
        for path in (_ROOT / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import) and any(n.name == "onnxruntime" for n in node.names)
    }

    assert importing == {"pipeline/read/quiet_onnx.py"}


def test_its_import_leaves_the_temporary_folder_of_others_alone(tmp_path: Path) -> None:
    program = (
        "from pipeline.read import digits\nimport os, tempfile\n"
        "print(os.environ['TMPDIR'], tempfile.gettempdir(), os.environ['ORT_DISABLE_TELEMETRY'])"
    )
    environment = os.environ | {"TMPDIR": str(tmp_path), "PYTHONPATH": str(_ROOT)}

    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment
    )

    assert done.stdout.split() == [str(tmp_path), str(tmp_path), "1"]
    assert list(tmp_path.iterdir()) == []
