"""What two people have had to do with each other around a message: adjacency, naming, expected replies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bmp_networks.coding.reply_candidates import Pairs
from bmp_networks.coding.reply_names import SPOKEN_TO
from bmp_networks.coding.reply_rules import manner_of
from bmp_networks.coding.reply_signals import ReplySignals


@dataclass(frozen=True)
class Events:
    """Things that happened from one person to another, each at a message, with a weight; made for windowed sums."""

    keys: np.ndarray
    total: np.ndarray
    size: int
    a: int

    @classmethod
    def of(
        cls,
        signals: ReplySignals,
        source: np.ndarray,
        target: np.ndarray,
        at: np.ndarray,
        weight: np.ndarray | None = None,
    ) -> Events:
        """Collect events; ``source`` and ``target`` are author numbers, ``at`` message numbers."""
        size = 4 * signals.n + 4
        keys = (source * signals.a + target) * size + at + signals.n
        order = np.argsort(keys, kind="stable")
        mass = np.ones(len(keys)) if weight is None else weight[order]
        return cls(keys[order], np.concatenate([[0.0], np.cumsum(mass)]), size, signals.a)

    def between(self, source: np.ndarray, target: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray:
        """Sum what ``source`` did to ``target`` at messages ``low`` to ``high - 1``, float32."""
        n = (self.size - 4) // 4
        base = (source * self.a + target) * self.size + n
        start = np.searchsorted(self.keys, base + np.maximum(low, -n))
        end = np.searchsorted(self.keys, base + np.minimum(high, 2 * n))
        summed: np.ndarray = (self.total[np.maximum(end, start)] - self.total[start]).astype(np.float32)
        return summed


def next_of(signals: ReplySignals, person: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Find each person's first message after a message, ``n`` where there is none; shapes ``(m,)``."""
    size = signals.n + 1
    keys = np.sort(signals.author * size + np.arange(signals.n))
    at = np.searchsorted(keys, person * size + after, side="right")
    found = keys[np.minimum(at, len(keys) - 1)]
    following: np.ndarray = np.where((at < len(keys)) & (found // size == person), found % size, signals.n)
    return following


@dataclass(frozen=True)
class Acquaintance:
    """Adjacency and naming between the people of a chat."""

    adjacent: Events
    naming: Events
    spoken: np.ndarray
    names_somebody: np.ndarray
    mentions_somebody: np.ndarray


def read_acquaintance(signals: ReplySignals) -> Acquaintance:
    """Collect who writes right after whom and who names whom."""
    turn = np.flatnonzero((signals.previous_other >= 0) & (np.diff(signals.author, prepend=-1) != 0))
    before = signals.author[signals.previous_other[turn]]
    adjacent = Events.of(
        signals,
        np.concatenate([signals.author[turn], before]),
        np.concatenate([before, signals.author[turn]]),
        np.concatenate([turn, turn]),
    )
    message, person = np.divmod(signals.named, signals.a)
    to = signals.manner & SPOKEN_TO > 0
    naming = Events.of(signals, signals.author[message[to]], person[to], message[to])
    size = signals.n + 1
    spoken = np.sort(person[to] * size + message[to])
    names = np.bincount(message[to], minlength=signals.n) > 0
    return Acquaintance(adjacent, naming, spoken, names, np.bincount(message, minlength=signals.n) > 0)


def people_features(signals: ReplySignals, pairs: Pairs, known: Acquaintance) -> dict[str, np.ndarray]:
    """Say who names whom in a pair, what is pending, and how the two people were in touch before and after."""
    i, j = pairs.i, pairs.j
    me, you = signals.author[i], signals.author[j]
    own = me == you
    here, there = manner_of(signals, i, you), manner_of(signals, j, me)
    to_you, to_me = here & SPOKEN_TO > 0, (there & SPOKEN_TO > 0) & ~own
    return {
        "speaks_to_author": to_you & ~own,
        "speaks_of_author": (here > 0) & ~to_you & ~own,
        "speaks_to_other": known.names_somebody[i] & ~to_you,
        "mentions_other": known.mentions_somebody[i] & (here == 0),
        "spoken_to_by": to_me,
        "spoken_of_by": (there > 0) & ~to_me & ~own,
        "earlier_speaks_to_other": known.names_somebody[j] & ~to_me,
        "earlier_mentions_other": known.mentions_somebody[j] & (there == 0),
        "speaks_to_last_line": to_you & ~own & (signals.next_own[j] >= i),
        "pending_address": to_me & (signals.previous_own[i] < j),
        "same_addressee": signals.names_band[i, i - j] > 0,
        **_titles(signals, i, you),
        **_contacts(signals, pairs, known, me, you),
    }


def _titles(signals: ReplySignals, i: np.ndarray, you: np.ndarray) -> dict[str, np.ndarray]:
    said, carried = signals.title[i], signals.titles_of[you]
    return {
        "title_fits": (said & carried) > 0,
        "title_misfits": (said > 0) & (carried > 0) & ((said & carried) & 0b0111100000000000 == 0),
    }


def _contacts(
    signals: ReplySignals, pairs: Pairs, known: Acquaintance, me: np.ndarray, you: np.ndarray
) -> dict[str, np.ndarray]:
    i, j = pairs.i, pairs.j
    size = signals.n + 1
    # Most of it is the same for all lines of one person: ask once for each person a message may answer.
    _, one, back_to = np.unique(i * signals.a + you, return_index=True, return_inverse=True)
    columns = _between_people(signals, known, i[one], me[one], you[one])
    until = np.searchsorted(known.spoken, you[one] * size + i[one])
    asked = np.searchsorted(known.spoken, you * size + j, side="right")
    return {
        "author_named_since": np.log1p((until[back_to] - asked).clip(0)),
        **{name: column[back_to] for name, column in columns.items()},
    }


def _between_people(
    signals: ReplySignals, known: Acquaintance, i: np.ndarray, me: np.ndarray, you: np.ndarray
) -> dict[str, np.ndarray]:
    n = signals.n
    back, mine = next_of(signals, you, i), signals.next_own[i]
    reply, mine_again = np.minimum(back, n - 1), np.minimum(mine, n - 1)
    answers = (back < n) & (manner_of(signals, reply, me) & SPOKEN_TO > 0)
    sums = {
        "adjacent_20": known.adjacent.between(me, you, i - 20, i),
        "adjacent_80": known.adjacent.between(me, you, i - 80, i),
        "adjacent_next_20": known.adjacent.between(me, you, i + 1, i + 21),
        "named_before": known.naming.between(me, you, i - 80, i),
        "named_by_before": known.naming.between(you, me, i - 80, i),
        "named_after": known.naming.between(me, you, i + 1, i + 61),
        "named_by_after": known.naming.between(you, me, i + 1, i + 61),
    }
    return {name: np.log1p(column) for name, column in sums.items()} | {
        "author_back_after": 1 / (back - i).astype(np.float32),
        "author_names_me_next": answers,
        "author_names_other_next": (back < n) & known.names_somebody[reply] & ~answers,
        "i_name_author_next": (mine < n) & (manner_of(signals, mine_again, you) & SPOKEN_TO > 0),
    }
