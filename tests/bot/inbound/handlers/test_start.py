"""/start with every kind of code, /help, /language, blocking and coming back: through HTTP and the whole bot."""

from __future__ import annotations

from bot.app.entities import RoleKind
from bot.i18n import translator
from tests.person import Person
from tests.town import Town

UNKNOWN = "This invitation code is not known. Please check it against your letter, or scan it again."
NASTY = "<b>An</b> & </i> *x*"


async def at_the_first_question(person: Person, ticket: str) -> None:
    await person.start(ticket)
    await person.click("English")
    await person.click("I agree")


async def test_an_unknown_code_is_explained_in_the_language_that_telegram_reports_or_vietnamese(town: Town) -> None:
    codes = "pabcdefghjkmn", "x", "-" * 64
    for reported, spoken in (("vi", "vi"), ("en-GB", "en"), ("fr", "vi"), (None, "vi")):
        person = await town.citizen(lang=reported)
        for code in codes:
            assert (await person.start(code)).text == translator(spoken)(UNKNOWN)


async def test_a_ticket_begins_one_paper_for_one_person(town: Town) -> None:
    ticket, an, binh = await town.ticket(), await town.citizen(lang="en"), await town.citizen(lang="en")
    await at_the_first_question(an, ticket.upper())
    assert "already used by someone else" in (await binh.start(ticket)).text
    again = await an.start(ticket)
    assert "Question 1/" in again.text
    assert sum("Question 1/" in text for text in again.said) == 1


async def test_a_person_takes_part_once_whatever_the_ticket(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_the_first_question(person, await town.ticket())
    for _ in range(6):
        await person.send("1")
    await person.click("Skip ›")
    assert "Thank you" in (await person.click("Send the paper")).text
    assert "already taken part" in (await person.start(await town.ticket())).text


async def test_a_second_invitation_says_which_paper_is_open_and_stays_valid(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_the_first_question(person, await town.ticket("thanh_ha"))
    await person.send("1")
    shown = (await person.start(await town.ticket("nam_sach"))).text
    assert shown.splitlines()[1] == "Thanh Hà District", "the paused paper names its unit"
    assert "This is the paper that you began: " in shown
    assert "stays valid for somebody else" in shown


async def test_start_alone_explains_the_bot_or_goes_on_with_the_open_paper(town: Town) -> None:
    person = await town.citizen(lang="en")
    assert "With an invitation" in (await person.start()).text
    await at_the_first_question(person, await town.ticket())
    assert "Question 1/" in (await person.start()).text


async def test_a_role_code_binds_one_person_and_says_to_what(town: Town) -> None:
    code = (await town.services.access.role_code("hai_duong", RoleKind.OFFICIAL, "thanh_ha")).code
    an, binh = await town.citizen(NASTY, lang="en"), await town.citizen(lang="en")
    bound = await an.start(code)
    assert bound.text == "You are an official of Thanh Hà District, Hải Dương province."
    assert bound.buttons == ["Score", "Why?", "Deadlines", "Citizens' reports"]
    assert "someone else used it" in (await binh.start(code)).text
    assert (await binh.send("/diem")).text.startswith("Only officials")
    assert (await an.start(code.upper())).text == bound.text
    assert (await an.send(f"/START {code}")).text == bound.text


async def test_a_coordinator_sees_deadlines_but_no_units_score(town: Town) -> None:
    code = (await town.services.access.role_code("hai_duong", RoleKind.COORDINATOR)).code
    person = await town.citizen(lang="en")
    bound = await person.start(code)
    assert "You are a coordinator of Hải Dương province" in bound.text
    assert "Deadlines" in bound.buttons
    assert "Score" not in bound.buttons


async def test_a_replayed_role_code_binds_once_and_answers_again(town: Town) -> None:
    official = await town.official()
    before = await official.screen()
    after = await official.replay()
    assert after.said == [*before.said, before.said[-1]]
    assert len((await town.services.membership.standing(official.id)).roles) == 1


async def test_help_tells_an_official_what_he_may_see(town: Town) -> None:
    official = await town.official()
    shown = await official.send("/help")
    assert "Huyện Thanh Hà" in shown.text
    assert len(shown.buttons) == 4


async def test_the_language_is_chosen_kept_and_spoken(town: Town) -> None:
    person = await town.citizen(lang="vi")
    assert (await person.send("/language")).buttons == ["Tiếng Việt", "English"]
    assert (await person.click("English")).text == "The language is now English."
    assert (await person.start("pnobody")).text == UNKNOWN


async def test_a_language_nobody_speaks_is_not_kept(town: Town) -> None:
    person = await town.citizen(lang="en")
    shown = await person.send("/language")
    await person.tap("l:xx", shown.newest["message_id"])
    assert (await town.services.membership.standing(person.id)).language is None
    assert (await person.start("pnobody")).text == UNKNOWN


async def test_someone_who_blocked_the_bot_comes_back_to_the_same_question(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_the_first_question(person, await town.ticket())
    await person.send("1")
    await person.block()
    async with town.services.store.read() as tx:
        blocked = await tx.people.get(person.id)
    assert blocked is not None
    assert blocked.blocked
    assert "Continue the paper" in (await person.start()).buttons
    assert "Question 2/" in (await person.click("Continue the paper")).text
    async with town.services.store.read() as tx:
        back = await tx.people.get(person.id)
    assert back is not None
    assert not back.blocked


async def test_start_in_the_middle_offers_to_go_on_or_to_begin_anew(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_the_first_question(person, await town.ticket())
    await person.send("1")
    offered = await person.start()
    assert offered.buttons == ["Continue the paper", "Begin anew"]
    warned = await person.click("Begin anew")
    assert "1 answer would be dropped" in warned.text
    assert "Question 1/7" in (await person.click("Yes, drop my answers and begin anew")).text


async def test_the_language_changes_in_the_middle_of_a_paper_and_keeps_the_answers(town: Town) -> None:
    person = await town.citizen(lang="en")
    await at_the_first_question(person, await town.ticket())
    await person.send("2")
    await person.send("/language")
    shown = await person.click("Tiếng Việt")
    assert "Câu 2/7" in shown.text
    assert "✓ 2. Hài lòng" in (await person.click("‹ Quay lại")).buttons
