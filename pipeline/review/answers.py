"""What is sent back: pages, what they are made of, and JSON."""

from __future__ import annotations

from pathlib import Path

from starlette.responses import JSONResponse, Response

from pipeline.model.errors import SolieuError

_ASSETS = Path(__file__).with_name("assets")
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}


def send_page(name: str) -> Response:
    """Send one of the pages; all have one head and differ in what stands below it."""
    shell, content = (
        (_ASSETS / f"{one}.html").read_text(encoding="utf-8") for one in ("shell", name)
    )
    text = shell.replace("{page}", name).replace("{content}", content)
    return Response(text, media_type=_TYPES[".html"])


def send_asset(name: str) -> Response:
    """Send a file of the package; the name is looked up, never joined to a path."""
    files = {file.name: file for file in _ASSETS.iterdir()}
    file = files.get(name)
    if file is None or file.suffix not in _TYPES:
        return JSONResponse({"error": "Không có | Not found"}, status_code=404)
    return Response(file.read_bytes(), media_type=_TYPES[file.suffix])


def tell(told: object, total: int | None = None) -> Response:
    """Send JSON; of a part, how many there are in all."""
    headers = {"X-Total": str(total)} if total is not None else None
    return JSONResponse(told, headers=headers)


def tell_error(error: SolieuError, code: int) -> Response:
    """Send why something was not done, in both languages."""
    told = {"error": str(error), "vietnamese": error.vietnamese, "english": error.english}
    return JSONResponse(told, status_code=code)
