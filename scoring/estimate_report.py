"""An estimate as text: exact fractions where it is rational, decimals to 15 significant digits elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction

from scoring.design import Answer
from scoring.design_file import EstimateRequest
from scoring.errors import DesignInvalid, Fault
from scoring.estimate import Estimate, estimate
from scoring.interval import Interval, confidence_interval, standard_error

__all__ = ["EstimateReport", "report_estimate", "significant"]

_DIGITS = 15


@dataclass(frozen=True, slots=True)
class EstimateReport:
    """An estimate with its standard error and 95 % interval, None where they cannot be estimated.

    `result.deff` is the variance over that of a simple random sample of the same n answers, which is
    (1 − n/N) · s²/n with fpc and s²/n without; s² = n/(n − 1) · Σw(y − mean)²/Σw, N the people of all groups.
    """

    result: Estimate
    error: Decimal | None
    interval: Interval | None

    @property
    def method(self) -> str:
        """Which interval it is: "logit" for a proportion, "t" for a mean."""
        return "logit" if self.result.is_proportion else "t"

    def as_json(self) -> dict[str, str | None]:
        """Decimal texts with at least 12 significant digits, counts as whole numbers; None where unknown."""
        result, interval = self.result, self.interval
        return {
            "mean": significant(result.mean),
            "variance": significant(result.variance),
            "se": significant(self.error),
            "df": str(result.df),
            "ci_low": significant(Decimal(interval.low)) if interval else None,
            "ci_high": significant(Decimal(interval.high)) if interval else None,
            "n": str(result.n),
            "deff": significant(result.deff),
            "mean_exact": str(result.mean),
            "variance_exact": None if result.variance is None else str(result.variance),
            "interval": self.method,
        }


def report_estimate(answers: Iterable[Answer], request: EstimateRequest) -> EstimateReport:
    """The estimate that `request` asks for.

    Raises `DesignInvalid` when the answers do not fit the design, when a group has no valid answer, and when a
    logit interval is asked for values other than 0 and 1.
    """
    given = tuple(answers)
    result = estimate(given, request.design)
    if result is None:
        raise DesignInvalid(list(_silent(given, request)))
    if request.interval == "logit" and not result.is_proportion:
        raise DesignInvalid([Fault("interval", "A logit interval is for values that are all 0 or 1.")])
    result = replace(result, is_proportion=result.is_proportion and request.interval != "t")
    return EstimateReport(result, standard_error(result), confidence_interval(result))


def significant(value: Fraction | Decimal | None) -> str | None:
    """`value` in plain decimals with 15 significant digits (0 as "0"); None stays None."""
    if value is None:
        return None
    with localcontext(prec=_DIGITS) as context:
        rounded = (
            Decimal(value.numerator) / Decimal(value.denominator)
            if isinstance(value, Fraction)
            else context.plus(value)
        )
        if not rounded:
            return "0"
        places = max(0, _DIGITS - 1 - rounded.adjusted())
        context.prec = _DIGITS + 1 + max(0, rounded.adjusted())
        return f"{rounded.quantize(Decimal(1).scaleb(-places)):f}"


def _silent(answers: Sequence[Answer], request: EstimateRequest) -> Iterable[Fault]:
    heard = {answer.group for answer in answers if answer.value is not None}
    for code in request.design.groups:
        if code not in heard:
            yield Fault(
                code,
                "No answer of this group has a value. Take it out of the design, give its weight to the others and "
                "say with the result that it is missing.",
            )
