"""Published tables against the rules: sums, means, grades, ranks and counts recomputed, one finding per cause.

Pure: a table comes as a grid of cell texts, whatever file it was in.
"""

from scoring.audit.audit import Audit, MatchedName, audit_tables
from scoring.audit.finding import Cause, Finding, Kind, Reason
from scoring.audit.names import Matching, match_names
from scoring.audit.reading import Grid, PublishedTable, read_published

__all__ = [
    "Audit",
    "Cause",
    "Finding",
    "Grid",
    "Kind",
    "MatchedName",
    "Matching",
    "PublishedTable",
    "Reason",
    "audit_tables",
    "match_names",
    "read_published",
]
