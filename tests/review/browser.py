"""A real browser, driven over the WebDriver protocol: JSON over HTTP, so no package is needed."""

from __future__ import annotations

import base64
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx

_KEYS = {"Enter": "\ue007", "Right": "\ue014", "Left": "\ue012", "Down": "\ue015", "Esc": "\ue00c"}
_PATIENCE = 240.0  # seconds until something is there; a busy machine takes twenty
_ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")


def find_driver() -> str:
    """Find the driver; empty where there is no browser."""
    driver = shutil.which("chromedriver") or ""
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    return driver if browser else ""


class Browser:
    """One window."""

    def __init__(self, client: httpx.Client, session: str) -> None:
        self._client = client
        self._session = f"/session/{session}"
        self.keys = 0  # that were pressed

    def _ask(self, method: str, path: str, **given: Any) -> Any:
        answer = self._client.request(
            method, self._session + path, json=given if method == "POST" else None
        )
        told = answer.json()["value"]
        assert answer.status_code == 200, told
        return told

    def go(self, address: str) -> None:
        """Open an address."""
        self._ask("POST", "/url", url=address)

    def run(self, script: str) -> Any:
        """Give what a script gives."""
        return self._ask("POST", "/execute/sync", script=script, args=[])

    def text(self, name: str) -> str:
        """Give the text of an element."""
        return str(self.run(f"return document.getElementById('{name}').innerText"))

    def press(self, *keys: str) -> None:
        """Press keys, wherever the focus is."""
        for key in keys:
            sign = _KEYS.get(key, key)
            self.keys += 1
            actions = [{"type": "keyDown", "value": sign}, {"type": "keyUp", "value": sign}]
            source = {"type": "key", "id": "keyboard", "actions": actions}
            self._ask("POST", "/actions", actions=[source])

    def wait(self, condition: str) -> None:
        """Wait until a script says that something is so; what is not there yet is not so."""
        asked = f"try {{ return Boolean({condition}) }} catch (error) {{ return false }}"
        end = time.monotonic() + _PATIENCE
        while not self.run(asked):
            assert time.monotonic() < end, condition
            time.sleep(0.02)

    def picture(self, target: Path) -> None:
        """Keep a picture of the window."""
        target.write_bytes(base64.b64decode(self._ask("GET", "/screenshot")))


@contextmanager
def open_browser(width: int = 1366, height: int = 768) -> Iterator[Browser]:
    """Start a browser with a window of this size."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    driver = subprocess.Popen([find_driver(), f"--port={port}"], stdout=subprocess.DEVNULL)
    try:
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=_PATIENCE) as client:
            session = _start(client, width, height)
            yield Browser(client, session)
            client.delete(f"/session/{session}")
    finally:
        driver.terminate()
        driver.wait()


def _start(client: httpx.Client, width: int, height: int) -> str:
    options = {"args": [*_ARGUMENTS, f"--window-size={width},{height}"]}
    wanted = {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options}}}
    end = time.monotonic() + _PATIENCE
    while True:
        try:
            return str(client.post("/session", json=wanted).json()["value"]["sessionId"])
        except httpx.TransportError:
            assert time.monotonic() < end
            time.sleep(0.1)
