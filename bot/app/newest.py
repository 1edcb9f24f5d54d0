"""Which message of the bot is the newest in a chat: what is typed stands below it and is answered in its sight."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["MAX_CHATS", "Newest"]

MAX_CHATS = 20_000
"""Chats remembered, about 3 MB: more than write to one bot on a day."""


@dataclass(frozen=True)
class Newest:
    """Kept in memory by the one process that sends. Of a chat that it does not know, since it started anew or the
    chat was silent for long, no message is the newest: then a paper is sent anew, which is never wrong."""

    _messages: dict[int, int] = field(default_factory=dict)

    def note(self, chat_id: int, message_id: int) -> None:
        """The bot sent this message just now."""
        self._messages.pop(chat_id, None)  # so that the order is that of the last messages
        self._messages[chat_id] = message_id
        if len(self._messages) > MAX_CHATS:
            del self._messages[next(iter(self._messages))]

    def is_newest(self, chat_id: int, message_id: int) -> bool:
        return self._messages.get(chat_id) == message_id
