"""Consent: the version that was shown, word for word; a changed notice is read again before anything else."""

from __future__ import annotations

from datetime import timedelta

from bot.app.privacy import Notice, Privacy
from bot.app.respond import Told
from surveys import Act, Action, Pick, Stage, Type
from tests.bot.app.office import AN_ID, NUMBERS, Office
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of


def notice_2(privacy: Privacy) -> Notice:
    return Notice("notice-2", privacy.contact)


async def test_every_notice_that_was_shown_is_kept_word_for_word_with_its_first_showing(
    office: Office, clock: StoppedClock, database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    assert await rows_of(database_url, "privacy_notice") == [], "the language is asked first"
    began = clock.now
    shown = await an.taps(Pick(1))
    assert shown.notice
    assert shown.notice.version == "notice-1"
    clock.advance(hours=1)
    await office.respondent(AN_ID + 1).opens(await office.ticket())
    await office.answering.answer(9_001, AN_ID + 1, Pick(1))
    assert await rows_of(database_url, "privacy_notice") == [
        {"version": "notice-1", "texts": dict(shown.notice.texts), "first_shown_at": began}
    ]


async def test_a_paper_whose_notice_changed_asks_again_and_goes_on_where_it_was(
    office: Office, database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    await an.taps(Pick(NUMBERS["good"]))
    office.notice = notice_2
    asked = await an.taps(Pick(NUMBERS["fair"]))
    assert asked.draft
    assert asked.draft.interview.stage is Stage.NOTICE
    assert asked.rejected, "it says why"
    assert asked.draft.interview.answers == {"dung_hen": "good"}, "the tap was not taken"
    on = await an.taps(Act(Action.AGREE))
    assert on.draft
    assert on.draft.interview.at == "thai_do"
    assert on.draft.interview.consent
    assert on.draft.interview.consent.notice == "notice-2"
    await an.taps(Pick(NUMBERS["fair"]))
    await an.taps(Act(Action.SKIP))
    assert (await an.sends()).told is Told.SENT
    (entry,) = await rows_of(database_url, "participation")
    assert entry["notice"] == "notice-2"
    assert [row["version"] for row in await rows_of(database_url, "privacy_notice")] == ["notice-1", "notice-2"]


async def test_who_does_not_agree_to_the_new_notice_leaves_nothing_behind(
    office: Office, database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.fills_in("good", "fair")
    office.notice = notice_2
    await an.sends()
    assert await rows_of(database_url, "ballot") == []
    assert (await an.taps(Act(Action.REFUSE))).told is Told.REFUSED
    assert await rows_of(database_url, "draft") == []


async def test_agreeing_to_a_notice_that_changed_while_it_was_read_shows_the_new_one(office: Office) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.taps(Pick(1))
    office.notice = notice_2
    again = await office.answering.answer(9_001, AN_ID, Type("++"))
    assert again.draft
    assert again.draft.interview.consent is None
    assert again.notice
    assert again.notice.version == "notice-2"
    agreed = await office.answering.answer(9_002, AN_ID, Type("++"))
    assert agreed.draft
    assert agreed.draft.interview.consent
    assert agreed.draft.interview.consent.notice == "notice-2"


async def test_coming_back_with_the_link_shows_the_changed_notice_too(office: Office) -> None:
    an, ticket = office.respondent(), await office.ticket()
    await an.opens(ticket)
    await an.agrees()
    office.notice = notice_2
    back = await an.opens(ticket)
    assert back.notice
    assert back.notice.version == "notice-2"


async def test_the_ledger_keeps_the_day_of_the_consent_and_nothing_finer(
    office: Office, clock: StoppedClock, database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.fills_in("good", "fair")
    agreed_on = clock.now.date()
    clock.now += timedelta(days=2)
    await an.sends()
    (entry,) = await rows_of(database_url, "participation")
    assert entry["consented_on"] == agreed_on
    (ballot,) = await rows_of(database_url, "ballot")
    assert ballot["received_on"] == agreed_on + timedelta(days=2)
