"""The worked cases T1 to T4 through `parbot estimate`, to 1e-12 wherever the source gives that many digits."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from bot.cli import main
from scoring.estimate_report import significant

_FULL = {"A": "544534", "B": "44352434", "C": "3245334214"}
_WITH_MISSING = {"A": "54-534", "B": "4-3524-4", "C": "3245-34-1-"}
_GROUPS = "{A: {N: 36, weight: 0.3}, B: {N: 204, weight: 0.3}, C: {N: 1200, weight: 0.4}}"
_COMMUNES = {"x": "4453445443", "y": "3324333243", "z": "4344534434"}


def files(tmp_path: Path, sample: Mapping[str, str], design: str) -> list[str]:
    lines = [f"{group},,{'' if mark == '-' else mark}" for group, marks in sample.items() for mark in marks]
    return written(tmp_path, "\n".join(["group,cluster,value", *lines]), design)


def written(tmp_path: Path, ratings: str, design: str) -> list[str]:
    (tmp_path / "ratings.csv").write_text(ratings, encoding="utf-8")
    (tmp_path / "design.yaml").write_text(design, encoding="utf-8")
    return ["estimate", str(tmp_path / "ratings.csv"), "--design", str(tmp_path / "design.yaml"), "--json"]


def estimated(command: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, str | None]:
    assert main(command) == 0
    values: dict[str, str | None] = json.loads(capsys.readouterr().out)
    return values


def check(values: Mapping[str, str | None], **expected: str) -> None:
    """Each value agrees with its expectation to all digits of the expectation, at most 12 after the point."""
    for name, text in expected.items():
        value = values[name]
        assert value is not None
        tolerance = max(Decimal("1e-12"), Decimal(1).scaleb(-len(text.partition(".")[2])))
        assert abs(Decimal(value) - Decimal(text)) <= tolerance, name


@pytest.mark.parametrize(
    ("sample", "rules", "expected"),
    [
        (
            _FULL,
            "weights: design\nfpc: true",
            {
                "mean": "3.201041666666666",
                "se": "0.31745815893983",
                "ci_low": "2.54085128",
                "ci_high": "3.86123205",
            },
        ),
        (
            _FULL,
            "weights: design\nfpc: false",
            {"se": "0.31890682740700", "ci_low": "2.53783861", "ci_high": "3.86424472"},
        ),
        (
            _FULL,
            "weights: regulated\nfpc: true",
            {"mean": "3.5775", "se": "0.19722384929827", "ci_low": "3.16735055", "ci_high": "3.98764945"},
        ),
        (
            _WITH_MISSING,
            "weights: design\nfpc: true",
            {"mean": "3.25219941349", "se": "0.41100469157512", "ci_low": "2.37616365", "ci_high": "4.12823518"},
        ),
        (_WITH_MISSING, "weights: regulated\nfpc: true", {"se": "0.25980509260044"}),
    ],
    ids=["T1a", "T1b", "T1c", "T2 design", "T2 regulated"],
)
def test_means(
    sample: Mapping[str, str],
    rules: str,
    expected: dict[str, str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    values = estimated(files(tmp_path, sample, f"groups: {_GROUPS}\n{rules}"), capsys)
    check(values, **expected)
    assert values["df"] == ("21" if sample is _FULL else "15")
    assert values["n"] == ("24" if sample is _FULL else "18")
    assert values["interval"] == "t"


def test_rational_results_are_also_given_exactly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    values = estimated(files(tmp_path, _FULL, f"groups: {_GROUPS}\nweights: design\nfpc: true"), capsys)
    assert (values["mean_exact"], values["variance_exact"]) == ("3073/960", "835907/8294400")
    regulated = estimated(
        files(tmp_path, _WITH_MISSING, f"groups: {_GROUPS}\nweights: regulated\nfpc: true"), capsys
    )
    assert regulated["mean_exact"] == "633/175"


@pytest.mark.parametrize(
    ("group", "fpc", "error", "variance"),
    [
        ("{N: 100000}", "false", "0.30550504633039", "7/75"),
        ("{N: 100000, clusters: 20}", "true", "0.28166173565703", "119/1500"),
    ],
)
def test_t3_communes(
    group: str, fpc: str, error: str, variance: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"citizen,{commune},{mark}" for commune, marks in _COMMUNES.items() for mark in marks]
    ratings = "\n".join(["group,cluster,value", *lines])
    command = written(tmp_path, ratings, f"groups: {{citizen: {group}}}\nweights: design\nfpc: {fpc}")
    values = estimated(command, capsys)
    check(values, mean="3.6", se=error)
    assert (values["df"], values["n"], values["variance_exact"]) == ("2", "30", variance)
    # of 30 answers: s² = 30/29 · (Σy² − 30·3.6²)/30 = 17.2/29, so that SRS without fpc has s²/30
    if fpc == "false":
        check(values, deff=str(Decimal(7) / 75 / (Decimal("17.2") / 29 / 30))[:14])


def test_t3_ignoring_communes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample = {"citizen": "".join(_COMMUNES.values())}
    values = estimated(
        files(tmp_path, sample, "groups: {citizen: {N: 100000}}\nweights: design\nfpc: false"), capsys
    )
    check(values, se="0.14060624", deff="1.00000000000")


_YES_NO = {"A": "111110", "B": "10111101"}
_TWO = "groups: {A: {N: 36}, B: {N: 204}}\nweights: design\nfpc: true\n"


def test_t4_yes_and_no_have_a_logit_interval_without_being_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = estimated(files(tmp_path, _YES_NO, _TWO), capsys)
    check(values, mean="0.7625", se="0.13825550019198", ci_low="0.378252", ci_high="0.944267")
    assert values["interval"] == "logit"
    plain = estimated(files(tmp_path, _YES_NO, _TWO + "interval: t"), capsys)
    assert plain["interval"] == "t"
    assert plain["ci_high"] is not None
    assert Decimal(plain["ci_high"]) > 1


def test_what_cannot_be_estimated_is_null_and_never_zero(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = estimated(files(tmp_path, {"A": "5", "B": "44352434"}, _TWO), capsys)
    assert values["mean"] is not None
    assert [values[name] for name in ("variance", "se", "ci_low", "variance_exact")] == [None] * 4


@pytest.mark.parametrize("ratings", ["group,cluster,value\nA,,4", "group,cluster,value\nA,x,3\nA,x,4\nA,x,5"])
def test_a_sample_of_one_sampling_unit_has_no_error_though_centred(
    ratings: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    design = "groups: {A: {N: 36}}\nweights: design\nfpc: true\nlone_psu: centred"
    values = estimated(written(tmp_path, ratings, design), capsys)
    assert values["mean"] == "4.00000000000000"
    assert [values[name] for name in ("variance", "se", "ci_low", "ci_high", "deff", "variance_exact")] == [
        None
    ] * 6


def test_where_every_commune_was_sampled_there_is_no_error_to_give(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [f"citizen,{commune},{mark}" for commune, marks in _COMMUNES.items() for mark in marks]
    design = "groups: {citizen: {N: 100000, clusters: 3}}\nweights: design\nfpc: true"
    values = estimated(written(tmp_path, "\n".join(["group,cluster,value", *lines]), design), capsys)
    assert (values["mean_exact"], values["se"]) == ("18/5", None)


def test_a_group_without_an_answer_is_refused_by_name_with_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for weights in ("design", "regulated"):
        design = f"groups: {{A: {{N: 9, weight: 0.5}}, B: {{N: 9, weight: 0.5}}}}\nweights: {weights}\nfpc: true"
        assert main(files(tmp_path, {"A": "12", "B": "--"}, design)) == 1
        assert (
            "ratings.csv: B: Nhóm này không có câu trả lời nào có giá trị. Hãy bỏ nhóm" in capsys.readouterr().err
        )


@pytest.mark.parametrize(
    ("ratings", "design", "expected"),
    [
        ("", _TWO, ["ratings.csv: file"]),
        ("group,value", _TWO, ["ratings.csv: file"]),
        ("who,value\nA,1", _TWO, ["ratings.csv: row 1", "ratings.csv: row 1, column who"]),
        ("group,value\nA,x\nB,1,234\n,5", _TWO, ["row 2, column value", "row 3", "row 4, column group"]),
        ("group,value\nA,1\nX,1\nB,1", _TWO, ["X"]),
        ("group,value\nA,1\nB,", _TWO, ["B"]),
        ("group,value\nA,1\nB,3", _TWO + "interval: logit", ["interval"]),
        ("group,value\nA,x", "groups: {}\nweights: x", ["groups", "weights", "fpc", "row 2, column value"]),
        (
            "group,value\nA,1",
            "groups: {A: {N: 5, weight: 0.4}, B: {N: 2}}\nweights: regulated\nfpc: true",
            ["groups.B.weight"],
        ),
        (
            "group,value\nA,1",
            "groups: {A: {N: 5, weight: 1/3}}\nweights: regulated\nfpc: true",
            ["design.yaml: groups"],
        ),
    ],
)
def test_every_fault_of_both_files_is_listed(
    ratings: str,
    design: str,
    expected: list[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PARBOT_LANGUAGE", "en")
    assert main(written(tmp_path, ratings, design)) == 1
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == len(expected)
    assert all(part in line for part, line in zip(expected, lines, strict=True))


def test_a_wrong_choice_is_told_the_choices_in_the_persons_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(written(tmp_path, "group,value\nA,1", "groups: {A: {N: 5}}\nweights: some\nfpc: true")) == 1
    assert capsys.readouterr().err.endswith("design.yaml: weights: Phải là một trong: design, regulated.\n")


def test_missing_files_are_faults(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["estimate", str(tmp_path / "a.csv"), "--design", str(tmp_path / "b.yaml")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_weights_may_be_fractions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    design = "groups: {A: {N: 9, weight: 1/3}, B: {N: 9, weight: 2/3}}\nweights: regulated\nfpc: true"
    assert estimated(files(tmp_path, {"A": "12", "B": "45"}, design), capsys)["mean_exact"] == "7/2"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction(0), "0"),
        (Fraction(16, 5), "3.20000000000000"),
        (Fraction(2, 3), "0.666666666666667"),
        (Fraction(123456), "123456.000000000"),
        (Decimal("-0.00123"), "-0.00123000000000000"),
        (None, None),
    ],
)
def test_fifteen_significant_digits_without_an_exponent(value: Fraction | Decimal | None, text: str | None) -> None:
    assert significant(value) == text


def test_the_example_of_the_page_runs_and_every_key_and_field_is_on_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (Path(__file__).parents[2] / "docs" / "estimate.md").read_text("utf-8")
    blocks = dict(re.findall(r"```(csv|yaml)\n(.*?)```", page, re.DOTALL))
    values = estimated(written(tmp_path, blocks["csv"], blocks["yaml"]), capsys)
    assert (values["mean_exact"], values["df"], values["n"]) == ("7/2", "2", "6")
    # by commune 9 − 2·3.5 = 2, 5 − 2·3.5 = −2 and 0: (1 − 3/20) · 3/2 · 8 / 6²
    assert values["variance_exact"] == str(Fraction(17, 20) * Fraction(3, 2) * Fraction(8, 36))
    keys = {"N", "weight", "clusters", "weights", "fpc", "lone_psu", "interval"}
    assert all(key in blocks["yaml"] for key in keys)
    assert all(f"`{name}`" in page for name in values)


def test_the_help_names_every_key_of_the_design(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    with pytest.raises(SystemExit):
        main(["estimate", "--help"])
    told = capsys.readouterr().out
    assert all(key in told for key in ("weight", "clusters", "fpc", "lone_psu", "interval", "docs/estimate.md"))
