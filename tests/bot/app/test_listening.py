"""Who hears what is typed: what was touched last, and the paper where two were touched at once."""

from __future__ import annotations

import pytest

from bot.app.listening import Listener, Listening
from bot.app.report_desk import ReplyAct
from bot.app.report_form import Act
from surveys import Pick
from tests.bot.app.office import Office
from tests.bot.app.report_office import AN, ReportOffice
from tests.conftest import StoppedClock


@pytest.fixture
async def desk(office: Office) -> ReportOffice:
    await office.official(AN)
    return ReportOffice(office)


async def who(desk: ReportOffice) -> Listener:
    return await Listening(desk.office.store, desk.office.clock).who(AN)


async def test_where_nothing_is_open_the_paper_says_so(desk: ReportOffice) -> None:
    assert await who(desk) is Listener.PAPER


async def test_an_open_report_hears_what_is_typed_where_there_is_no_paper(desk: ReportOffice) -> None:
    await desk.citizen().begins()
    assert await who(desk) is Listener.REPORT


async def test_what_was_touched_last_hears_it(desk: ReportOffice, clock: StoppedClock) -> None:
    paper, citizen, official = desk.office.respondent(AN), desk.citizen(), desk.official(AN)
    report = await desk.sent()
    await paper.opens(await desk.office.ticket())
    await citizen.begins()
    assert await who(desk) is Listener.PAPER, "at the same moment the paper goes first"
    clock.advance(seconds=1)
    await citizen.taps(Act.PICK, 1)
    assert await who(desk) is Listener.REPORT
    clock.advance(seconds=1)
    await official.begins(report)
    assert await who(desk) is Listener.REPLY
    clock.advance(seconds=1)
    await paper.taps(Pick(1))
    assert await who(desk) is Listener.PAPER
    clock.advance(seconds=1)
    await desk.reporting.open(AN)
    assert await who(desk) is Listener.REPORT, "the command brings the report back"
    await citizen.taps(Act.CANCEL, revision=citizen.form.draft.revision)
    assert await who(desk) is Listener.PAPER
    clock.advance(seconds=1)
    await official.begins(report)
    assert await who(desk) is Listener.REPLY
    await official.taps(ReplyAct.CANCEL)
    assert await who(desk) is Listener.PAPER


async def test_a_paper_without_answers_that_is_opened_again_hears_what_is_typed(
    desk: ReportOffice, clock: StoppedClock
) -> None:
    paper, citizen = desk.office.respondent(AN), desk.citizen()
    ticket = await desk.office.ticket()
    await paper.opens(ticket)
    await paper.agrees()
    clock.advance(seconds=1)
    await citizen.begins()
    assert await who(desk) is Listener.REPORT
    clock.advance(seconds=1)
    await desk.office.answering.again(next(desk.office.update_ids), AN)
    assert await who(desk) is Listener.PAPER, "the bare command shows question 1"
    clock.advance(seconds=1)
    await desk.reporting.open(AN)
    assert await who(desk) is Listener.REPORT
    clock.advance(seconds=1)
    await paper.opens(ticket)
    assert await who(desk) is Listener.PAPER, "and so does its ticket"


async def test_drawing_again_and_stale_taps_do_not_touch(desk: ReportOffice, clock: StoppedClock) -> None:
    paper, citizen = desk.office.respondent(AN), desk.citizen()
    await citizen.begins()
    clock.advance(seconds=1)
    await paper.opens(await desk.office.ticket())
    clock.advance(seconds=1)
    await citizen.taps(Act.PICK, 1, revision=0)
    await citizen.taps(Act.SEND)
    await desk.reporting.drawn(citizen.form.draft, 5)
    assert await who(desk) is Listener.PAPER
