"""Run a command, and note every attempt of it, or of what it starts, to reach another machine.

    python -m tests.watched LOG COMMAND...

The kernel stops each `socket` call for the internet, asks this process, and lets the call fail. So
native code is seen as well as Python, without rights and without a network; looking at
`/proc/.../net` now and then would miss what is short, and a hook in Python what is not Python.
Sockets of this machine (`AF_UNIX`) are let through.
"""

from __future__ import annotations

import ctypes
import errno
import fcntl
import os
import platform
import select
import struct
import subprocess
import sys
from pathlib import Path

CANNOT_WATCH = 77  # exit code: this kernel, or what this runs in, does not allow it

# Names and numbers as in linux/seccomp.h, linux/audit.h, linux/filter.h and asm/unistd.h.
_MACHINES = {"x86_64": (0xC000003E, 41, 317), "aarch64": (0xC00000B7, 198, 277)}
_NO_NEW_PRIVILEGES, _SET_FILTER, _NEW_LISTENER = 38, 1, 8
_LOAD, _EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _ASK = 0x7FFF0000, 0x7FC00000
_NUMBER_AT, _MACHINE_AT, _FAMILY_AT = 0, 4, 16  # in struct seccomp_data
_AF_INET, _AF_INET6 = 2, 10
_RECEIVE, _SEND = 0xC0502100, 0xC0182101
_NOTICE, _ANSWER = 80, struct.Struct("=QqiI")  # bytes; id, value, error, flags
_GLANCE = 50  # milliseconds


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def _filter() -> bytes:
    machine, call, _ = _MACHINES[platform.machine()]
    steps = [
        (_LOAD, 0, 0, _MACHINE_AT),
        (_EQUAL, 0, 5, machine),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_EQUAL, 0, 3, call),
        (_LOAD, 0, 0, _FAMILY_AT),
        (_EQUAL, 2, 0, _AF_INET),
        (_EQUAL, 1, 0, _AF_INET6),
        (_RETURN, 0, 0, _ALLOW),
        (_RETURN, 0, 0, _ASK),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)


def _listen() -> int:
    """Put this process and all it starts under the filter; give what the kernel asks through."""
    if platform.machine() not in _MACHINES or sys.platform != "linux":
        raise OSError(errno.ENOSYS, "not known here")
    library = ctypes.CDLL(None, use_errno=True)
    instructions = _filter()
    program = _Program(len(instructions) // 8, instructions)
    if library.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs")
    call = _MACHINES[platform.machine()][2]
    listener = int(library.syscall(call, _SET_FILTER, _NEW_LISTENER, ctypes.byref(program)))
    if listener < 0:
        raise OSError(ctypes.get_errno(), "seccomp")
    return listener


def _note(listener: int, log: Path) -> None:
    """Write down one attempt, and let it fail."""
    notice = bytearray(_NOTICE)
    try:
        fcntl.ioctl(listener, _RECEIVE, notice)
        number, process = struct.unpack_from("=QI", notice)
        with log.open("a", encoding="utf-8") as stream:
            stream.write(f"{_command_of(process)}\n")
        fcntl.ioctl(listener, _SEND, bytearray(_ANSWER.pack(number, 0, -errno.EACCES, 0)))
    except FileNotFoundError:
        return  # the process that asked is gone


def _command_of(process: int) -> str:
    try:
        return Path(f"/proc/{process}/cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
    except OSError:
        return f"process {process}"


def main(log: Path, command: list[str]) -> int:
    """Run a command under watch; give its exit code."""
    try:
        listener = _listen()
    except OSError as error:
        print(f"cannot watch: {error}", file=sys.stderr)
        return CANNOT_WATCH
    asked = select.poll()
    asked.register(listener, select.POLLIN)
    with subprocess.Popen(command) as running:
        while asked.poll(_GLANCE) or running.poll() is None:
            if asked.poll(0):
                _note(listener, log)
    os.close(listener)
    return running.returncode


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
