"""What is installed works by itself, in any folder, and gives what the checkout gives."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from pipeline import __version__

_ROOT = Path(__file__).resolve().parents[1]
_SAMPLE = _ROOT / "samples" / "digital-kt-xh.pdf"
_SOURCES = ("pipeline", "patterns", "pyproject.toml", "setup.py", "MANIFEST.in", "README.md")
# Modules that only POSIX has.
_POSIX = ("fcntl", "grp", "pwd", "resource", "termios")


def _run(*command: str, path: Path, folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(path), "PYTHONDONTWRITEBYTECODE": "1"} | more
    return subprocess.run(
        [sys.executable, "-P", *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel holds; the wheel is made of a copy, so the checkout stays."""
    base = tmp_path_factory.mktemp("wheel")
    source = base / "source"
    source.mkdir()
    for name in (*_SOURCES, "LICENSE"):
        copy = shutil.copytree if (_ROOT / name).is_dir() else shutil.copyfile
        copy(_ROOT / name, source / name)
    for option in ("--no-build-isolation", "--no-cache-dir"):  # with a setuptools that is there
        command = ["pip", "wheel", "--no-deps", "--quiet", option, "--wheel-dir", str(base)]
        made = _run("-m", *command, str(source), path=base, folder=base)
        if made.returncode == 0:
            break
    else:
        if "No matching distribution" in made.stderr or "setuptools" in made.stderr:
            pytest.skip("there is no setuptools to build it with, and no network")
        pytest.fail(made.stderr)
    (wheel,) = base.glob("solieu-*.whl")
    target = base / "installed"
    with ZipFile(wheel) as content:
        content.extractall(target)
    return target


def test_a_wheel_holds_what_it_needs_and_nothing_else(installed: Path) -> None:
    forms = {file.name for file in (installed / "pipeline" / "patterns").iterdir()}
    models = installed / "pipeline" / "repair" / "data" / "vietnamese.model"

    assert forms == {file.name for file in (_ROOT / "patterns").glob("*.toml")}
    assert models.is_file()
    assert {file.name.partition("-")[0] for file in installed.iterdir()} == {"pipeline", "solieu"}


def test_an_installed_program_tells_its_version(installed: Path, tmp_path: Path) -> None:
    told = _run("-m", "pipeline", "--version", path=installed, folder=tmp_path)

    assert (told.returncode, told.stdout) == (0, f"solieu {__version__}\n")


def test_an_installed_program_gives_the_bytes_of_the_checkout(
    installed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    shutil.copy(_SAMPLE, folder)

    found = []
    for name, path in (("installed", installed), ("checkout", _ROOT)):
        call = ("extract", _SAMPLE.name, "--workers", "1", "--out", name)
        home = str(tmp_path / f"home-{name}")
        done = _run("-m", "pipeline", *call, path=path, folder=folder, XDG_CACHE_HOME=home)
        assert done.returncode == 0, done.stderr
        found.append((folder / name / "figures.csv").read_bytes())

    assert found[0] == found[1]
    assert found[0].count(b"\n") > 1


def test_nothing_that_only_posix_has_is_needed_at_import() -> None:
    hiding = f"import sys; sys.modules.update(dict.fromkeys({_POSIX!r}))"
    modules = (
        ".".join(file.relative_to(_ROOT).with_suffix("").parts)
        for file in sorted((_ROOT / "pipeline").rglob("*.py"))
        if file.name not in {"__main__.py", "__init__.py"}
    )
    importing = "; ".join(f"import {module}" for module in modules)
    engines = "import subprocess, multiprocessing, cv2, numpy, PIL, pandas, onnxruntime, rich"

    done = _run("-c", f"{engines}; {hiding}; {importing}", path=_ROOT, folder=_ROOT)

    assert done.returncode == 0, done.stderr
