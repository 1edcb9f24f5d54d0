"""Every questionnaire of the examples, walked from the notice to the sent paper in both languages.

The golden files hold what a person sees; `pytest --regenerate-golden` writes them anew, and the diff is reviewed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from itertools import count

import pytest

from bot.app.entities import Campaign, DraftPaper, Round, RoundStatus, Unit
from bot.app.package import CampaignPlan, ProvincePackage
from bot.inbound.screens import draw_paper
from bot.province import read_province
from surveys import Act, Action, Completed, Input, Interview, Pick, Stage, Type, screen, step
from tests.conftest import EXAMPLES
from tests.transcript import GOLDEN

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
PROVINCES = {name: read_province(EXAMPLES / name) for name in ("hai_duong_2019", "dong_thap_2020")}
CAMPAIGNS = {
    f"{name}_{plan.code}": (package, plan)
    for name, package in PROVINCES.items()
    for round_ in package.rounds
    for plan in round_.campaigns
}
RATED = 3
"""Units on a paper that rates several: the fourth would look like the third."""


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", CAMPAIGNS)
def test_a_form_can_be_walked(name: str, language: str, request: pytest.FixtureRequest) -> None:
    package, plan = CAMPAIGNS[name]
    draft = blank_paper(package, plan, language)
    seen: list[str] = []
    given: Input = Act(Action.AGREE)
    taps = count()
    while True:
        done = step(draft.questionnaire, draft.interview, given, NOW, notice="n")
        draft = replace(draft, interview=done.interview)
        if done.interview.stage is Stage.SENT:
            break
        seen.append(on_the_screen(draft))
        given = next_input(draft, next(taps))
    (sent,) = [event for event in done.events if isinstance(event, Completed)]
    assert sent.answers
    path = GOLDEN / f"form_{name}.{language}.txt"
    text = "\n\n".join(seen) + "\n"
    if request.config.getoption("regenerate_golden"):
        path.write_text(text, "utf-8")
    assert text == path.read_text("utf-8"), f"{path.name} differs; read the diff, then --regenerate-golden"


def blank_paper(package: ProvincePackage, plan: CampaignPlan, language: str) -> DraftPaper:
    round_ = Round(1, 1, "r", {"vi": "r"}, RoundStatus.PROVISIONAL, 1)
    units = {unit.code: unit for unit in package.units if unit.code in plan.units}
    several = plan.questionnaire.rates_units
    codes = tuple(units)[:RATED] if several else ()
    about = next(iter(units.values())) if units and not several else None
    campaign = Campaign(
        id=1,
        round=round_,
        code=plan.code,
        title=plan.title,
        respondent_group=plan.respondent_group,
        questionnaire_id=1,
        key=b"k",
        units=plan.units,
        enough=None,
        opens_at=None,
        closes_at=None,
    )
    return DraftPaper(
        campaign=campaign,
        pseudonym="p",
        ticket_hash="5eed" * 16,
        unit=Unit(1, 1, about.code, about.type, about.name) if about else None,
        cluster="",
        questionnaire_id=1,
        questionnaire=plan.questionnaire,
        interview=Interview(stage=Stage.NOTICE, language=language, unit=about.code if about else None, units=codes),
        message_id=None,
        seat_held=True,
        names={code: unit.name for code, unit in units.items()},
    )


def next_input(draft: DraftPaper, turn: int) -> Input:
    """Another option each time; the first unit of several is one without information."""
    shown = screen(draft.questionnaire, draft.interview)
    if shown.stage is Stage.REVIEW:
        return Act(Action.SEND)
    if shown.unit_number == 1:
        return Act(Action.SKIP_UNIT)
    if shown.options:
        return Pick(shown.options[turn % len(shown.options)].number)
    return Type("Cảm ơn cán bộ") if turn % 2 and Action.SKIP in shown.actions else Act(_onwards(shown.actions))


def _onwards(actions: tuple[Action, ...]) -> Action:
    return Action.SKIP if Action.SKIP in actions else Action.NEXT


def on_the_screen(draft: DraftPaper) -> str:
    drawn = draw_paper(draft)
    rows = drawn.buttons.inline_keyboard if drawn.buttons else []
    buttons = "\n".join(" ".join(f"[{button.text}]" for button in row) for row in rows)
    return f"{unescape(drawn.text)}\n{buttons}"
