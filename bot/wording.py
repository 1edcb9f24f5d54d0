"""Words that every channel shares: what the actions on a paper and the categories of a report are called."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from fractions import Fraction

from bot.app.explaining import Explained
from bot.app.report import Category
from bot.app.standings import ScoreCard
from bot.i18n import Translator
from scoring import Section, Sentence, WhyPart, round_half_up
from scoring.rounding import printed
from surveys import Action, Flag, Line, UnitState, in_language

__all__ = [
    "action_text",
    "bonus_text",
    "category_text",
    "computed_text",
    "days_left_text",
    "exact_text",
    "flag_text",
    "maximum_text",
    "not_counted_text",
    "out_of",
    "section_text",
    "sentence_text",
    "unit_state_text",
]

EXACT_DECIMALS = 6
"""Decimals written of a number that has more of them, or no end of them."""

LONG_FRACTION = 24
"""Characters of a fraction that nobody reads any more; a weighted sum of many groups has hundreds."""


def action_text(action: Action, t: Translator) -> str:
    """What a button or a line with this action says."""
    match action:
        case Action.AGREE:
            return t("I agree")
        case Action.REFUSE:
            return t("I do not take part")
        case Action.BACK:
            return t("‹ Back")
        case Action.SKIP:
            return t("Skip ›")
        case Action.NEXT:
            return t("Continue ›")
        case Action.LESS:
            return t("‹ Options before")
        case Action.MORE:
            return t("More options ›")
        case Action.SKIP_UNIT:
            return t("Skip this unit")
        case Action.UNITS:
            return t("All units")
        case Action.REVIEW:
            return t("Review and send")
        case Action.PAUSE:
            return t("Pause")
        case Action.RESUME:
            return t("Continue the paper")
        case Action.RESTART:
            return t("Begin anew")
        case Action.RESTART_NOW:
            return t("Yes, drop my answers and begin anew")
        case Action.SEND:
            return t("Send the paper")


def category_text(category: Category, t: Translator) -> str:
    """What a citizen's report is about."""
    match category:
        case Category.LATE_FILE:
            return t("A file handled late")
        case Category.CONDUCT:
            return t("Conduct of officials")
        case Category.PAPERWORK:
            return t("Procedures and paperwork")
        case Category.COST:
            return t("Costs beyond the fees")
        case Category.ONLINE:
            return t("Online public services")
        case Category.OTHER:
            return t("Something else")


def days_left_text(days: int, t: Translator, *, over: bool = False) -> str:
    """How long it still is to a deadline `days` calendar days from now, where it is not over."""
    if over:
        return t("over")
    return t.many("{n} day left", "{n} days left", days) if days else t("today")


def unit_state_text(line: Line, t: Translator) -> str:
    """How far a paper over several units is with the unit of `line`: so short that beside a name of 20 characters
    it stays in the line on a small phone."""
    match line.state:
        case UnitState.DONE:
            return t("✓ done")
        case UnitState.SKIPPED:
            return t("✕ skipped")
        case UnitState.BEGUN:
            return t("◐ {answered}/{asked}", answered=line.answered, asked=line.asked)
        case UnitState.LEFT | None:
            return t("○ to do")


def computed_text(moment: datetime, t: Translator) -> str:
    """When numbers were computed, in the zone of `moment`: pictures are forwarded, and provisional numbers move."""
    return t("Computed at {hour}:{minute} on {day}", hour=f"{moment:%H}", minute=f"{moment:%M}", day=moment.date())


def out_of(points: Fraction | None, maximum: Fraction, decimals: int, t: Translator) -> str:
    """Points as they are printed, with their maximum; a line never ends between the two."""
    if points is None:
        return t("not known yet")
    most = maximum_text(maximum, decimals, t)
    shown = t("{points} / {maximum}", points=round_half_up(points, decimals), maximum=most)
    return shown.replace(" ", "\N{NO-BREAK SPACE}")


def maximum_text(maximum: Fraction, decimals: int, t: Translator) -> str:
    """A maximum: 77 rather than 77,00, but 20,50."""
    whole = maximum.denominator == 1
    return t.number(int(maximum) if whole else round_half_up(maximum, decimals))


def bonus_text(card: ScoreCard, t: Translator) -> str | None:
    """What the maximum holds beside the points of the criteria, or that there is more than it: a total alone does
    not show its bonus. None where the card says it all."""
    decimals, bonus = card.framework.rounding.decimals, card.most - card.score.max_score
    if not bonus:
        hidden = not card.score.domains and card.framework.set_for(card.unit.type).bonus
        return t("Bonus points come on top.") if hidden else None
    return t(
        "{most} points are {criteria} and up to {bonus} bonus points.",
        most=maximum_text(card.most, decimals, t),
        criteria=maximum_text(card.score.max_score, decimals, t),
        bonus=maximum_text(bonus, decimals, t),
    )


def flag_text(flag: Flag, t: Translator) -> str:
    """What a quality flag means, for a coordinator."""
    match flag:
        case Flag.ONE_OPTION:
            return t("the same option everywhere")
        case Flag.LONG_RUN:
            return t("one option many times in a row")
        case Flag.HURRIED:
            return t("answered faster than one can read")


def section_text(section: Section, t: Translator) -> str:
    """What a domain is called, or what stands beside the domains."""
    if section.name:
        return section.name.in_language(t.language)
    match section.code:
        case "bonus":
            return t("Bonus points")
        case "penalty":
            return t("Penalty points")
        case _:
            return t("Total, entered without criteria")


def sentence_text(sentence: Sentence, t: Translator) -> str:
    """Why a part of a score is what it is, with the sentences that fill its fields."""
    plain = t.escaping(str)
    fields = {
        name: sentence_text(value, plain) if isinstance(value, Sentence) else value
        for name, value in sentence.in_language(t.language).items()
    }
    return t(sentence.reason, **fields)


def not_counted_text(explained: Explained, parts: Iterable[WhyPart], t: Translator) -> str | None:
    """Which options of the papers behind `parts` do not count towards the points; None where all of them do."""
    labels = dict.fromkeys(
        in_language(explained.option(each.campaign, each.question or part.criterion, each.option), t.language)
        for part in parts
        for group in part.groups
        for each in group.excluded
    )
    if not labels:
        return None
    return t("Not counted in the points: {options}.", options="; ".join(f"“{label}”" for label in labels))


def exact_text(value: Fraction, t: Translator, *, fraction: bool = True) -> str:
    """An exact number as a fraction and as a decimal: 1431/400 = 3,5775; 10/3 ≈ 3,333333; 67."""
    shown = printed(value, EXACT_DECIMALS)
    written = t.number(shown)
    if value.denominator == 1:
        return written
    sign = "=" if Fraction(shown) == value else "≈"
    if fraction and len(str(value)) <= LONG_FRACTION:
        return f"{value} {sign} {written}"
    return written if sign == "=" else f"≈ {written}"
