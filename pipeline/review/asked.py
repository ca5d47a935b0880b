"""What a request asks for: read, and refused where it is nothing that can be asked."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal

from starlette.requests import Request

from pipeline.model.correction import Decision
from pipeline.review.opened import Asked
from pipeline.review.refusals import RefusalError
from pipeline.review.values import read_typed, read_value
from pipeline.run.catalogue.filters import Filter

MOST = 5000  # rows of one answer
_LONGEST = 500  # letters of a note or a name
_IDS = ("report", "indicator")
_TEXTS = (*_IDS, "note", "by", "other", "figure")


def read_filter(request: Request) -> Filter:
    """Read what is asked for."""
    given = request.query_params
    return Filter(**{one.name: given.get(one.name, "") for one in fields(Filter)})


def asked(request: Request, name: str) -> str:
    """Give what must be asked for.

    Raises:
        RefusalError: It was not.
    """
    given = request.query_params.get(name, "")
    if not given:
        raise wrong_call(name)
    return given


def span(request: Request, limit: int) -> tuple[int, int]:
    """Give how many are asked for, and from which one on."""
    return number(request, "limit", limit, MOST), number(request, "offset", 0, 10**9)


def number(request: Request, name: str, usual: int, most: int) -> int:
    """Read a number that may be asked for; at most so much.

    Raises:
        RefusalError: It is none.
    """
    given = request.query_params.get(name, "")
    if not given:
        return usual
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise wrong_call(name)
    return min(int(given), most)


async def read_json(request: Request) -> dict[str, object]:
    """Read what was sent.

    Raises:
        RefusalError: It is no object of JSON.
    """
    try:
        given = json.loads(await request.body(), parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError) as error:
        raise wrong_call("JSON") from error
    if not isinstance(given, dict):
        raise wrong_call("JSON")
    return given


def read_decision(given: dict[str, object]) -> Asked:
    """Read a decision.

    Raises:
        RefusalError: It is none.
    """
    texts = {name: given.get(name) or "" for name in _TEXTS}
    for name, text in texts.items():
        if not isinstance(text, str) or (len(text) > _LONGEST and name not in _IDS):
            raise wrong_call(name)
    if not texts["report"] or not texts["indicator"] or "value" not in given or "was" not in given:
        raise wrong_call("report, indicator, was, value")
    shown = bool(texts["figure"] or texts["other"])  # of the report: as we print it
    value = read_value(given["value"]) if shown else read_typed(given["value"])
    if shown and value is None:
        raise wrong_call("value")
    told = given.get("decision") or (Decision.BLANK if value is None else Decision.VALUE)
    if told not in list(Decision) or (value is None) is (told == Decision.VALUE):
        raise wrong_call("decision")
    return Asked(
        was=read_value(given["was"]),
        value=value,
        decision=Decision(str(told)),
        **{name: str(text) for name, text in texts.items()},
    )


def wrong_call(name: str) -> RefusalError:
    """Say that something is missing or wrong."""
    return RefusalError(f"Thiếu hoặc sai: {name}.", f"Missing or wrong: {name}.")
