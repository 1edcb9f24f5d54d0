"""How large a questionnaire may be. Each limit says where it comes from."""

from __future__ import annotations

from typing import Final

MAX_FILE_BYTES: Final = 5_000_000
"""A form of 1,000 rows in two languages has some 200 kB; a larger file holds pictures or something else."""

MAX_ZIP_ENTRIES: Final = 200
"""A workbook of twenty sheets has some forty parts."""

MAX_UNPACKED_BYTES: Final = 6_000_000
"""Unpacked size of all parts, as declared; `zipfile` reads no further than declared. 5,000 choices in two languages
have 3 MB. The worst content of this size (one row of 150,000 cells) takes some 1.5 s and 200 MB to refuse."""

MAX_ZIP_RATIO: Final = 100
"""Spreadsheet XML packs 5 to 30 times; deflate reaches 1,032 only on endless repetition, that is, on a bomb."""

RATIO_FREE_BYTES: Final = 1_000_000
"""Parts up to this size may pack as well as they like: empty formatted rows repeat themselves."""

MAX_SURVEY_ROWS: Final = 1_000
MAX_CHOICES_ROWS: Final = 5_000
"""Rows with content. The longest public sample forms have some 600 rows of questions and 2,000 of choices."""

MAX_COLUMNS: Final = 100
"""Twelve languages of four texts each leave room for fifty other columns."""

MAX_BLANK_RUN: Final = 100
"""After so many empty rows the sheet has ended, whatever is formatted below (pyxform stops after 60)."""

MAX_QUESTIONS: Final = 300
"""Nobody answers more in a chat."""

MAX_CHOICES: Final = 300
"""Per list: 38 pages of eight buttons. The 235 communes of Hải Dương in 2020 fit."""

MAX_NAME_BYTES: Final = 64
"""The longest variable name of SPSS, where the answers end."""

MAX_LABEL: Final = 1_000
"""Characters of a question or note. A message of Telegram holds 4,096, and the choices, the hint and the progress
line stand in the same one."""

MAX_HINT: Final = 500
MAX_TITLE: Final = 200
"""Titles of the form and of its groups stand above every question."""

MAX_CHOICE_LABEL: Final = 200
"""Eight choices of a page with the longest label and hint stay below 4,096 characters."""

MAX_CONSTRAINT_MESSAGE: Final = 200
"""It is said above the question, in the same message."""
