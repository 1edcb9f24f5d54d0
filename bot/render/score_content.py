"""What the picture of a score says: every word and position, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from bot.app.standings import ScoreCard
from bot.i18n import Translator
from bot.render.score_words import ScoreWords, wording
from bot.wording import bonus_text
from scoring import DomainScore
from surveys import in_language

__all__ = ["DomainRow", "Figure", "ScoreContent", "score_content"]


@dataclass(frozen=True)
class Figure:
    """One of the numbers below the total; `points` are in words while not known, `out_of` is empty where nothing
    limits them.
    """

    label: str
    points: str
    known: bool
    out_of: str = ""
    caption: str = ""


@dataclass(frozen=True)
class DomainRow:
    """One domain. Positions are in percent: `total` of the domain's maximum, the others of its appraised part.

    `appraised` is given only where there is no total yet.
    """

    name: str
    points: str
    percent: str
    total: Fraction | None
    self_score: Fraction | None
    appraised: Fraction | None
    below_floor: bool


@dataclass(frozen=True)
class ScoreContent:
    """The whole picture in words. `rank` is None unless the round is published."""

    published: bool
    status: str
    province: str
    unit: str
    round: str
    total_label: str
    total: str
    total_known: bool
    out_of: str
    missing: tuple[str, ...]
    rank: str | None
    grade_label: str
    grade: str | None
    demotion: str | None
    figures: tuple[Figure, ...]
    bonus: str | None
    domains: tuple[DomainRow, ...]
    floor: Fraction | None
    floor_text: str | None
    has_survey: bool
    footer: tuple[str, ...]


def score_content(card: ScoreCard, t: Translator) -> ScoreContent:
    """Everything that is said about `card`."""
    words = ScoreWords(card, t)
    score = card.score
    published = card.round.published
    failed = _failed_domains(card)
    names = {each.code: wording(each.name, t) for each in card.framework.set_for(card.unit.type).domains}
    return ScoreContent(
        published=published,
        status=words.status(),
        province=in_language(card.province, t.language),
        unit=in_language(card.unit.name, t.language),
        round=in_language(card.round.title, t.language),
        total_label=words.total_label(),
        total=words.number(score.total) or t("No total yet"),
        total_known=score.total is not None,
        out_of=words.maximum(card.most),
        missing=words.missing(),
        rank=words.rank() if published else None,
        grade_label=words.grade_label(),
        grade=words.grade(),
        demotion=words.demotion(),
        figures=_figures(card, words, t),
        bonus=bonus_text(card, t),
        domains=tuple(_row(domain, names, domain.code in failed, words) for domain in score.domains),
        floor=_floor(card),
        floor_text=words.floor(),
        has_survey=bool(score.survey_max),
        footer=words.footer(),
    )


def _figures(card: ScoreCard, words: ScoreWords, t: Translator) -> tuple[Figure, ...]:
    score = card.score
    appraised = [part for part in score.parts if part.source == "appraised"]
    found: list[Figure] = []
    if appraised:
        unscored = words.criteria_missing(len(score.missing_self))
        unappraised = words.criteria_missing(sum(part.points is None for part in appraised))
        found.append(_figure(t("Self-score"), score.self_total, card.most_appraised, unscored, words))
        found.append(_figure(t("Appraised"), score.appraised_total, card.most_appraised, unappraised, words))
    if score.survey_max:
        found.append(_figure(t("Survey"), score.survey_total, score.survey_max, "", words))
    if score.bonus.counted:
        found.append(Figure(t("Bonus points"), f"+{words.number(score.bonus.counted)}", known=True))
    if score.penalty.counted:
        found.append(Figure(t("Penalty points"), f"–{words.number(score.penalty.counted)}", known=True))
    return tuple(found)


def _figure(label: str, points: Fraction | None, maximum: Fraction, caption: str, words: ScoreWords) -> Figure:
    return Figure(label, words.known(points), points is not None, words.maximum(maximum), caption)


def _row(domain: DomainScore, names: Mapping[str, str], below_floor: bool, words: ScoreWords) -> DomainRow:
    own, appraised = domain.self_total, domain.appraised_total
    rated = domain.appraised_max
    if not rated:
        own = appraised = None
    partial = appraised if domain.total is None else None
    return DomainRow(
        name=names[domain.code],
        points=words.domain_points(domain),
        percent=words.percent(domain),
        total=domain.percent,
        self_score=None if own is None else 100 * own / rated,
        appraised=None if partial is None else 100 * partial / rated,
        below_floor=below_floor,
    )


def _failed_domains(card: ScoreCard) -> frozenset[str]:
    """The domains below the floor of the grade that the total alone would give."""
    grade = card.score.grade
    if grade is None or grade.by_index is None:
        return frozenset()
    return frozenset(floor.domain for floor in grade.failed_floors if floor.grade == grade.by_index.code)


def _floor(card: ScoreCard) -> Fraction | None:
    grade = card.score.grade
    bound = grade.by_index.floor if grade and grade.by_index else None
    return bound.value if bound else None
