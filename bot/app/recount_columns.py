"""Counting stored ballots by the million: equal answers are counted before anybody asks what they mean.

The bot writes answers in one form, `{"question": "answer", "other": "answer"}`. A text in this form can be cut at
`, "`, which is faster than reading JSON. What a piece means is asked when it is met for the first time: it must be
a question of the form and an answer, with no quotation mark, backslash or control character in them. From then on
it is a number, and the numbers of a whole portion are counted at once. A text in another form has a piece that is
not like that; such a ballot, and one that answers a question twice, is read as JSON and folded.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, compress
from operator import itemgetter
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.app.errors import UnreadableBallot
from bot.app.raw_ballots import Papers, slot
from bot.app.recount_ports import StoredBallot
from scoring import BALLOTS, CellKey, Rating, fold
from surveys import Kind, Questionnaire

__all__ = ["Columns"]

_Integers: TypeAlias = NDArray[np.intp]

_ON = itemgetter(1, 2)
"""Of a row: its campaign and questionnaire. Rows are cut by place, for the storage casts them to `StoredBallot`."""

_PIECE = re.compile(r'([^"\\\x00-\x1f]+)": "([^"\\\x00-\x1f]*)"')


class Columns:
    """Counts ballots in any number of portions. What it needs of memory grows with the cells, not the ballots."""

    def __init__(self, papers: Papers) -> None:
        self.unreadable: list[tuple[StoredBallot, UnreadableBallot]] = []
        self.ballots: defaultdict[int, Counter[str | None]] = defaultdict(Counter)
        """How many there are, unreadable ones too, by campaign id and the unit that the whole paper is about."""
        self.forms: defaultdict[int, set[int]] = defaultdict(set)
        """Campaign id → ids of the questionnaires that its ballots were answered on."""
        self._papers = papers
        self._piles: dict[tuple[int, int | None], _Pile] = {}
        """By the questionnaire and the unit that the whole paper is about."""
        self._others: Counter[CellKey] = Counter()

    def add(self, ballots: Iterable[StoredBallot]) -> None:
        piles: defaultdict[tuple[int, int | None], list[StoredBallot]] = defaultdict(list)
        for ballot in ballots:
            piles[ballot[2:4]].append(ballot)
        for about, alike in piles.items():
            pile = self._piles.get(about) or self._begin(alike[0])
            self._note(alike, pile.unit if pile else None)
            for ballot in pile.count(alike) if pile else alike:
                try:
                    self._others.update(fold(self._papers.read(ballot)))
                except UnreadableBallot as unreadable:
                    self.unreadable.append((ballot, unreadable))

    def cells(self) -> Counter[CellKey]:
        """What the ballots make."""
        cells = Counter(self._others)
        for pile in self._piles.values():
            for campaign_id, cluster, (unit, criterion, option), n in pile.ratings():
                campaign = self._papers.campaigns[campaign_id]
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

    def _note(self, ballots: Sequence[StoredBallot], unit: str | None) -> None:
        for (campaign_id, form_id), n in Counter(map(_ON, ballots)).items():
            self.ballots[campaign_id][unit] += n
            self.forms[campaign_id].add(form_id)

    def _begin(self, ballot: StoredBallot) -> _Pile | None:
        """A pile for ballots like this one, unless what they refer to does not exist."""
        try:
            pile = _Pile(self._papers.form(ballot), self._papers.unit(ballot))
        except UnreadableBallot:  # said again, with the reason, when it is read
            return None
        self._piles[ballot[2:4]] = pile
        return pile


class _OddPaperError(Exception):
    """It has to be read as JSON."""


class _Pile:
    """The ballots on one questionnaire about one unit (or about several), by campaign and cluster."""

    def __init__(self, form: Questionnaire, unit: str | None) -> None:
        self.unit = unit
        self._pieces = _Pieces(form, unit)
        self._rows: dict[tuple[int, str], int] = {}
        """Campaign id and cluster → row of both tables."""
        self._answers: _Integers = np.zeros((0, 0), np.intp)
        """How often each piece (column) was answered."""
        self._raters: _Integers = np.zeros((0, 0), np.intp)
        """How many ballots rated each unit (column)."""

    def count(self, ballots: Sequence[StoredBallot]) -> Sequence[StoredBallot]:
        """Count ballots. Returns those that must be read another way."""
        _, campaigns, _, _, clusters, answers = zip(*ballots, strict=True)
        rows = [self._rows.setdefault(each, len(self._rows)) for each in zip(campaigns, clusters, strict=True)]
        papers = list(map(_cut, answers))
        try:
            self._tabulate(rows, papers)
        except _OddPaperError:
            plain = list(map(self._pieces.are_plain, papers))
            self._tabulate(list(compress(rows, plain)), list(compress(papers, plain)))
            return [ballot for ballot, is_plain in zip(ballots, plain, strict=True) if not is_plain]
        return ()

    def ratings(self) -> Iterator[tuple[int, str, Rating, int]]:
        """Campaign id, cluster, a rating and how often it was given; and how many ballots rated each unit."""
        columns = [*self._pieces.rating_of, *(Rating(unit, BALLOTS, BALLOTS) for unit in self._pieces.units)]
        counts = np.hstack([self._answers, self._raters]).tolist()
        for (campaign_id, cluster), row in zip(self._rows, counts, strict=True):
            for rating, n in zip(columns, row, strict=True):
                if rating and n:
                    yield campaign_id, cluster, rating, n

    def _tabulate(self, rows: Sequence[int], papers: Sequence[Sequence[str]]) -> None:
        """Count all of them or, where one has to be read another way, none. Raises `_OddPaperError`."""
        pieces = self._pieces
        lengths = _integers(map(len, papers), len(papers))
        piece = _integers(map(pieces.__getitem__, chain.from_iterable(papers)), int(lengths.sum()))
        ballot = np.repeat(np.arange(len(papers)), lengths)
        answered = np.zeros((len(papers), len(pieces.questions)), bool)
        answered[ballot, np.array(pieces.question_of, np.intp)[piece]] = True
        if np.count_nonzero(answered) < len(piece):
            raise _OddPaperError
        rated = np.zeros((len(papers), len(pieces.units) + 1), bool)
        rated[ballot, np.array(pieces.unit_of, np.intp)[piece]] = True
        rater, unit = rated[:, :-1].nonzero()
        row = _integers(rows, len(rows))
        self._answers = _counted(self._answers, row[ballot], piece, (len(self._rows), len(pieces.rating_of)))
        self._raters = _counted(self._raters, row[rater], unit, (len(self._rows), len(pieces.units)))


class _Pieces(dict[str, int]):
    """The pieces of one questionnaire's papers, numbered by appearance; an unknown one is looked at when asked for.

    Answers that count for nothing share one number a question, and are not kept: people write what they like.
    """

    def __init__(self, form: Questionnaire, unit: str | None) -> None:
        super().__init__()
        self.rating_of: list[Rating | None] = []
        """By a piece's number: what it means."""
        self.question_of: list[int] = []
        """By a piece's number: the index of its question in `questions`."""
        self.unit_of: list[int] = []
        """By a piece's number: the index of the rated unit in `units`, or the last (-1) where it is no rating."""
        self.questions: dict[str, int] = {}
        self.units: dict[str, int] = {}
        self._idle: dict[str, int] = {}
        """Question → the number that its answers without a meaning share."""
        self._form = form
        self._about = unit

    def __missing__(self, piece: str) -> int:
        """Raises `_OddPaperError` where it is none."""
        found = _PIECE.fullmatch(piece)
        if found is None:
            raise _OddPaperError
        question, answer = found.groups()
        if question in self._idle:
            return self._idle[question]
        try:
            asked = slot(self._form, question, self._about)
        except UnreadableBallot as unreadable:  # said again, with the reason, when it is read
            raise _OddPaperError from unreadable
        if asked.kind is Kind.SELECT_MULTIPLE:
            raise _OddPaperError
        number = len(self.rating_of)
        self.question_of.append(self.questions.setdefault(question, len(self.questions)))
        if asked.unit is None or asked.criterion is None:
            self.rating_of.append(None)
            self.unit_of.append(-1)
            self._idle[question] = number
        else:
            self.rating_of.append(Rating(asked.unit, asked.criterion, answer))
            self.unit_of.append(self.units.setdefault(asked.unit, len(self.units)))
            self[piece] = number
        return number

    def are_plain(self, paper: Sequence[str]) -> bool:
        """Whether a paper is made up of pieces, and answers no question twice."""
        try:
            return len({self.question_of[self[piece]] for piece in paper}) == len(paper)
        except _OddPaperError:
            return False


def _cut(answers: str) -> Sequence[str]:
    """The pieces of a paper; of a text in another form, one that is no piece."""
    return answers[2:-1].split(', "') if answers[:2] == '{"' and answers[-1] == "}" else [""]


def _integers(numbers: Iterable[int], n: int) -> _Integers:
    return np.fromiter(numbers, np.intp, n)


def _counted(table: _Integers, row: _Integers, column: _Integers, shape: tuple[int, int]) -> _Integers:
    """The table, grown to this shape, with one more at each of these places."""
    rows, columns = shape
    more = np.bincount(row * columns + column, minlength=rows * columns).reshape(shape)
    more[: table.shape[0], : table.shape[1]] += table
    return more
