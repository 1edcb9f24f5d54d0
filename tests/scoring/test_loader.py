from __future__ import annotations

import copy
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scoring import FrameworkInvalid, load_framework, parse_framework
from scoring.strict_yaml import MAX_BYTES, MAX_DEPTH
from tests.scoring.builders import make_bands, make_framework, make_framework_data


def faults_of(raw: bytes | str) -> list[str]:
    with pytest.raises(FrameworkInvalid) as refused:
        parse_framework(raw.encode() if isinstance(raw, str) else raw)
    return [str(fault) for fault in refused.value.faults]


def faults_after(**changes: Any) -> list[str]:
    """Faults of the valid framework after setting values at paths such as `sets__district__max_score`."""
    data: Any = copy.deepcopy(make_framework_data())
    for path, value in changes.items():
        *steps, last = [int(step) if step.isdigit() else step for step in path.split("__")]
        here = data
        for step in steps:
            here = here[step]
        here[last] = value
    return faults_of(yaml.safe_dump(data, allow_unicode=True))


def test_a_valid_file_loads(tmp_path: Path) -> None:
    path = tmp_path / "framework.yaml"
    path.write_text(yaml.safe_dump(make_framework_data(), allow_unicode=True), encoding="utf-8-sig")
    assert load_framework(path) == make_framework()


def test_numbers_keep_their_text() -> None:
    text = yaml.safe_dump(make_framework_data()).replace("max_score: '6'", "max_score: 6.00")
    framework = parse_framework(text.encode())
    assert str(framework.sets["district"].domains[0].max_score) == "6.00"


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(FrameworkInvalid, match="There is no such file"):
        load_framework(tmp_path / "nowhere.yaml")


_DOMAIN = "sets__district__domains__1"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"sets__district__max_score": "20"},
            ["sets.district.max_score: The maximum is 20, but its parts sum to 16."],
        ),
        (
            {f"{_DOMAIN}__criteria__0__max_score": "5"},
            ["sets.district.domains[1].max_score: The maximum is 10, but its parts sum to 9."],
        ),
        (
            {f"{_DOMAIN}__code": "chi_dao"},
            ["sets.district.domains[1].code: The code chi_dao is already used at sets.district.domains[0].code."],
        ),
        (
            {f"{_DOMAIN}__criteria__1__survey__weights__citizen": "0.5"},
            [
                "sets.district.domains[1].criteria[1].survey.weights: The weights of the groups must sum to "
                "exactly 1; they sum to 0.9."
            ],
        ),
        (
            {f"{_DOMAIN}__criteria__1__survey__weights": {"stranger": "1"}},
            [
                "sets.district.domains[1].criteria[1].survey.weights.stranger: There is no respondent group "
                "stranger in groups."
            ],
        ),
        ({"sets__district__grading": "other"}, ["sets.district.grading: There is no grading other in gradings."]),
        (
            {f"{_DOMAIN}__illustrative": True},
            ["sets.district.domains[1]: An illustrative number needs a note that says so."],
        ),
        ({"colour": "red"}, ["colour: This field is not known."]),
        (
            {f"{_DOMAIN}__criteria__1__survey__empty_group": "ignore"},
            [
                "sets.district.domains[1].criteria[1].survey.empty_group: This must be one of: redistribute, "
                "insufficient."
            ],
        ),
        (
            {f"{_DOMAIN}__criteria__1__source": "rumour"},
            [
                "sets.district.domains[1].criteria[1]: This must have as source one of appraised, survey, "
                "statistic, substituted."
            ],
        ),
        (
            {"sets__district__domains__0__max_score": "1e3"},
            ["sets.district.domains[0].max_score: This must be a plain decimal number such as 20.5."],
        ),
        ({"sets__district__domains": []}, ["sets.district.domains: This needs at least 1 entry."]),
        ({"sets": {"Not a code": {}}}, None),
    ],
)
def test_a_bad_file_says_where_and_why(changes: dict[str, Any], expected: list[str] | None) -> None:
    faults = faults_after(**changes)
    assert expected is None or faults == expected


def test_every_fault_is_listed_whether_of_schema_or_of_meaning() -> None:
    faults = faults_after(
        colour="red",
        year="soon",
        sets__district__max_score="20",
        sets__district__domains__1__criteria__1__survey__weights__citizen="0.5",
    )
    assert [fault.split(":")[0] for fault in faults] == [
        "year",
        "colour",
        "sets.district.max_score",
        "sets.district.domains[1].criteria[1].survey.weights",
    ]


def bands_faults(*bands: dict[str, str], allow_gaps: bool = False) -> list[str]:
    named = [{"code": f"g{i}", "name": {"vi": "x", "en": "x"}} | band for i, band in enumerate(bands)]
    grading = {"measure": "percent", "values": "exact", "allow_gaps": allow_gaps, "bands": named}
    return faults_after(gradings__head=grading)


def test_a_gap_between_bands_must_be_declared() -> None:
    bands = ({"at_least": "70"}, {"below": "60"})
    assert bands_faults(*bands) == [
        "gradings.head.bands[1]: No grade covers the values from 60 to 70; "
        "close the gap or declare allow_gaps: true."
    ]


def test_a_single_value_can_be_a_gap() -> None:
    assert "from 90 to 90" in bands_faults({"above": "90"}, {"below": "90"})[0]


def test_values_below_the_lowest_and_above_the_best_band_are_gaps_too() -> None:
    faults = bands_faults({"at_least": "80", "below": "100"}, {"at_least": "50", "below": "80"})
    assert "from 0 to 50" in faults[0]
    assert "from 100 to 100" in faults[1]


def test_bonus_and_penalty_points_need_open_ends() -> None:
    items = {"items": [{"code": "x.y", "name": {"vi": "x", "en": "x"}, "points": "5"}]}
    bands = make_bands()
    bands[0] |= {"at_most": "100"}
    bands[3] |= {"at_least": "0"}
    closed = {"measure": "percent", "values": "exact", "bands": bands}
    penalty = {"items": [items["items"][0] | {"code": "x.z"}]}
    changes = {"gradings__head": closed, "sets__district__bonus": items, "sets__district__penalty": penalty}
    assert faults_after(**changes) == [
        "gradings.head.bands[0]: Bonus points can lead above 100; leave the best grade open above or declare "
        "allow_gaps: true.",
        "gradings.head.bands[3]: Penalty points can lead below 0; leave the lowest grade open below or declare "
        "allow_gaps: true.",
    ]
    data: Any = make_framework_data()
    data["gradings"]["head"] = closed
    assert parse_framework(yaml.safe_dump(data).encode()), "without bonus and penalty the ends are covered"
    data["gradings"]["head"] = closed | {"allow_gaps": True}
    data["sets"]["district"] |= {"bonus": items, "penalty": penalty}
    assert parse_framework(yaml.safe_dump(data).encode())


def test_the_best_grade_in_points_covers_the_maximum_of_the_set() -> None:
    bands = [
        {"code": "good", "name": {"vi": "x", "en": "x"}, "at_least": "10", "at_most": "15"},
        {"code": "poor", "name": {"vi": "y", "en": "y"}, "below": "10"},
    ]
    assert faults_after(gradings__head={"measure": "points", "values": "exact", "bands": bands}) == [
        "gradings.head.bands[0]: No grade covers the values from 15 to 16; close the gap or declare "
        "allow_gaps: true."
    ]


def test_codes_that_mean_all_items_are_refused() -> None:
    name = {"vi": "x", "en": "x"}
    assert faults_after(sets__district__bonus={"items": [{"code": "bonus", "name": name, "points": "5"}]}) == [
        "sets.district.bonus.items[0].code: The code bonus stands for all such items together."
    ]


def test_overlaps_are_refused_even_where_gaps_are_allowed() -> None:
    assert (
        "overlaps gradings.head.bands[0] between 80 and 85"
        in bands_faults({"at_least": "80"}, {"at_most": "85"})[0]
    )
    assert "between 80 and 80" in bands_faults({"at_least": "80"}, {"at_most": "80"})[0]


@pytest.mark.parametrize(
    ("bands", "reason"),
    [
        (({"at_least": "80", "above": "80"}, {"below": "80"}), "Only one of at_least and above can be given."),
        (({"at_least": "80", "below": "70"}, {"below": "80"}), "The band from 80 to 70 holds no value."),
        (({"at_least": "80"}, {"below": "80", "every_domain_at_least": "50"}), "The lowest grade cannot ask"),
        (({"at_least": "80"}, {"at_least": "50"}), "only the first band may be open above"),
        (({"above": "80", "every_domain_at_least": "101"}, {"at_most": "80"}), "the floor of 101 %"),
        (({"above": "80", "every_domain_above": "100"}, {"at_most": "80"}), "the floor of 100 %"),
        (
            (
                {"above": "80", "every_domain_at_least": "50"},
                {"above": "60", "at_most": "80", "every_domain_above": "50"},
                {"at_most": "60"},
            ),
            "The floor is higher than that of the better grade",
        ),
        (({"code": "g1", "at_least": "80"}, {"below": "80"}), "The code g1 is already used"),
    ],
)
def test_bands_that_make_no_sense_are_refused(bands: tuple[dict[str, str], ...], reason: str) -> None:
    assert any(reason in fault for fault in bands_faults(*bands, allow_gaps=True))


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ({"method": "mean_scaled", "lowest": "5", "highest": "1"}, "The scale from 5 to 1 holds no value."),
        (
            {"method": "min_max", "better": "higher", "lowest_points": "4", "all_equal": "maximum"},
            "This must be below the maximum of 4.",
        ),
        ({"method": "mean_scaled", "lowest": "1"}, "This is required."),
        ({"method": "guess"}, "This must have as method one of"),
    ],
)
def test_a_method_with_impossible_numbers_is_refused(method: dict[str, str], expected: str) -> None:
    common = {"weights": {"citizen": "1"}, "empty_group": "redistribute", "minimum_ballots": 1}
    (fault,) = faults_after(**{f"{_DOMAIN}__criteria__1__survey": common | method})
    assert fault.startswith("sets.district.domains[1].criteria[1].survey")
    assert expected in fault


# --- files that are no frameworks at all ---


def test_a_syntax_error_has_its_line() -> None:
    assert faults_of("code: [1, 2\nversion: x")[0].startswith("line 2, column")


@pytest.mark.parametrize("raw", [b"", b"   \n# nothing\n", b"null"])
def test_an_empty_file_is_a_fault(raw: bytes) -> None:
    assert len(faults_of(raw)) == 1


@pytest.mark.parametrize("raw", [b"just words", b"- a\n- b"])
def test_a_file_of_another_shape_is_a_fault(raw: bytes) -> None:
    assert faults_of(raw) == ["file: This must be a group of fields."]


def test_binary_junk_is_a_fault() -> None:
    assert faults_of(b"\x89PNG\r\n\x1a\n\xff\xfe") == ["byte 0: The file is not UTF-8 text."]
    assert faults_of(b"code: \x00\x07") == ["file: The file holds characters that YAML does not allow."]


def test_a_huge_file_is_refused_before_it_is_read() -> None:
    assert faults_of(b"a" * (MAX_BYTES + 1)) == [f"file: The file is larger than {MAX_BYTES} bytes."]


def test_an_alias_bomb_does_not_explode() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]" for i in range(1, 9)]
    assert "exceeds" in faults_of("\n".join(lines))[0]


def test_a_long_chain_of_aliases_does_not_exhaust_the_stack() -> None:
    lines = ["a0: &a0 x"] + [f"a{i}: &a{i} [*a{i - 1}]" for i in range(1, 440)]
    assert "exceeds" in faults_of("\n".join(lines))[0]


def test_an_alias_within_its_own_anchor_is_refused() -> None:
    assert "exceeds" in faults_of("a: &a [*a]")[0]


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    assert f"deeper than {MAX_DEPTH} levels" in faults_of("[" * 100_000)[0]


def test_a_key_given_twice_is_a_fault_with_both_places() -> None:
    text = yaml.safe_dump(make_framework_data()) + "version: '2'\n"
    (fault,) = faults_of(text)
    assert fault.startswith("version: The key is given twice, at line ")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_end_in_another_error(raw: bytes) -> None:
    with pytest.raises(FrameworkInvalid):
        parse_framework(raw)


_junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["code", "domains", "x"]), inner),
    max_leaves=8,
)
_PATHS = [
    ("code",),
    ("year",),
    ("groups",),
    ("gradings",),
    ("gradings", "head", "measure"),
    ("gradings", "head", "bands", 0, "above"),
    ("sets", "district", "domains", 1, "criteria", 1, "source"),
    ("sets", "district", "domains", 1, "criteria", 1, "survey", "method"),
    ("sets", "district", "domains", 1, "criteria", 1, "max_score"),
    ("gradings", "head", "bands"),
    ("sets",),
    ("sets", "district"),
    ("sets", "district", "domains"),
    ("sets", "district", "domains", 1, "criteria"),
    ("sets", "district", "domains", 1, "criteria", 1, "survey"),
    ("sets", "district", "domains", 1, "criteria", 1, "survey", "weights"),
]


@given(st.sampled_from(_PATHS), _junk)
def test_junk_at_any_place_never_ends_in_another_error(path: tuple[str | int, ...], junk: object) -> None:
    data: Any = copy.deepcopy(make_framework_data())
    here = data
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = junk
    with suppress(FrameworkInvalid):
        parse_framework(yaml.safe_dump(data).encode())
