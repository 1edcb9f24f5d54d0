"""Officials and coordinators: binding by a one-time code, the language, who blocked the bot."""

from __future__ import annotations

from dataclasses import dataclass

from bot.app.codes import code_hash
from bot.app.entities import Person, Role
from bot.app.ports import Store

__all__ = ["Membership", "Standing"]


@dataclass(frozen=True)
class Standing:
    """Who the person is to the bot: the language, where one was chosen, and the roles."""

    language: str | None
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Membership:
    store: Store

    async def bind(self, update_id: int, telegram_id: int, code: str, language: str) -> Role | None:
        """Use a role code; `None` where it is unknown or another person used it. A replay binds once."""
        async with self.store.write() as tx:
            await tx.updates.first_time(update_id)
            if await tx.people.get(telegram_id) is None:
                await tx.people.keep_language(telegram_id, language)
            return await tx.people.redeem(code_hash(code), telegram_id)

    async def standing(self, telegram_id: int) -> Standing:
        async with self.store.read() as tx:
            person = await tx.people.get(telegram_id)
            roles = await tx.people.roles(telegram_id)
            return Standing(person.language if person else None, tuple(roles))

    async def speak(self, telegram_id: int, language: str) -> None:
        """Keep the language that the person chose."""
        async with self.store.write() as tx:
            await tx.people.keep_language(telegram_id, language)

    async def blocked(self, telegram_id: int, *, blocked: bool) -> Person | None:
        """The person blocked the bot, or let it in again."""
        async with self.store.write() as tx:
            await tx.people.set_blocked(telegram_id, blocked=blocked)
            return await tx.people.get(telegram_id)
