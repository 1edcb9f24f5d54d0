"""A person fills in a paper: what is taken, and what is remembered. On SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest

from bot.app.codes import invitation_pseudonym
from bot.app.respond import Told
from storage.store import SqlStore
from surveys import Pick, Type
from tests.bot.app.office import AN_ID, Office, open_office
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows, seats_taken


@pytest.mark.parametrize(("per_ticket", "told"), [(False, Told.TOOK_PART), (True, Told.TICKET_USED)])
async def test_a_paper_that_may_not_count_any_more_is_dropped_and_its_writer_told_why(
    store: SqlStore, clock: StoppedClock, database_url: str, per_ticket: bool, told: Told
) -> None:
    """Nothing lets it come so far; here the ledger already knows who is about to send."""
    campaign = make_campaign(per_ticket=per_ticket)
    office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=[campaign])]))
    an = office.respondent()
    await an.opens(await office.ticket())
    draft = (await an.fills_in("good", "good")).draft
    assert draft
    assert draft.interview.consent
    await office.answering.drawn(draft, 77)
    who = invitation_pseudonym(draft.campaign.key, draft.ticket_hash) if per_ticket else draft.pseudonym
    async with store.write() as tx:
        assert await tx.ballots.record_participation(draft.campaign, who, draft.interview.consent, clock.now.date())
    before = await all_rows(database_url)
    response = await an.sends()
    assert (response.told, response.draft, response.message_id) == (told, None, 77)
    after = await all_rows(database_url)
    for table in ("ballot", "cell", "participation"):
        assert after[table] == before[table]
    assert after["draft"] == []
    assert [row["state"] for row in after["ticket"]] == ["free"]
    assert await seats_taken(database_url) == 0


async def test_a_rejected_answer_leaves_the_paper_as_it_was(office: Office, database_url: str) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    before = await all_rows(database_url)
    response = await an.writes(Type("tám"), update=3)
    assert response.rejected
    assert response.draft
    again = await an.writes(Type("tám"), update=3)
    assert again.replayed
    assert again.draft == response.draft
    assert await all_rows(database_url) == before


async def test_without_a_paper_one_is_told_so(office: Office) -> None:
    assert (await office.answering.show(AN_ID)).told is Told.NO_PAPER
    assert (await office.respondent().writes(Type("xin chào"))).told is Told.NO_PAPER


async def test_a_typed_answer_goes_to_the_paper_touched_last(store: SqlStore, clock: StoppedClock) -> None:
    campaigns = [make_campaign(code="citizen"), make_campaign(code="desk")]
    office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=campaigns)]))
    an = office.respondent()
    await an.opens(await office.ticket(campaign="desk"))
    clock.advance(minutes=1)
    await an.opens(await office.ticket(campaign="citizen"))
    response = await an.writes(Type("2"))
    assert response.draft
    assert response.draft.campaign.code == "citizen"
    assert response.draft.interview.language == "en"


async def test_the_language_chosen_on_the_paper_is_kept_for_the_person(office: Office) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.taps(Pick(2))
    assert (await office.membership.standing(AN_ID)).language == "en"


async def test_consent_keeps_the_notice_its_language_and_its_time(office: Office, clock: StoppedClock) -> None:
    an = office.respondent()
    await an.opens(await office.ticket())
    await an.agrees()
    assert an.last.draft
    consent = an.last.draft.interview.consent
    assert consent
    assert (consent.notice, consent.language, consent.at) == ("notice-1", "vi", clock.now)
    assert consent.at.tzinfo is UTC or consent.at.utcoffset() == timedelta(0)


async def test_the_message_that_shows_the_paper_is_remembered(office: Office) -> None:
    an = office.respondent()
    draft = (await an.opens(await office.ticket())).draft
    assert draft
    await office.answering.drawn(draft, 2**40)
    shown = (await office.answering.show(AN_ID)).draft
    assert shown
    assert shown.message_id == 2**40
