"""Who may ask, and what a browser may do with the answers.

The server listens on this machine alone, and still other pages in the same browser, other users of
the machine and names that were made to point here may reach it. So each request must carry the
token of this start, name this server as its host, and come from no other page.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = "x-solieu-token"
_COOKIE = "solieu"
_NAMES = ("127.0.0.1", "localhost")
_READING = frozenset({"GET", "HEAD"})
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
_LARGEST = 2**16  # bytes of a request; a decision has 300


class Guard:
    """Stands before the application."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app = app
        self._token = token
        # Another secret than the one in the address, which stays in the history of the browser.
        self._session = secrets.token_urlsafe(32)
        self._cookie = f"{_COOKIE}-{port}"  # cookies of all ports of a machine meet in the browser
        self._hosts = frozenset(f"{name}:{port}" for name in _NAMES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            return
        answer = self._answer(scope, Headers(scope=scope))
        if answer is not None:
            await answer(scope, receive, _with_headers(send))
            return
        await self._app(scope, receive, _with_headers(send))

    def _answer(self, scope: Scope, headers: Headers) -> Response | None:
        """Give the refusal or the way in; None: the request may pass."""
        refusal = self._refuse_sender(headers)
        if refusal or _same([headers.get(HEADER, "")], self._token):
            return refusal
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("token", [])
        if scope["method"] in _READING and scope["path"] == "/" and _same(asked, self._token):
            return self._let_in()
        if not _same(self._cookies(headers), self._session):
            return _refuse(401, "Open the address that solieu review printed.")
        if scope["method"] not in _READING and not headers.get("origin"):
            return _refuse(403, "No origin.")
        return None

    def _refuse_sender(self, headers: Headers) -> Response | None:
        """Refuse what comes under another name, from another page, or is too much."""
        hosts = headers.getlist("host")
        if len(hosts) != 1 or hosts[0].lower() not in self._hosts:
            return _refuse(403, "This server does not go by that name.")
        if not self._is_ours(headers):
            return _refuse(403, "Another page asks.")
        return None if _is_small(headers) else _refuse(413, "Too large.")

    def _is_ours(self, headers: Headers) -> bool:
        """Say whether a request comes from a page of ours, or from no page at all."""
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return False
        origin = headers.get("origin")
        return origin is None or origin in {f"http://{host}" for host in self._hosts}

    def _let_in(self) -> Response:
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(self._cookie, self._session, httponly=True, samesite="strict", path="/")
        return answer

    def _cookies(self, headers: Headers) -> list[str]:
        try:
            jar = SimpleCookie(headers.get("cookie", ""))
        except CookieError:
            return []
        return [jar[self._cookie].value] if self._cookie in jar else []


def _is_small(headers: Headers) -> bool:
    length = headers.get("content-length", "0")
    return length.isdecimal() and len(length) < 9 and int(length) <= _LARGEST


def _same(given: Iterable[str], secret: str) -> bool:
    return any(hmac.compare_digest(one.encode(), secret.encode()) for one in given)


def _refuse(code: int, why: str) -> Response:
    return JSONResponse({"error": f"Từ chối | {why}"}, status_code=code)


def _with_headers(send: Send) -> Send:
    async def send_with(message: Message) -> None:
        if message["type"] == "http.response.start":
            known = {name.lower() for name, _ in message["headers"]}
            message["headers"] = [
                *message["headers"],
                *(
                    (name.lower().encode(), value.encode())
                    for name, value in _HEADERS.items()
                    if name.lower().encode() not in known
                ),
            ]
        await send(message)

    return send_with
