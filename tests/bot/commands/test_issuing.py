"""tickets and code: what they print for a mail merge, when they warn, and that only hashes are kept."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.app.codes import CODE_LENGTH, ROLE_PREFIX, TICKET_PREFIX
from tests.bot.commands.conftest import Parbot
from tests.bot.commands.test_data import HAI_DUONG, dump


def rows(out: str) -> Sequence[dict[str, str]]:
    """The lines by the names of their columns, as a mail merge reads them."""
    return list(csv.DictReader(out.splitlines(), delimiter="\t"))


def test_tickets_are_printed_once_and_only_their_hashes_are_kept(parbot: Parbot, database: Path) -> None:
    parbot("load", HAI_DUONG)
    ran = parbot("tickets", "hai_duong", "citizen", "--unit", "thanh_ha", "--unit", "chi_linh", "-n", "3")
    assert (ran.code, ran.err) == (0, "")
    issued = rows(ran.out)
    assert list(issued[0]) == ["unit", "unit_name", "code"]
    assert [(each["unit"], each["unit_name"]) for each in issued] == [
        *[("thanh_ha", "Thanh Hà District")] * 3,
        *[("chi_linh", "Chí Linh City")] * 3,
    ]
    codes = {each["code"] for each in issued}
    assert len(codes) == 6
    assert all(code[0] == TICKET_PREFIX and len(code) == CODE_LENGTH + 1 for code in codes)
    kept = "\n".join(dump(database))
    assert not any(code in kept for code in codes)


def test_tickets_with_a_bot_have_their_link_beside_them(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    for written in ("par_hd_bot", "@par_hd_bot", "https://t.me/par_hd_bot"):
        ran = parbot("tickets", "hai_duong", "citizen", "--unit", "thanh_ha", "-n", "2", "--bot", written)
        assert len(rows(ran.out)) == 2
        for each in rows(ran.out):
            assert list(each) == ["unit", "unit_name", "code", "link"]
            assert (each["unit"], each["link"]) == ("thanh_ha", f"https://t.me/par_hd_bot?start={each['code']}")


@pytest.mark.parametrize("name", ["bot", "par bot", "par/bot", "1bot_bot", "x" * 33, "đăngbot"])
def test_what_is_no_name_of_a_bot_is_misuse(parbot: Parbot, name: str) -> None:
    ran = parbot("tickets", "hai_duong", "citizen", "--bot", name)
    assert (ran.code, ran.out) == (2, "")
    assert f"--bot: “{name}” is no bot's name" in ran.err
    assert "ends in “bot”" in ran.err


def test_more_invitations_than_seats_are_warned_of(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    tickets = ("tickets", "hai_duong", "citizen", "--unit")
    enough = parbot(*tickets, "thanh_ha", "-n", "30")
    assert (enough.code, enough.err) == (0, "")
    more = parbot(*tickets, "thanh_ha", "--unit", "chi_linh", "-n", "2")
    assert (more.code, len(rows(more.out))) == (0, 4)
    assert more.err.endswith("turned away: Thanh Hà District (seats: 30, invitations: 32).\n")


def test_a_paper_about_several_units_is_warned_of_as_one(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    ran = parbot("tickets", "hai_duong", "department_leaders", "-n", "2000")
    assert {(each["unit"], each["unit_name"]) for each in rows(ran.out)} == {("*", "")}
    assert "* (seats: " in ran.err
    assert ran.err.endswith("invitations: 2,000).\n")


def test_names_of_units_are_in_the_language_of_the_command_line(
    parbot: Parbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    parbot("load", HAI_DUONG)
    monkeypatch.setenv("PARBOT_LANGUAGE", "vi")
    (issued,) = rows(parbot("tickets", "hai_duong", "citizen", "--unit", "thanh_ha").out)
    assert issued["unit_name"] == "Huyện Thanh Hà"


def test_tickets_for_every_unit_of_the_campaign(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    assert len(rows(parbot("tickets", "hai_duong", "citizen").out)) == 12


def test_codes_for_officials_and_coordinators(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    for who in (("--unit", "thanh_ha"), ("--coordinator",)):
        ran = parbot("code", "hai_duong", *who)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(ROLE_PREFIX)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("tickets", "nowhere", "citizen"), "There is no province nowhere; there are: hai_duong."),
        (("tickets", "hai_duong", "nobody"), "There is no campaign nobody in hai_duong; there are: 2019/"),
        (("tickets", "hai_duong", "citizen", "--unit", "so_y_te"), "There is no unit so_y_te; there are: chi"),
        (("code", "nowhere", "--coordinator"), "There is no province nowhere; there are: hai_duong."),
        (("code", "hai_duong", "--unit", "nobody"), "There is no unit nobody; there are: "),
    ],
)
def test_an_unknown_name_is_said_and_nothing_is_issued(
    parbot: Parbot, database: Path, command: tuple[str, ...], said: str
) -> None:
    parbot("load", HAI_DUONG)
    before = dump(database)
    ran = parbot(*command)
    assert (ran.code, ran.out) == (1, "")
    (line,) = ran.err.splitlines()
    assert line.startswith(said)
    assert dump(database) == before


def test_a_unit_is_named_as_people_name_it(parbot: Parbot) -> None:
    parbot("load", HAI_DUONG)
    (issued,) = rows(parbot("tickets", "hai_duong", "citizen", "--unit", "huyen thanh ha").out)
    assert issued["unit"] == "thanh_ha"
    assert parbot("code", "hai_duong", "--unit", "Huyện Thanh Hà").out.startswith(ROLE_PREFIX)


@pytest.mark.parametrize("number", ["0", "-1", "x"])
def test_a_number_of_tickets_that_makes_no_sense_is_misuse(parbot: Parbot, number: str) -> None:
    assert parbot("tickets", "hai_duong", "citizen", "-n", number).code == 2


@pytest.mark.parametrize("who", [(), ("--unit", "thanh_ha", "--coordinator")])
def test_a_code_is_for_one_kind_of_person(parbot: Parbot, who: tuple[str, ...]) -> None:
    assert parbot("code", "hai_duong", *who).code == 2
