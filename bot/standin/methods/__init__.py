"""The Bot API methods that are carried. Anything else answers 404, as a misspelt method does at Telegram."""

from bot.standin.methods import (
    basics,
    callbacks,
    commands,
    editing,
    files,
    polling,
    sending,
    webhooks,
)
from bot.standin.methods.registry import METHODS, perform

__all__ = [
    "METHODS",
    "basics",
    "callbacks",
    "commands",
    "editing",
    "files",
    "perform",
    "polling",
    "sending",
    "webhooks",
]
