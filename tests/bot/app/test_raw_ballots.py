"""Stored ballots read again: by their own questionnaire and their own answers, or refused without quoting them."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest

from bot.app.errors import UnreadableBallot
from bot.app.package import ProvincePackage
from bot.app.raw_ballots import raw_ballots
from bot.app.recount_columns import Columns
from bot.app.recount_compare import unreadable_findings
from bot.app.sample import Sampler
from scoring import Ballot, Rating
from storage.store import SqlStore
from surveys import Question, Questionnaire, Section
from tests.bot.app.office import HANOI, Office, open_office
from tests.bot.app.papers import LEADERS, SEVERAL, WITH_LIST, make_papers, make_stored
from tests.builders import make_campaign, make_form, make_package, make_round
from tests.conftest import StoppedClock
from tests.storage.rows import change


def test_a_paper_about_one_unit_is_the_ballot_that_was_counted() -> None:
    stored = make_stored({"dung_hen": "good", "gop_y": "tốt", "thai_do": "poor"}, cluster="xa_1")
    assert make_papers().read(stored) == Ballot(
        "2026",
        "citizen",
        "citizen",
        (Rating("gia_loc", "tthc.dung_hen", "good"), Rating("gia_loc", "can_bo.thai_do", "poor")),
        "xa_1",
    )


def test_the_answers_say_which_units_were_rated() -> None:
    answers = {"phoi_hop[thanh_ha]": "good", "dung_hen[sở [cũ]]": "fair", "ly_do[gia_loc]": "bận", "chung": "good"}
    ballot = make_papers().read(make_stored(answers, form=SEVERAL, unit=None, campaign=LEADERS))
    assert set(ballot.ratings) == {
        Rating("thanh_ha", "chi_dao.phoi_hop", "good"),
        Rating("sở [cũ]", "tthc.dung_hen", "fair"),
    }


def test_several_answers_to_one_question_are_no_rating() -> None:
    stored = make_stored({"kenh": ("good", "fair"), "dung_hen": "good"}, form=WITH_LIST)
    assert make_papers().read(stored).ratings == (Rating("gia_loc", "tthc.dung_hen", "good"),)


@pytest.mark.parametrize(
    ("answers", "form"),
    [
        ('{"dung_hen": "bí mật"', 1),
        ('["bí mật"]', 1),
        ('"bí mật"', 1),
        ('{"dung_hen": "good"} bí mật', 1),
        ('{"không hỏi": "bí mật"}', 1),
        ('{"dung_hen[gia_loc]": "bí mật"}', 1),
        ('{"phoi_hop": "bí mật"}', SEVERAL),
        ('{"phoi_hop[]": "bí mật"}', SEVERAL),
        ('{"dung_hen": ["bí mật"]}', 1),
        ('{"dung_hen": 3}', 1),
        ('{"dung_hen": null}', 1),
        ('{"kenh": "bí mật"}', WITH_LIST),
        ('{"kenh": ["bí mật", 1]}', WITH_LIST),
        ("", 1),
    ],
)
def test_what_the_questionnaire_cannot_explain_is_refused_and_not_quoted(answers: str, form: int) -> None:
    with pytest.raises(UnreadableBallot) as refused:
        make_papers().read(make_stored(answers, form=form))
    said = f"{refused.value} {refused.value.params} {refused.value.__cause__}"
    assert "bí mật" not in said


def rating_both() -> Questionnaire:
    """The questions of the tiny province, asked about each district on one paper."""
    form = make_form(form_id="lanh_dao")
    rated = tuple(each for each in form.items if isinstance(each, Question) and each.criterion)
    return form.model_copy(update={"items": (Section(name="units", repeat=True, items=rated),)})


async def test_a_unit_that_is_not_asked_about_any_more_keeps_its_ratings(
    store: SqlStore, clock: StoppedClock
) -> None:
    def package(*units: str) -> ProvincePackage:
        return make_package(rounds=[make_round(campaigns=[make_campaign(form=rating_both(), units=units)])])

    office = await open_office(store, clock, package("gia_loc", "thanh_ha"))
    await Sampler(store, clock, HANOI).add("hai_duong", "citizen", 2, Random(1))
    await office.loader.load(package("gia_loc"))
    async with store.read() as tx:
        ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
        ballots = await raw_ballots(tx, campaign)
    assert campaign.units == ("gia_loc",)
    assert [Counter(each.unit for each in ballot.ratings) for ballot in ballots] == [
        {"gia_loc": 2, "thanh_ha": 2},
        {"gia_loc": 2, "thanh_ha": 2},
    ]


async def test_one_ballot_that_cannot_be_read_stops_whoever_needs_all(
    office: Office, store: SqlStore, database_url: str
) -> None:
    await office.ballot(1, "good", "poor")
    await change(database_url, "update ballot set answers = '{'")
    async with store.read() as tx:
        ((campaign, _),) = await tx.provinces.campaigns("hai_duong")
        with pytest.raises(UnreadableBallot):
            await raw_ballots(tx, campaign)


@pytest.mark.parametrize("missing", [{"unit": 99}, {"form": 99}])
def test_a_ballot_that_refers_to_nothing_there_is_cannot_be_read(missing: dict[str, int]) -> None:
    stored = make_stored({"dung_hen": "good"}, **missing)  # type: ignore[arg-type]
    with pytest.raises(UnreadableBallot, match="does not exist"):
        make_papers().read(stored)
    columns = Columns(make_papers())
    columns.add([stored, make_stored({"dung_hen": "good"})])
    assert [ballot for ballot, _ in columns.unreadable] == [stored]
    assert columns.ballots == {stored.campaign: {None: 1, "gia_loc": 1}}
    assert columns.forms == {stored.campaign: {1, stored.questionnaire}}
    (found,) = unreadable_findings(columns.unreadable, make_papers())
    assert found.unit == ("" if "unit" in missing else "gia_loc")
