"""Setting up waits for others, and says what went wrong and what to do; nothing is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[1]
_MISSING = "exit 1"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A copy of the script, and stand-ins for all that it calls."""
    shutil.copy(_ROOT / "setup.sh", tmp_path)
    shutil.copy(_ROOT / "requirements.lock", tmp_path)
    tools = tmp_path / "tools"
    tools.mkdir()
    _stand_in(tools / "dpkg-query", "echo install ok installed")
    _stand_in(tools / "id", "echo 0")
    _stand_in(tools / "apt-get", 'echo "apt $@" >> calls')
    python = '[ "$2" = venv ] && mkdir -p .venv/bin && cp "$0" .venv/bin/python; echo "$@" >> calls'
    _stand_in(tools / "python3", f"{python}; exit 0")
    return tmp_path


def _stand_in(file: Path, does: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    file.chmod(0o755)


def _set_up(place: Path, flavour: str = "run") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "setup.sh", flavour],
        cwd=place,
        env=os.environ | {"PATH": f"{place / 'tools'}:{os.environ['PATH']}", "PYTHON": "python3"},
        capture_output=True,
        text=True,
        check=False,
    )


def _calls(place: Path) -> str:
    return (place / "calls").read_text(encoding="utf-8")


def test_a_ready_machine_gets_python_packages_alone(place: Path) -> None:
    done = _set_up(place)

    assert done.returncode == 0, done.stderr
    assert "apt" not in _calls(place)
    assert (place / ".venv" / "run.done").exists()


def test_another_installation_is_waited_for(place: Path) -> None:
    _stand_in(place / "tools" / "dpkg-query", _MISSING)

    done = _set_up(place)

    assert done.returncode == 0, done.stderr
    assert "apt -o DPkg::Lock::Timeout=600 install -y" in _calls(place)


def test_what_apt_says_is_shown_with_what_to_do(place: Path) -> None:
    _stand_in(place / "tools" / "dpkg-query", _MISSING)
    _stand_in(place / "tools" / "apt-get", "echo E: no route to host >&2; exit 100")

    done = _set_up(place)

    assert done.returncode == 1
    assert "no route to host" in done.stderr
    assert "sudo sh -c 'apt-get" in done.stderr
    assert not (place / ".venv").exists()


def test_what_pip_says_is_shown_with_what_to_do(place: Path) -> None:
    _stand_in(
        place / ".venv" / "bin" / "python",
        '[ "$2" = pip ] && echo no space left >&2 && exit 1; exit 0',
    )

    done = _set_up(place)

    assert done.returncode == 1
    assert "no space left" in done.stderr
    assert "gõ lại lệnh make" in done.stderr
    assert not (place / ".venv" / "run.done").exists()


@pytest.mark.parametrize("left", ["", "exit 1"])
def test_a_half_made_environment_is_made_anew(place: Path, left: str) -> None:
    (place / ".venv" / "bin").mkdir(parents=True)
    (place / ".venv" / "rubbish").touch()
    if left:
        _stand_in(place / ".venv" / "bin" / "python", left)

    done = _set_up(place)

    assert done.returncode == 0, done.stderr
    assert "-m venv .venv" in _calls(place)
    assert not (place / ".venv" / "rubbish").exists()
