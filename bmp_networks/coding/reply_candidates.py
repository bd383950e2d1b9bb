"""Which earlier messages may be answered at all: the near ones, and the latest lines of everybody further back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bmp_networks.coding.reply_signals import LAGS, ReplySignals

NEAR = 20
"""Every message this near is a candidate."""


@dataclass(frozen=True)
class Pairs:
    """Candidate pairs of a run of messages, grouped by the later one.

    Parameters
    ----------
    i, j
        Later and earlier message of each pair, shape ``(n pairs,)``; ascending by ``i``, then by distance.
    between
        How many people wrote between the two (the later message's own author left out), shape ``(n pairs,)``.
    first
        Where the pairs of each message of the run begin; one entry more than messages.
    low
        The first message of the run.
    """

    i: np.ndarray
    j: np.ndarray
    between: np.ndarray
    first: np.ndarray
    low: int

    @property
    def messages(self) -> np.ndarray:
        """The messages of the run, also those without a candidate."""
        return np.arange(self.low, self.low + len(self.first) - 1)

    @property
    def row(self) -> np.ndarray:
        """Number of each pair's later message within the run."""
        return self.i - self.low


def candidate_pairs(signals: ReplySignals, low: int, high: int) -> Pairs:
    """List the candidates of messages ``low`` to ``high - 1``: at most ``LAGS`` back, thinned beyond ``NEAR``.

    Beyond ``NEAR`` only the last two lines of each person, and the person's lines that begin a turn by asking, stay.
    """
    place = np.arange(low, high)[:, None]
    lag = np.arange(1, LAGS + 1)[None, :]
    earlier = place - lag
    inside = earlier >= 0
    earlier = np.maximum(earlier, 0)
    second = _second_next(signals)
    late = second[earlier] >= place
    asking = (signals.question[earlier] >= 1) & (lag <= LAGS // 2)
    keep = inside & ((lag <= NEAR) | late | asking)
    rows, columns = np.nonzero(keep)
    first = np.concatenate([[0], np.cumsum(keep.sum(axis=1))])
    last_line = inside & (signals.next_own[earlier] >= place) & (signals.author[earlier] != signals.author[place])
    between = np.cumsum(last_line, axis=1) - last_line
    return Pairs(rows + low, rows + low - (columns + 1), between[rows, columns], first, low)


def _second_next(signals: ReplySignals) -> np.ndarray:
    following = np.append(signals.next_own, signals.n)
    result: np.ndarray = following[np.minimum(signals.next_own, signals.n)] if signals.n else following[:0]
    return result
