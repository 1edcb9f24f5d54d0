"""The sentences of a score's picture, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from bot.app.standings import ScoreCard
from bot.i18n import Translator
from bot.wording import computed_text, maximum_text, out_of
from scoring import DomainScore, NoPoints, NotEntered, round_half_up
from scoring.fields import Bilingual

__all__ = ["ScoreWords", "wording"]


@dataclass(frozen=True)
class ScoreWords:
    """What to say about `card`; numbers are rounded here and nowhere else, as its framework prints them."""

    card: ScoreCard
    t: Translator

    @property
    def published(self) -> bool:
        return self.card.round.published

    def number(self, value: Fraction | None) -> str | None:
        """`value` with the framework's decimals, None where there is none."""
        if value is None:
            return None
        return self.t.number(round_half_up(value, self.card.framework.rounding.decimals))

    def maximum(self, value: Fraction) -> str:
        """A maximum: 77 rather than 77,00, but 20,50."""
        return maximum_text(value, self.card.framework.rounding.decimals, self.t)

    def known(self, value: Fraction | None) -> str:
        """`value`, or words where there is none; never a zero."""
        return self.number(value) or self.t("not known yet")

    def percent(self, domain: DomainScore) -> str:
        """The domain's total in percent; nothing where the points already say that nothing is known."""
        number = self.number(domain.percent)
        return "" if number is None else self.t("{percent}%", percent=number)

    def status(self) -> str:
        return self.t("Published") if self.published else self.t("Provisional – not published")

    def total_label(self) -> str:
        return self.t("Total") if self.published else self.t("Provisional total")

    def grade_label(self) -> str:
        return self.t("Grade") if self.published else self.t("Provisional grade")

    def missing(self) -> tuple[str, ...]:
        """What keeps the total from being known."""
        reasons = [missing.reason for missing in self.card.score.missing]
        unappraised = sum(reason is NotEntered.NOT_APPRAISED for reason in reasons)
        unheard = sum(reason in {NoPoints.EVERY_GROUP_EMPTY, NoPoints.A_GROUP_EMPTY} for reason in reasons)
        undecided = len(reasons) - unappraised - unheard
        found = []
        if unappraised:
            found.append(
                self.t.many("{n} criterion is not appraised", "{n} criteria are not appraised", unappraised)
            )
        if unheard:
            found.append(
                self.t.many(
                    "{n} survey criterion has too few ballots",
                    "{n} survey criteria have too few ballots",
                    unheard,
                )
            )
        if undecided:
            found.append(self.t.many("{n} item is not decided yet", "{n} items are not decided yet", undecided))
        return tuple(found)

    def criteria_missing(self, count: int) -> str:
        return self.t.many("{n} criterion missing", "{n} criteria missing", count) if count else ""

    def rank(self) -> str | None:
        """The rank, and among how many."""
        if self.card.rank is None:
            return None
        return self.t("Rank {rank} of {units}", rank=self.card.rank, units=self.card.units)

    def grade(self) -> str | None:
        """The grade's name; None where this type of unit gets no grades."""
        if self.card.framework.grading_for(self.card.unit.type) is None:
            return None
        grade = self.card.score.grade
        if grade is None:
            return self.t("not known yet")
        return wording(grade.band.name, self.t) if grade.band else self.t("no grade")

    def demotion(self) -> str | None:
        """Why the grade is lower than the total alone would give."""
        grade = self.card.score.grade
        if grade is None or not grade.demoted or grade.by_index is None:
            return None
        names = {each.code: each.name for each in self.card.framework.set_for(self.card.unit.type).domains}
        return self.t(
            "The total alone would give “{grade}”, but below the floor: {domains}.",
            grade=wording(grade.by_index.name, self.t),
            domains="; ".join(wording(names[code], self.t) for code in grade.deciding_domains),
        )

    def floor(self) -> str | None:
        """What the tick in the chart means."""
        grade = self.card.score.grade
        band = grade.by_index if grade else None
        if band is None or band.floor is None:
            return None
        name, percent = wording(band.name, self.t), self.maximum(band.floor.value)
        if band.floor.inclusive:
            return self.t("Floor of “{grade}”: at least {percent}%", grade=name, percent=percent)
        return self.t("Floor of “{grade}”: above {percent}%", grade=name, percent=percent)

    def domain_points(self, domain: DomainScore) -> str:
        """Points out of the maximum; those of the appraised part as long as the survey's are not known."""
        partial = domain.total is None and domain.appraised_total is not None and domain.appraised_max > 0
        points = domain.appraised_total if partial else domain.total
        maximum = domain.appraised_max if partial else domain.max_score
        return out_of(points, maximum, self.card.framework.rounding.decimals, self.t)

    def footer(self) -> tuple[str, ...]:
        """Of when the numbers are, as long as they may change, and by which rules."""
        rules = self.t("Rules: {framework}", framework=self.card.score.framework)
        return (rules,) if self.published else (computed_text(self.card.computed_at, self.t), rules)


def wording(name: Bilingual, t: Translator) -> str:
    """A name from the framework in the person's language."""
    return name.in_language(t.language)
