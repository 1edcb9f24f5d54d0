"""One list of commands for /help and for Telegram's menus: what the person can use, and nothing else."""

from __future__ import annotations

import pytest

from bot.app.entities import Role, RoleKind, Unit
from bot.i18n import LANGUAGES, translator
from bot.inbound.commands import commands_text, offered
from tests.person import Person, control
from tests.town import Town

OFFICIAL = Role(
    RoleKind.OFFICIAL, 1, {"vi": "Hải Dương"}, Unit(1, 1, "thanh_ha", "district", {"vi": "Huyện Thanh Hà"})
)
COORDINATOR = Role(RoleKind.COORDINATOR, 1, {"vi": "Hải Dương"}, None)
VI, EN = translator("vi"), translator("en")
KINDS = {"citizen": (), "official": (OFFICIAL,), "coordinator": (COORDINATOR,)}
OF_A_ROLE = {
    "citizen": set[str](),
    "official": {"diem", "visao", "han", "phananhden"},
    "coordinator": {"han", "tre", "yeucauden"},
}
REFUSALS = ("Chỉ cán bộ", "Chỉ điều phối viên", "Không có lệnh này", "Hiện không có mốc thời hạn nào")


def names(*roles: Role) -> list[str]:
    return [each.command for each in offered(roles, VI)]


async def somebody(town: Town, kind: str) -> Person:
    match kind:
        case "official":
            return await town.official()
        case "coordinator":
            return await town.coordinator()
        case _:
            return await town.citizen()


async def menu(person: Person) -> list[str]:
    shown = await control(person.url, "GET", f"users/{person.id}/commands")
    return [f"/{each['command']} – {each['description']}" for each in shown["commands"]]


@pytest.mark.parametrize("kind", KINDS)
def test_each_role_adds_its_own_commands_to_those_of_everybody(kind: str) -> None:
    assert set(names(*KINDS[kind])) - set(names()) == OF_A_ROLE[kind]
    assert len(names(OFFICIAL, COORDINATOR)) == len(set(names(OFFICIAL, COORDINATOR)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_is_explained_in_a_few_words(language: str) -> None:
    lines = commands_text((OFFICIAL, COORDINATOR), translator(language)).splitlines()
    assert all(line.startswith("/") and 3 < len(line.partition(" – ")[2]) <= 60 for line in lines)


@pytest.mark.parametrize("kind", KINDS)
async def test_every_command_that_is_offered_works_and_no_other_one_of_the_roles(town: Town, kind: str) -> None:
    person = await somebody(town, kind)
    for command in names(OFFICIAL, COORDINATOR):
        said = (await person.send(f"/{command}")).text
        refused = said.startswith(REFUSALS)
        assert refused is (command not in names(*KINDS[kind])), f"/{command}: {said}"


@pytest.mark.parametrize("kind", KINDS)
async def test_help_lists_what_telegrams_menu_shows_in_this_chat(town: Town, kind: str) -> None:
    person = await somebody(town, kind)
    lines = commands_text(KINDS[kind], VI).splitlines()
    assert (await person.send("/help")).text.splitlines()[-len(lines) :] == lines
    assert await menu(person) == lines


async def test_the_menu_follows_the_language_and_goes_with_the_role(town: Town) -> None:
    official = await town.official()
    await official.send("/language")
    await official.click("English")
    assert await menu(official) == commands_text((OFFICIAL,), EN).splitlines()
    await official.send("/xoa")
    await official.click("Yes, erase everything")
    assert await menu(official) == commands_text((), VI).splitlines(), "what everybody with this Telegram sees"


async def test_a_menu_that_cannot_be_set_costs_no_answer(town: Town) -> None:
    code = (await town.services.access.role_code("hai_duong", RoleKind.COORDINATOR)).code
    person = await town.citizen()
    await control(town.url, "POST", "faults", {"method": "setMyCommands", "kind": "500"})
    bound = await person.start(code)
    assert bound.said == [bound.text]
    await person.send("/help")
    assert await menu(person) == commands_text((COORDINATOR,), VI).splitlines()
