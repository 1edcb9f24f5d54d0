"""An estimate for the eye: as many digits as its standard error is worth, and why something cannot be told."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from bot.commands.output import aligned
from bot.i18n import Translator
from bot.wording import exact_text
from scoring import EstimateReport, round_half_up

__all__ = ["estimate_text"]

_DIGITS = 3
"""Significant digits of an error; the mean and its interval have as many decimals."""

_DECIMALS = 4
"""Decimals of a mean whose error is 0 or unknown."""


def estimate_text(report: EstimateReport, t: Translator) -> str:
    """What `parbot estimate` prints: a line for each number, then why some are missing."""
    return "\n".join([*aligned(list(_rows(report, t))), *_reasons(report, t)])


def _rows(report: EstimateReport, t: Translator) -> Iterator[tuple[str, str]]:
    result, interval, unknown = report.result, report.interval, t("not estimable")
    decimals = _decimals(report.error) if report.error else _DECIMALS

    def rounded(value: float | Fraction) -> str:
        return t.number(round_half_up(Fraction(value), decimals))

    def significant(value: Fraction | Decimal | None) -> str:
        return unknown if value is None else t.number(round_half_up(Fraction(value), _decimals(value)))

    yield t("Proportion") if result.is_proportion else t("Estimated mean"), rounded(result.mean)
    yield t("Standard error"), significant(report.error)
    between = unknown
    if interval:
        between = f"{rounded(interval.low)} – {rounded(interval.high)} ({report.method})"
    yield t("95% confidence interval"), between
    yield t("Degrees of freedom"), t.number(result.df)
    yield t("Valid answers"), t.number(result.n)
    yield t("Design effect"), significant(result.deff)
    yield t("Variance"), significant(result.variance)
    yield t("Exact mean"), exact_text(result.mean, t)


def _decimals(value: Fraction | Decimal) -> int:
    """How many decimals show the significant digits of `value`, which is not below 0; none of 0 itself."""
    if not value:
        return 0
    exact = Fraction(value)
    return max(0, _DIGITS - 1 - (Decimal(exact.numerator) / Decimal(exact.denominator)).adjusted())


def _reasons(report: EstimateReport, t: Translator) -> Iterator[str]:
    result = report.result
    if result.lone:
        yield t(
            "No standard error: the answers of {groups} come from one person or one cluster only.",
            groups=", ".join(result.lone),
        )
    if result.complete:
        yield t(
            "No standard error: every cluster of {groups} was sampled, so that chance decided only who was asked "
            "inside each. Make each cluster a group with its own N.",
            groups=", ".join(result.complete),
        )
    if result.variance is None or report.interval:
        return
    if result.df < 1:
        yield t("No interval: no degrees of freedom are left.")
    else:
        yield t("No interval: all answers are the same.")
