"""What the stand-in holds: plain data, JSON round-trippable, without behaviour."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

FIRST_USER_ID = 7_000_000_001  # beyond 32 bits, as real ids are, so that narrow columns fail early


@dataclass(kw_only=True)
class ChatMessage:
    """One bubble: the Bot API message, and what only the person's side knows."""

    body: Json
    seq: int
    from_bot: bool
    edits: int = 0
    deleted: bool = False


@dataclass(kw_only=True)
class Notice:
    """A callback answer as the person saw it; an empty text only ends the button's spinner."""

    seq: int
    query_id: str
    message_id: int
    text: str = ""
    show_alert: bool = False
    url: str | None = None


@dataclass(kw_only=True)
class Person:
    """Somebody with a Telegram account, and the private chat with the bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    messages: dict[int, ChatMessage] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    keyboard: Json | None = None
    action: str | None = None
    action_until: float = 0.0
    seq: int = 0

    def user(self) -> Json:
        """The Bot API ``User``."""
        return _without_none(
            id=self.id,
            is_bot=False,
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
            language_code=self.language_code,
        )

    def chat(self) -> Json:
        """The Bot API ``Chat``."""
        return _without_none(
            id=self.id,
            type="private",
            first_name=self.first_name,
            last_name=self.last_name,
            username=self.username,
        )


@dataclass(kw_only=True)
class Query:
    """A pressed inline button that waits for its one answer."""

    id: str
    user_id: int
    message_id: int
    created: float
    answered: bool = False


@dataclass(kw_only=True)
class Update:
    """An update on its way; ``again`` marks a replay, which no earlier offset confirms."""

    body: Json
    chat_id: int
    created: float
    lifetime: float
    delivered: bool = False
    again: bool = False

    @property
    def id(self) -> int:
        return int(self.body["update_id"])


@dataclass(kw_only=True)
class Webhook:
    """Where updates are pushed to."""

    url: str
    secret_token: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


@dataclass(kw_only=True)
class StoredFile:
    """A file both sides can name; its bytes are in the file store."""

    file_id: str
    unique_id: str
    path: str
    size: int
    name: str
    mime: str


@dataclass(kw_only=True)
class World:
    """Everything. One bot, its people, and the counters."""

    people: dict[int, Person] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    pending: list[Update] = field(default_factory=list)
    settled: list[Update] = field(default_factory=list)
    webhook: Webhook | None = None
    allowed_updates: list[str] = field(default_factory=list)
    commands: dict[str, list[Json]] = field(default_factory=dict)
    files: dict[str, StoredFile] = field(default_factory=dict)
    clock_offset: float = 0.0
    last_seq: int = 0
    last_message_id: int = 0
    last_update_id: int = 0
    last_query_id: int = 0
    last_file: int = 0


def _without_none(**values: object) -> Json:
    return {name: value for name, value in values.items() if value is not None}
