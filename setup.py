"""What `pyproject.toml` cannot say: a wheel takes the forms along.

They lie beside the package, because analysts edit them there; what is installed has no such place.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

_FORMS = Path(__file__).parent / "patterns"


class BuildWithForms(build_py):
    """Copies the forms into the package; a checkout that is installed as it lies uses its own."""

    def run(self) -> None:
        """Build."""
        super().run()
        if getattr(self, "editable_mode", False):
            return
        target = Path(self.build_lib, "pipeline", _FORMS.name)
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        for file in sorted(_FORMS.glob("*.toml")):
            shutil.copyfile(file, target / file.name)


setup(cmdclass={"build_py": BuildWithForms})
