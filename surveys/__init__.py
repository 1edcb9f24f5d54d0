"""What is asked: the questionnaire, the conversation about it, and the reader of XLSForm workbooks. Pure."""

from surveys.ballot import CriterionRating, option_points, ratings
from surveys.engine import Act, Action, Completed, Consented, Event, Go, Input, Pick, Refused, Step, Type, step
from surveys.errors import BrokenInterview, Fault, FormInvalid, Rejected, SurveyError
from surveys.interview import Answer, Consent, Interview, Stage
from surveys.model import Choice, Kind, Question, Questionnaire, Section, Texts, in_language
from surveys.screen import Line, Option, Screen, screen
from surveys.xlsform import read_xlsform

__all__ = [
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
    "FormInvalid",
    "Go",
    "Input",
    "Interview",
    "Kind",
    "Line",
    "Option",
    "Pick",
    "Question",
    "Questionnaire",
    "Refused",
    "Rejected",
    "Screen",
    "Section",
    "Stage",
    "Step",
    "SurveyError",
    "Texts",
    "Type",
    "in_language",
    "option_points",
    "ratings",
    "read_xlsform",
    "screen",
    "step",
]
