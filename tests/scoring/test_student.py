from __future__ import annotations

import math

import pytest

from scoring.student import t_quantile


@pytest.mark.parametrize(
    ("confidence", "df", "expected"),
    [
        (0.95, 1, math.tan(0.95 * math.pi / 2)),  # Cauchy
        (0.95, 2, 0.95 * math.sqrt(2 / (1 - 0.95**2))),  # closed form
        (0.5, 1, 1.0),
        (0.95, 3, 3.182446305284263),
        (0.95, 10, 2.2281388519862735),
        (0.95, 21, 2.079613844727662),
        (0.99, 30, 2.7499956535670305),
        (0.95, 120, 1.9799304050824413),
    ],
)
def test_quantiles_agree_with_closed_forms_and_tables(confidence: float, df: int, expected: float) -> None:
    assert t_quantile(confidence, df) == pytest.approx(expected, rel=1e-13)


def test_the_series_and_the_expansion_meet() -> None:
    below, above = t_quantile(0.95, 500), t_quantile(0.95, 501)
    step = t_quantile(0.95, 499) - below
    assert below - above == pytest.approx(step, rel=1e-2)


def test_many_degrees_of_freedom_end_in_the_normal_distribution() -> None:
    assert t_quantile(0.95, 10**9) == pytest.approx(1.959963984540054, rel=1e-8)
