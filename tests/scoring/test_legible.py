from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
import yaml

from scoring import FrameworkInvalid, form_faults, parse_framework
from scoring.legible import legible_framework
from tests.scoring.builders import SCALE, make_framework, make_framework_data

Break = Callable[[Any], object]


def broken(*breaks: Break) -> Any:
    data: Any = copy.deepcopy(make_framework_data())
    for each in breaks:
        each(data)
    return data


def criteria(data: Any) -> Any:
    return data["sets"]["district"]["domains"][1]["criteria"]


def test_a_sound_file_is_legible_as_what_it_is() -> None:
    legible = legible_framework(broken())
    assert legible is not None
    whole, read = make_framework().set_for("district"), legible.set_for("district")
    assert [leaf.code for _, leaf in read.leaves] == [leaf.code for _, leaf in whole.leaves]
    assert list(legible.groups) == ["citizen", "business"]


@pytest.mark.parametrize(
    "harmless",
    [
        lambda data: data["rounding"].update(decimals="two"),
        lambda data: data["gradings"].update(head="none"),
        lambda data: data.pop("title"),
        lambda data: data["sets"]["district"].update(max_score="-1"),
        lambda data: criteria(data)[1].update(max_score="many", name=None),
        lambda data: criteria(data)[1]["survey"]["weights"].update(citizen="0.5"),
        lambda data: criteria(data)[0].update(source="statistic", statistic={"method": "guess"}),
    ],
)
def test_faults_that_no_question_depends_on_leave_the_forms_to_be_checked(harmless: Break) -> None:
    with pytest.raises(FrameworkInvalid) as refused:
        parse_framework(yaml.safe_dump(broken(harmless)).encode())
    assert refused.value.legible
    told = form_faults(refused.value.legible.set_for("district"), "citizen", {"a": SCALE, "tthc.dung_hen": SCALE})
    assert [str(fault) for fault in told] == ["a: The framework has no criterion a for this type of unit."]


@pytest.mark.parametrize(
    "harmful",
    [
        lambda data: criteria(data)[1].update(code="tthc.tham_dinh"),
        lambda data: criteria(data)[1].update(code="Đúng hẹn"),
        lambda data: criteria(data)[1].update(source="rumour"),
        lambda data: criteria(data)[1].update(ask=["tthc.a"]),
        lambda data: criteria(data)[1].update(asks=["tthc.a", "tthc.a"]),
        lambda data: criteria(data)[1]["survey"].update(method="mean_scaled", lowest="1", highest="1"),
        lambda data: criteria(data)[1]["survey"]["weights"].update(stranger="0"),
        lambda data: criteria(data)[1].update(
            not_applicable={"policy": "no_points", "reason": "r", "traits": ["nowhere"]}
        ),
        lambda data: criteria(data).append("tthc.khac"),
        lambda data: data["sets"]["district"].update(domains="none"),
        lambda data: data["sets"].update(district=None),
        lambda data: data["groups"].update({"Người dân": {"vi": "x", "en": "x"}}),
        lambda data: data.update(sets="none"),
    ],
)
def test_nothing_is_checked_against_what_cannot_be_relied_on(harmful: Break) -> None:
    with pytest.raises(FrameworkInvalid) as refused:
        parse_framework(yaml.safe_dump(broken(harmful)).encode())
    assert refused.value.legible is None


def test_another_set_is_checked_all_the_same() -> None:
    def another(data: Any) -> None:
        data["sets"]["village"] = copy.deepcopy(data["sets"]["district"])

    legible = legible_framework(broken(another, lambda data: criteria(data)[1].update(source="rumour")))
    assert legible is not None
    assert list(legible.sets) == ["village"]


def test_a_key_given_twice_leaves_open_which_is_meant() -> None:
    text = yaml.safe_dump(make_framework_data()) + "groups: {}\n"
    with pytest.raises(FrameworkInvalid) as refused:
        parse_framework(text.encode())
    assert refused.value.legible is None
