"""The explanation of a unit's points for a terminal: names first, codes in brackets, the sum and rounding last."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from bot.app.explaining import Explained
from bot.i18n import Translator
from bot.wording import exact_text, not_counted_text, section_text, sentence_text
from scoring import OptionCount, Section, SectionRow, WhyPart, round_half_up, sections
from surveys import in_language

__all__ = ["WIDTHS", "why_text"]

WIDTHS = (80, 100)
"""Columns: no fewer, for the points would have no room, and no more, for long lines are hard to read."""

_NOTHING = "–"
_PAIR = 2


def why_text(explained: Explained, t: Translator, width: int) -> str:
    """Everything that `parbot why` prints, in lines of at most `width` columns."""
    return "\n".join(_Page(explained, t, width).lines())


@dataclass(frozen=True)
class _Page:
    explained: Explained
    t: Translator
    width: int

    def lines(self) -> Iterator[str]:
        t, why, round_, unit = self.t, self.explained.why, self.explained.round, self.explained.unit
        framework = self.explained.framework
        yield f"{in_language(unit.name, t.language)} ({unit.code})"
        yield f"{in_language(round_.title, t.language)} ({self.explained.province}/{round_.code})"
        yield t("PUBLISHED") if round_.published else t("PROVISIONAL – not published yet")
        name = framework.set_for(why.unit_type).name.in_language(t.language)
        yield from self.wrapped(t("Rules: {rules}, {set}", rules=why.framework, set=f"{name} ({why.unit_type})"), 0)
        for section in sections(framework, why):
            yield ""
            yield from self.section(section)
        yield ""
        yield from self.sum()
        not_counted = not_counted_text(self.explained, why.parts, t)
        if not_counted:
            yield from self.wrapped(not_counted, 0)
        if any(group.hides for part in why.parts for group in part.groups):
            yield from self.wrapped(
                t("{sign}: fewer than 5 answers, or a number from which such a one would follow.", sign=_NOTHING), 0
            )

    def section(self, section: Section) -> Iterator[str]:
        t = self.t
        name = section_text(section, t) + (f" [{section.code}]" if section.name else "")
        points = self.points(section.points, section.max_score) if section.whole else ""
        yield from self.beside(name, points, 0)
        for row in section.rows:
            if row.code != section.code or row.name is None:  # a domain may be its own criterion
                name = row.name.in_language(t.language) if row.name else t("Cap of all of them")
                yield from self.beside(name, self.points(row.points, row.max_score), 2)
            yield f"    [{row.parts[0].rule}]"
            yield from self.row(row)

    def row(self, row: SectionRow) -> Iterator[str]:
        for part in row.heard:
            said = [sentence_text(sentence, self.t) for sentence in (part.words, *part.more)]
            if len(said) == _PAIR:
                said = [" ".join(said)]
            yield from self.beside(said[0], "" if part.group is None else self.points(part.points, None), 4)
            for sentence in said[1:]:
                yield from self.wrapped(sentence, 4)
            yield from self.answers(part)
        for words in row.silent:
            yield from self.beside(sentence_text(words, self.t), self.points(Fraction(0), None), 4)

    def answers(self, part: WhyPart) -> Iterator[str]:
        """The counts of a group; where units are compared, those of each group with its name."""
        for group in part.groups:
            if group.trace.share is None:
                continue
            said = [self.option(part, option, count) for option, count in group.answers]
            if not group.closed:
                said = [self.t("answers by option: not before the survey is closed")]
            elif all(count is None for count in group.shown):
                said = [self.t("answers by option: {number}", number=_NOTHING)]
            campaigns = ", ".join(dict.fromkeys(option.campaign for option, _ in group.answers))
            named = None if part.group else self.explained.framework.groups.get(group.trace.group)
            name = f"{named.in_language(self.t.language)}: " if named else ""
            yield from self.wrapped(f"[{campaigns}] {name}{' · '.join(said)}", 6)

    def option(self, part: WhyPart, option: OptionCount, count: int | None) -> str:
        asked_as = option.question or part.criterion
        label = in_language(self.explained.option(option.campaign, asked_as, option.option), self.t.language)
        question = f"{option.question}: " if option.question else ""
        worth = self.t.typed(str(option.worth))
        return f"{question}{label} ({worth}): {_NOTHING if count is None else count}"

    def sum(self) -> Iterator[str]:
        t, why = self.t, self.explained.why
        for code, points in why.rounds.items():
            name = self.explained.framework.rounds[code].in_language(t.language)
            yield from self.beside(f"{name} [{code}]", self.points(points, None), 0)
        if why.total is None:
            missing = list(dict.fromkeys(part.criterion for part in why.missing))
            yield from self.wrapped(
                t.many("No total: {n} part is missing.", "No total: {n} parts are missing.", len(missing)), 0
            )
            for part in why.missing:
                name = part.name.in_language(t.language) if part.name else part.criterion
                yield from self.wrapped(f"- {name} [{part.criterion}]: {sentence_text(part.words, t)}", 2)
            return
        printed = t.number(round_half_up(why.total, why.decimals))
        exact = exact_text(why.total, t)
        if why.rounding:
            yield from self.wrapped(t("Exact total {exact} → printed {printed}", exact=exact, printed=printed), 0)
        else:
            yield from self.wrapped(t("Total {printed}, exactly; nothing was rounded.", printed=printed), 0)

    def points(self, points: Fraction | None, maximum: Fraction | None) -> str:
        """Rounded to what is printed, with a sign where rounding loses something."""
        decimals = self.explained.why.decimals
        shown = _NOTHING
        if points is not None:
            rounded = round_half_up(points, decimals)
            shown = ("" if Fraction(rounded) == points else "≈ ") + self.t.number(rounded)
        return shown if maximum is None else f"{shown} / {exact_text(maximum, self.t)}"

    def beside(self, text: str, points: str, indent: int) -> Iterator[str]:
        """`text` with `points` at the right end of its last line."""
        *lines, last = list(self.wrapped(text, indent, room=len(points) + 2 if points else 0))
        yield from lines
        yield last + points.rjust(self.width - len(last)) if points else last

    def wrapped(self, text: str, indent: int, room: int = 0) -> Iterator[str]:
        yield from textwrap.wrap(
            text,
            self.width - room,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + 2),
            break_long_words=False,
            break_on_hyphens=False,
        )
