"""The worked cases T1 to T4, whose standard errors were computed independently."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import (
    Answer,
    DesignInvalid,
    Estimate,
    GroupDesign,
    SampleDesign,
    confidence_interval,
    estimate,
    standard_error,
)
from scoring.design import LonePsu

_POPULATION = {"A": 36, "B": 204, "C": 1200}
_WEIGHTS = {"A": Fraction(3, 10), "B": Fraction(3, 10), "C": Fraction(4, 10)}
_FULL = {"A": "544534", "B": "44352434", "C": "3245334214"}
_WITH_MISSING = {"A": "54-534", "B": "4-3524-4", "C": "3245-34-1-"}
_COMMUNES = {"x": "4453445443", "y": "3324333243", "z": "4344534434"}


def make_design(
    groups: str = "ABC",
    *,
    weights: Literal["design", "regulated"] = "design",
    fpc: bool = True,
    lone_psu: LonePsu = "not_estimable",
) -> SampleDesign:
    return SampleDesign(
        groups={code: GroupDesign(_POPULATION[code], _WEIGHTS[code]) for code in groups},
        weights=weights,
        fpc=fpc,
        lone_psu=lone_psu,
    )


def answers(by_group: dict[str, str]) -> list[Answer]:
    """One answer per character; "-" is "no information"."""
    return [
        Answer(group, None if mark == "-" else Fraction(mark))
        for group, marks in by_group.items()
        for mark in marks
    ]


def known(result: Estimate | None) -> Estimate:
    assert result is not None
    return result


def check(result: Estimate | None, *, error: str, df: int, low: str | None = None, high: str | None = None) -> None:
    found = standard_error(known(result))
    assert found is not None
    # as many digits as the worked case gives
    assert f"{found:.{len(error) - 2}f}" == error
    assert known(result).df == df
    if low and high:
        interval = confidence_interval(known(result))
        assert interval is not None
        digits = len(low) - 2
        assert (f"{interval.low:.{digits}f}", f"{interval.high:.{digits}f}") == (low, high)


def test_t1a_design_weights_with_finite_population_correction() -> None:
    result = known(estimate(answers(_FULL), make_design()))
    assert result.mean == Fraction(3073, 960)
    assert result.variance == Fraction(835907, 8294400)
    assert result.n == 24
    check(result, error="0.31745815893983", df=21, low="2.54085128", high="3.86123205")


def test_t1b_design_weights_without_correction() -> None:
    result = known(estimate(answers(_FULL), make_design(fpc=False)))
    assert result.mean == Fraction(3073, 960)
    assert result.variance == Fraction(9841457, 96768000)
    check(result, error="0.31890682740700", df=21, low="2.53783861", high="3.86424472")


def test_t1c_regulated_weights() -> None:
    result = known(estimate(answers(_FULL), make_design(weights="regulated")))
    assert result.mean == Fraction(1431, 400)
    assert result.variance == Fraction(4761023, 122400000)
    check(result, error="0.19722384929827", df=21, low="3.16735055", high="3.98764945")


def test_t2_no_information_stays_in_the_sample_of_a_domain_estimate() -> None:
    result = known(estimate(answers(_WITH_MISSING), make_design()))
    assert f"{float(result.mean):.11f}" == "3.25219941349"
    assert result.n == 18
    check(result, error="0.41100469157512", df=15, low="2.37616365", high="4.12823518")


def test_t2_regulated_weights_over_those_who_answered() -> None:
    result = known(estimate(answers(_WITH_MISSING), make_design(weights="regulated")))
    assert result.mean == Fraction(633, 175)
    check(result, error="0.25980509260044", df=15)


def communes(clusters: int | None, *, fpc: bool, ignore: bool = False) -> Estimate:
    design = SampleDesign({"citizen": GroupDesign(100_000, clusters=clusters)}, weights="design", fpc=fpc)
    respondents = [
        Answer("citizen", Fraction(mark), None if ignore else commune)
        for commune, marks in _COMMUNES.items()
        for mark in marks
    ]
    return known(estimate(respondents, design))


def test_t3_ignoring_communes_understates_the_error() -> None:
    assert communes(None, fpc=False).mean == Fraction(18, 5)
    check(communes(None, fpc=False, ignore=True), error="0.14060624", df=29)


def test_t3_communes_are_the_sampling_units() -> None:
    result = communes(None, fpc=False)
    assert result.variance == Fraction(7, 75)
    check(result, error="0.30550504633039", df=2)
    assert result.deff is not None
    assert result.deff > 4


def test_t3_three_of_twenty_communes() -> None:
    assert communes(20, fpc=True).variance == Fraction(7, 75) * (1 - Fraction(3, 20))
    check(communes(20, fpc=True), error="0.28166173565703", df=2)


def test_t4_a_proportion_has_a_logit_interval() -> None:
    result = known(estimate(answers({"A": "111110", "B": "10111101"}), make_design("AB")))
    assert result.mean == Fraction("0.7625")
    check(result, error="0.13825550019198", df=12, low="0.378252", high="0.944267")


def test_an_interval_of_a_proportion_stays_below_one() -> None:
    result = known(estimate(answers({"A": "111110"}), make_design("A", fpc=False)))
    interval = confidence_interval(result)
    assert interval is not None
    assert 0 < interval.low < interval.high < 1


def test_all_yes_has_no_interval() -> None:
    result = known(estimate(answers({"A": "111111"}), make_design("A")))
    assert result.mean == 1
    assert confidence_interval(result) is None


def test_a_census_has_no_error() -> None:
    design = SampleDesign({"A": GroupDesign(6)}, weights="design", fpc=True)
    assert known(estimate(answers({"A": "544534"}), design)).variance == 0


def test_a_lone_sampling_unit_is_not_a_silent_zero() -> None:
    alone = answers({"A": "5", "B": "44352434"})
    result = known(estimate(alone, make_design("AB")))
    assert result.variance is None
    assert standard_error(result) is None
    assert confidence_interval(result) is None
    centred = known(estimate(alone, make_design("AB", lone_psu="centred")))
    others = Fraction(29, 8)
    mean = (36 * Fraction(5) + 204 * others) / 240
    spread = sum((value - others) ** 2 for value in map(int, "44352434")) / Fraction(7 * 8)
    from_b = (1 - Fraction(8, 204)) * Fraction(204, 240) ** 2 * spread
    assert centred.variance == (1 - Fraction(1, 36)) * (Fraction(36, 240) * (5 - mean)) ** 2 + from_b


@pytest.mark.parametrize("lone_psu", ["not_estimable", "centred"])
@pytest.mark.parametrize("weights", ["design", "regulated"])
@pytest.mark.parametrize("clusters", [["", "", ""], ["x", "x", "y"]], ids=["persons", "communes"])
@pytest.mark.parametrize("values", ["4", "4-", "4--"])
def test_answers_of_a_single_sampling_unit_have_no_error(
    lone_psu: LonePsu, weights: Literal["design", "regulated"], clusters: list[str], values: str
) -> None:
    """There is nothing to centre it on: its distance from the mean, which is its own, is always 0."""
    one = SampleDesign({"A": GroupDesign(36, Fraction(1))}, weights, fpc=True, lone_psu=lone_psu)
    sample = [
        Answer("A", None if m == "-" else Fraction(m), c or None) for m, c in zip(values, clusters, strict=False)
    ]
    result = known(estimate(sample, one))
    assert (result.variance, result.df, result.lone) == (None, 0, ("A",))
    assert [standard_error(result), confidence_interval(result), result.deff] == [None] * 3


@pytest.mark.parametrize("lone_psu", ["not_estimable", "centred"])
def test_three_answers_of_one_commune_have_no_error(lone_psu: LonePsu) -> None:
    one = SampleDesign({"A": GroupDesign(36)}, "design", fpc=False, lone_psu=lone_psu)
    result = known(estimate([Answer("A", Fraction(n), "x") for n in (3, 4, 5)], one))
    assert (result.mean, result.variance, result.lone) == (Fraction(4), None, ("A",))


def test_the_only_person_there_is_has_no_error() -> None:
    result = known(estimate(answers({"A": "4"}), SampleDesign({"A": GroupDesign(1)}, "design", fpc=True)))
    assert result.variance == 0
    assert not result.lone


def test_groups_that_are_each_alone_are_centred_on_the_mean_of_all() -> None:
    two = make_design("AB", fpc=False, lone_psu="centred")
    mean = (36 * Fraction(5) + 204 * Fraction(3)) / 240
    spread = (Fraction(36, 240) * (5 - mean)) ** 2 + (Fraction(204, 240) * (3 - mean)) ** 2
    result = known(estimate(answers({"A": "5", "B": "3"}), two))
    assert result.variance == spread
    assert not result.lone
    assert confidence_interval(result) is None, "no degrees of freedom"
    assert known(estimate(answers({"A": "4", "B": "4"}), two)).variance == 0, "what the rule gives, as documented"


def test_where_every_commune_was_sampled_the_error_lies_within_them() -> None:
    """The first stage has no error then; the second one, persons within communes, the design does not describe."""
    result = communes(3, fpc=True)
    assert (result.mean, result.variance, result.complete) == (Fraction(18, 5), None, ("citizen",))
    assert [standard_error(result), confidence_interval(result), result.deff] == [None] * 3
    assert communes(3, fpc=False).variance == Fraction(7, 75), "a sample of such communes"
    everybody = SampleDesign({"A": GroupDesign(4, clusters=2)}, "design", fpc=True)
    asked = [Answer("A", Fraction(n), "xy"[n % 2]) for n in (1, 2, 3, 4)]
    census = known(estimate(asked, everybody))
    assert census.variance == 0
    assert not census.complete


def test_a_group_without_an_answer_leaves_nothing_to_estimate() -> None:
    assert estimate(answers({"A": "--", "B": "44"}), make_design("AB")) is None
    assert estimate([], make_design("A")) is None


@pytest.mark.parametrize(
    ("sample", "design", "reason"),
    [
        ({"X": "1"}, make_design("A"), "X: The design has no group X."),
        ({"A": "1" * 37}, make_design("A"), "A: 37 answers are more than the population of 36."),
        ({"A": "11", "B": "11"}, make_design("AB", weights="regulated"), "weight: Every group needs"),
        (
            {"A": "11"},
            SampleDesign({"A": GroupDesign(1)}, "design", fpc=True),
            "A: 2 answers are more than the population of 1.",
        ),
    ],
)
def test_a_design_that_does_not_fit_is_refused(sample: dict[str, str], design: SampleDesign, reason: str) -> None:
    with pytest.raises(DesignInvalid) as refused:
        estimate(answers(sample), design)
    assert any(str(fault).startswith(reason) for fault in refused.value.faults)


def test_clusters_given_as_the_population_are_refused_with_the_key_they_belong_to() -> None:
    design = SampleDesign({"citizen": GroupDesign(20)}, "design", fpc=True)
    sample = [Answer("citizen", Fraction(mark), commune) for commune, marks in _COMMUNES.items() for mark in marks]
    with pytest.raises(DesignInvalid) as refused:
        estimate(sample, design)
    assert [str(fault) for fault in refused.value.faults] == [
        "citizen: 30 answers are more than the 20 people of N; the number of clusters is written as clusters: 20."
    ]


def test_clusters_are_all_or_none() -> None:
    mixed = [Answer("A", Fraction(1), "x"), Answer("A", Fraction(2))]
    with pytest.raises(DesignInvalid, match="some have none"):
        estimate(mixed, make_design("A"))


@given(st.sampled_from([_FULL, _WITH_MISSING]), st.randoms(use_true_random=False))
def test_the_order_of_answers_never_matters(sample: dict[str, str], random: Random) -> None:
    shuffled = sorted(answers(sample), key=lambda _: random.random())
    assert estimate(shuffled, make_design()) == estimate(answers(sample), make_design())
