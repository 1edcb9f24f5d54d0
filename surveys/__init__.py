"""What is asked: the questionnaire, the conversation about it, and the reader of XLSForm workbooks. Pure."""

from surveys.ballot import CriterionRating, option_points, questions_per_criterion, ratings
from surveys.engine import step
from surveys.errors import BrokenInterview, Fault, FormInvalid, Rejected, Spot, SurveyError
from surveys.inputs import (
    Act,
    Action,
    Completed,
    Consented,
    Event,
    Go,
    Input,
    Pick,
    Refused,
    Restarted,
    Speak,
    Step,
    Type,
)
from surveys.interview import Answer, Consent, Hold, Interview, Pace, Stage
from surveys.model import Choice, Kind, Question, Questionnaire, Section, Texts, in_language
from surveys.outline import UnitState
from surveys.quality import Flag, Quality, quality_of
from surveys.screen import Line, Option, Screen, screen
from surveys.signs import SIGN_OF, SIGNS
from surveys.text import clipped, visible
from surveys.walk import Prepared, RejectedAnswer, Walk, walk
from surveys.xlsform import read_xlsform

__all__ = [
    "SIGNS",
    "SIGN_OF",
    "Act",
    "Action",
    "Answer",
    "BrokenInterview",
    "Choice",
    "Completed",
    "Consent",
    "Consented",
    "CriterionRating",
    "Event",
    "Fault",
    "Flag",
    "FormInvalid",
    "Go",
    "Hold",
    "Input",
    "Interview",
    "Kind",
    "Line",
    "Option",
    "Pace",
    "Pick",
    "Prepared",
    "Quality",
    "Question",
    "Questionnaire",
    "Refused",
    "Rejected",
    "RejectedAnswer",
    "Restarted",
    "Screen",
    "Section",
    "Speak",
    "Spot",
    "Stage",
    "Step",
    "SurveyError",
    "Texts",
    "Type",
    "UnitState",
    "Walk",
    "clipped",
    "in_language",
    "option_points",
    "quality_of",
    "questions_per_criterion",
    "ratings",
    "read_xlsform",
    "screen",
    "step",
    "visible",
    "walk",
]
