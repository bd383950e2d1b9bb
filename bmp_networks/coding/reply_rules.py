"""Simple reply rules, for comparison: the previous message, a mention, the hand-weighted window."""

from __future__ import annotations

import numpy as np

from bmp_networks.coding.reply_candidates import Pairs
from bmp_networks.coding.reply_names import SPOKEN_TO
from bmp_networks.coding.reply_signals import ReplySignals

RULES = ("ranker", "previous", "previous_other", "mention", "window")
"""The reply rules: the fitted ranker, three that take one message for certain, and the hand-weighted window."""

WINDOW_MINUTES = 30.0
WINDOW_PEOPLE = 8
QUESTION_MINUTES = 24 * 60.0


def certain_target(signals: ReplySignals, rule: str) -> np.ndarray:
    """Give the one message that a simple rule takes to be answered, shape ``(n,)``; -1 where there is none.

    ``previous`` takes the message before, ``previous_other`` the last one of another author, ``mention`` the last one
    of a person spoken to by name, and otherwise as ``previous_other``.
    """
    place = np.arange(signals.n)
    if rule == "previous":
        return place - 1
    target = signals.previous_other.copy()
    if rule == "mention":
        spoken = signals.manner & SPOKEN_TO > 0
        message, person = np.divmod(signals.named[spoken], signals.a)
        last = last_of(signals, person, message)
        known = last >= 0
        # Several people named: the one who wrote last counts.
        named = np.full(signals.n, -1)
        np.maximum.at(named, message[known], last[known])
        target = np.where(named >= 0, named, target)
    return target


def last_of(signals: ReplySignals, person: np.ndarray, before: np.ndarray) -> np.ndarray:
    """Find the last message of each person before a message, -1 where there is none; shapes ``(m,)``."""
    size = signals.n + 1
    keys = np.sort(signals.author * size + np.arange(signals.n))
    at = np.searchsorted(keys, person * size + before) - 1
    found = keys[np.maximum(at, 0)] if len(keys) else np.zeros(len(person), dtype=np.int64)
    same = (at >= 0) & (found // size == person)
    return np.where(same, found % size, -1)


def window_scores(signals: ReplySignals, pairs: Pairs) -> tuple[np.ndarray, np.ndarray]:
    """Score candidates by hand: recency, rank, naming, questions, shared words, alternation.

    Candidates are the last eight messages of other people within 30 minutes (24 hours for a question); the option
    "opens something new" scores 0.5.

    Returns
    -------
    tuple of numpy.ndarray
        Scores of the pairs (``-inf`` outside the window) and of opening something new, shape ``(n messages,)``.
    """
    i, j = pairs.i, pairs.j
    gap = signals.minute[i] - signals.minute[j]
    other = signals.author[i] != signals.author[j]
    rank = np.zeros(len(i))
    counted = np.cumsum(other)
    rank = counted - np.repeat(np.concatenate([[0], counted])[pairs.first[:-1]], np.diff(pairs.first))
    asks = signals.question[j] >= 1
    open_to = other & (rank <= WINDOW_PEOPLE) & ((gap <= WINDOW_MINUTES) | (asks & (gap <= QUESTION_MINUTES)))
    named = manner_of(signals, i, signals.author[j]) & SPOKEN_TO > 0
    cosine = signals.words_band[i, i - j] / np.maximum(signals.norm[i] * signals.norm[j], 1e-6)
    before = signals.previous_other[j]
    alternates = (before >= 0) & (signals.author[np.maximum(before, 0)] == signals.author[i])
    pace = np.clip(signals.tempo[i], 1.0, 15.0)
    score = (
        -np.minimum(gap, WINDOW_MINUTES) / pace
        - 0.5 * (rank - 1)
        + 3.0 * named
        + 1.0 * (asks & (signals.question[i] < 1))
        + 2.0 * cosine
        + 1.0 * (signals.products_band[i, i - j] > 0)
        + 0.7 * alternates
    )
    return np.where(open_to, score, -np.inf), np.full(len(pairs.first) - 1, 0.5)


def manner_of(signals: ReplySignals, message: np.ndarray, person: np.ndarray) -> np.ndarray:
    """Tell how each message names a person: 0, or the bits ``SPOKEN_TO`` and ``SPOKEN_OF``; shapes ``(m,)``."""
    if not len(signals.named):
        return np.zeros(len(message), dtype=np.int64)
    wanted = message * signals.a + person
    at = np.minimum(np.searchsorted(signals.named, wanted), len(signals.named) - 1)
    return np.where(signals.named[at] == wanted, signals.manner[at], 0)
