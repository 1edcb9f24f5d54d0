"""Every update counts once: updates that come again, second taps, buttons of an older screen."""

from __future__ import annotations

from bot.app.respond import Told
from surveys import Act, Action, Pick, Type
from tests.bot.app.office import Office
from tests.storage.rows import all_rows

SEND = Act(Action.SEND)


async def test_a_replayed_opening_shows_the_paper_and_changes_nothing(office: Office, database_url: str) -> None:
    code, an = await office.ticket(), office.respondent()
    first = (await an.opens(code, update=1)).draft
    before = await all_rows(database_url)
    again = (await an.opens(code, update=1)).draft
    assert first
    assert again
    assert again.interview == first.interview
    assert await all_rows(database_url) == before


async def test_a_replayed_answer_shows_the_next_question_and_changes_nothing(
    office: Office, database_url: str
) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    paper = an.paper
    first = (await an.taps(Pick(2), update=2)).draft
    before = await all_rows(database_url)
    again = await an.taps(Pick(2), update=2, paper=paper)
    assert first
    assert again.draft
    assert again.draft.interview == first.interview
    assert not again.stale
    assert await all_rows(database_url) == before


async def test_a_replayed_typed_answer_is_not_taken_for_the_next_question(office: Office) -> None:
    """A typed text carries no revision: only the number of its update tells that it was taken before."""
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    first = (await an.writes(Type("2"), update=3)).draft
    again = (await an.writes(Type("2"), update=3)).draft
    assert first
    assert again
    assert again.interview == first.interview
    assert again.interview.answers == {"dung_hen": "fair"}


async def test_a_replayed_sending_says_sent_and_counts_once(office: Office, database_url: str) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.fills_in("good", "poor")
    paper = an.paper
    assert (await an.sends(update=4)).told is Told.SENT
    before = await all_rows(database_url)
    assert (await an.taps(SEND, update=4, paper=paper)).told is Told.SENT
    assert (await an.taps(SEND, update=5, paper=paper)).told is Told.SENT, "a second tap, a new update"
    assert await all_rows(database_url) == before
    assert len(before["ballot"]) == 1


async def test_a_replayed_opening_does_not_bring_a_refused_paper_back(office: Office, database_url: str) -> None:
    """After a crash both updates are delivered again: who refused must not be asked once more."""
    code, an = await office.ticket(), office.respondent()
    await an.opens(code, update=1)
    await an.taps(Pick(1), update=2)
    notice = an.paper
    assert (await an.taps(Act(Action.REFUSE), update=3)).told is Told.REFUSED
    before = await all_rows(database_url)
    assert (await an.opens(code, update=1)).told is Told.NO_PAPER
    assert (await an.taps(Act(Action.REFUSE), update=3, paper=notice)).told is Told.NO_PAPER
    assert await all_rows(database_url) == before
    assert (await an.opens(code, update=4)).draft, "who opens the invitation anew is welcome"


async def test_a_double_tap_counts_once_and_shows_the_question_reached(office: Office) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    paper = an.paper
    reached = (await an.taps(Pick(1), paper=paper)).draft
    second = await an.taps(Pick(1), paper=paper)
    assert reached
    assert second.draft
    assert second.stale
    assert second.draft.interview == reached.interview
    assert second.draft.interview.at == "thai_do"
    assert "thai_do" not in second.draft.interview.answers


async def test_a_stale_button_changes_no_earlier_answer(office: Office) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    old = an.paper
    await an.taps(Pick(1))
    await an.taps(Act(Action.BACK))
    stale = await an.taps(Pick(3), paper=old)
    assert stale.draft
    assert stale.stale
    assert stale.draft.interview.answers == {"dung_hen": "good"}


async def test_on_two_devices_the_older_screen_is_shown_the_newer_state(office: Office) -> None:
    phone, tablet = office.respondent(), office.respondent()
    code = await office.ticket()
    await phone.opens(code)
    await tablet.opens(code)
    await phone.agrees()
    await phone.taps(Pick(1))
    shown = await tablet.taps(Pick(1))
    assert shown.stale
    assert shown.draft
    assert phone.last.draft
    assert shown.draft.interview == phone.last.draft.interview
    assert (await tablet.taps(Pick(2))).draft, "the tablet goes on from there"
    assert tablet.last.draft
    assert tablet.last.draft.interview.answers == {"dung_hen": "good", "thai_do": "fair"}
