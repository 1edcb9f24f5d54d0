"""Requests for people: kept, shown to the province's coordinators, reminded of in time, answered once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from bot.app.privacy import DataRequest
from bot.app.privacy_requests import MAX_OPEN, DataRequests, Told
from bot.app.privacy_rights import DataRights
from bot.app.telling import Daytime
from storage.store import SqlStore
from surveys import Rejected
from tests.bot.app.office import AN_ID, HANOI, Office
from tests.builders import make_package, make_unit
from tests.conftest import StoppedClock
from tests.storage.rows import rows_of

COORDINATOR, OTHER = AN_ID + 50, AN_ID + 51
WORDS = "Xin sửa ngôn ngữ của tôi"


@pytest.fixture
async def requests(office: Office, clock: StoppedClock) -> DataRequests:
    await office.coordinator(COORDINATOR)
    return DataRequests(office.store, Daytime(clock, HANOI), Random(1).choice)


async def asked(office: Office, requests: DataRequests, text: str = WORDS) -> DataRequest:
    request = await requests.ask(next(office.update_ids), AN_ID, text, "en")
    assert request
    return request


async def told(database_url: str, chat_id: int) -> list[str]:
    rows = [row for row in await rows_of(database_url, "outbox") if row["chat_id"] == chat_id]
    return sorted(row["params"].get("milestone", row["kind"]) for row in rows)


async def test_a_request_is_shown_to_its_coordinators_with_its_clock(
    office: Office, requests: DataRequests, database_url: str
) -> None:
    request = await asked(office, requests)
    assert await requests.waiting(COORDINATOR) == (request,)
    assert request.text == WORDS
    assert await requests.waiting(AN_ID) is None
    assert await told(database_url, COORDINATOR) == ["received"]


async def test_another_provinces_coordinator_sees_nothing_of_it(office: Office, requests: DataRequests) -> None:
    await asked(office, requests)
    await office.loader.load(make_package(code="thanh_hoa", units=[make_unit(), make_unit(code="thanh_ha")]))
    await office.coordinator(OTHER, "thanh_hoa")
    assert await requests.waiting(OTHER) == ()


async def test_a_stranger_between_two_provinces_is_heard_by_both(office: Office, requests: DataRequests) -> None:
    await office.loader.load(make_package(code="thanh_hoa", units=[make_unit(), make_unit(code="thanh_ha")]))
    await office.coordinator(OTHER, "thanh_hoa")
    request = await asked(office, requests)
    assert await requests.waiting(OTHER) == await requests.waiting(COORDINATOR) == (request,)


async def test_the_coordinators_are_reminded_before_and_after_the_clock_runs_out_and_never_twice(
    office: Office, requests: DataRequests, clock: StoppedClock, database_url: str
) -> None:
    request = await asked(office, requests)
    moments = [
        (request.answer_due - timedelta(hours=25), []),
        (request.answer_due - timedelta(hours=24), ["answer_soon"]),
        (request.answer_due, ["answer_late"]),
        (request.stop_due - timedelta(days=3), ["stop_soon"]),
        (request.stop_due, ["stop_late"]),
    ]
    expected = ["received"]
    for moment, new in moments:
        clock.now = moment
        assert await requests.plan() == len(new)
        assert await requests.plan() == 0
        expected += new
        assert await told(database_url, COORDINATOR) == sorted(expected)


async def test_an_answer_closes_the_request_and_erases_who_asked_and_what(
    office: Office, requests: DataRequests, clock: StoppedClock, database_url: str
) -> None:
    request = await asked(office, requests)
    clock.advance(hours=3)
    assert await requests.answer(1, COORDINATOR, request.number, "Đã sửa") is Told.ANSWERED
    (row,) = await rows_of(database_url, "data_request")
    assert (row["telegram_id"], row["text"], row["outcome"], row["done_at"]) == (None, None, "answered", clock.now)
    (answer,) = [row for row in await rows_of(database_url, "outbox") if row["chat_id"] == AN_ID]
    assert answer["params"] == {"number": request.number, "answer": "Đã sửa"}
    assert await requests.waiting(COORDINATOR) == ()
    clock.now += timedelta(days=20)
    assert await requests.plan() == 0
    assert await requests.answer(2, COORDINATOR, request.number, "Nữa") is Told.DONE_BEFORE


async def test_of_two_answers_at_once_one_counts(
    office: Office, requests: DataRequests, workers: tuple[SqlStore, ...], database_url: str
) -> None:
    await office.coordinator(OTHER)
    request = await asked(office, requests)
    answers = await asyncio.gather(
        requests.answer(1, COORDINATOR, request.number, "Một"),
        replace(requests, store=workers[1]).answer(2, OTHER, request.number, "Hai"),
    )
    assert sorted(answers) == [Told.ANSWERED, Told.DONE_BEFORE]
    assert await told(database_url, AN_ID) == ["data_request_answer"]


async def test_nobody_but_a_coordinator_of_the_province_answers(office: Office, requests: DataRequests) -> None:
    request = await asked(office, requests)
    await office.official(OTHER)
    for stranger in (AN_ID, OTHER):
        assert await requests.answer(next(office.update_ids), stranger, request.number, "x") is Told.UNKNOWN
    assert await requests.answer(next(office.update_ids), COORDINATOR, "YC-AAAA-AAAA", "x") is Told.UNKNOWN


async def test_a_replayed_request_is_kept_once_and_one_person_cannot_flood(
    office: Office, requests: DataRequests, database_url: str
) -> None:
    assert await requests.ask(1, AN_ID, WORDS, "vi")
    assert await requests.ask(1, AN_ID, WORDS, "vi") is None
    for number in range(2, MAX_OPEN + 1):
        await requests.ask(number, AN_ID, WORDS, "vi")
    with pytest.raises(Rejected):
        await requests.ask(99, AN_ID, WORDS, "vi")
    assert len(await rows_of(database_url, "data_request")) == MAX_OPEN


async def test_a_request_of_someone_who_had_everything_erased_is_closed_without_an_answer(
    office: Office, requests: DataRequests, clock: StoppedClock, database_url: str
) -> None:
    request = await asked(office, requests)
    await office.erase(DataRights(office.store, clock, HANOI, Random(3).choice), AN_ID)
    assert await requests.answer(next(office.update_ids), COORDINATOR, request.number, "x") is Told.DONE_BEFORE
    assert await told(database_url, AN_ID) == []
