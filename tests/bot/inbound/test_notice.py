"""The privacy notice: complete in both languages, about this campaign, with a version drawn from its words."""

from __future__ import annotations

import pytest

from bot.i18n import LANGUAGES, translator
from bot.inbound.notice import make_notice, notice_text
from surveys import Interview, Kind
from tests.bot.inbound.builders import TEXT_UNITS, make_draft, read
from tests.builders import make_privacy
from tests.surveys.builders import make_form, make_question

FORM = make_form(make_question("note", Kind.NOTE), make_question("a"), make_question("sum", Kind.CALCULATE))
NOTICE = make_notice(make_privacy())


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_what_why_who_and_which_rights_before_the_first_question(language: str) -> None:
    shown = read(notice_text(make_draft(FORM, Interview(language=language)), NOTICE, translator(language))).text
    assert shown.count("•") == 6
    for said in ("Department of Home Affairs", "0220 000", "365", "60", "/dulieu", "/rutlai", "/xoa"):
        assert said in shown
    assert shown.splitlines()[-2].endswith("?")
    assert all(sign in shown.splitlines()[-1].split() for sign in ("++", "--"))


def test_it_counts_the_questions_and_not_the_notes_or_calculations() -> None:
    assert "1 short question" in notice_text(make_draft(FORM, Interview()), NOTICE, translator("en"))


def test_its_version_changes_with_every_word_of_the_province_and_with_nothing_else() -> None:
    others = (
        make_privacy(controller="Another"),
        make_privacy(contact="Another"),
        make_privacy(retention_days=366),
    )
    versions = {make_notice(privacy).version for privacy in others}
    assert len(versions | {NOTICE.version}) == 4
    assert make_notice(make_privacy()) == NOTICE


def test_its_version_is_drawn_from_the_words_that_are_shown() -> None:
    assert set(NOTICE.texts) == set(LANGUAGES)
    for language, text in NOTICE.texts.items():
        shown = notice_text(make_draft(FORM, Interview(language=language)), NOTICE, translator(language))
        assert text in shown


def test_markup_in_the_provinces_words_stays_text_and_it_all_fits() -> None:
    notice = make_notice(make_privacy(controller="<b>Sở & Ban</b>" * 20))
    for language in LANGUAGES:
        shown = read(notice_text(make_draft(FORM, Interview(language=language)), notice, translator(language)))
        assert "<b>Sở & Ban</b>" in shown.text
        assert shown.units <= TEXT_UNITS
