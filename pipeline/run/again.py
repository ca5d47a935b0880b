"""The last call of an output folder, made once more: what the review page can start and stop.

A run writes down, signed, what it was called with. So the page never names an input: it says "once
more", and only what this user read into this folder is read, by the same command in a process of
its own. A note that somebody else wrote counts as none.
"""

from __future__ import annotations

import hmac
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import msgspec

from pipeline.model.errors import SettingError
from pipeline.run.batch.cache import Cache
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.settings import PATTERNS, Settings
from pipeline.run.user import user_key
from pipeline.write.regular import read_regular
from pipeline.write.replace import replacing

_FILE, _LOG = "call.json", "again.log"  # below the own folder
_ROOT = Path(__file__).resolve().parents[2]  # where the package is imported from
_LINES = 12  # of the log that are told
_MOST = 2**16  # bytes of it that are looked at
_PATIENCE = 30.0  # seconds until a run that was told to stop is killed

_NO_CALL = SettingError(
    "Không rõ thư mục này được đọc từ đâu. Hãy chạy solieu extract một lần ở dòng lệnh.",
    "It is not known what this folder was read from. Run solieu extract once by hand.",
)


@dataclass(frozen=True, slots=True)
class Call:
    """What a run was called with, as far as its results depend on it."""

    inputs: tuple[bytes, ...]  # absolute, as the system names them
    patterns: bytes
    form: str = ""
    split: bool = True
    adapt: bool = False

    def arguments(self, out: Path) -> list[str]:
        """Give the arguments of the same command."""
        options = ["--out", str(out.absolute())]
        options += ["--form", self.form] if self.form else []
        options += [] if self.split else ["--no-split"]
        options += ["--adapt"] if self.adapt else []
        patterns = os.fsdecode(self.patterns)
        options += [] if patterns == str(PATTERNS) else ["--patterns", patterns]
        return ["extract", *options, "--", *map(os.fsdecode, self.inputs)]


def note_call(out: Path, settings: Settings, cache: Cache) -> None:
    """Write down what this run was called with."""
    call = Call(
        tuple(os.fsencode(path.absolute()) for path in settings.inputs),
        os.fsencode(settings.patterns.absolute()),
        settings.form,
        settings.split,
        settings.adapt,
    )
    content = msgspec.json.encode(call)
    with replacing(out / OWN_FOLDER / _FILE) as stream:
        stream.write(cache.sign(_name(out), content) + b"\n" + content)


def read_call(out: Path) -> Call | None:
    """Give what the last run was called with; None where this user's did not say."""
    cache = Cache(out / OWN_FOLDER, user_key())
    try:
        signature, _, content = read_regular(out / OWN_FOLDER / _FILE).partition(b"\n")
        if not hmac.compare_digest(signature, cache.sign(_name(out), content)):
            return None
        return msgspec.json.decode(content, type=Call)
    except (OSError, msgspec.DecodeError):
        return None


def _name(out: Path) -> str:
    """Say what is signed: the call of this folder, which no other one can be given."""
    return f"call {os.fsencode(out.absolute()).hex()}"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the run is."""

    state: str  # "none", "running", "stopping", "ended"
    exit_code: int | None = None
    lines: tuple[str, ...] = ()  # the last ones that it said
    can_start: bool = False


class Again:
    """At most one such run at a time."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._run: subprocess.Popen[bytes] | None = None
        self._stopping = False

    @property
    def _log(self) -> Path:
        return self._out / OWN_FOLDER / _LOG

    @property
    def is_running(self) -> bool:
        """Whether a run that was started here is at work."""
        return self._run is not None and self._run.poll() is None

    def start(self) -> None:
        """Begin; where one is at work already nothing happens.

        Raises:
            SettingError: It is not known what to read, or no process could be started.
        """
        if self.is_running:
            return
        call = read_call(self._out)
        if call is None:
            raise _NO_CALL
        command = [sys.executable, "-P", "-m", "pipeline.cli", *call.arguments(self._out)]
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        self._stopping = False
        self._log.unlink(missing_ok=True)
        try:
            with self._log.open("xb") as log:
                self._run = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    env=os.environ | {"PYTHONPATH": path},
                    start_new_session=True,  # Ctrl-C at the page's terminal is not for it
                )
        except OSError as error:
            raise SettingError(f"Không chạy được lệnh ({error.strerror}).", str(error)) from error

    def stop(self) -> None:
        """Tell it to stop as Ctrl-C does; what was finished is kept."""
        if self._run and self.is_running:
            self._stopping = True
            if os.name == "posix":
                self._run.send_signal(signal.SIGINT)
            else:
                self._run.terminate()

    def end(self) -> None:
        """Stop it and wait: the page is closing."""
        self.stop()
        if self._run is None:
            return
        try:
            self._run.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._run.kill()
            self._run.wait()

    def progress(self) -> Progress:
        """Say how far it is."""
        code = self._run.poll() if self._run else None
        running = "stopping" if self._stopping else "running"
        state = "none" if self._run is None else running if code is None else "ended"
        return Progress(state, code, self._last_lines(), read_call(self._out) is not None)

    def _last_lines(self) -> tuple[str, ...]:
        if self._run is None:
            return ()
        try:
            content = read_regular(self._log)[-_MOST:]
        except OSError:
            return ()
        return tuple(content.decode(errors="replace").splitlines()[-_LINES:])
