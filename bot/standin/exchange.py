"""The exchange: what every call and every person's act works on, and the one place that holds it together."""

from __future__ import annotations

from collections.abc import Callable

from bot.standin.bells import Bells
from bot.standin.errors import ApiRefusal, bad_request, forbidden
from bot.standin.faults import Faults
from bot.standin.files import FileStore
from bot.standin.flood import Flood, FloodLimits
from bot.standin.journal import Journal
from bot.standin.state import FIRST_USER_ID, Json, Person, World
from bot.standin.updates import Updates


class Exchange:
    """One bot and its people. Every change happens synchronously, so no two of them interleave."""

    def __init__(
        self,
        *,
        token: str,
        username: str,
        world: World,
        files: FileStore,
        clock: Callable[[], float],
        pulse: Callable[[], float],
        flood: FloodLimits,
    ) -> None:
        self.token = token
        self.world = world
        self.files = files
        self.bells = Bells()
        self.faults = Faults()
        self.journal = Journal()
        self._clock = clock
        self.flood = Flood(flood, lambda: pulse() + world.clock_offset)
        self.updates = Updates(world, self.bells, self.now)
        self.me: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": "PAR survey bot",
            "username": username,
            "can_join_groups": False,
            "can_read_all_group_messages": False,
            "supports_inline_queries": False,
        }

    def now(self) -> float:
        """Seconds since the epoch on the stand-in's own, advanceable clock."""
        return self._clock() + self.world.clock_offset

    def add_person(
        self,
        first_name: str,
        *,
        user_id: int | None = None,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> Person:
        """Somebody new; without an id, the next free one beyond 32 bits."""
        if user_id is None:
            user_id = max([FIRST_USER_ID - 1, *self.world.people]) + 1
        person = Person(
            id=user_id,
            first_name=first_name,
            last_name=last_name,
            username=username,
            language_code=language_code,
        )
        self.world.people[user_id] = person
        self.changed(person)
        return person

    def changed(self, person: Person) -> int:
        """Number a change of this chat and wake those who watch it."""
        self.world.last_seq += 1
        person.seq = self.world.last_seq
        self.bells.ring(("chat", person.id))
        return person.seq

    def addressee(self, chat_id: int | str | None) -> Person:
        """Who a bot's call is for; refuses as Telegram does when the call cannot reach them."""
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        try:
            person = self.world.people.get(int(str(chat_id)))
        except ValueError:
            person = None
        if person is None:
            raise bad_request("chat not found")
        if (reason := self._unreachable(person)) is not None:
            raise reason
        return person

    @staticmethod
    def _unreachable(person: Person) -> ApiRefusal | None:
        if person.deactivated:
            return forbidden("user is deactivated")
        if person.blocked:
            return forbidden("bot was blocked by the user")
        if not person.started:
            return forbidden("bot can't initiate conversation with a user")
        return None
