from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import FormulaInvalid, Framework, Indicator, NoValue, parse_formula
from scoring.formula import MAX_CHARACTERS
from scoring.indicator import indicator_values
from tests.scoring.builders import make_framework_data


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0.1 + 0.2", "0.3"),  # exact, as no float is
        ("100 * a / b", "75"),
        ("-(a - b) * 2", "2"),
        ("min(1, a / 2)", "1"),
        ("max(a, b, 7.5)", "7.5"),
        ("a / b / 3", "0.25"),
        ("+a - -b", "7"),
    ],
)
def test_arithmetic_is_exact(text: str, expected: str) -> None:
    assert parse_formula(text).value({"a": Fraction(3), "b": Fraction(4)}) == Fraction(expected)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a b",
        "a ** 9",
        "a // b",
        "a if b else 1",
        "a.b",
        "a[0]",
        "'a' * 9",
        "abs(a)",
        "min()",
        "min(a, key=b)",
        "min(*a)",
        "min",
        "__import__('os')",
        "lambda: 1",
        "1e9",
        "0x10",
        "1_000",
        "True",
        "a < b",
        "a := 1",
        "(" * 150 + "1" + ")" * 150,
        "1" * (MAX_CHARACTERS + 1),
        "a\x00",
        "a # 2",
        "\uff41 + \uff11",
        "a + \u00a0b\uff11",
    ],
)
def test_everything_but_arithmetic_is_refused(text: str) -> None:
    with pytest.raises(FormulaInvalid):
        parse_formula(text)


@given(st.text("ab01+-*/(). ,min", max_size=30))
def test_no_text_ends_in_another_error(text: str) -> None:
    try:
        formula = parse_formula(text)
    except FormulaInvalid:
        return
    assert set(formula.names) <= {each for each in formula.names if each.isidentifier()}


def framework_with(**formulas: str | None) -> Framework:
    name = {"vi": "x", "en": "x"}
    data = make_framework_data()
    data["indicators"] = {
        code: {"name": name} | ({"formula": formula} if formula else {}) for code, formula in formulas.items()
    }
    return Framework.model_validate(data)


def values(imported: dict[str, str], **formulas: str | None) -> dict[str, Fraction | NoValue]:
    indicators: dict[str, Indicator] = dict(framework_with(**formulas).indicators)
    return indicator_values(indicators, {name: Decimal(value) for name, value in imported.items()})


def test_formulas_build_on_each_other_in_any_order() -> None:
    found = values(
        {"done": "9", "planned": "12"}, percent="100 * share", share="done / planned", done=None, planned=None
    )
    assert found["percent"] == 75


def test_what_is_missing_is_never_a_zero() -> None:
    found = values({"done": "9"}, share="done / planned", done=None, planned=None)
    assert found["share"] is NoValue.NOT_IMPORTED
    assert values({"a": "0"}, b="1 / a", a=None)["b"] is NoValue.DIVISION_BY_ZERO


def test_numbers_that_explode_are_given_up() -> None:
    chain = {f"x{i}": f"x{i - 1} * x{i - 1}" for i in range(1, 30)}
    found = values({"x0": "123456789"}, x0=None, **chain)
    assert found["x29"] is NoValue.TOO_LARGE
