"""The shape of `province.yaml`."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from bot.app.entities import RoundStatus
from bot.app.zones import is_zone
from surveys import Texts

__all__ = ["CODE", "CampaignEntry", "DeadlineEntry", "PrivacyEntry", "ProvinceFile", "RoundEntry"]

CODE = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")


def _code(value: str) -> str:
    if not CODE.fullmatch(value):
        raise PydanticCustomError("not_a_code", "{value} is no code", {"value": value})
    return value


def _zone(value: str) -> str:
    if not is_zone(value):
        raise PydanticCustomError("no_zone", "{name} is no time zone", {"name": value})
    return value


def _local_time(value: object) -> datetime:
    """Times are written as `2019-11-20 17:00`, in the province's zone."""
    try:
        return datetime.strptime(str(value), "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the zone follows from the file
    except ValueError as error:
        raise PydanticCustomError("not_a_time", "{value} is no time", {"value": value}) from error


Code = Annotated[str, AfterValidator(_code)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
LocalTime = Annotated[datetime, BeforeValidator(_local_time)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Wording(_Entry):
    """One wording in Vietnamese and English."""

    vi: Text
    en: Text

    @property
    def texts(self) -> Texts:
        return {"vi": self.vi, "en": self.en}


class DeadlineEntry(_Entry):
    code: Code
    title: Wording
    due: LocalTime
    unit_types: tuple[Code, ...] = ()


class CampaignEntry(_Entry):
    """`rates` is the unit type rated (left out: the paper is about no unit); `only` and `without` narrow it.

    `seats` are papers wanted per unit, or in all where one paper rates several units, of which `enough` finished
    ones suffice.

    A campaign without `opens` or `closes` takes papers from its first load, or until the round is over. With
    `per_ticket` every invitation is worth one paper, also to the same person; else each person is heard once.
    """

    code: Code
    title: Wording
    respondent_group: Code
    form: Text
    rates: Code | None = None
    only: tuple[Code, ...] = ()
    without: tuple[Code, ...] = ()
    seats: Annotated[int, Field(gt=0, le=100_000)]
    enough: Annotated[int, Field(gt=0)] | None = None
    per_ticket: bool = False
    opens: LocalTime | None = None
    closes: LocalTime | None = None


class RoundEntry(_Entry):
    """`traits`: trait → codes of the units that have it. `indicators`, `cases` and `overrides` name sheets, as
    `scores` does; see `bot.province.facts`.
    """

    code: Code
    title: Wording
    status: RoundStatus
    framework: Text
    replay: bool = False
    scores: tuple[Text, ...] = ()
    traits: dict[str, tuple[Code, ...]] = Field(default_factory=dict)
    indicators: tuple[Text, ...] = ()
    cases: tuple[Text, ...] = ()
    overrides: tuple[Text, ...] = ()
    deadlines: tuple[DeadlineEntry, ...] = ()
    campaigns: tuple[CampaignEntry, ...] = ()


class PrivacyEntry(_Entry):
    """What the notice before question 1 says of the province; see docs/privacy.md."""

    controller: Wording
    contact: Wording
    retention_days: Annotated[int, Field(gt=0, le=3650)]


class ProvinceFile(_Entry):
    code: Code
    name: Wording
    timezone: Annotated[str, AfterValidator(_zone)] = "Asia/Ho_Chi_Minh"
    privacy: PrivacyEntry
    units: Text
    rounds: tuple[RoundEntry, ...] = Field(min_length=1)
