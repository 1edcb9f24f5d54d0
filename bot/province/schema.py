"""The shape of `province.yaml`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from bot.app.entities import RoundStatus

__all__ = ["CampaignEntry", "DeadlineEntry", "ProvinceFile", "RoundEntry"]

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]{0,39}$")]
Bilingual = dict[
    Annotated[str, StringConstraints(pattern="^(vi|en)$")], Annotated[str, StringConstraints(min_length=1)]
]


def _local_time(value: object) -> object:
    """Times are written as `2019-11-20 17:00`, in the province's zone."""
    if isinstance(value, str):
        return datetime.strptime(value, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the zone follows from the file
    return value


LocalTime = Annotated[datetime, BeforeValidator(_local_time)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DeadlineEntry(_Entry):
    code: Code
    title: Bilingual
    due: LocalTime
    unit_types: tuple[Code, ...] = ()


class CampaignEntry(_Entry):
    """`rates` is the unit type rated; `only` and `without` narrow it. `seats` are papers wanted per unit.

    A campaign without `opens` or `closes` takes papers from its first load, or until the round is over.
    """

    code: Code
    title: Bilingual
    respondent_group: Code
    form: str
    rates: Code
    only: tuple[Code, ...] = ()
    without: tuple[Code, ...] = ()
    seats: Annotated[int, Field(gt=0, le=100_000)]
    opens: LocalTime | None = None
    closes: LocalTime | None = None


class RoundEntry(_Entry):
    code: Code
    title: Bilingual
    status: RoundStatus
    framework: str
    replay: bool = False
    scores: tuple[str, ...] = ()
    deadlines: tuple[DeadlineEntry, ...] = ()
    campaigns: tuple[CampaignEntry, ...] = ()


class ProvinceFile(_Entry):
    code: Code
    name: Bilingual
    timezone: str = "Asia/Ho_Chi_Minh"
    units: str
    rounds: tuple[RoundEntry, ...] = Field(min_length=1)
