"""How far the clocks of two phones stand apart: messages that both files hold, and only once, vote."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

import numpy as np

from bmp_networks.io.merging.strands import Strand

_FARTHEST = 26 * 60  # from UTC-12 to UTC+14
_STEP = 30
_SLACK = 2
_LONG = 40
_ALONE = 15
_REPEATS = 5


class Clock(NamedTuple):
    """The clock of a second file against the first: minutes ahead, and how much speaks for it (0: nothing)."""

    minutes: int
    support: float


def compare_clocks(first: Strand, second: Strand) -> Clock:
    """Find the one constant difference, in half-hours, between two files.

    A message votes with the length of its text (at most forty characters), because two people may write "ok" in the
    same minute but hardly the same long sentence. The difference is taken when it has most of the votes, and more
    than one message or one of some length.

    Returns
    -------
    Clock
        Minutes by which the second file's clock is ahead; 0 with support 0 when nothing tells.
    """
    mine, yours = _once(first), _once(second)
    apart: list[int] = []
    weights: list[int] = []
    for key in mine.keys() & yours.keys():
        # The same number of times in both: first to first, second to second.
        if len(mine[key]) == len(yours[key]):
            apart.extend(b - a for a, b in zip(mine[key], yours[key], strict=True))
            weights.extend([min(len(key), _LONG)] * len(mine[key]))
    differences = np.array(apart, dtype=np.int64)
    near = np.abs(differences) <= _FARTHEST + _SLACK
    steps = np.round(differences / _STEP).astype(np.int64) * _STEP
    fits = near & (np.abs(differences - steps) <= _SLACK)
    votes: Counter[int] = Counter()
    heads: Counter[int] = Counter()
    for step, weight in zip(steps[fits].tolist(), np.array(weights, dtype=np.int64)[fits].tolist(), strict=True):
        votes[step] += weight
        heads[step] += 1
    if not votes:
        return Clock(0, 0)
    best = max(votes, key=lambda step: (votes[step], -abs(step)))
    total = int(np.array(weights, dtype=np.int64)[near].sum())
    is_backed = heads[best] > 1 or votes[best] >= _ALONE or best == 0
    return Clock(best, float(votes[best])) if is_backed and 2 * votes[best] >= total else Clock(0, 0)


def _once(strand: Strand) -> dict[str, list[int]]:
    """Collect when each text was written, of texts written a few times only."""
    times: dict[str, list[int]] = {}
    for key, minute in zip(strand.keys, strand.minutes.tolist(), strict=True):
        if key and not key.startswith("\0"):
            times.setdefault(key, []).append(minute)
    return {key: minutes for key, minutes in times.items() if len(minutes) <= _REPEATS}
