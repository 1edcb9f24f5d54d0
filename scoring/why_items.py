"""Why bonus and penalty points are what they are: a part for each item, and what a common cap takes away."""

from __future__ import annotations

from collections.abc import Iterator

from scoring.adjustment import AdjustmentPart, AdjustmentTotal
from scoring.framework import Framework
from scoring.rounding import printed
from scoring.why_fact import Fact, text_of
from scoring.why_part import WhyPart
from scoring.why_words import Reason, Sentence

__all__ = ["item_parts"]


def item_parts(framework: Framework, kind: str, total: AdjustmentTotal, sign: int) -> Iterator[WhyPart]:
    """The items of one `kind`, "bonus" or "penalty"; `sign` is -1 for points that are taken off."""
    for each in total.parts:
        yield WhyPart(
            criterion=each.item.code,
            name=each.item.name,
            domain=None,
            kind=kind,
            rule=f"{framework.edition}/{kind}/{each.item.code}",
            points=None if each.counted is None else sign * each.counted,
            max_score=None,
            group=None,
            facts=_facts(each),
            words=_words(each),
            more=_capped(each),
        )
    if total.points is not None and total.counted is not None and total.points != total.counted:
        lost = sign * (total.counted - total.points)
        words = Sentence.of(Reason.COMMON_CAP, cap=printed(total.counted))
        rule = f"{framework.edition}/{kind}"
        yield WhyPart(kind, None, None, f"{kind}.cap", rule, lost, None, None, {}, words)


def _words(each: AdjustmentPart) -> Sentence:
    item, cases = each.item, each.cases
    if cases.waived:
        return Sentence(Reason.WAIVED, cases.waived._asdict())
    if not cases.number:
        return Sentence.of(Reason.NO_CASES)
    if item.percent is not None and each.base is None:
        return Sentence.of(Reason.PERCENT_LATER, percent=item.percent)
    if item.percent is not None and each.base is not None:
        return Sentence.of(Reason.PERCENT, percent=item.percent, base=printed(each.base))
    if each.points is None:
        return Sentence.of(Reason.UNDECIDED, number=cases.number)
    if cases.decided is not None:
        return Sentence.of(Reason.DECIDED, number=cases.number, points=cases.decided)
    return Sentence.of(Reason.CASES, number=cases.number, each=item.points)


def _capped(each: AdjustmentPart) -> tuple[Sentence, ...]:
    if each.cases.waived or each.points is None or each.points == each.counted:
        return ()
    return (Sentence.of(Reason.ITEM_CAP, cap=each.item.cap, points=printed(each.points)),)


def _facts(each: AdjustmentPart) -> dict[str, Fact]:
    waived = each.cases.waived
    ruling: Fact = None
    if waived:
        ruling = {"reason": waived.reason, "author": waived.author, "date": waived.date.isoformat()}
    return {
        "cases": each.cases.number,
        "decided": text_of(each.cases.decided),
        "points": text_of(each.points),
        "percent": text_of(each.item.percent),
        "domains": list(each.item.domains),
        "base": text_of(each.base),
        "cap": text_of(each.item.cap),
        "waived": ruling,
    }
