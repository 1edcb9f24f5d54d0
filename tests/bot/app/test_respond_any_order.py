"""Whatever two people do, in whatever order and however often updates come again, the cells are the ballots."""

from __future__ import annotations

import asyncio
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.app.recount import Recounting
from bot.app.respond import PaperRef
from bot.app.upkeep import SEAT_IDLE, Upkeep
from storage.store import SqlStore
from surveys import Act, Action, Go, Input, Pick, Type
from tests.bot.app.office import Office, cells_in, open_office, recounted
from tests.builders import make_campaign, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import all_rows

SEATS = 2
FORWARD = st.sampled_from([Pick(1), Pick(1), Pick(2), Act(Action.AGREE), Act(Action.SKIP), Act(Action.SEND)])
SIDEWAYS = st.sampled_from(
    [
        Act(Action.BACK),
        Act(Action.REFUSE),
        Act(Action.PAUSE),
        Act(Action.NEXT),
        Go(1),
        Type("2"),
        Type("tốt"),
        Pick(9),
    ]
)
PEOPLE = st.integers(0, 1)

Happening: TypeAlias = "tuple[str, int, object]"
HAPPENINGS = st.lists(
    st.one_of(
        st.tuples(st.just("open"), PEOPLE, st.integers(0, 2)),
        st.tuples(st.just("tap"), PEOPLE, FORWARD),
        st.tuples(st.just("tap"), PEOPLE, FORWARD),
        st.tuples(st.just("tap"), PEOPLE, SIDEWAYS),
        st.tuples(st.just("hurry"), PEOPLE, st.integers(1, 3)),
        st.tuples(st.just("refuse"), PEOPLE, st.integers(0, 2)),
        st.tuples(st.just("again"), PEOPLE, st.integers(0, 40)),
        st.tuples(st.just("idle"), PEOPLE, st.none()),
    ),
    max_size=30,
)


class History:
    """Plays happenings and remembers every update, so that any can come again."""

    def __init__(self, office: Office, clock: StoppedClock, codes: list[str]) -> None:
        self.office = office
        self.clock = clock
        self.codes = codes
        self.people = [office.respondent(1), office.respondent(2)]
        self.updates: list[tuple[int, int, object, PaperRef | None]] = []

    async def play(self, happening: Happening) -> None:
        kind, who, what = happening
        match kind:
            case "open" | "tap":
                person = self.people[who]
                await self._handle(len(self.updates) + 1, who, what, person.paper)
            case "hurry":  # straight through to the thanks
                assert isinstance(what, int)
                await self.play(("open", who, what - 1))
                for given in (
                    Pick(1),
                    Act(Action.AGREE),
                    Pick(what),
                    Pick(what),
                    Act(Action.SKIP),
                    Act(Action.SEND),
                ):
                    await self.play(("tap", who, given))
            case "refuse":
                for given in (Pick(1), Act(Action.REFUSE)):
                    await self.play(("open", who, what))
                    await self.play(("tap", who, given))
            case "again":
                assert isinstance(what, int)
                if self.updates:
                    await self._handle(*self.updates[what % len(self.updates)])
            case _:
                self.clock.now += SEAT_IDLE
                self.clock.advance(seconds=1)
                await Upkeep(self.office.store, self.clock).run()

    async def _handle(self, update: int, who: int, what: object, paper: PaperRef | None) -> None:
        if update > len(self.updates):
            self.updates.append((update, who, what, paper))
        person = self.people[who]
        if isinstance(what, int):
            await person.opens(self.codes[what], update=update)
        elif paper:
            assert isinstance(what, Input)
            await person.taps(what, update=update, paper=paper)
        else:
            assert isinstance(what, Input)
            await person.writes(what, update=update)


async def check(url: str, happenings: list[Happening], *, per_ticket: bool) -> None:
    clock = StoppedClock(datetime(2026, 11, 20, 2, 0, tzinfo=UTC))
    store = SqlStore(url)
    try:
        campaign = make_campaign(seats=SEATS, units=["gia_loc"], per_ticket=per_ticket)
        office = await open_office(store, clock, make_package(rounds=[make_round(campaigns=[campaign])]))
        history = History(office, clock, [await office.ticket() for _ in range(3)])
        for happening in happenings:
            await history.play(happening)
            await agree(url)
        before = await all_rows(url)
        for update in list(history.updates):  # all of them once more, as after a crash
            await history._handle(*update)
        after = await all_rows(url)
        for table in ("ballot", "cell", "participation", "ticket"):
            assert after[table] == before[table]
        assert [row["interview"] for row in after["draft"]] == [row["interview"] for row in before["draft"]]
        await agree(url)
        (recount,) = await Recounting(store, clock).all()
        assert recount.findings == ()
    finally:
        await store.close()


async def agree(url: str) -> None:
    """Cells, ballots, ledger, tickets and quota tell the same story."""
    rows = await all_rows(url)
    assert cells_in(rows) == recounted(rows)
    (quota,) = rows["quota"]
    held = sum(row["seat_held"] for row in rows["draft"])
    assert len(rows["ballot"]) == len(rows["participation"]) <= 2
    assert quota["taken"] == held + len(rows["ballot"]) <= SEATS
    states = [row["state"] for row in rows["ticket"]]
    assert states.count("used") == len(rows["ballot"])
    assert states.count("reserved") == len(rows["draft"])


@settings(max_examples=20)
@given(happenings=HAPPENINGS, per_ticket=st.booleans())
def test_cells_ballots_ledger_tickets_and_quota_always_agree(
    sqlite_template: Path, happenings: list[Happening], per_ticket: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "parbot.sqlite3"
        shutil.copy(sqlite_template, copy)
        asyncio.run(check(f"sqlite+aiosqlite:///{copy}", happenings, per_ticket=per_ticket))
