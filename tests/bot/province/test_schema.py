"""`province.yaml` as docs/province.md describes it."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.province.facts import WAIVER
from bot.province.schema import CampaignEntry, DeadlineEntry, PrivacyEntry, ProvinceFile, RoundEntry
from bot.province.units import COLUMNS
from scoring.strict_yaml import read_yaml

PAGE = (Path(__file__).parents[3] / "docs" / "province.md").read_text("utf-8")


def documented() -> ProvinceFile:
    block = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert block
    data, faults = read_yaml(block[1].encode())
    assert not faults
    return ProvinceFile.model_validate(data)


def test_the_documented_file_is_one() -> None:
    (round_,) = documented().rounds
    assert round_.traits == {"khong_xep_hang_cchc": ("nganh_1", "nganh_2")}
    assert round_.deadlines[0].due == datetime(2020, 12, 15, 17, 0)  # noqa: DTZ001 - the province's clock


def test_every_field_is_documented() -> None:
    for shape in (ProvinceFile, PrivacyEntry, RoundEntry, DeadlineEntry, CampaignEntry):
        missing = [name for name in shape.model_fields if not re.search(rf"\b{name}\b", PAGE)]
        assert not missing, shape.__name__


def test_every_column_is_documented() -> None:
    for columns in (COLUMNS, ("unit", "item", "number", "decided", *WAIVER)):
        assert ",".join(columns) in PAGE


@pytest.mark.parametrize("written", ["2020-12-15", "15/12/2020 17:00", "2020-12-15T17:00Z"])
def test_a_time_is_written_in_one_way(written: str) -> None:
    with pytest.raises(ValidationError, match="no time"):
        DeadlineEntry.model_validate({"code": "d", "title": {"vi": "Hạn", "en": "Due"}, "due": written})
