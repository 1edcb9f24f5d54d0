"""Every setting, read once from the environment (`PARBOT_…`) when a command starts."""

from __future__ import annotations

import os
import re
from zoneinfo import ZoneInfo

from pydantic import field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.app.zones import is_zone
from bot.i18n import DEFAULT_LANGUAGE, LANGUAGES

__all__ = ["TELEGRAM", "Settings", "Unfit", "language_of_faults"]

TELEGRAM = "https://api.telegram.org"


class Unfit(ValueError):
    """A value that a setting cannot have: `reason` is a gettext msgid, `params` fill it."""

    def __init__(self, reason: str, **params: object) -> None:
        super().__init__(reason.format(**params))
        self.reason = reason
        self.params = params


def language_of_faults() -> str | None:
    """What PARBOT_LANGUAGE asks for, also where settings cannot be read; perhaps no language that is spoken."""
    return os.environ.get("PARBOT_LANGUAGE")


class Settings(BaseSettings):
    """Documented one by one in docs/settings.md."""

    model_config = SettingsConfigDict(env_prefix="PARBOT_", frozen=True, env_ignore_empty=True)

    token: str | None = None
    """The bot's token from @BotFather. Without one there is only the local stand-in."""

    api_base: str = TELEGRAM
    """Where the Bot API is: Telegram, a self-hosted Bot API server, or the stand-in."""

    database_url: str = "sqlite+aiosqlite:///var/parbot.sqlite3"
    """SQLite by default; `postgresql+asyncpg://user:password@host/database` for several workers."""

    timezone: str = "Asia/Ho_Chi_Minh"
    """The province's clock: days left, quiet hours and the day of a ballot are counted by it."""

    language: str = DEFAULT_LANGUAGE
    """The language of the command line (vi, en). In the chat people choose theirs."""

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, name: str) -> str:
        if not is_zone(name):
            raise Unfit("{name} is no time zone; Vietnam is in Asia/Ho_Chi_Minh.", name=name)
        return name

    @field_validator("database_url")
    @classmethod
    def _known_engine(cls, url: str) -> str:
        if not url.startswith(("sqlite+aiosqlite://", "postgresql+asyncpg://")):
            raise Unfit("An address begins with sqlite+aiosqlite:// or postgresql+asyncpg://")
        return url

    @field_validator("language")
    @classmethod
    def _spoken(cls, language: str) -> str:
        if language not in LANGUAGES:
            raise Unfit("The language is vi or en.")
        return language

    @field_validator("token")
    @classmethod
    def _well_formed(cls, token: str | None) -> str | None:
        if token is not None and not re.fullmatch(r"\d+:[A-Za-z0-9_-]+", token):
            raise Unfit("A token looks like 123456:ABC-def, as @BotFather writes it.")
        return token

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)
