"""How long an answer took, kept so coarsely that it says nothing about anybody's day.

A draft holds one moment, since when the current question is shown; the next question overwrites it, and what is
left of it is one of three words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from surveys.inputs import Step
from surveys.interview import Hold, Interview, Pace, Stage

__all__ = ["FAST_BELOW", "SLOW_FROM", "pace_of", "timed"]

FAST_BELOW = timedelta(seconds=2)
"""Nobody reads a question in less. Zhang and Conrad (2014, Survey Research Methods 8(2)) call under 300 ms a word
speeding: this is seven words, for one question about a unit repeats many words of the one before."""

SLOW_FROM = timedelta(minutes=2)
"""Whoever takes longer did something else meanwhile, and the time says nothing about the answer."""


def pace_of(elapsed: timedelta) -> Pace:
    """A clock that ran backwards, as between two machines, makes nobody hurried."""
    if timedelta(0) <= elapsed < FAST_BELOW:
        return Pace.FAST
    return Pace.SLOW if elapsed >= SLOW_FROM else Pace.NORMAL


def timed(before: Interview, done: Step, now: datetime) -> Step:
    """`done` with the pace of the answer that was just left, and the moment since when a question is shown."""
    left, shown = _shown(before), _shown(done.interview)
    if shown is not None and shown == left and before.since is not None:
        return done
    pace = dict(done.interview.pace)
    if left in done.interview.answers and before.since is not None and done.interview.hold is Hold.NONE:
        pace.setdefault(str(left), pace_of(now - before.since))
    since = None if shown is None else now.replace(microsecond=0)
    return replace(done, interview=done.interview.model_copy(update={"pace": pace, "since": since}))


def _shown(interview: Interview) -> str | None:
    """The key of the question on the screen."""
    return interview.at if interview.stage is Stage.ASKING and interview.hold is Hold.NONE else None
