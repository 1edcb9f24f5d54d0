"""What answers and appraisals are worth: frameworks as data, exact points, grades and ranks, every part explained.

Pure: nothing here knows a clock, a database or a chat; only `load_framework` and `load_table` read a file.
"""

from __future__ import annotations

from scoring.adjustment import AdjustmentPart, AdjustmentTotal, Cases
from scoring.conversion import OptionCount
from scoring.design import Answer, GroupDesign, SampleDesign
from scoring.entries import Entries, Entry, entry_faults
from scoring.errors import (
    BrokenCells,
    DesignInvalid,
    EntriesInvalid,
    Fault,
    FrameworkInvalid,
    ScoringError,
    TableInvalid,
    UnknownCode,
)
from scoring.estimate import Estimate, estimate
from scoring.fold import BALLOTS, NO_CLUSTER, Ballot, CellKey, Cells, Rating, ballots_by_group, fold, merge
from scoring.framework import AppraisedCriterion, Criterion, Domain, Framework, SurveyCriterion, UnitSet
from scoring.grade import FailedFloor, GradeResult, NextGrade, OutOf, grade_of
from scoring.grading import Bound, GradeBand, Grading
from scoring.index import Standing, UnitSheet, score_unit, score_units, share_extremes
from scoring.interval import Interval, confidence_interval, standard_error
from scoring.loader import load_framework, parse_framework
from scoring.rank import ranks
from scoring.report import TableReport, score_table
from scoring.rounding import decimal_text, round_half_up
from scoring.score import DomainScore, Missing, NotEntered, Part, UnitScore
from scoring.survey import EmptyReason, Extremes, GroupTrace, NoPoints, Scales, SurveyPoints, survey_points
from scoring.table import ScoreTable, TableRow, load_table, parse_table
from scoring.tally import Tally

__all__ = [
    "BALLOTS",
    "NO_CLUSTER",
    "AdjustmentPart",
    "AdjustmentTotal",
    "Answer",
    "AppraisedCriterion",
    "Ballot",
    "Bound",
    "BrokenCells",
    "Cases",
    "CellKey",
    "Cells",
    "Criterion",
    "DesignInvalid",
    "Domain",
    "DomainScore",
    "EmptyReason",
    "Entries",
    "EntriesInvalid",
    "Entry",
    "Estimate",
    "Extremes",
    "FailedFloor",
    "Fault",
    "Framework",
    "FrameworkInvalid",
    "GradeBand",
    "GradeResult",
    "Grading",
    "GroupDesign",
    "GroupTrace",
    "Interval",
    "Missing",
    "NextGrade",
    "NoPoints",
    "NotEntered",
    "OptionCount",
    "OutOf",
    "Part",
    "Rating",
    "SampleDesign",
    "Scales",
    "ScoreTable",
    "ScoringError",
    "Standing",
    "SurveyCriterion",
    "SurveyPoints",
    "TableInvalid",
    "TableReport",
    "TableRow",
    "Tally",
    "UnitScore",
    "UnitSet",
    "UnitSheet",
    "UnknownCode",
    "ballots_by_group",
    "confidence_interval",
    "decimal_text",
    "entry_faults",
    "estimate",
    "fold",
    "grade_of",
    "load_framework",
    "load_table",
    "merge",
    "parse_framework",
    "parse_table",
    "ranks",
    "round_half_up",
    "score_table",
    "score_unit",
    "score_units",
    "share_extremes",
    "standard_error",
    "survey_points",
]
