"""Campaigns, tickets, drafts, ballots and cells.

A draft belongs to a pseudonym; a ballot belongs to nobody. The tables of ballots and of participation are kept in
the order of random keys (on SQLite `WITHOUT ROWID`), so that the order of arrival is not written down with them.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, Index, Text, UniqueConstraint, false, text
from sqlmodel import Field, SQLModel

from storage.types import BigId, NfcText, UtcDateTime

__all__ = [
    "BallotTable",
    "CampaignTable",
    "CellTable",
    "DraftTable",
    "ParticipationTable",
    "QuestionnaireTable",
    "QuotaTable",
    "TicketTable",
]

_NO_ARRIVAL_ORDER = {"sqlite_with_rowid": False}


class QuestionnaireTable(SQLModel, table=True):
    """One frozen version of a questionnaire; `body` is its JSON, found again by `digest`."""

    __tablename__ = "questionnaire"

    id: int | None = Field(default=None, primary_key=True)
    form_id: str = Field(sa_type=NfcText)
    version: str = Field(sa_type=NfcText)
    digest: str = Field(unique=True)
    body: str = Field(sa_type=Text)


class CampaignTable(SQLModel, table=True):
    """`key` (hex) turns persons into pseudonyms. `units` are the codes of the units asked about; `enough` of them
    suffice on a paper that rates several (`None`: all that the person knows). Where `per_ticket`, every invitation
    is worth a paper, also to the same person."""

    __tablename__ = "campaign"
    __table_args__ = (UniqueConstraint("round_id", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    round_id: int = Field(foreign_key="assessment_round.id")
    questionnaire_id: int = Field(foreign_key="questionnaire.id")
    code: str = Field(sa_type=NfcText)
    title: dict[str, str] = Field(sa_type=JSON)
    respondent_group: str = Field(sa_type=NfcText)
    key: str
    units: list[str] = Field(sa_type=JSON)
    enough: int | None = None
    per_ticket: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    opens_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closes_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class QuotaTable(SQLModel, table=True):
    """Seats of a campaign: about one unit, or (without a unit) for papers that rate several.

    `taken` counts drafts that hold a seat and ballots sent.
    """

    __tablename__ = "quota"
    __table_args__ = (UniqueConstraint("campaign_id", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    seats: int
    taken: int = 0


class TicketTable(SQLModel, table=True):
    __tablename__ = "ticket"
    __table_args__ = (_NO_ARRIVAL_ORDER,)

    code_hash: str = Field(primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    cluster: str = Field(sa_type=NfcText)
    state: str


class DraftTable(SQLModel, table=True):
    """A paper not sent yet. It is deleted when the paper is sent, and with it the link to the pseudonym."""

    __tablename__ = "draft"

    campaign_id: int = Field(foreign_key="campaign.id", primary_key=True)
    pseudonym: str = Field(primary_key=True)
    ticket_hash: str = Field(foreign_key="ticket.code_hash")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    cluster: str = Field(sa_type=NfcText)
    questionnaire_id: int = Field(foreign_key="questionnaire.id")
    interview: str = Field(sa_type=Text)
    message_id: int | None = Field(default=None, sa_type=BigId)
    seat_held: bool
    touched_at: datetime = Field(sa_type=UtcDateTime, index=True)


class ParticipationTable(SQLModel, table=True):
    """The ledger: that a pseudonym took part, and the consent it gave. Never what it answered."""

    __tablename__ = "participation"
    __table_args__ = (_NO_ARRIVAL_ORDER,)

    campaign_id: int = Field(foreign_key="campaign.id", primary_key=True)
    pseudonym: str = Field(primary_key=True)
    notice: str
    notice_language: str
    consented_on: date


class BallotTable(SQLModel, table=True):
    """One sent paper; its answers never change. `fresh` until it is mixed: then it is written again under another
    random `id`, and `received_on`, a day of the province, becomes the first day of the campaign's period."""

    __tablename__ = "ballot"
    __table_args__ = (
        Index("ix_ballot_fresh", "campaign_id", sqlite_where=text("fresh"), postgresql_where=text("fresh")),
        _NO_ARRIVAL_ORDER,
    )

    id: str = Field(primary_key=True)
    campaign_id: int = Field(foreign_key="campaign.id", index=True)
    questionnaire_id: int = Field(foreign_key="questionnaire.id")
    unit_id: int | None = Field(default=None, foreign_key="unit.id")
    cluster: str = Field(sa_type=NfcText)
    answers: str = Field(sa_type=Text)
    quality: str = Field(sa_type=Text)
    """Flags of how the paper was filled in (`surveys.quality`), for analysts and never for units."""
    received_on: date
    fresh: bool = True


class CellTable(SQLModel, table=True):
    """How often an option was given. The key begins with round and unit: a unit's look-up is one short range.

    `released` is the count that may be shown (`scoring.release`).
    """

    __tablename__ = "cell"
    __table_args__ = (_NO_ARRIVAL_ORDER,)

    round_id: int = Field(foreign_key="assessment_round.id", primary_key=True)
    unit: str = Field(sa_type=NfcText, primary_key=True)
    campaign: str = Field(sa_type=NfcText, primary_key=True)
    respondent_group: str = Field(sa_type=NfcText, primary_key=True)
    cluster: str = Field(sa_type=NfcText, primary_key=True)
    criterion: str = Field(sa_type=NfcText, primary_key=True)
    option: str = Field(sa_type=NfcText, primary_key=True)
    n: int = Field(sa_type=BigInteger)
    released: int = Field(default=0, sa_type=BigInteger, sa_column_kwargs={"server_default": "0"})
