from __future__ import annotations

import subprocess
import sys

import scoring
from scoring import ScoringError


def test_everything_public_is_there_once() -> None:
    assert len(scoring.__all__) == len(set(scoring.__all__))
    assert all(hasattr(scoring, name) for name in scoring.__all__)


def test_the_tree_of_errors_in_the_docstring_is_complete() -> None:
    tree = scoring.errors.__doc__ or ""
    public = [name for name in scoring.errors.__all__ if name not in {"Fault", "Faulty", "ScoringError"}]
    assert all(issubclass(getattr(scoring, name), ScoringError) for name in public)
    assert all(f"─ {name} " in tree for name in public)


def test_scoring_a_unit_needs_no_numpy() -> None:
    """It takes a tenth of a second to import, and only resampling and sensitivity use it."""
    code = "import sys, scoring, scoring.audit; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
