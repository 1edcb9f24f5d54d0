"""Every table. `metadata` is what the migrations are compared with."""

from sqlmodel import SQLModel

from storage.tables.delivery import LaneHoldTable, OutboxTable, ProcessedUpdateTable, TroubledUpdateTable
from storage.tables.people import AccessCodeTable, PersonTable, RoleTable
from storage.tables.privacy import (
    DataRequestTable,
    LanguageKeptTable,
    NoticeTable,
    ProvincePrivacyTable,
    RetentionTable,
)
from storage.tables.province import (
    DeadlineTable,
    FrameworkTable,
    ProvinceTable,
    RoundTable,
    ScoreTable,
    UnitFactsTable,
    UnitTable,
)
from storage.tables.reports import CitizenReportTable, ReportDraftTable, ReportReplyTable
from storage.tables.sealing import SealTable
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
    "CitizenReportTable",
    "DataRequestTable",
    "DeadlineTable",
    "DraftTable",
    "FrameworkTable",
    "LaneHoldTable",
    "LanguageKeptTable",
    "NoticeTable",
    "OutboxTable",
    "ParticipationTable",
    "PersonTable",
    "ProcessedUpdateTable",
    "ProvincePrivacyTable",
    "ProvinceTable",
    "QuestionnaireTable",
    "QuotaTable",
    "ReportDraftTable",
    "ReportReplyTable",
    "RetentionTable",
    "RoleTable",
    "RoundTable",
    "ScoreTable",
    "SealTable",
    "TicketTable",
    "TroubledUpdateTable",
    "UnitFactsTable",
    "UnitTable",
    "metadata",
]

metadata = SQLModel.metadata
