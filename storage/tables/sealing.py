"""Sealed campaigns: what remains to be said about a campaign of which nothing personal is left."""

from __future__ import annotations

from datetime import date

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

__all__ = ["SealTable"]


class SealTable(SQLModel, table=True):
    """One sealed campaign. `consents` counts the consents by the version of the notice that was shown: with the
    notice's words it is the proof that remains. `clean` says that the storage was written anew since."""

    __tablename__ = "seal"

    campaign_id: int = Field(foreign_key="campaign.id", primary_key=True)
    sealed_on: date
    ballots: int
    drafts_erased: int
    consents: dict[str, int] = Field(sa_type=JSON)
    clean: bool = False
