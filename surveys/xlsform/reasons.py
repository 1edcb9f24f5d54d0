"""Why a workbook is refused: gettext msgids that a coordinator understands, filled with the named fields."""

from __future__ import annotations

from enum import StrEnum

__all__ = ["Reason"]


class Reason(StrEnum):
    # the file
    TOO_LARGE = "The file is larger than {limit} bytes."
    NOT_XLSX = "This is not an Excel workbook (.xlsx)."
    OLD_OR_LOCKED = "This is an old .xls workbook or one with a password: save it as .xlsx without a password."
    BOMB = "Unpacked, the file would be far larger than a questionnaire is."
    DAMAGED = "The workbook is damaged and cannot be read."
    ENTITIES = "The workbook declares XML entities, which no spreadsheet does."
    # sheets and columns
    NO_SHEET = "There is no sheet named {sheet}. The workbook has: {found}."
    SHEET_REFUSED = "The bot does not carry the sheet {sheet}."
    TOO_MANY_ROWS = "The sheet has more than {limit} rows."
    TOO_MANY_COLUMNS = "The sheet has more than {limit} columns."
    NO_COLUMN = "The column {column} is missing."
    COLUMN_TWICE = "The column {column} stands here twice."
    COLUMN_REFUSED = "The bot does not carry the column {column}."
    COLUMN_MISSPELT = "The column {column} is not known; perhaps {suggestion} is meant."
    MEDIA_COLUMN = "The bot does not show pictures, sound or film beside a question."
    DEFAULT_COLUMN = "The bot never fills in an answer beforehand: leave the column {column} empty."
    CELL_ERROR = "The cell holds the Excel error {error}."
    HEADER_MISSING = "The column has content and no heading."
    # languages
    LANGUAGE_CODE = "Write the language with its code in parentheses, like Tiếng Việt (vi); found: {language}."
    LANGUAGE_UNNAMED = "Other columns name their language: name the language of this one too."
    TRANSLATION_MISSING = "The wording in {language} is missing."
    TOO_LONG = "The text has {length} characters; at most {limit} fit the chat."
    # rows
    TYPE_MISSING = "The type is missing."
    TYPE_UNKNOWN = "There is no question type {type}."
    TYPE_REFUSED = "The bot does not carry the question type {type}."
    TYPE_LIST = "Write the name of one choice list, without spaces, after the type; found: {type}."
    TYPE_MEDIA = "The bot does not collect pictures, sound, film or files ({type})."
    TYPE_PLACE = "The bot does not collect places ({type})."
    TYPE_METADATA = "The bot keeps nothing about the person, the device or the moment ({type}): delete the row."
    TYPE_OR_OTHER = "The bot does not carry or_other: write the choice and a text question with relevant."
    TYPE_FROM_FILE = "The bot does not carry choices from a file or from other answers ({type})."
    NAME_MISSING = "The name is missing."
    NAME_INVALID = "{name} cannot be a name: start with a letter or _, then letters, digits, _ - and ."
    NAME_TOO_LONG = "The name {name} is longer than {limit} bytes."
    NAME_TWICE = "The name {name} is already used in row {row}."
    LABEL_MISSING = "The label is missing."
    YES_OR_NO = "Write yes or no, not {value}."
    REQUIRED_EXPRESSION = "The bot carries only yes or no here, not the condition {value}."
    CALCULATION_MISSING = "The calculation is missing."
    CALCULATION_ELSEWHERE = "Only a row of type calculate may hold a calculation."
    PARAMETER_REFUSED = "The bot does not carry the parameter {parameter} for this type."
    PARAMETERS_UNREADABLE = "Parameters are written name=value with a space between; found: {value}."
    RANGE_NUMBER = "The parameter {parameter} is not a number: {value}."
    RANGE_ORDER = "A range needs start below end and a step above 0 that fits between them."
    TOO_MANY_QUESTIONS = "The questionnaire has more than {limit} questions."
    NO_QUESTIONS = "The questionnaire asks nothing."
    # groups and repeats
    END_UNMATCHED = "This end belongs to no begin of its kind."
    BEGIN_UNMATCHED = "This begin has no end."
    GROUP_EMPTY = "Nothing stands between begin and end."
    REPEAT_WITHOUT_TARGET = "The bot repeats questions only once per rated unit: name the unit type in par::target."
    REPEAT_NESTED = "A repeat cannot stand inside another repeat."
    REPEAT_TARGETS = "A questionnaire rates units of one type: {first} is named above, {other} here."
    REPEAT_ONLY = "Only begin_repeat may have {column}."
    UNIT_TYPE_INVALID = "{value} is no unit type: lower-case letters without marks, digits and _."
    CRITERION_ELSEWHERE = "An answer of type {type} cannot feed a criterion."
    CRITERION_INVALID = "{value} is no criterion code: it has spaces or other marks."
    # choices
    LIST_MISSING = "The name of the choice list is missing."
    LIST_UNKNOWN = "There is no choice list named {list}."
    CHOICE_SPACE = "{name} cannot be a choice of select_multiple: the name has a space."
    CHOICE_TWICE = "The choice {name} stands twice in the list {list}."
    TOO_MANY_CHOICES = "The list {list} has more than {limit} choices."
    CHOICE_REFERENCE = "The bot does not insert answers into the wording of choices."
    POINTS_INVALID = "Points are a number from 0 to 100, not {value}."
    POINTS_AND_NO_INFORMATION = "A choice with no_information earns no points: leave one of the two empty."
    POINTS_MISSING = (
        "The other choices of the list {list} have points, and this one has neither points nor no_information."
    )
    NO_INFORMATION_TWICE = "The list {list} has two choices with no_information."
    # settings
    ENCRYPTED_FORM = "The bot does not encrypt ballots with the form's own key: leave public_key empty."
    FORM_ID_INVALID = "{value} cannot be a form_id: it has spaces."
    # expressions
    GROUP_HAS_NO_ANSWER = "{name} is a group and has no answer."
    OTHER_REPEAT = "{name} is asked once per unit; outside its repeat it has no single answer."
    THIS_ELSEWHERE = "The point (.) has a meaning only in a constraint."
    BARE_NAME = "Write ${{{name}}} for the answer to a question."
    COLUMN_UNKNOWN = "The choice list has no column {name}."
    CYCLE = "The questions depend on each other in a circle: {path}."
    # pyxform
    NOT_XLSFORM = "By the XLSForm standard: {detail}"
