"""Whenever a run stops or the disk is full: what stands under a final name is whole, and is kept.

A place is any moment at which this process opens a file to write it, brings one to the disk or
renames one. Each is met in a process of its own that was forked, so that hundreds cost seconds; the
reports were read before, and steps of workers have their own test.
"""

from __future__ import annotations

import errno
import io
import os
import shutil
import signal
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.model.errors import SolieuError
from pipeline.run.batch.crew import Crew
from tests.run.conftest import Run, outputs, write_reports

_DONE, _TOLD, _BROKEN = 0, 1, 2  # how the forked process ends


def _fail() -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class _Places:
    """Counts places of a run; does something at one of them."""

    def __init__(self, at: int, happen: Callable[[], None]) -> None:
        self.passed = 0
        self._at = at
        self._happen = happen

    def patch(self) -> None:
        """Watch this process from now on; it is a forked one and is not brought back."""
        self._replace(os, "replace", lambda *_: True)
        self._replace(os, "fsync", lambda *_: True)
        self._replace(io, "open", lambda _, mode="r", *__: any(sign in mode for sign in "wxa"))

    def _replace(self, module: object, name: str, counts: Callable[..., bool]) -> None:
        real = getattr(module, name)

        def watched(*arguments: object, **more: object) -> object:
            if counts(*arguments):
                self.met()
            return real(*arguments, **more)

        setattr(module, name, watched)

    def met(self) -> None:
        """Pass a place."""
        self.passed += 1
        if self.passed == self._at:
            self._happen()


def _run_apart(run: Run, places: _Places) -> tuple[int, int]:
    """Run in a forked process; give how it ended, and how many places it passed."""
    ours, theirs = os.pipe()
    child = os.fork()
    if not child:
        code = _BROKEN
        try:
            places.patch()
            code = _TOLD if run().problems else _DONE
        except SolieuError:
            code = _TOLD
        except BaseException:
            traceback.print_exc()
        finally:
            os.write(theirs, str(places.passed).encode())
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours, "rb") as pipe:
        passed = int(pipe.read() or 0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), passed


def _remove_outputs(out: Path) -> None:
    for file in out.iterdir():
        if file.name != ".solieu":
            shutil.rmtree(file) if file.is_dir() else file.unlink()


@pytest.mark.parametrize(
    ("happen", "ends"), [(_fail, (_TOLD, _DONE)), (_die, (-signal.SIGKILL, -signal.SIGKILL))]
)
def test_at_whatever_place_a_run_ends_what_is_there_is_whole(
    folder: Path, out: Path, run: Run, happen: Callable[[], None], ends: tuple[int, int]
) -> None:
    write_reports(folder, a="một", b="hai\nba")
    run()
    whole = outputs(out)
    end, places = _run_apart(run, _Places(0, happen))
    assert end == _DONE

    for at in range(1, places + 1):
        _remove_outputs(out)
        end, _ = _run_apart(run, _Places(at, happen))
        left = {name: content for name, content in outputs(out).items() if "part" not in name}
        assert end in ends, at
        assert left.items() <= whole.items(), at

    run()
    assert outputs(out) == whole


def test_a_run_that_is_killed_before_any_step_goes_on_there(
    folder: Path, out: Path, tmp_path: Path, run: Run
) -> None:
    write_reports(folder, a="một", b="hai\nba")
    run()
    whole = outputs(out)
    shutil.rmtree(out)
    give = Crew.give

    for at in range(1, 7):
        places = _Places(at, _die)

        def watched(crew: Crew, *task: object, places: _Places = places) -> None:
            places.met()
            give(crew, *task)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Crew, "give", watched)
            patch.setattr(places, "patch", lambda: None)
            end, _ = _run_apart(run, places)
        assert outputs(out).items() <= whole.items()
        if end == _DONE:
            break

    assert end == _DONE
    assert outputs(out) == whole
