"""The privacy notice: complete in both languages, about this campaign, and counting what is really asked."""

from __future__ import annotations

import re

import pytest

from bot.i18n import translator
from bot.inbound.notice import NOTICE_VERSION, notice_text
from surveys import Interview, Kind
from tests.bot.inbound.builders import make_draft, read
from tests.surveys.builders import make_form, make_question

FORM = make_form(make_question("note", Kind.NOTE), make_question("a"), make_question("sum", Kind.CALCULATE))


@pytest.mark.parametrize("language", ["vi", "en"])
def test_it_says_what_why_who_and_which_rights_before_the_first_question(language: str) -> None:
    shown = read(notice_text(make_draft(FORM, Interview(language=language)), translator(language))).text
    assert shown.count("•") == 6
    assert shown.rstrip().endswith("?")


def test_it_counts_the_questions_and_not_the_notes_or_calculations() -> None:
    assert "in 1 short question" in notice_text(make_draft(FORM, Interview()), translator("en"))


def test_its_version_is_a_month() -> None:
    assert re.fullmatch(r"20\d\d-\d\d", NOTICE_VERSION)
