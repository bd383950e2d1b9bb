"""The second look: what the first pass found around a pair (who talks with whom, which thread, who was answered)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bmp_networks.coding.reply_candidates import Pairs
from bmp_networks.coding.reply_people import Events, next_of
from bmp_networks.coding.reply_signals import ReplySignals

FLOOR = 0.0015
"""The second pass looks at candidates that the first found at least this probable."""


@dataclass(frozen=True)
class FirstPass:
    """What the first pass found in a whole chat; ``n`` messages, ``m`` pairs left.

    Parameters
    ----------
    i, j, p
        Pairs left, ascending by ``i``, then by distance, and their probabilities, shapes ``(m,)``.
    first
        Where the pairs of each message begin, shape ``(n + 1,)``.
    between
        People who wrote between the two, shape ``(m,)``.
    p_new
        Probability that each message opens something new, shape ``(n,)``.
    """

    i: np.ndarray
    j: np.ndarray
    p: np.ndarray
    first: np.ndarray
    between: np.ndarray
    p_new: np.ndarray

    def pairs(self, low: int, high: int) -> Pairs:
        """Give the pairs left of messages ``low`` to ``high - 1``."""
        span = self.span(low, high)
        return Pairs(self.i[span], self.j[span], self.between[span], self.first[low : high + 1] - self.first[low], low)

    def span(self, low: int, high: int) -> slice:
        """Rows of the pairs of messages ``low`` to ``high - 1``."""
        return slice(int(self.first[low]), int(self.first[high]))


@dataclass(frozen=True)
class Found:
    """Sums over the first pass that the second asks for."""

    pass_one: FirstPass
    of_pair: tuple[np.ndarray, np.ndarray]
    to_person: tuple[np.ndarray, np.ndarray]
    by_person: tuple[np.ndarray, np.ndarray]
    answered: tuple[np.ndarray, np.ndarray]
    contacts: Events
    received: np.ndarray
    parent: np.ndarray
    thread: np.ndarray
    thread_size: np.ndarray
    thread_next: np.ndarray


def gather(signals: ReplySignals, found: FirstPass) -> Found:
    """Prepare the sums: mass per pair, per person, per thread."""
    n, a = signals.n, signals.a
    author = signals.author
    other = author[found.i] != author[found.j]
    i, j, p = found.i[other], found.j[other], found.p[other]
    by_target = np.lexsort((i, j))
    parent = _best_parent(found, n)
    thread = threads_of(parent)
    order = np.lexsort((np.arange(n), thread))
    thread_next = np.full(n, n)
    same = thread[order][1:] == thread[order][:-1]
    thread_next[order[:-1][same]] = order[1:][same]
    return Found(
        pass_one=found,
        of_pair=(found.i * n + found.j, found.p),
        to_person=_summed(i * a + author[j], p),
        by_person=_summed(j * a + author[i], p),
        answered=((j * (n + 1) + i)[by_target], np.concatenate([[0.0], np.cumsum(p[by_target])])),
        contacts=Events.of(signals, author[i], author[j], i, p),
        received=np.bincount(j, weights=p, minlength=n),
        parent=parent,
        thread=thread,
        thread_size=np.bincount(thread, minlength=n),
        thread_next=thread_next,
    )


def _best_parent(found: FirstPass, n: int) -> np.ndarray:
    parent = np.arange(n)
    order = np.lexsort((found.p, found.i))
    last = np.flatnonzero(np.diff(np.append(found.i[order], -1)) != 0)
    rows = order[last]
    sure = found.p[rows] > found.p_new[found.i[rows]]
    parent[found.i[rows[sure]]] = found.j[rows[sure]]
    return parent


def threads_of(parent: np.ndarray) -> np.ndarray:
    """Follow each message to the one that opened its thread (pointers doubled until they rest)."""
    root = parent
    while len(root):
        further = root[root]
        if (further == root).all():
            break
        root = further
    return root


def _summed(keys: np.ndarray, p: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    unique, inverse = np.unique(keys, return_inverse=True)
    return unique, np.bincount(inverse, weights=p, minlength=len(unique))


def _look_up(table: tuple[np.ndarray, np.ndarray], wanted: np.ndarray, valid: np.ndarray | None = None) -> np.ndarray:
    keys, values = table
    if not len(keys):
        return np.zeros(len(wanted))
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    hit = keys[at] == wanted
    return np.where(hit if valid is None else hit & valid, values[at], 0.0)


def second_features(signals: ReplySignals, pairs: Pairs, found: Found, p: np.ndarray) -> dict[str, np.ndarray]:
    """Describe pairs by what the first pass found around them, each column of shape ``(n pairs,)``."""
    best = np.zeros(len(pairs.first) - 1)
    np.maximum.at(best, pairs.row, p)
    p_new = found.pass_one.p_new
    return {
        "first_logit": np.log(p + 1e-4),
        "first_p": p,
        "first_to_best": np.log((p + 1e-4) / (best[pairs.row] + 1e-4)),
        "first_new": np.log(p_new[pairs.i] + 1e-3),
        "earlier_new": p_new[pairs.j],
        **_masses(signals, pairs, found),
        **_partners(signals, pairs, found),
        **_thread_columns(signals, pairs, found),
    }


def _masses(signals: ReplySignals, pairs: Pairs, found: Found) -> dict[str, np.ndarray]:
    i, j = pairs.i, pairs.j
    n, a = signals.n, signals.a
    me, you = signals.author[i], signals.author[j]
    last, coming = signals.previous_own[i], signals.next_own[i]
    back = next_of(signals, you, i)
    keys, total = found.answered
    until, since = np.searchsorted(keys, j * (n + 1) + i), np.searchsorted(keys, j * (n + 1))
    after = np.searchsorted(keys, j * (n + 1) + i, side="right")
    end = np.searchsorted(keys, (j + 1) * (n + 1))
    has_last, has_coming, has_back = last >= 0, coming < n, back < n
    return {
        "to_me": _look_up(found.to_person, j * a + me, me != you),
        "answers_my_last": _look_up(found.of_pair, j * n + last, has_last & (last < j)),
        "my_last_to_it": _look_up(found.of_pair, last * n + j, has_last & (last > j)),
        "my_last_to_you": _look_up(found.to_person, last * a + you, has_last),
        "my_next_to_it": _look_up(found.of_pair, coming * n + j, has_coming),
        "my_next_to_you": _look_up(found.to_person, coming * a + you, has_coming),
        "my_next_goes_on": _look_up(found.of_pair, coming * n + i, has_coming),
        "your_next_to_me": _look_up(found.to_person, back * a + me, has_back & (me != you)),
        "your_next_to_it": _look_up(found.of_pair, back * n + i, has_back),
        "you_answer_it": _look_up(found.by_person, i * a + you),
        "i_answer_it": _look_up(found.by_person, j * a + me),
        "answered_before": np.log1p(total[until] - total[since]),
        "answered_after": np.log1p(total[end] - total[after]),
        "received": np.log1p(found.received[i]),
        "answers_parent": _look_up(found.of_pair, i * n + found.parent[j], found.parent[j] < j),
    }


def _partners(signals: ReplySignals, pairs: Pairs, found: Found) -> dict[str, np.ndarray]:
    i = pairs.i
    me, you = signals.author[i], signals.author[pairs.j]
    sums = {
        "i_to_you_before": (me, you, i - 60, i),
        "you_to_me_before": (you, me, i - 60, i),
        "i_to_you_after": (me, you, i + 1, i + 60),
        "you_to_me_after": (you, me, i + 1, i + 60),
        "i_to_you_near": (me, you, i - 15, i),
        "you_to_me_near": (you, me, i + 1, i + 15),
    }
    columns = {name: np.log1p(found.contacts.between(*arguments)) for name, arguments in sums.items()}
    own = me == you
    return {name: np.where(own, 0.0, column) for name, column in columns.items()}


def _thread_columns(signals: ReplySignals, pairs: Pairs, found: Found) -> dict[str, np.ndarray]:
    i, j = pairs.i, pairs.j
    n = signals.n
    thread = found.thread
    last, coming = signals.previous_own[i], signals.next_own[i]
    with_next = (coming < n) & (found.parent[np.minimum(coming, n - 1)] != i)
    return {
        "my_last_in_thread": (last >= 0) & (thread[np.maximum(last, 0)] == thread[j]),
        "my_next_in_thread": with_next & (thread[np.minimum(coming, n - 1)] == thread[j]),
        "thread_goes_on": (found.thread_next[j] < i),
        "thread_size": np.log1p(found.thread_size[thread[j]]),
        "thread_opener": thread[j] == j,
        "thread_age": np.log1p(i - thread[j]),
    }


def second_opening(signals: ReplySignals, pairs: Pairs, found: Found, p: np.ndarray) -> dict[str, np.ndarray]:
    """Describe messages that may open something new by what the first pass found, each of shape ``(n messages,)``."""
    messages = pairs.messages
    best = np.zeros(len(messages))
    np.maximum.at(best, pairs.row, p)
    p_new = found.pass_one.p_new[messages]
    n = signals.n
    coming = signals.next_own[messages]
    goes_on = _look_up(found.of_pair, coming * n + messages, coming < n)
    return {
        "first_new": np.log(p_new + 1e-3),
        "first_p_new": p_new,
        "first_best": np.log(best + 1e-3),
        "received": np.log1p(found.received[messages]),
        "goes_on": goes_on,
        "next_new": np.where(coming < n, found.pass_one.p_new[np.minimum(coming, n - 1)], 0.5),
    }
