"""The unit list: a comma that is not quoted must not shift the columns behind it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.province.errors import PackageInvalid
from bot.province.units import read_units


@pytest.mark.parametrize("row", ["a,district,Huyện A,A,,extra", "a,district,Huyện A"])
def test_a_row_with_more_or_fewer_cells_than_the_header_is_named(tmp_path: Path, row: str) -> None:
    path = tmp_path / "units.csv"
    path.write_text(f"code,type,name_vi,name_en,aliases\nb,district,Huyện B,B,\n{row}\n", "utf-8")
    with pytest.raises(PackageInvalid) as invalid:
        read_units(path)
    assert [fault.where for fault in invalid.value.faults] == ["row 3"]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_list_may_be_separated_as_every_other_table(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "units.csv"
    lines = ["code,type,name_vi,name_en,aliases", "a,district,Huyện A,A,HA|A1", "", "b,district,Huyện B,B,", ",,,,"]
    path.write_text("\r\n".join(lines).replace(",", delimiter), "utf-8-sig")
    assert [(unit.code, unit.aliases) for unit in read_units(path)] == [("a", ("HA", "A1")), ("b", ())]


def test_faults_name_the_row_of_the_file_also_below_a_blank_one(tmp_path: Path) -> None:
    path = tmp_path / "units.csv"
    path.write_text("code,type,name_vi,name_en,aliases\n\na,district,,A,\n", "utf-8")
    with pytest.raises(PackageInvalid) as invalid:
        read_units(path)
    assert [fault.where for fault in invalid.value.faults] == ["row 3 (name_vi)"]
