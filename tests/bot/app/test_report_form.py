"""The form of a report: what can be chosen at each step, what is explained, and the way back."""

from __future__ import annotations

import pytest

from bot.app.report import ReportStage
from bot.app.report_form import PAGE, Act
from storage.store import SqlStore
from tests.bot.app.office import Office, open_office
from tests.bot.app.report_office import Citizen, ReportOffice
from tests.builders import make_package, make_round, make_unit
from tests.conftest import StoppedClock


@pytest.fixture
async def an(office: Office) -> Citizen:
    citizen = ReportOffice(office).citizen()
    await citizen.begins()
    return citizen


async def test_back_and_forth_keeps_what_was_given(an: Citizen) -> None:
    await an.fills_in("Một", photo="file-1")
    await an.taps(Act.BACK)
    assert (an.form.draft.stage, an.form.draft.photo) == (ReportStage.PHOTO, "file-1")
    await an.taps(Act.BACK)
    assert (an.form.draft.stage, an.form.draft.text) == (ReportStage.TEXT, "Một")
    await an.types("Hai")
    await an.taps(Act.NEXT)
    assert (an.form.draft.text, an.form.draft.photo) == ("Hai", "file-1")
    await an.shows("file-2")
    assert an.form.draft.photo == "file-2", "a later photo takes the place of the first"


@pytest.mark.parametrize(
    "text", ["", "😀", "/xyz", "ư" * 10_000, "ư" * 1001], ids=["none", "emoji", "command", "10k", "1001"]
)
async def test_a_text_that_cannot_be_taken_is_explained(an: Citizen, text: str) -> None:
    await an.taps(Act.PICK, 1)
    await an.taps(Act.PICK, 1)
    assert (await an.types(text)).rejected
    assert an.is_asked(ReportStage.TEXT)


async def test_what_is_not_asked_now_is_explained_and_nothing_moves(an: Citizen) -> None:
    assert (await an.types("9")).rejected
    assert (await an.types("xin chào")).rejected
    assert (await an.shows("file-1")).rejected
    assert (await an.taps(Act.PICK, 99)).rejected
    assert (await an.taps(Act.SEND)).rejected
    assert (await an.taps(Act.BACK)).rejected
    assert (await an.taps(Act.NEXT)).rejected
    assert an.is_asked(ReportStage.UNIT)
    await an.types("2")
    assert an.is_asked(ReportStage.CATEGORY), "a typed number chooses like a tap"
    await an.types("6")
    assert (await an.shows("file-1")).rejected, "the words come first"
    await an.types("Chờ")
    assert (await an.types("Chờ thêm")).rejected, "now a photo is asked"
    await an.taps(Act.NO_PHOTO)
    assert (await an.types("gửi")).rejected
    assert an.form.draft.text == "Chờ"


async def test_a_long_list_has_pages_and_types_and_provinces_are_asked_where_there_are_several(
    store: SqlStore, clock: StoppedClock
) -> None:
    units = [make_unit(code=f"h{n:02}") for n in range(PAGE + 3)]
    package = make_package(
        units=[*units, make_unit(code="so", type="department")], rounds=[make_round(campaigns=())]
    )
    office = await open_office(store, clock, package)
    await office.loader.load(make_package(code="thanh_hoa"))
    an = ReportOffice(office).citizen()
    await an.begins()
    assert an.is_asked(ReportStage.PROVINCE)
    await an.taps(Act.PICK, 1)
    assert an.is_asked(ReportStage.TYPE)
    assert [option.name for _, option in an.form.shown] == [{"vi": "Tên", "en": "Name"}, {"": "department"}]
    await an.taps(Act.PICK, 1)
    assert (an.form.page, an.form.pages, len(an.form.shown)) == (0, 2, PAGE)
    await an.taps(Act.MORE)
    await an.taps(Act.MORE)
    assert [number for number, _ in an.form.shown] == [9, 10, 11]
    await an.taps(Act.PICK, 10)
    assert an.form.draft.unit
    assert an.form.draft.unit.code == "h09"
    await an.taps(Act.BACK)
    await an.taps(Act.BACK)
    await an.taps(Act.BACK)
    assert an.is_asked(ReportStage.PROVINCE)
