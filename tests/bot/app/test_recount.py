"""A recount agrees with what came in, names what was tampered with, sees one moment, and writes nothing."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from random import Random

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app.entities import Campaign, RoundStatus
from bot.app.errors import UnknownName
from bot.app.mixing import Mixing
from bot.app.recount import Recounting
from bot.app.recount_findings import Finding, FindingKind, RoundRecount
from bot.app.recount_ports import StoredBallot
from bot.app.releasing import Releasing
from bot.app.retention import Retention
from bot.app.sample import Sampler
from bot.app.sealing import Sealing
from storage.repositories.recounting import RecountRepository
from storage.store import SqlStore
from tests.bot.app.office import HANOI, Office, open_office
from tests.builders import make_campaign, make_form, make_package, make_privacy, make_round
from tests.conftest import StoppedClock
from tests.storage.mutants import StoreWith
from tests.storage.rows import all_rows, change, rows_of

OPTIONS = ("good", "fair", "poor", "no_information")


@pytest.fixture
def recounting(store: SqlStore, clock: StoppedClock) -> Recounting:
    return Recounting(store, clock)


async def some_ballots(office: Office, n: int = 6) -> None:
    random = Random(7)
    for person in range(n):
        unit, cluster = random.choice(["gia_loc", "thanh_ha"]), random.choice(["", "xa_1"])
        await office.ballot(person, *random.choices(OPTIONS, k=2), unit=unit, cluster=cluster)


def kinds(found: RoundRecount) -> dict[FindingKind, int]:
    return {kind: n for kind in FindingKind if (n := sum(each.kind is kind for each in found.findings))}


async def test_what_came_in_agrees_and_is_counted_in_full(
    office: Office, recounting: Recounting, database_url: str
) -> None:
    await some_ballots(office)
    await office.respondent(99).opens(await office.ticket())
    before = await all_rows(database_url, without=())
    found = await recounting.round("2026")
    assert (found.province, found.round.code, found.findings, found.erased) == ("hai_duong", "2026", (), ())
    assert (found.ballots, found.ratings) == (6, 12)
    assert found.cells == len(before["cell"])
    assert found.replayed
    assert await all_rows(database_url, without=()) == before, "nothing is written"


async def test_it_agrees_after_mixing_releasing_and_sealing(
    office: Office, recounting: Recounting, store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    await some_ballots(office)
    await Mixing(store, store, clock, HANOI, Random(1)).run()
    assert (await recounting.round("2026")).findings == ()
    await Releasing(store, clock, Random(1)).run()
    assert (await recounting.round("2026")).findings == ()
    await office.respondent(99).opens(await office.ticket())
    await Sealing(store, store, clock, HANOI, Random(1)).seal("hai_duong", "citizen", close=True)
    assert await rows_of(database_url, "participation") == []
    assert (await recounting.round("2026")).findings == ()


async def test_a_campaign_without_ballots_and_one_that_counts_for_nothing_agree(
    store: SqlStore, clock: StoppedClock
) -> None:
    general = make_form(form_id="chung")
    general = general.model_copy(update={"items": general.items[2:]})
    campaigns = [make_campaign(), make_campaign(code="council", form=general, units=())]
    await open_office(store, clock, make_package(rounds=[make_round(campaigns=campaigns), make_round(code="2025")]))
    await Sampler(store, clock, HANOI).add("hai_duong", "council", 2, Random(1))
    found = await Recounting(store, clock).all()
    assert {each.round.code: (each.ballots, each.ratings, each.cells, each.findings) for each in found} == {
        "2026": (2, 0, 0, ()),
        "2025": (0, 0, 0, ()),
    }


# Tampering


async def test_any_cell_that_is_changed_is_named(office: Office, recounting: Recounting, database_url: str) -> None:
    await some_ballots(office)
    key = "unit = :unit and cluster = :cluster and criterion = :criterion and option = :option"
    for row in await rows_of(database_url, "cell"):
        of = {name: row[name] for name in ("unit", "cluster", "criterion", "option")}
        for more in (1, -1):
            assert await change(database_url, f"update cell set n = n + {more} where {key}", **of) == 1
            found = await recounting.round("2026", replay=False)
            told = [each for each in found.findings if each.kind is FindingKind.COUNT]
            assert told == [Finding(FindingKind.COUNT, "citizen", row["n"] + more, row["n"], group="citizen", **of)]
            await change(database_url, f"update cell set n = n - {more} where {key}", **of)
    assert (await recounting.round("2026")).findings == ()


async def test_a_cell_that_is_gone_and_one_that_nobody_made_are_named(
    office: Office, recounting: Recounting, database_url: str
) -> None:
    await office.ballot(1, "good", "good")
    await change(database_url, "delete from cell where criterion = 'tthc.dung_hen'")
    await change(database_url, "update cell set option = 'poor' where criterion = 'can_bo.thai_do'")
    found = await recounting.round("2026")
    assert {(each.criterion, each.option, each.stored, each.recounted) for each in found.findings} == {
        ("tthc.dung_hen", "good", None, 1),
        ("can_bo.thai_do", "good", None, 1),
        ("can_bo.thai_do", "poor", 1, 0),
    }


async def test_more_shown_than_there_is(office: Office, recounting: Recounting, database_url: str) -> None:
    await office.ballot(1, "good", "good")
    await change(database_url, "update cell set released = 2 where criterion = 'tthc.dung_hen'")
    (found,) = (await recounting.round("2026")).findings
    assert (found.kind, found.criterion, found.stored, found.recounted) == (
        FindingKind.RELEASED,
        "tthc.dung_hen",
        2,
        1,
    )


async def closed_with_six(office: Office, store: SqlStore, clock: StoppedClock) -> None:
    """Six papers and the end; of the second criterion one answer, of no information, is too few to be shown."""
    closes = make_campaign(closes_at=clock.now + timedelta(days=1))
    await office.loader.load(make_package(rounds=[make_round(campaigns=[closes])]))
    for person, option in enumerate(("good", "good", "good", "fair", "fair", "poor")):
        await office.ballot(person, option, ("good", "no_information")[person == 5])
    clock.advance(days=2)


@pytest.mark.parametrize(
    ("tampering", "criterion", "stored", "recounted"),
    [
        ("released = n - 1 where option = 'poor'", "tthc.dung_hen", 5, 6),
        ("released = 0 where option = 'good' and criterion = 'tthc.dung_hen'", "tthc.dung_hen", 3, 6),
        ("released = 0 where criterion = 'tthc.dung_hen'", "tthc.dung_hen", 0, 6),
        ("released = 1 where option = 'no_information'", "can_bo.thai_do", 1, 1),
    ],
)
async def test_after_the_end_all_of_a_level_is_shown_or_nothing_of_a_small_one(
    office: Office,
    recounting: Recounting,
    store: SqlStore,
    clock: StoppedClock,
    database_url: str,
    tampering: str,
    criterion: str,
    stored: int,
    recounted: int,
) -> None:
    await closed_with_six(office, store, clock)
    assert (await recounting.round("2026")).findings == (), "the last release is still to come"
    await Releasing(store, clock, Random(1)).run()
    assert (await recounting.round("2026")).findings == ()
    await change(database_url, f"update cell set {tampering}")
    (found,) = (await recounting.round("2026")).findings
    assert (found.kind, found.unit, found.criterion) == (FindingKind.RELEASED, "gia_loc", criterion)
    assert (found.stored, found.recounted) == (stored, recounted)
    assert found.option == ("no_information" if stored == recounted else "")


@pytest.mark.parametrize(
    ("table", "kind"),
    [("questionnaire", FindingKind.QUESTIONNAIRE), ("framework", FindingKind.FRAMEWORK)],
)
async def test_scales_and_rules_that_are_not_what_was_loaded_are_named(
    office: Office, recounting: Recounting, database_url: str, table: str, kind: FindingKind
) -> None:
    await office.ballot(1, "good", "good")
    (row,) = await rows_of(database_url, table)
    for changed in (row["body"].replace("Phiếu", "Tờ").replace("made up", "changed"), "{"):
        assert changed != row["body"]
        await change(database_url, f"update {table} set body = :body", body=changed)
        found = [each for each in (await recounting.round("2026")).findings if each.kind is kind]
        assert [each.document for each in found] != []
        assert found[0].campaign == ("citizen" if table == "questionnaire" else "")


async def test_a_ballot_that_is_taken_away_or_put_in_is_missed_everywhere(
    office: Office, recounting: Recounting, database_url: str
) -> None:
    await some_ballots(office)
    (first, *_) = await rows_of(database_url, "ballot")
    await change(
        database_url,
        "insert into ballot select 'ff', campaign_id, questionnaire_id, unit_id, cluster, answers, quality,"
        " received_on, fresh from ballot where id = :id",
        id=first["id"],
    )
    expected = {FindingKind.COUNT: 3, FindingKind.LEDGER: 1, FindingKind.SEATS: 1}
    assert kinds(await recounting.round("2026")) == expected
    await change(database_url, "delete from ballot where id = 'ff'")
    assert (await recounting.round("2026")).findings == ()
    await change(database_url, "delete from ballot where id = :id", id=first["id"])
    assert kinds(await recounting.round("2026")) == {**expected, FindingKind.TICKETS: 1}


async def test_an_answer_that_is_changed_moves_from_one_cell_to_another(
    office: Office, recounting: Recounting, database_url: str
) -> None:
    await office.ballot(1, "good", "good")
    await change(database_url, 'update ballot set answers = \'{"dung_hen": "poor", "thai_do": "good"}\'')
    found = await recounting.round("2026")
    assert [(each.criterion, each.option, each.stored, each.recounted) for each in found.findings] == [
        ("tthc.dung_hen", "good", 1, 0),
        ("tthc.dung_hen", "poor", None, 1),
    ]


async def test_a_ballot_that_cannot_be_read_is_a_finding_and_the_others_are_counted(
    office: Office, recounting: Recounting, database_url: str
) -> None:
    await office.ballot(1, "good", "good")
    await office.ballot(2, "good", "good")
    broken = (await rows_of(database_url, "ballot"))[0]["id"]
    await change(database_url, 'update ballot set answers = \'{"gop_y": "bí mật\' where id = :id', id=broken)
    found = await recounting.round("2026")
    assert kinds(found) == {FindingKind.UNREADABLE: 1, FindingKind.COUNT: 3}
    (unreadable,) = [each for each in found.findings if each.kind is FindingKind.UNREADABLE]
    assert unreadable.ballot == broken
    assert "bí mật" not in repr(found)
    assert found.ratings == 2


@pytest.mark.parametrize(
    ("tampering", "kind"),
    [
        ("delete from participation", FindingKind.LEDGER),
        ("update quota set taken = taken + 1 where taken > 0", FindingKind.SEATS),
        ("update ticket set state = 'used'", FindingKind.TICKETS),
    ],
)
async def test_the_books_are_compared(
    office: Office, recounting: Recounting, database_url: str, tampering: str, kind: FindingKind
) -> None:
    await office.ballot(1, "good", "good")
    await office.ticket()
    assert (await recounting.round("2026")).findings == ()
    await change(database_url, tampering)
    assert kinds(await recounting.round("2026")) == {kind: 1}


async def test_a_sealed_campaign_is_compared_with_its_seal(
    office: Office, recounting: Recounting, store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    await some_ballots(office, 2)
    await Sealing(store, store, clock, HANOI, Random(1)).seal("hai_duong", "citizen", close=True)
    (first, _) = await rows_of(database_url, "ballot")
    await change(database_url, "delete from ballot where id = :id", id=first["id"])
    found = kinds(await recounting.round("2026"))
    assert (found[FindingKind.SEAL], found[FindingKind.LEDGER]) == (1, 1)


# Erased after its time


async def test_ballots_that_were_erased_on_time_are_no_alarm_and_those_that_vanish_early_are(
    store: SqlStore, clock: StoppedClock, database_url: str
) -> None:
    closes = clock.now + timedelta(days=1)
    rounds = [make_round(status=RoundStatus.PUBLISHED, campaigns=[make_campaign(closes_at=closes)])]
    office = await open_office(store, clock, make_package(rounds=rounds, privacy=make_privacy(retention_days=90)))
    await some_ballots(office, 3)
    recounting, retention = Recounting(store, clock), Retention(store, clock, HANOI)
    clock.advance(days=2)
    await retention.run()
    found = await recounting.round("2026")
    assert (found.ballots, found.erased, found.findings) == (3, (), ())
    clock.advance(days=90)
    await retention.run()
    assert await rows_of(database_url, "ballot") == []
    found = await recounting.round("2026")
    assert (found.ballots, found.cells, found.erased, found.findings) == (0, 0, ("citizen",), ())
    clock.advance(days=-1)
    found = await recounting.round("2026")
    assert found.erased == ()
    assert kinds(found)[FindingKind.COUNT] > 0


# One moment


class Interrupted(RecountRepository):
    """Something happens after each portion of ballots was read."""

    def __init__(self, meanwhile: Callable[[], Awaitable[None]], session: AsyncSession) -> None:
        super().__init__(session)
        self.meanwhile = meanwhile

    async def ballots(self, campaigns: Sequence[Campaign]) -> AsyncGenerator[Sequence[StoredBallot]]:
        async for portion in super().ballots(campaigns):
            yield portion
            await self.meanwhile()


async def test_papers_that_come_in_meanwhile_are_seen_as_a_whole_or_not_at_all(
    office: Office, workers: tuple[SqlStore, ...], clock: StoppedClock, database_url: str
) -> None:
    """Ballots are read before the cells: a look that moved on would miss the new ballot and see its counts."""
    await some_ballots(office, 3)
    first, second, _ = workers

    async def meanwhile() -> None:
        await office.at(second).ballot(50, "good", "good")
        await Mixing(second, second, clock, HANOI, Random(1)).run()

    found = await Recounting(StoreWith(first, recounting=partial(Interrupted, meanwhile)), clock).round("2026")
    assert (found.ballots, found.findings) == (3, ())
    assert len(await rows_of(database_url, "ballot")) == 4
    after = await Recounting(first, clock).round("2026")
    assert (after.ballots, after.findings) == (4, ())


# Names


async def test_a_round_is_found_by_its_code_or_with_its_province(
    office: Office, recounting: Recounting, clock: StoppedClock
) -> None:
    assert (await recounting.round("hai_duong/2026")).round.code == "2026"
    with pytest.raises(UnknownName):
        await recounting.round("2025")
    await office.loader.load(make_package(code="thanh_hoa"))
    with pytest.raises(UnknownName):
        await recounting.round("2026")
    assert [(each.province, each.round.code) for each in await recounting.all()] == [
        ("hai_duong", "2026"),
        ("thanh_hoa", "2026"),
    ]
