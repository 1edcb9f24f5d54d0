"""Which message of the bot is the newest in a chat."""

from __future__ import annotations

from bot.app.newest import MAX_CHATS, Newest


def test_only_the_message_noted_last_is_the_newest_of_its_chat() -> None:
    newest = Newest()
    newest.note(1, 10)
    newest.note(2, 20)
    newest.note(1, 11)
    assert newest.is_newest(1, 11)
    assert newest.is_newest(2, 20)
    assert not newest.is_newest(1, 10)
    assert not newest.is_newest(2, 11)


def test_of_a_chat_that_is_not_known_no_message_is_the_newest() -> None:
    assert not Newest().is_newest(1, 10)


def test_the_chat_that_was_silent_longest_is_forgotten_first() -> None:
    newest = Newest()
    for chat in range(MAX_CHATS):
        newest.note(chat, 10)
    newest.note(0, 11)
    newest.note(MAX_CHATS, 10)
    assert newest.is_newest(0, 11)
    assert newest.is_newest(MAX_CHATS, 10)
    assert not newest.is_newest(1, 10)
    assert newest.is_newest(2, 10)
