"""The office and the people who come to it, as the use cases see them: no messenger, a real store.

office = await open_office(store, clock)
an = office.respondent(7_000_000_001)
await an.opens(await office.ticket())
await an.fills_in("good", "fair")
assert (await an.sends()).told is Told.SENT
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

import pytest

from bot.app.access import Access
from bot.app.consent import Notices
from bot.app.entities import RoleKind
from bot.app.errors import LoadRefused
from bot.app.load import Loader
from bot.app.membership import Membership
from bot.app.package import ProvincePackage
from bot.app.ports import Clock, Store
from bot.app.privacy import Notice, Privacy
from bot.app.privacy_rights import DataRights, Erasure
from bot.app.releasing import Releasing
from bot.app.respond import Answering, PaperRef, Response
from bot.app.standings import Standings
from scoring import Ballot, CellKey, Rating, fold
from surveys import Act, Action, Input, Pick, Questionnaire, ratings
from tests.builders import POINTS, make_package
from tests.storage.rows import Rows, all_rows

__all__ = [
    "HANOI",
    "Office",
    "Respondent",
    "cells_in",
    "open_office",
    "recount",
    "recounted",
    "refused",
    "stored_cells",
]

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NUMBERS = {name: number for number, name in enumerate(POINTS, 1)}
AN_ID = 7_000_000_001


def notice_1(privacy: Privacy) -> Notice:
    return Notice("notice-1", privacy.controller)


@dataclass
class Office:
    """Every use case on one store; `update_ids` numbers the updates as the messenger does."""

    store: Store
    clock: Clock
    update_ids: count[int] = field(default_factory=lambda: count(1_000))
    random: Random = field(default_factory=lambda: Random(1))
    lots: Random = field(default_factory=lambda: Random(1))
    notice: Callable[[Privacy], Notice] = notice_1

    @property
    def answering(self) -> Answering:
        return Answering(self.store, self.clock, Notices(self.notice), HANOI)

    @property
    def membership(self) -> Membership:
        return Membership(self.store)

    @property
    def access(self) -> Access:
        return Access(self.store, self.random.choice)

    @property
    def standings(self) -> Standings:
        return Standings(self.store, self.clock, HANOI)

    @property
    def releasing(self) -> Releasing:
        return Releasing(self.store, self.clock, self.lots)

    @property
    def loader(self) -> Loader:
        return Loader(self.store, self.clock, HANOI)

    def at(self, store: Store) -> Office:
        """The same office, served by another worker."""
        return replace(self, store=store)

    def respondent(self, telegram_id: int = AN_ID) -> Respondent:
        return Respondent(self, telegram_id)

    async def ticket(
        self, *, unit: str = "gia_loc", campaign: str = "citizen", province: str = "hai_duong", cluster: str = ""
    ) -> str:
        (issued,) = await self.access.tickets(province, campaign, per_unit=1, units=(unit,), cluster=cluster)
        return issued.code

    async def official(self, telegram_id: int, unit: str = "gia_loc", province: str = "hai_duong") -> None:
        code = await self.access.role_code(province, RoleKind.OFFICIAL, unit)
        assert await self.membership.bind(next(self.update_ids), telegram_id, code.code, "vi")

    async def coordinator(self, telegram_id: int, province: str = "hai_duong") -> None:
        code = await self.access.role_code(province, RoleKind.COORDINATOR)
        assert await self.membership.bind(next(self.update_ids), telegram_id, code.code, "vi")

    async def erase(self, rights: DataRights, telegram_id: int) -> Erasure:
        """Asks for everything to be erased and confirms it, where anything is held."""
        asked = await rights.before_erasing(next(self.update_ids), telegram_id)
        return await rights.erase(telegram_id, asked.offer) if asked.offer else asked

    async def ballot(
        self, telegram_id: int, *answers: str, unit: str = "gia_loc", campaign: str = "citizen", cluster: str = ""
    ) -> None:
        """A whole paper, from the ticket to the thanks."""
        respondent = self.respondent(telegram_id)
        await respondent.opens(await self.ticket(unit=unit, campaign=campaign, cluster=cluster))
        await respondent.fills_in(*answers)
        await respondent.sends()


@dataclass
class Respondent:
    """A person with a paper. `last` is what the screen shows; a tap carries what the screen was drawn for."""

    office: Office
    telegram_id: int
    last: Response = field(default_factory=Response)

    @property
    def revision(self) -> int:
        assert self.last.draft
        return self.last.draft.interview.revision

    @property
    def paper(self) -> PaperRef | None:
        return PaperRef.to(self.last.draft) if self.last.draft else None

    async def opens(self, code: str, *, update: int | None = None) -> Response:
        update = next(self.office.update_ids) if update is None else update
        return self._sees(await self.office.answering.open(update, self.telegram_id, code))

    async def taps(self, given: Input, *, update: int | None = None, paper: PaperRef | None = None) -> Response:
        """A tap on the paper as it is shown, or as it was drawn for `paper`."""
        update = next(self.office.update_ids) if update is None else update
        paper = paper or self.paper
        assert paper
        return self._sees(await self.office.answering.answer(update, self.telegram_id, given, paper))

    async def writes(self, given: Input, *, update: int | None = None) -> Response:
        update = next(self.office.update_ids) if update is None else update
        return self._sees(await self.office.answering.answer(update, self.telegram_id, given))

    async def agrees(self) -> Response:
        """Chooses Vietnamese and consents: the first question is shown."""
        await self.taps(Pick(1))
        return await self.taps(Act(Action.AGREE))

    async def fills_in(self, *answers: str) -> Response:
        """From the language to the review; the remark is left out."""
        await self.agrees()
        for answer in answers:
            await self.taps(Pick(NUMBERS[answer]))
        return await self.taps(Act(Action.SKIP))

    async def sends(self, *, update: int | None = None) -> Response:
        return await self.taps(Act(Action.SEND), update=update)

    def _sees(self, response: Response) -> Response:
        self.last = response
        return response


async def open_office(store: Store, clock: Clock, package: ProvincePackage | None = None) -> Office:
    """An office with `package` loaded, by default the tiny province of `make_package`."""
    office = Office(store, clock)
    await office.loader.load(package or make_package())
    return office


async def refused(office: Office, package: ProvincePackage, url: str) -> list[str]:
    """The faults with which the load is refused; nothing changed."""
    before = await all_rows(url)
    with pytest.raises(LoadRefused) as caught:
        await office.loader.load(package)
    assert await all_rows(url) == before
    return [str(fault) for fault in caught.value.faults]


async def recount(url: str, *, order: Random | None = None) -> Mapping[CellKey, int]:
    """The cells counted anew from the raw ballots, each with its own questionnaire, in any order."""
    return recounted(await all_rows(url), order=order)


def recounted(rows: Rows, *, order: Random | None = None) -> Mapping[CellKey, int]:
    """As `recount`, from rows that were read already."""
    by_id = {name: {row["id"]: row for row in rows[name]} for name in ("campaign", "assessment_round", "unit")}
    forms = {row["id"]: Questionnaire.model_validate_json(row["body"]) for row in rows["questionnaire"]}
    stored = rows["ballot"]
    if order:
        order.shuffle(stored)
    ballots = []
    for row in stored:
        campaign = by_id["campaign"][row["campaign_id"]]
        unit = by_id["unit"][row["unit_id"]]["code"] if row["unit_id"] else None
        answers = json.loads(row["answers"])
        units = sorted({key.partition("[")[2].rstrip("]") for key in answers if "[" in key})
        given = ratings(forms[row["questionnaire_id"]], answers, unit=unit, units=units)
        ballots.append(
            Ballot(
                round=by_id["assessment_round"][campaign["round_id"]]["code"],
                campaign=campaign["code"],
                group=campaign["respondent_group"],
                ratings=tuple(Rating(each.unit, each.criterion, each.option) for each in given),
                cluster=row["cluster"],
            )
        )
    return dict(fold(*ballots))


async def stored_cells(url: str) -> Mapping[CellKey, int]:
    return cells_in(await all_rows(url))


def cells_in(rows: Rows) -> Mapping[CellKey, int]:
    rounds = {row["id"]: row["code"] for row in rows["assessment_round"]}
    return {
        CellKey(
            rounds[row["round_id"]],
            row["campaign"],
            row["unit"],
            row["respondent_group"],
            row["cluster"],
            row["criterion"],
            row["option"],
        ): row["n"]
        for row in rows["cell"]
    }
