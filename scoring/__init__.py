"""What answers and appraisals are worth: frameworks as data, exact points, grades and ranks, every part explained.

Pure: nothing here knows a clock, a database or a chat, and chance has a seed; only the `load_…` functions read a
file. Three rooms are opened by name, for they are large: `scoring.audit` (published tables), and with NumPy
`scoring.uncertainty` and `scoring.sensitivity`.
"""

from __future__ import annotations

from scoring.adjustment import AdjustmentPart, AdjustmentTotal, Cases
from scoring.conversion import OptionCount
from scoring.criterion import (
    AppraisedCriterion,
    Criterion,
    NotApplicable,
    StatisticCriterion,
    SubstitutedCriterion,
    SurveyCriterion,
)
from scoring.design import Answer, GroupDesign, SampleDesign
from scoring.design_file import EstimateRequest, load_design, parse_design
from scoring.entries import Entries, Entry, entry_faults
from scoring.errors import (
    BrokenCells,
    DesignInvalid,
    EntriesInvalid,
    Fault,
    Faulty,
    FormulaInvalid,
    FrameworkInvalid,
    ScaleUnfit,
    ScoringError,
    TableInvalid,
    UnknownCode,
)
from scoring.estimate import Estimate, estimate
from scoring.estimate_report import EstimateReport, report_estimate
from scoring.fold import BALLOTS, NO_CLUSTER, Ballot, CellKey, Cells, Rating, ballots_by_group, fold
from scoring.form_checks import form_faults, unasked_criteria
from scoring.formula import Formula, parse_formula
from scoring.framework import Domain, Framework, UnitSet
from scoring.grade import FailedFloor, GradeResult, NextGrade, OutOf, grade_of
from scoring.grading import Bound, GradeBand, Grading
from scoring.index import Standing, compares_units, score_sheet, score_units, unit_extremes
from scoring.indicator import Indicator, NoValue
from scoring.interval import Interval, confidence_interval, standard_error
from scoring.linear import SurveyError, survey_error
from scoring.loader import load_framework, parse_framework
from scoring.rank import ranks
from scoring.ratings import load_ratings, parse_ratings
from scoring.report import TableReport, score_table, table_faults
from scoring.rounding import decimal_text, round_half_up
from scoring.rounds import round_totals
from scoring.ruling import Override, Ruling
from scoring.score import DomainScore, Missing, NotEntered, Part, SubstitutedPoints, UnitScore
from scoring.sheet import UnitFacts, UnitSheet
from scoring.statistic import StatisticTrace
from scoring.stretch import Extremes
from scoring.survey import EmptyReason, GroupTrace, NoPoints, Scales, SurveyPoints, survey_points
from scoring.table import ScoreTable, TableRow, load_table, parse_table
from scoring.tally import Tally
from scoring.why import Why, why
from scoring.why_part import WhyPart
from scoring.why_sections import Section, SectionRow, sections
from scoring.why_survey import SurveyState
from scoring.why_words import Sentence

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
    "EstimateReport",
    "EstimateRequest",
    "Extremes",
    "FailedFloor",
    "Fault",
    "Faulty",
    "Formula",
    "FormulaInvalid",
    "Framework",
    "FrameworkInvalid",
    "GradeBand",
    "GradeResult",
    "Grading",
    "GroupDesign",
    "GroupTrace",
    "Indicator",
    "Interval",
    "Missing",
    "NextGrade",
    "NoPoints",
    "NoValue",
    "NotApplicable",
    "NotEntered",
    "OptionCount",
    "OutOf",
    "Override",
    "Part",
    "Rating",
    "Ruling",
    "SampleDesign",
    "ScaleUnfit",
    "Scales",
    "ScoreTable",
    "ScoringError",
    "Section",
    "SectionRow",
    "Sentence",
    "Standing",
    "StatisticCriterion",
    "StatisticTrace",
    "SubstitutedCriterion",
    "SubstitutedPoints",
    "SurveyCriterion",
    "SurveyError",
    "SurveyPoints",
    "SurveyState",
    "TableInvalid",
    "TableReport",
    "TableRow",
    "Tally",
    "UnitFacts",
    "UnitScore",
    "UnitSet",
    "UnitSheet",
    "UnknownCode",
    "Why",
    "WhyPart",
    "ballots_by_group",
    "compares_units",
    "confidence_interval",
    "decimal_text",
    "entry_faults",
    "estimate",
    "fold",
    "form_faults",
    "grade_of",
    "load_design",
    "load_framework",
    "load_ratings",
    "load_table",
    "parse_design",
    "parse_formula",
    "parse_framework",
    "parse_ratings",
    "parse_table",
    "ranks",
    "report_estimate",
    "round_half_up",
    "round_totals",
    "score_sheet",
    "score_table",
    "score_units",
    "sections",
    "standard_error",
    "survey_error",
    "survey_points",
    "table_faults",
    "unasked_criteria",
    "unit_extremes",
    "why",
]
