"""Every table. `metadata` is what the migrations are compared with."""

from sqlmodel import SQLModel

from storage.tables.delivery import LaneHoldTable, OutboxTable, ProcessedUpdateTable, TroubledUpdateTable
from storage.tables.people import AccessCodeTable, PersonTable, RoleTable
from storage.tables.province import DeadlineTable, FrameworkTable, ProvinceTable, RoundTable, ScoreTable, UnitTable
from storage.tables.survey import (
    BallotTable,
    CampaignTable,
    CellTable,
    DraftTable,
    ParticipationTable,
    QuestionnaireTable,
    QuotaTable,
    TicketTable,
)

__all__ = [
    "AccessCodeTable",
    "BallotTable",
    "CampaignTable",
    "CellTable",
    "DeadlineTable",
    "DraftTable",
    "FrameworkTable",
    "LaneHoldTable",
    "OutboxTable",
    "ParticipationTable",
    "PersonTable",
    "ProcessedUpdateTable",
    "ProvinceTable",
    "QuestionnaireTable",
    "QuotaTable",
    "RoleTable",
    "RoundTable",
    "ScoreTable",
    "TicketTable",
    "TroubledUpdateTable",
    "UnitTable",
    "metadata",
]

metadata = SQLModel.metadata
