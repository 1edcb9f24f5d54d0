"""What a framework says of a published table: how much a total may be, and which column is which domain."""

from __future__ import annotations

from pathlib import Path

import pytest

from scoring import Framework, load_framework
from scoring.audit import Audit, audit_tables

_EXAMPLES = Path(__file__).parents[3] / "examples" / "thanh_hoa_2020"
_TASK = load_framework(_EXAMPLES / "framework_task.yaml")
_PAR = load_framework(_EXAMPLES / "framework.yaml")
_GOOD = "Hoàn thành xuất sắc nhiệm vụ"


def with_bonus(**changes: object) -> Framework:
    """The framework of the tasks after changing the bonus of its departments."""
    unit_set = _TASK.sets["department"]
    assert unit_set.bonus
    bonus = unit_set.bonus.model_copy(update=changes)
    return _TASK.model_copy(update={"sets": {"department": unit_set.model_copy(update={"bonus": bonus})}})


def kinds(framework: Framework, total: str) -> list[tuple[str, object]]:
    grid = [["Đơn vị", "Điểm", "Xếp loại"], ["Sở A", total, _GOOD], ["Sở B", "91,5", _GOOD]]
    found = audit_tables([grid], framework=framework, unit_type="department").findings
    return [(each.kind, each.cause.params.get("maximum")) for each in found]


def test_a_total_may_be_the_maximum_and_the_whole_bonus() -> None:
    assert [str(maximum) for _, maximum in kinds(_TASK, "905")] == ["100"]
    assert kinds(_TASK, "100") == []
    assert [kind for kind, _ in kinds(_TASK, "100,1")] == ["maximum"]


def test_without_a_common_cap_the_items_bound_the_bonus_where_each_has_one() -> None:
    bonus = _TASK.sets["department"].bonus
    assert bonus
    capped = [item for item in bonus.items if item.cap is not None]
    assert [str(maximum) for _, maximum in kinds(with_bonus(cap=None, items=tuple(capped)), "905")] == ["97"]
    assert kinds(with_bonus(cap=None), "905") == []  # an item without a cap counts every case


def test_a_share_of_the_points_bounds_the_bonus() -> None:
    bonus = _TASK.sets["department"].bonus
    assert bonus
    share = bonus.items[0].model_copy(update={"points": None, "percent": 5, "cap": None})
    assert [str(maximum) for _, maximum in kinds(with_bonus(cap=None, items=(share,)), "95")] == ["94.5"]


_DOMAINS = [domain.name for domain in _PAR.sets["department"].domains]
_POINTS = ["16,75", "9,75", "19", "10", "13", "9", "14,5"]


def parts(names: list[str], points: list[str], total: str = "92", *, merged: bool = False) -> list[list[str]]:
    """A department with its seven domains under these headings."""
    if merged:
        return [
            ["TT", "Tên đơn vị", *(cell for name in names for cell in (name, "")), "Tổng điểm", "Xếp loại"],
            ["", "", *["Tự chấm", "Thẩm định"] * len(names), "", ""],
            ["1", "Sở A", *(cell for text in points for cell in ("", text)), total, "Xuất sắc"],
        ]
    return [["Tên đơn vị", *names, "Tổng điểm", "Xếp loại"], ["Sở A", *points, total, "Xuất sắc"]]


def audited(*grids: list[list[str]], aliases: dict[str, str] | None = None) -> Audit:
    return audit_tables(grids, framework=_PAR, unit_type="department", aliases=aliases)


@pytest.mark.parametrize("merged", [False, True])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_columns_headed_by_the_name_of_a_domain_have_its_maximum(language: str, *, merged: bool) -> None:
    names = [getattr(name, language).upper() for name in _DOMAINS]
    assert audited(parts(names, _POINTS, merged=merged)).findings == ()
    (finding,) = audited(parts(names, [*_POINTS[:2], "190", *_POINTS[3:]], merged=merged)).findings
    assert (finding.kind, finding.printed, finding.computed) == ("maximum", "190", "19")
    assert [(each.kind, each.consequences) for each in finding.consequences] == [("sum", ())]


def test_abbreviated_names_and_other_marks_are_the_same_domain() -> None:
    names = [name.vi for name in _DOMAINS]
    names[2], names[1] = "Cải cách TTHC (điểm thẩm định)", "Xây dựng & tổ chức thực hiện thể chế"
    (finding,) = audited(parts(names, [*_POINTS[:2], "190", *_POINTS[3:]])).findings
    assert finding.kind == "maximum"


def test_a_doubtful_domain_is_asked_only_where_it_matters_and_an_alias_settles_it() -> None:
    names = [name.vi for name in _DOMAINS]
    names[2] = "Thủ tục hành chính"
    assert audited(parts(names, _POINTS)).findings == ()
    above = parts(names, [*_POINTS[:2], "21", *_POINTS[3:]], "94")
    (finding,) = audited(above).findings
    assert (finding.kind, finding.column, finding.printed) == ("doubtful_match", "Thủ tục hành chính", "21")
    assert finding.candidates == (_DOMAINS[2].vi,)
    (finding,) = audited(parts(names, [*_POINTS[:2], "190", *_POINTS[3:]])).findings
    assert (finding.kind, [each.kind for each in finding.consequences]) == ("doubtful_match", ["sum"])
    (finding,) = audited(above, aliases={"Thủ tục hành chính": _DOMAINS[2].vi}).findings
    assert finding.kind == "maximum"
    (finding,) = audited(above, aliases={"Thủ tục hành chính": "tthc"}).findings
    assert finding.kind == "maximum"


def test_parts_that_add_up_to_more_than_there_is_are_no_better_total() -> None:
    names = [f"Lĩnh vực {n}" for n in range(1, 8)]
    (finding,) = audited(parts(names, [*_POINTS[:2], "190", *_POINTS[3:]])).findings
    assert (finding.kind, finding.consequences) == ("sum", ())
    assert "100" in str(finding.as_json()["cause"])
