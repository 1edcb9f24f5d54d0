"""The form of a report: what can be chosen at each step, what is explained, and the way back."""

from __future__ import annotations

import pytest

from bot.app.report import ReportStage
from bot.app.report_form import PAGE, Act
from bot.app.reports import Told
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
    assert (await an.types("không có ảnh")).rejected, "now a photo is asked"
    assert (await an.types("")).rejected, "a sticker"
    await an.taps(Act.NO_PHOTO)
    assert (await an.types("gửi")).rejected
    assert an.form.draft.text == "Chờ"


NEW = "Chờ ba tuần, không ai trả lời"


async def test_the_text_can_be_changed_from_the_photo_and_from_the_review(an: Citizen) -> None:
    await an.fills_in("Gọi 0912 345 678", photo="file-1")
    await an.taps(Act.CHANGE)
    assert an.is_asked(ReportStage.TEXT)
    await an.types("Chờ")
    assert (an.form.draft.text, an.form.draft.photo) == ("Chờ", "file-1")
    await an.taps(Act.CHANGE)
    assert an.is_asked(ReportStage.TEXT)


@pytest.mark.parametrize("stage", [ReportStage.PHOTO, ReportStage.REVIEW])
async def test_a_text_typed_after_the_text_is_its_new_wording(an: Citizen, stage: ReportStage) -> None:
    await an.fills_in("Gọi 0912 345 678", photo="file-1")
    if stage is ReportStage.PHOTO:
        await an.taps(Act.BACK)
    shown = await an.types(NEW)
    assert shown.told is Told.REWORDED
    assert (an.form.draft.text, an.form.draft.photo) == (NEW, "file-1")
    assert an.is_asked(stage), "the person goes on where they were"
    report = (await an.sends() if stage is ReportStage.REVIEW else shown).report
    assert report is None or report.text == NEW
    assert stage is ReportStage.REVIEW or (await an.types("ư" * 1001)).rejected


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
    assert [option.name for _, option in an.form.page.shown] == [{"vi": "Tên", "en": "Name"}, {"": "department"}]
    await an.taps(Act.PICK, 1)
    assert (an.form.page.number, an.form.page.pages, len(an.form.page.shown)) == (0, 2, PAGE)
    await an.taps(Act.MORE)
    await an.taps(Act.MORE)
    assert [number for number, _ in an.form.page.shown] == [9, 10, 11]
    await an.taps(Act.PICK, 10)
    assert an.form.draft.unit
    assert an.form.draft.unit.code == "h09"
    await an.taps(Act.BACK)
    await an.taps(Act.BACK)
    await an.taps(Act.BACK)
    assert an.is_asked(ReportStage.PROVINCE)
