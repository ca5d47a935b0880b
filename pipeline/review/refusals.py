"""Why the page does not do what it was asked for; each answers with its own code of HTTP."""

from __future__ import annotations

from pipeline.model.errors import SolieuError


class RefusalError(SolieuError):
    """Base of them."""

    code = 400  # of HTTP


class UnknownError(RefusalError):
    """There is no such report, row, page or decision."""

    code = 404


class OutdatedError(RefusalError):
    """The value under a decision is another one by now."""

    code = 409


class GoneError(RefusalError):
    """The page cannot be shown as it was read."""

    code = 410


class WrongValueError(RefusalError):
    """What was typed cannot be the value."""

    code = 422
