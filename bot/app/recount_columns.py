"""Counting stored ballots by the million: equal answers are counted before anybody asks what they mean.

The bot writes answers in one form, `{"question": "answer", "other": "answer"}`. A text in this form can be cut at
`", "`, which is more than twice as fast as reading JSON, and its pieces are counted as they are. What a piece means
is asked when it is met for the first time: it must be a question and an answer with no quotation mark, backslash or
control character in them. A text in another form has a piece that is not like that, and is read as JSON.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from bot.app.errors import UnreadableBallot
from bot.app.raw_ballots import Papers, slot
from bot.app.recount_ports import StoredBallot
from scoring import BALLOTS, CellKey, Rating, fold
from surveys import Kind, Questionnaire

__all__ = ["Columns"]

_Heading: TypeAlias = tuple[int, int, int | None, str]
"""What ballots that are counted together have in common: campaign, questionnaire, unit of the paper, cluster."""

_PIECE = re.compile(r'([^"\\\x00-\x1f]+)": "([^"\\\x00-\x1f]*)')


class Columns:
    """Counts ballots in any number of portions. What it needs of memory grows with the cells, not the ballots."""

    def __init__(self, papers: Papers) -> None:
        self.unreadable: list[tuple[StoredBallot, UnreadableBallot]] = []
        self._papers = papers
        self._tallies: dict[_Heading, _Tally] = {}
        self._others: Counter[CellKey] = Counter()
        self._strays: Counter[int] = Counter()
        """Campaign id → ballots whose unit or questionnaire does not exist."""

    def add(self, ballots: Iterable[StoredBallot]) -> None:
        for ballot in ballots:
            try:
                tally = self._tallies.get(ballot[1:5]) or self._begin(ballot)
            except UnreadableBallot as unreadable:
                self._strays[ballot.campaign] += 1
                self.unreadable.append((ballot, unreadable))
                continue
            answers = ballot.answers
            if answers[:2] == '{"' and answers[-2:] == '"}' and tally.count(answers[2:-2].split('", "')):
                continue
            tally.others += 1
            try:
                self._others.update(fold(self._papers.read(ballot)))
            except UnreadableBallot as unreadable:
                self.unreadable.append((ballot, unreadable))

    def cells(self) -> Counter[CellKey]:
        """What the ballots make."""
        cells = Counter(self._others)
        for (campaign_id, _, _, cluster), tally in self._tallies.items():
            campaign = self._papers.campaigns[campaign_id]
            for (unit, criterion, option), n in tally.ratings().items():
                key = (
                    campaign.round.code,
                    campaign.code,
                    unit,
                    campaign.respondent_group,
                    cluster,
                    criterion,
                    option,
                )
                cells[CellKey._make(key)] += n
        return cells

    def ballots(self) -> defaultdict[int, Counter[str | None]]:
        """How many there are, unreadable ones too, by campaign id and the unit that the whole paper is about."""
        numbers: defaultdict[int, Counter[str | None]] = defaultdict(Counter)
        for (campaign_id, *_), tally in self._tallies.items():
            numbers[campaign_id][tally.unit] += tally.counted + tally.others
        for campaign_id, n in self._strays.items():
            numbers[campaign_id][None] += n
        return numbers

    def forms(self) -> Mapping[int, set[int]]:
        """Campaign id → ids of the questionnaires that its ballots were answered on."""
        found: defaultdict[int, set[int]] = defaultdict(set)
        for campaign_id, form_id, *_ in self._tallies:
            found[campaign_id].add(form_id)
        for ballot, _ in self.unreadable:
            found[ballot.campaign].add(ballot.questionnaire)
        return found

    def _begin(self, ballot: StoredBallot) -> _Tally:
        tally = _Tally(self._papers.form(ballot), self._papers.unit(ballot))
        self._tallies[ballot[1:5]] = tally
        return tally


class _Tally:
    """The pieces of ballots with one heading; `counted` were counted here, `others` by reading them."""

    def __init__(self, form: Questionnaire, unit: str | None) -> None:
        self.unit = unit
        self.counted = self.others = 0
        self._form = form
        self._several = form.rates_units
        self._counts: dict[str, int] = {}
        self._meanings: dict[str, Rating] = {}
        self._units: dict[str, str] = {}
        """Piece → the unit that it rates, for forms that rate several."""
        self._raters: dict[str, int] = {}
        self._silent = 0
        """Ballots that rated nothing."""

    def count(self, pieces: Sequence[str]) -> bool:
        """Count a ballot; false, and nothing is counted, where one of its pieces is none."""
        counts = self._counts
        try:
            for piece in pieces:
                counts[piece] += 1
        except KeyError as new:
            for piece in pieces[: pieces.index(new.args[0])]:
                counts[piece] -= 1
            rated = self._ratings_among(pieces)
            if rated is None:
                return False
            for piece in rated:
                counts[piece] = counts.get(piece, 0) + 1
            self._silent += not rated
            pieces = rated
        self.counted += 1
        if self._several:
            for unit in set(map(self._units.__getitem__, pieces)):
                self._raters[unit] += 1
        return True

    def ratings(self) -> Mapping[Rating, int]:
        """How often each rating was given, and how many ballots rated each unit."""
        if not self._several and self.unit:
            self._raters[self.unit] = self.counted - self._silent
        counted = Counter({Rating(unit, BALLOTS, BALLOTS): n for unit, n in self._raters.items() if n})
        for piece, n in self._counts.items():
            counted[self._meanings[piece]] += n
        return counted

    def _ratings_among(self, pieces: Iterable[str]) -> list[str] | None:
        """The pieces that count for a criterion; `None` where one is no piece."""
        ratings = []
        for piece in pieces:
            if piece not in self._meanings:
                found = _PIECE.fullmatch(piece)
                if found is None:
                    return None
                question, answer = found.groups()
                try:
                    asked = slot(self._form, question, self.unit)
                except UnreadableBallot:  # said again, with the reason, when it is read
                    return None
                if asked.kind is Kind.SELECT_MULTIPLE:
                    return None
                if asked.unit is None or asked.criterion is None:
                    continue
                self._meanings[piece] = Rating(asked.unit, asked.criterion, answer)
                self._units[piece] = asked.unit
                self._raters.setdefault(asked.unit, 0)
            ratings.append(piece)
        return ratings
