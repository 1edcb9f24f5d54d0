"""What the stand-in refuses, and how.

StandInError
├── ApiRefusal       a Bot API answer with ``ok = false``, worded as Telegram words it
├── ControlRefusal   a 4xx of the control API, ``{"error": ...}``
└── UnsafeHost       somebody asked to serve beyond this machine
"""

from __future__ import annotations

from math import ceil


class StandInError(Exception):
    """Anything the stand-in says no to."""


class ApiRefusal(StandInError):
    """One refused Bot API call: HTTP status, Telegram's text, and the wait it asks for in seconds."""

    def __init__(self, code: int, description: str, retry_after: int | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.retry_after = retry_after

    def body(self) -> dict[str, object]:
        """The JSON answer that both libraries turn into their typed errors."""
        answer: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.retry_after is not None:
            answer["parameters"] = {"retry_after": self.retry_after}
        return answer


class ControlRefusal(StandInError):
    """A refused control request; ``extra`` rides beside the error text (for instance the buttons there are)."""

    def __init__(self, status: int, error: str, **extra: object) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.extra = extra


class UnsafeHost(StandInError):
    """The token is a constant and the control API has no password, so only loopback may be bound."""


def bad_request(reason: str) -> ApiRefusal:
    """400, in Telegram's form."""
    return ApiRefusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> ApiRefusal:
    """403: the person does not want, or never asked for, messages."""
    return ApiRefusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> ApiRefusal:
    """409: two ways of receiving updates compete."""
    return ApiRefusal(409, f"Conflict: {reason}")


def too_many_requests(seconds: float) -> ApiRefusal:
    """429 with a whole number of seconds, never zero."""
    wait = max(1, ceil(seconds))
    return ApiRefusal(429, f"Too Many Requests: retry after {wait}", retry_after=wait)
