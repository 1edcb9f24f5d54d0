"""The points of an official's own unit, explained in one message: all domains, one domain, and back.

How often an option was chosen and what other units have is never shown here (`docs/visibility.md`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from html import escape

from bot.app.explaining import Explained, OwnPoints, Subject
from bot.app.paging import Page
from bot.i18n import Translator
from bot.inbound.cards import heading
from bot.inbound.fitting import clipped, pages_within
from bot.inbound.keyboards import BUTTON_TEXT, button, keyboard, numbered, page_head, page_row
from bot.inbound.keys import WhyKey
from bot.inbound.screens import Drawn
from bot.wording import exact_text, not_counted_text, out_of, section_text, sentence_text
from scoring import Section, SectionRow, Sentence, WhyPart, round_half_up, sections
from surveys import in_language

__all__ = ["draw_why"]

ROOM = 3000
"""UTF-16 units for a page of lines: Telegram allows 4096; heading, title and sum fit into the rest."""

NAME = 160
"""Characters shown of a name: the longest domain of the examples has 68."""

SAID = 400
"""Characters shown of one sentence; only the written reason of a decision is longer."""

SUBJECTS = 60
"""Scores to choose from: nobody is an official of so many units."""

LABEL = 60
"""Characters on a button with names: more than a phone shows."""


def draw_why(own: OwnPoints, section: int, page: int, t: Translator) -> Drawn:
    """All sections, or the one with this number; what is out of range shows what there is."""
    if not own.official:
        return Drawn(t("Only officials see the score of their unit: /start with your code."))
    if not own.subjects:
        return Drawn(t("There are no points of your unit yet."))
    if own.explained is None:
        return _choice(own.subjects[:SUBJECTS], t)
    return _View(own, own.explained, t).draw(section, page)


def _choice(subjects: Sequence[Subject], t: Translator) -> Drawn:
    """A button for each unit, and for each round where a unit is in several."""
    units = {unit.id for unit, _ in subjects}
    rows = []
    for unit, round_ in subjects:
        names = [in_language(unit.name, t.language)] if len(units) > 1 else []
        if len(units) < len(subjects):
            names.append(in_language(round_.title, t.language))
        rows.append([button(clipped(" – ".join(names), LABEL), WhyKey(unit=unit.id, round=round_.id))])
    return Drawn(t("Which points shall be explained?"), keyboard(*rows))


class _View:
    def __init__(self, own: OwnPoints, explained: Explained, t: Translator) -> None:
        self.several = len(own.subjects) > 1
        self.explained, self.t = explained, t
        self.plain = t.escaping(str)
        self.why = explained.why
        self.sections = sections(explained.framework, explained.why)

    def draw(self, number: int, wanted: int) -> Drawn:
        opened = self.sections[number - 1] if 0 < number <= len(self.sections) else None
        if opened is None:
            number, title, foot = 0, self.t("<b>Why these points</b>"), self._sum()
            blocks = [f"{n}. {self._line(each)}" for n, each in enumerate(self.sections, 1)]
        else:
            title, foot = f"<b>{escape(self._name(opened))}</b>: {self._points_of(opened)}", self._notes(opened)
            blocks = [self._row(row, opened) for row in opened.rows]
        between = "\n\n" if opened else "\n"
        page = Page(pages_within(ROOM, blocks, between), 1, wanted)
        shown = page.items[page.number]
        title = " · ".join([title, *page_head(page, self.t)])
        head = "\n".join(heading(self.explained.unit, self.explained.round, self.t))
        text = "\n\n".join(filter(None, [head, title, between.join(shown), foot]))
        rows = [page_row(page, lambda to: self._key(number, to), self.t)]
        if opened:
            rows.append([button(self.t("‹ All domains"), self._key(0))])
        else:
            before = sum(map(len, page.items[: page.number]))
            listed = list(enumerate(self.sections, 1))[before : before + len(shown)]
            rows += numbered([(n, self._name(each, BUTTON_TEXT), self._key(n)) for n, each in listed])
            rows.append([button(self.t("‹ Other scores"), WhyKey())] if self.several else [])
        return Drawn(text, keyboard(*rows))

    def _key(self, section: int, page: int = 0) -> WhyKey:
        return WhyKey(unit=self.explained.unit.id, round=self.explained.round.id, section=section, page=page)

    def _line(self, section: Section) -> str:
        return f"{escape(self._name(section))}: {self._points_of(section)}"

    def _name(self, section: Section, length: int = NAME) -> str:
        return clipped(section_text(section, self.plain), length)

    def _points_of(self, part: Section | SectionRow) -> str:
        if part.max_score is not None or part.points is None:
            return f"<b>{out_of(part.points, part.max_score or Fraction(0), self.why.decimals, self.t)}</b>"
        return f"<b>{self._number(part.points)}</b>"

    def _number(self, points: Fraction) -> str:
        return self.t.number(round_half_up(points, self.why.decimals))

    def _row(self, row: SectionRow, section: Section) -> str:
        lines = []
        if row.code != section.code or row.name is None:  # a domain may be its own criterion
            name = row.name.in_language(self.t.language) if row.name else self.plain("Cap of all of them")
            lines = [f"<b>{escape(clipped(name, NAME))}</b>: {self._points_of(row)}"]
        lines += (f"• {self._said(part)}" for part in row.heard)
        lines += (f"• {self._sentence(words)}" for words in row.silent)
        return "\n".join(lines)

    def _said(self, part: WhyPart) -> str:
        own = [part.words, *(sentence for sentence in part.more if not sentence.tells_of_others)]
        said = " ".join(self._sentence(sentence) for sentence in own)
        if part.group is None or part.points is None:
            return said
        return f"<b>{self._number(part.points)}</b> – {said}"

    def _sentence(self, sentence: Sentence) -> str:
        return escape(clipped(sentence_text(sentence, self.plain), SAID))

    def _sum(self) -> str:
        t, score, decimals = self.t, self.explained.score, self.why.decimals
        total = "<b>" + t("Total: {points}", points=out_of(self.why.total, score.max_score, decimals, t)) + "</b>"
        if self.why.total is None:
            missing = len({part.criterion for part in self.why.missing})
            line = t.many("No total: {n} part is missing.", "No total: {n} parts are missing.", missing)
        elif self.why.rounding:
            printed = self._number(self.why.total)
            exact = exact_text(self.why.total, t, fraction=False)
            line = t("Exact total {exact} → printed {printed}", exact=exact, printed=printed)
        else:
            line = ""
        how = t("Tap a number to see why.") if len(self.sections) > 1 else t("Tap the button to see why.")
        hint = f"<i>{how}</i>"
        return "\n".join(filter(None, [*self._rounds(), total, line, hint]))

    def _rounds(self) -> list[str]:
        """What the rounds of the year contribute, where it has several."""
        names = self.explained.framework.rounds
        return [
            f"{escape(clipped(names[code].in_language(self.t.language), NAME))}: "
            f"<b>{self.t('not known yet') if points is None else self._number(points)}</b>"
            for code, points in self.why.rounds.items()
        ]

    def _notes(self, section: Section) -> str:
        """What is true of all lines of a section: that they are rounded, and which answers they leave out."""
        parts = [part for row in section.rows for part in row.parts]
        points = [part.points for part in parts if part.points is not None]
        exact = all(Fraction(round_half_up(each, self.why.decimals)) == each for each in points)
        rounded = None if exact else self.t("Shown rounded, added up exactly.")
        not_counted = not_counted_text(self.explained, parts, self.plain)
        left_out = escape(clipped(not_counted, SAID)) if not_counted else None
        return "\n".join(f"<i>{note}</i>" for note in (left_out, rounded) if note)
