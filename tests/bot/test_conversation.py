"""The line through every room: HTTP, stand-in, aiogram, use cases, store, score, python-telegram-bot."""

from __future__ import annotations

from random import Random

import pytest

from tests.conftest import StoppedClock
from tests.town import Town
from tests.transcript import Transcript


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_a_citizen_fills_in_a_paper(town: Town, language: str, request: pytest.FixtureRequest) -> None:
    """The golden conversation: taps and typed numbers, back, pause, wrong input, review with a change, sending."""
    citizen = Transcript(await town.citizen(lang=language))
    words = WORDS[language]
    await citizen.start(await town.ticket())
    await citizen.click(words["language"])
    await citizen.click(words["agree"])
    await citizen.type("2")
    await citizen.click(words["satisfied"])
    await citizen.click(words["back"])
    await citizen.type("xin chào")
    await citizen.type("9")
    await citizen.click(words["neutral"])
    await citizen.click(words["pause"])
    await citizen.click(words["resume"])
    for _ in range(4):
        await citizen.click(words["very"])
    await citizen.type("Cảm ơn cán bộ <b>một cửa</b> & mọi người")
    await citizen.click("3")
    await citizen.click(words["unsatisfied"])
    sent = await citizen.click(words["send"])
    assert not sent.buttons
    citizen.check(
        f"hai_duong_2019_citizen.{language}.txt", regenerate=request.config.getoption("regenerate_golden")
    )


WORDS = {
    "vi": {
        "language": "Tiếng Việt",
        "agree": "Tôi đồng ý",
        "back": "‹ Quay lại",
        "pause": "Tạm dừng",
        "resume": "Trả lời tiếp phiếu",
        "send": "Gửi phiếu",
        "very": "1. Rất hài lòng",
        "satisfied": "2. Hài lòng",
        "neutral": "3. Bình thường",
        "unsatisfied": "4. Không hài lòng",
    },
    "en": {
        "language": "English",
        "agree": "I agree",
        "back": "‹ Back",
        "pause": "Pause",
        "resume": "Continue the paper",
        "send": "Send the paper",
        "very": "1. Very satisfied",
        "satisfied": "2. Satisfied",
        "neutral": "3. Neutral",
        "unsatisfied": "4. Dissatisfied",
    },
}


async def test_a_coordinator_is_reminded_once(town: Town, clock: StoppedClock) -> None:
    coordinator = await town.coordinator()
    assert await town.services.reminders.plan() == 1
    assert await town.services.reminders.plan() == 0
    reminded = await coordinator.until("Tự chấm điểm")
    assert "22/11/2026" in reminded.text
    assert sum("Tự chấm điểm" in text for text in reminded.said) == 1
    clock.advance(minutes=5)
    assert await town.services.reminders.plan() == 0


async def test_an_official_sees_the_score_and_the_deadlines(town: Town, request: pytest.FixtureRequest) -> None:
    await town.services.sampler.add("hai_duong", "citizen", 8, Random(2019))
    official = Transcript(await town.official("thanh_ha"))
    await official.click("Xem điểm")
    await official.type("/han")
    official.check("hai_duong_2019_official.vi.txt", regenerate=request.config.getoption("regenerate_golden"))


async def test_one_ballot_moves_the_score_of_its_district_and_of_no_other(town: Town) -> None:
    await town.services.sampler.add("hai_duong", "citizen", 8, Random(2019))
    mine, other = await town.official("thanh_ha"), await town.official("nam_sach")
    before, others_before = await mine.send("/diem"), await other.send("/diem")
    assert "8 phiếu" in before.text
    citizen = await town.citizen()
    await citizen.start(await town.ticket("thanh_ha"))
    await citizen.click("Tiếng Việt")
    await citizen.click("Tôi đồng ý")
    for _ in range(6):
        await citizen.click("5. Rất không hài lòng")
    await citizen.click("Bỏ qua ›")
    await citizen.click("Gửi phiếu")
    after = await mine.send("/diem")
    assert "9 phiếu" in after.text
    assert survey_points(after.text) < survey_points(before.text)
    assert (await other.send("/diem")).text == others_before.text


async def test_an_official_of_thanh_hoa_sees_the_published_numbers(town: Town) -> None:
    """The real table of 2020: Sở Tư pháp has 89,00 and shares rank 7."""
    official = await town.official("so_tu_phap", "thanh_hoa")
    card = await official.send("/diem")
    assert "ĐÃ CÔNG BỐ" in card.text
    assert "99,50 / 100" in card.text
    assert "Tổng điểm: 89,00 / 100" in card.text
    assert "Xếp loại: Tốt" in card.text
    assert "Xếp hạng: 7" in card.text


async def test_a_citizen_sees_no_score(town: Town) -> None:
    citizen = await town.citizen()
    assert "/start" in (await citizen.send("/diem")).text
    assert "photo" not in (await citizen.screen()).newest


def survey_points(card: str) -> float:
    (line,) = [line for line in card.splitlines() if "xã hội học" in line]
    return float(line.split(":")[1].split("/")[0].strip().replace(",", "."))


async def test_a_department_leader_rates_the_districts(town: Town, request: pytest.FixtureRequest) -> None:
    """Unit by unit: skip one, see what is left, stop when enough are finished."""
    (ticket,) = await town.services.access.tickets("hai_duong", "department_leaders", per_unit=1)
    leader = Transcript(await town.citizen())
    await leader.start(ticket.code)
    await leader.click("Tiếng Việt")
    await leader.click("Tôi đồng ý")
    await leader.click("Không có thông tin về đơn vị này")
    for _ in range(6):
        for _ in range(4):
            await leader.click("2. Tốt")
    await leader.click("Tất cả đơn vị")
    await leader.click("Xem lại và gửi")
    await leader.click("Gửi phiếu")
    leader.check(
        "hai_duong_2019_department_leader.vi.txt", regenerate=request.config.getoption("regenerate_golden")
    )
