"""From an XLSForm workbook to a `Questionnaire`, or to the list of everything that is wrong with it.

The survey world writes questionnaires in Excel by the XLSForm standard (https://xlsform.org/en/); ODK, Kobo and
this bot read the same file. `pyxform` says whether the workbook is an XLSForm at all; what a chat or an index
cannot carry is refused here. The index needs a few columns more, which ODK and Kobo ignore:

=========  ==================  ===============================================================================
Sheet      Column              Content
=========  ==================  ===============================================================================
survey     `par::criterion`    code of the framework criterion that the answer feeds
survey     `par::target`       on `begin_repeat`: the unit type whose units are rated one after the other
survey     `par::shuffle`      on `begin_repeat`: `yes` draws the order of the units anew for every ballot
choices    `points`            0 to 100: the percentage of the criterion's maximum that the choice earns
choices    `no_information`    `yes`: the choice is counted and excluded, never a zero
settings   `par::title::…`     the form's title in a further language
=========  ==================  ===============================================================================
"""

from surveys.xlsform.reader import read_xlsform
from surveys.xlsform.reasons import Reason

__all__ = ["Reason", "read_xlsform"]
