"""The server of the review page: on this machine alone, until it is told to stop."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import uvicorn

from pipeline.model.errors import SettingError
from pipeline.review.app import App
from pipeline.review.desk import Desk
from pipeline.review.guard import Guard
from pipeline.run.batch.cache import Cache
from pipeline.run.checked_forms import load_checked_forms
from pipeline.run.inputs.own_results import OWN_FOLDER
from pipeline.run.user import user_key

_LOOPBACK = "127.0.0.1"
_STEPS = "steps"
_NOT_ALONE = (
    "Đang có trang xem lại khác mở thư mục này; các quyết định của cả hai đều được giữ. | "
    "Another review page has this folder open; what both decide is kept."
)


@dataclass(frozen=True, slots=True)
class Wish:
    """One call of `solieu review`."""

    out: Path
    patterns: Path
    port: int = 0  # 0: any that is free
    browser: bool = True
    by: str = ""  # who decides; empty: who is logged in


def review(wish: Wish, say: Callable[[str], None]) -> None:
    """Serve the page of one output folder until somebody stops it.

    Raises:
        SettingError: The folder holds no results, or the port is taken.
        FormError: The forms are broken.
    """
    folder = wish.out / OWN_FOLDER
    desk = Desk(wish.out, load_checked_forms(wish.patterns), wish.by)
    desk.open()
    cache = Cache(folder / _STEPS, user_key())
    with _listen(wish.port) as listener, (folder / "review.lock").open("a") as lock:
        if not _is_alone(lock):
            say(_NOT_ALONE)
        port = listener.getsockname()[1]
        token = secrets.token_urlsafe(24)
        app = App(desk, cache, lambda: setattr(server, "should_exit", True))
        server = uvicorn.Server(_configure(Guard(app.build(), token, port)))
        address = f"http://{_LOOPBACK}:{port}/?token={token}"
        say(f"Mở trang này trong trình duyệt, Ctrl-C để dừng: {address}")
        say(f"Open this page in a browser, Ctrl-C stops it: {address}")
        if wish.browser:
            with suppress(webbrowser.Error):
                webbrowser.open(address)
        try:
            with suppress(KeyboardInterrupt):
                server.run([listener])
        finally:
            app.again.end()


def _configure(app: Guard) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=2,
    )


def _listen(port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_LOOPBACK, port))
    except (OSError, OverflowError) as error:
        listener.close()
        raise SettingError(
            f"Cổng {port} đang bận hoặc không hợp lệ. Hãy bỏ --port hoặc chọn cổng khác.",
            f"Port {port} is taken or none. Leave out --port, or choose another.",
        ) from error
    return listener


def _is_alone(lock: IO[str]) -> bool:
    try:
        import fcntl  # no other system than POSIX has it

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
