"""The line through every room: HTTP, stand-in, aiogram, use cases, store, score, python-telegram-bot."""

from __future__ import annotations

from random import Random

import pytest

from bot.demo import SAMPLE_BALLOTS
from bot.province import read_province
from tests.bot.app.office import recount, stored_cells
from tests.bot.inbound.builders import OF
from tests.conftest import EXAMPLES, StoppedClock
from tests.person import Screen
from tests.storage.rows import all_rows, change
from tests.town import Town, open_town
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


async def test_a_citizen_comes_back_to_the_one_stop_shop_and_answers_again(
    database_url: str, clock: StoppedClock
) -> None:
    """Đồng Tháp's satisfaction survey is always open: every invitation is worth one paper, and only one."""
    async with open_town(database_url, clock, Random(1).choice, read_province(EXAMPLES / "dong_thap_2020")) as town:
        citizen = await town.citizen()

        async def ticket(desk: str) -> str:
            (issued,) = await town.services.access.tickets("dong_thap", "sipas", per_unit=1, units=(desk,))
            return issued.code

        async def answers(code: str, answer: str) -> Screen:
            await citizen.start(code)
            await citizen.click("Tiếng Việt")
            await citizen.click("Tôi đồng ý")
            for _ in range(5):
                await citizen.click(answer)
            await citizen.click("Bỏ qua ›")
            return await citizen.click("Gửi phiếu")

        first = await ticket("mc_sa_dec")
        assert "Phiếu đã được tiếp nhận" in (await answers(first, "1. Rất hài lòng")).text
        assert "Thư mời này đã được sử dụng" in (await citizen.start(first)).text
        looked = await ticket("mc_sa_dec")
        assert "chọn ngôn ngữ" in (await citizen.start(looked)).text, "looked at, and left"
        clock.advance(days=40)
        sent = await answers(await ticket("mc_cao_lanh_tp"), "5. Rất không hài lòng")
        assert "Phiếu đã được tiếp nhận" in sent.text
        assert "Phiếu đã được tiếp nhận" in (await citizen.replay()).text
        assert "Thư mời này đã được sử dụng" in (await citizen.start(first)).text
        held = (await citizen.send("/dulieu")).text
        assert "Dữ liệu đang lưu về Ông/Bà" in held
        assert "đã tham gia" not in held, "nobody knows that An took part"
    rows = await all_rows(database_url)
    names = {row["id"]: row["code"] for row in rows["unit"]}
    assert sorted(names[row["unit_id"]] for row in rows["ballot"]) == ["mc_cao_lanh_tp", "mc_sa_dec"]
    assert len(rows["participation"]) == 2
    assert sorted(row["state"] for row in rows["ticket"]) == ["free", "used", "used"]
    assert await stored_cells(database_url) == await recount(database_url)


async def test_a_coordinator_is_reminded_once(town: Town, clock: StoppedClock) -> None:
    coordinator = await town.coordinator()
    assert await town.services.reminders.plan() == 1
    assert await town.services.reminders.plan() == 0
    reminded = await coordinator.until("Tự chấm điểm")
    assert "22/11/2026" in reminded.text
    assert sum("Tự chấm điểm" in text for text in reminded.said) == 1
    clock.advance(minutes=5)
    assert await town.services.reminders.plan() == 0


async def test_a_coordinator_hears_of_a_count_that_somebody_changed(
    town: Town, clock: StoppedClock, database_url: str
) -> None:
    """Counted anew at night, told in the morning, once."""
    coordinator = await town.coordinator()
    await town.services.sampler.add("hai_duong", "citizen", 2, Random(2019))
    await change(database_url, "update cell set n = n + 1 where unit = 'thanh_ha' and criterion = '*'")
    clock.now = clock.now.replace(hour=19, minute=30)  # 02:30 in the province
    assert await town.services.recount_watch.run()
    clock.advance(hours=5, minutes=1)
    alarmed = await coordinator.until("không khớp")
    assert "chưa công bố" in alarmed.text
    assert "parbot recount hai_duong/2019" in alarmed.text
    assert sum("không khớp với phiếu gốc" in text for text in alarmed.said) == 1


async def test_an_official_sees_the_score_and_the_deadlines(town: Town, request: pytest.FixtureRequest) -> None:
    await town.services.sampler.add("hai_duong", "citizen", SAMPLE_BALLOTS, Random(2019))
    await town.services.releasing.run()
    official = Transcript(await town.official("thanh_ha"))
    await official.click("Xem điểm")
    await official.type("/han")
    official.check("hai_duong_2019_official.vi.txt", regenerate=request.config.getoption("regenerate_golden"))


async def test_the_ballot_that_fills_a_batch_moves_the_score_of_its_district_and_of_no_other(town: Town) -> None:
    await town.services.sampler.add("hai_duong", "citizen", SAMPLE_BALLOTS, Random(2019))
    await town.services.releasing.run()
    mine, other = await town.official("thanh_ha"), await town.official("nam_sach")
    before, others_before = await mine.send("/diem"), await other.send("/diem")
    citizen = await town.citizen()
    await citizen.start(await town.ticket("thanh_ha"))
    await citizen.click("Tiếng Việt")
    await citizen.click("Tôi đồng ý")
    for _ in range(6):
        await citizen.click("5. Rất không hài lòng")
    await citizen.click("Bỏ qua ›")
    await citizen.click("Gửi phiếu")
    await town.services.releasing.run()
    after = await mine.send("/diem")
    assert survey_points(after.text) != survey_points(before.text)
    assert (await other.send("/diem")).text == others_before.text


async def test_an_official_of_thanh_hoa_sees_the_published_numbers(town: Town) -> None:
    """The real table of 2020: Sở Tư pháp has 89,00 and shares rank 7."""
    official = await town.official("so_tu_phap", "thanh_hoa")
    card = await official.send("/diem")
    assert "ĐÃ CÔNG BỐ" in card.text
    assert f"99,50{OF}100" in card.text
    assert f"Tổng điểm: 89,00{OF}100" in card.text
    assert "Xếp loại: Tốt" in card.text
    assert "Xếp hạng: 7" in card.text


async def test_a_citizen_sees_no_score(town: Town) -> None:
    citizen = await town.citizen()
    assert "/start" in (await citizen.send("/diem")).text
    assert "photo" not in (await citizen.screen()).newest


def survey_points(card: str) -> float:
    (line,) = [line for line in card.splitlines() if "xã hội học:" in line]
    return float(line.split(":")[1].split("/")[0].strip().replace(",", "."))


async def test_a_department_leader_rates_the_districts(town: Town, request: pytest.FixtureRequest) -> None:
    """Unit by unit: skip one, see what is left, stop when enough are finished."""
    (ticket,) = await town.services.access.tickets("hai_duong", "department_leaders", per_unit=1)
    leader = Transcript(await town.citizen())
    await leader.start(ticket.code)
    await leader.click("Tiếng Việt")
    await leader.click("Tôi đồng ý")
    await leader.click("Bỏ qua đơn vị này")
    for _ in range(6):
        for _ in range(4):
            await leader.click("2. Tốt")
    await leader.click("Tất cả đơn vị")
    await leader.click("Xem lại và gửi")
    await leader.click("Gửi phiếu")
    leader.check(
        "hai_duong_2019_department_leader.vi.txt", regenerate=request.config.getoption("regenerate_golden")
    )
