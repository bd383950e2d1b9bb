"""Who answers whom: the probability that a message answers each earlier one, or opens something new."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bmp_networks.coding.reply_candidates import Pairs, candidate_pairs
from bmp_networks.coding.reply_model import load_ranker
from bmp_networks.coding.reply_nets import softmax
from bmp_networks.coding.reply_passes import RUN, Reading, first_pass, second_pass
from bmp_networks.coding.reply_rules import RULES, certain_target, window_scores
from bmp_networks.coding.reply_second import threads_of
from bmp_networks.coding.reply_signals import ReplyHints, ReplySignals, people_before, read_signals
from bmp_networks.containers.coding import OPENS_NEW, REPLIES
from bmp_networks.errors import InputRefusedError

__all__ = ["ReplyHints", "draw_replies", "infer_by_rules", "infer_replies", "measure_entanglement"]

TOGETHER = 0.3
"""Share of messages whose reading goes with that of their conversation (chosen, not fitted: with it
nine of ten 90 % intervals hold on the Ubuntu development part)."""
SMALLEST = 0.005
"""Candidates less probable than this are dropped."""


def infer_replies(messages: pd.DataFrame, hints: ReplyHints | None = None, *, rule: str = "ranker") -> pd.DataFrame:
    """Say for every message which earlier message it answers, how probably, and whether it opens something new.

    Parameters
    ----------
    messages
        The user messages (``Chat.messages``): row number equals ``i``.
    hints
        What else is known of the messages; what is missing is read from the words.
    rule
        ``ranker`` (fitted to hand-coded chats), ``previous``, ``previous_other``, ``mention`` or ``window``.

    Returns
    -------
    pandas.DataFrame
        Table under the contract ``REPLIES``: probabilities of at least 0.005, the rows of one message sum to 1.

    Raises
    ------
    InputRefusedError
        When the rule is none of these.
    """
    return infer_by_rules(messages, hints, rules=(rule,))[rule]


def infer_by_rules(
    messages: pd.DataFrame, hints: ReplyHints | None = None, *, rules: Sequence[str] = RULES
) -> dict[str, pd.DataFrame]:
    """Say who answers whom under several rules at once, for comparison; the messages are read only once.

    Parameters
    ----------
    messages, hints
        As for ``infer_replies``.
    rules
        The rules wanted.

    Returns
    -------
    dict
        Rule → table under the contract ``REPLIES``.

    Raises
    ------
    InputRefusedError
        When one of the rules does not exist.
    """
    if not set(rules) <= set(RULES):
        raise InputRefusedError("there is no such reply rule", hint=f"known are {', '.join(RULES)}")
    if set(rules) == {"previous"}:  # looks at no message
        return {"previous": _certain(np.arange(len(messages)) - 1)}
    signals = read_signals(messages, hints or ReplyHints())
    return {rule: _inferred(signals, rule) for rule in rules}


def _inferred(signals: ReplySignals, rule: str) -> pd.DataFrame:
    if rule in ("previous", "previous_other", "mention"):
        return _certain(certain_target(signals, rule))
    parts = _ranked(signals) if rule == "ranker" else _windowed(signals)
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)] or [np.zeros(0)] * 3
    return REPLIES.build(dict(zip("ijp", columns, strict=True)))


def _certain(target: np.ndarray) -> pd.DataFrame:
    return REPLIES.build({"i": np.arange(len(target)), "j": target, "p": np.ones(len(target))})


def _ranked(signals: ReplySignals) -> list[tuple[np.ndarray, ...]]:
    if not signals.n:
        return []
    ranker = load_ranker()
    reading = Reading.of(signals)
    found = first_pass(reading, ranker.first)
    p, p_new = second_pass(reading, found, ranker.second, ranker.temperatures)
    return [_table(found.pairs(0, signals.n), p, p_new)]


def _windowed(signals: ReplySignals) -> list[tuple[np.ndarray, ...]]:
    parts: list[tuple[np.ndarray, ...]] = []
    for low in range(0, signals.n, RUN):
        pairs = candidate_pairs(signals, low, min(low + RUN, signals.n))
        scores, new = window_scores(signals, pairs)
        parts.append(_table(pairs, *softmax(pairs, scores, new)))
    return parts


def draw_replies(replies: pd.DataFrame, n: int, seed: int, *, together: float = TOGETHER) -> np.ndarray:
    """Draw whole reply graphs: for each message one target, as often as it is probable.

    Messages of one conversation tend to be read rightly or wrongly together. So a share of them takes the same chance
    as the rest of its conversation, which makes intervals over draws as wide as they ought to be and leaves the
    probability of every single link as it is.

    Parameters
    ----------
    replies
        Table under the contract ``REPLIES``.
    n
        How many graphs.
    seed
        Seed of the random numbers.
    together
        Share of messages that go with their conversation, 0 (all independent) to 1.

    Returns
    -------
    numpy.ndarray
        Targets, int64 of shape ``(n, n messages)``; -1 where the message opens something new.
    """
    i, j, p = (replies[name].to_numpy() for name in "ijp")
    first = np.flatnonzero(np.diff(i, prepend=-1))
    if not len(first):
        return np.zeros((n, 0), dtype=np.int64)
    total = np.cumsum(p)
    before = total[first] - p[first]
    last = np.append(first[1:], len(i)) - 1
    random = np.random.default_rng(seed)
    thread = threads_of(np.where(j[first] < 0, np.arange(len(first)), j[first]))
    drawn = np.empty((n, len(first)), dtype=np.int64)
    for row in drawn:
        chance = random.random(len(first))
        shared = random.random(len(first))[thread]
        chance = np.where(random.random(len(first)) < together, shared, chance)
        at = np.searchsorted(total, before + chance * (total[last] - before), side="right")
        row[:] = j[np.clip(at, first, last)]
    return drawn


def measure_entanglement(messages: pd.DataFrame) -> float:
    """Count how many people usually wrote among the last 20 messages: how mixed the conversations of a chat are.

    Parameters
    ----------
    messages
        The user messages (``Chat.messages``).

    Returns
    -------
    float
        Median over the messages after the 20th; 2 or 3 in a quiet group, where all reply rules agree, above 8 where
        several conversations run at once; nan in a chat of fewer than 21 messages.
    """
    author = np.unique(messages["author"].fillna("").to_numpy(dtype=str), return_inverse=True)[1]
    counts = people_before(author, 20)[20:]
    return float(np.median(counts)) if len(counts) else float("nan")


def _table(pairs: Pairs, p: np.ndarray, p_new: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    i = np.concatenate([pairs.i, pairs.messages])
    j = np.concatenate([pairs.j, np.full(len(p_new), OPENS_NEW)])
    p = np.concatenate([p, p_new])
    keep = p >= SMALLEST
    i, j, p = i[keep], j[keep], p[keep]
    order = np.lexsort((-j, -p, i))
    i, j, p = i[order], j[order], p[order]
    kept = np.bincount(i - pairs.low, weights=p, minlength=len(p_new))
    return i, j, p / kept[i - pairs.low]
