"""The things the use cases talk about, as plain values. Ids are the store's; codes are the coordinator's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from surveys import Interview, Questionnaire, Texts

__all__ = [
    "Campaign",
    "Changes",
    "Deadline",
    "Delivery",
    "DraftPaper",
    "OutboxRow",
    "Person",
    "Role",
    "RoleKind",
    "Room",
    "Round",
    "RoundStatus",
    "Ticket",
    "TicketState",
    "Unit",
]


@dataclass(frozen=True)
class Person:
    """Someone who wrote to the bot. Nothing but the language is kept about a citizen."""

    telegram_id: int
    language: str
    blocked: bool = False


class RoleKind(StrEnum):
    OFFICIAL = "official"
    COORDINATOR = "coordinator"


@dataclass(frozen=True)
class Unit:
    id: int
    province_id: int
    code: str
    type: str
    name: Texts
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Role:
    """What a person may see: one unit's own numbers (official) or the province's calendar (coordinator)."""

    kind: RoleKind
    province_id: int
    province: Texts
    unit: Unit | None


class RoundStatus(StrEnum):
    PROVISIONAL = "provisional"
    PUBLISHED = "published"


@dataclass(frozen=True)
class Round:
    id: int
    province_id: int
    code: str
    title: Texts
    status: RoundStatus
    framework_id: int

    @property
    def published(self) -> bool:
        """Whether its results are official."""
        return self.status is RoundStatus.PUBLISHED


@dataclass(frozen=True)
class Deadline:
    """A moment until which units of `unit_types` (all where empty) must have done something. Aware UTC."""

    id: int
    round: Round
    code: str
    title: Texts
    due_at: datetime
    unit_types: tuple[str, ...]


@dataclass(frozen=True)
class Campaign:
    """One line of the survey plan: one questionnaire put to one respondent group about units of one type.

    `units` are the codes of the units asked about. Where one paper rates several of them, `enough` finished ones
    suffice (`None`: all that the person knows). `key` is the secret under which persons become pseudonyms; it is
    destroyed when the campaign is sealed. Where `per_ticket`, every invitation is worth one paper, also to the same
    person; elsewhere each person is heard once.
    """

    id: int
    round: Round
    code: str
    title: Texts
    respondent_group: str
    questionnaire_id: int
    key: bytes
    units: tuple[str, ...]
    enough: int | None
    opens_at: datetime | None
    closes_at: datetime | None
    per_ticket: bool = False

    @property
    def sealed(self) -> bool:
        """Whether the key is destroyed. A sealed campaign takes no papers, whatever its dates say."""
        return not self.key

    def is_closed(self, now: datetime) -> bool:
        """Whether no more papers are taken: it is sealed, or past its end."""
        return self.sealed or (self.closes_at is not None and self.closes_at <= now)

    def is_open(self, now: datetime) -> bool:
        """Whether papers are taken; a side without a date is open."""
        return not self.is_closed(now) and (self.opens_at is None or self.opens_at <= now)


class TicketState(StrEnum):
    FREE = "free"
    RESERVED = "reserved"
    USED = "used"


@dataclass(frozen=True)
class Ticket:
    """An invitation to one paper: about `unit`, or about all units of the campaign. Only a hash is stored."""

    code_hash: str
    campaign_id: int
    unit: Unit | None
    cluster: str
    state: TicketState


@dataclass(frozen=True)
class Room:
    """What is left of a survey about one unit: `seats` that nobody holds, and `invitations` that nobody opened."""

    seats: int
    invitations: int


@dataclass(frozen=True)
class DraftPaper:
    """A paper not sent yet. It belongs to a pseudonym; `message_id` is the chat message that shows it."""

    campaign: Campaign
    pseudonym: str
    ticket_hash: str
    unit: Unit | None
    cluster: str
    questionnaire_id: int
    questionnaire: Questionnaire
    interview: Interview
    message_id: int | None
    seat_held: bool
    names: Mapping[str, Texts] = field(default_factory=dict)
    """Unit code → name, where the paper rates several units."""

    def unit_name(self, code: str | None) -> Texts:
        """The name of the unit that a question is about; nothing where it is about none."""
        if self.unit and code == self.unit.code:
            return self.unit.name
        return self.names.get(code or "", {})


class Delivery(StrEnum):
    """The fate of an outbox row. `UNKNOWN` may have arrived: it is never sent again by itself."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    UNDELIVERABLE = "undeliverable"


@dataclass(frozen=True)
class OutboxRow:
    """One message that the project sends on its own initiative: what to say (`kind`, `params`), not the words.

    `language` is `None` where the receiver's is not known.
    """

    id: int
    key: str
    chat_id: int
    language: str | None
    kind: str
    params: Mapping[str, str]
    attempts: int = 0


@dataclass(frozen=True)
class Changes:
    """What a load did: per kind of thing, the codes added, changed and removed."""

    added: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    removed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)
