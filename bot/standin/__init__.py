"""A local stand-in of the Telegram Bot API with a chat page and a control API. See ``docs/standin.md``."""

from bot.standin.errors import StandInError, UnsafeHost
from bot.standin.flood import FloodLimits
from bot.standin.server import DEFAULT_HOST, DEFAULT_TOKEN, DEFAULT_USERNAME, StandIn, serve

__all__ = [
    "DEFAULT_HOST",
    "DEFAULT_TOKEN",
    "DEFAULT_USERNAME",
    "FloodLimits",
    "StandIn",
    "StandInError",
    "UnsafeHost",
    "serve",
]
