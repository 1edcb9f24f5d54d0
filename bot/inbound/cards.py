"""Scores and deadlines in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape
from zoneinfo import ZoneInfo

from bot.app.entities import Round, Unit
from bot.app.standings import DaysLeft, ScoreCard
from bot.i18n import Translator
from bot.wording import bonus_text, days_left_text, out_of
from scoring import GradeResult, round_half_up
from surveys import in_language

__all__ = ["card_text", "deadlines_text", "heading"]


def card_text(card: ScoreCard, t: Translator) -> str:
    """One unit's score in HTML."""
    lines = [*heading(card.unit, card.round, t), "", *_points(card, t), *_grade(card, t)]
    if card.rank is not None:
        lines.append(t("Rank: <b>{rank}</b> among {units} units", rank=card.rank, units=card.units))
    lines += _survey_notes(card, t)
    return "\n".join(lines)


def heading(unit: Unit, round_: Round, t: Translator) -> list[str]:
    """Whose numbers follow, of which round. Provisional and published numbers never look alike."""
    if round_.published:
        status = t("<b>PUBLISHED</b>")
    else:
        status = t("<b>PROVISIONAL</b> – not published, for the unit's own use")
    name, title = in_language(unit.name, t.language), in_language(round_.title, t.language)
    return [f"<b>{escape(name)}</b>", escape(title), status]


def _points(card: ScoreCard, t: Translator) -> list[str]:
    score, lines = card.score, []
    if score.appraised_max:
        lines = [
            t("Self-score: {points}", points=_of(score.self_total, card.most_appraised, card, t)),
            t("Appraised: {points}", points=_of(score.appraised_total, card.most_appraised, card, t)),
        ]
    if score.survey_max:
        lines.append(t("Survey: {points}", points=_of(score.survey_total, score.survey_max, card, t)))
    decimals = card.framework.rounding.decimals
    if score.bonus.counted:
        lines.append(t("Bonus points: +{points}", points=round_half_up(score.bonus.counted, decimals)))
    if score.penalty.counted:
        lines.append(t("Penalty points: –{points}", points=round_half_up(score.penalty.counted, decimals)))
    lines.append("<b>" + t("Total: {points}", points=_of(score.total, card.most, card, t)) + "</b>")
    if bonus := bonus_text(card, t):
        lines.append(bonus)
    return lines


def _of(points: Fraction | None, maximum: Fraction, card: ScoreCard, t: Translator) -> str:
    return out_of(points, maximum, card.framework.rounding.decimals, t)


def _grade(card: ScoreCard, t: Translator) -> list[str]:
    grade = card.score.grade
    if grade is None:
        return []
    name = grade.band.name.in_language(t.language) if grade.band else t("no grade")
    lines = [t("Grade: <b>{grade}</b>", grade=name)]
    if grade.demoted and grade.by_index:
        lines.append(
            t(
                "The index alone would give “{grade}”, but this domain is below its floor: {domains}.",
                grade=grade.by_index.name.in_language(t.language),
                domains=_domains(card, grade, t),
            )
        )
    if grade.next_grade and grade.next_grade.points:
        gap = round_half_up(grade.next_grade.points, card.framework.rounding.decimals)
        next_name = grade.next_grade.band.name.in_language(t.language)
        if grade.next_grade.must_exceed:
            lines.append(t("More than {gap} points more would lead to “{grade}”.", gap=gap, grade=next_name))
        else:
            lines.append(t("{gap} more points would lead to “{grade}”.", gap=gap, grade=next_name))
    return lines


def _domains(card: ScoreCard, grade: GradeResult, t: Translator) -> str:
    names = {domain.code: domain.name for domain in card.framework.set_for(card.unit.type).domains}
    return ", ".join(names[code].in_language(t.language) for code in grade.deciding_domains)


def _survey_notes(card: ScoreCard, t: Translator) -> list[str]:
    """What is to be known of the survey, never how many ballots there are: beside the opinions that tells how many
    had none."""
    if not card.score.survey_max:
        return [t("This index has no survey part.")]
    sentences = []
    if card.score.survey_total is None:
        sentences.append(t("The survey part is shown once enough ballots have come in."))
    if not card.round.published:
        sentences.append(t("Ballots are added at least five at a time, so that nobody can be recognised."))
    return [" ".join(sentences)] if sentences else []


def deadlines_text(deadlines: Sequence[DaysLeft], t: Translator, zone: ZoneInfo) -> str:
    """The deadlines with the days left, the next first and those that are over last."""
    if not deadlines:
        return t("There are no deadlines for you.")
    lines = [t("<b>Deadlines</b>")]
    for each in sorted(deadlines, key=lambda each: each.over):
        title = escape(in_language(each.deadline.title, t.language))
        left = days_left_text(each.days, t, over=each.over)
        lines += ["", title, t("{when} – {left}", when=each.deadline.due_at.astimezone(zone), left=left)]
    return "\n".join(lines)
