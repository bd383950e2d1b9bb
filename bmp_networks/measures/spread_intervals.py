"""How sure an index and its Lorenz curve are: episodes drawn again, combined with who may have answered whom."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np

from bmp_networks.measures.counting import Denominator
from bmp_networks.measures.indices import Array, gini, lorenz_curve
from bmp_networks.measures.reply_resampling import resample_drawn
from bmp_networks.measures.resampling import Events, basic_interval, resampled_totals

Key = tuple[str, str]

CURVES = 500
"""Resamples of which the whole Lorenz curve is kept."""


@dataclass
class _Resamples:
    """What the resamples of one index give, on the scale of squares: chance adds up there."""

    ginis: dict[str, list[Array]] = field(default_factory=dict)
    curves: list[Array] = field(default_factory=list)
    centre: dict[str, list[float]] = field(default_factory=dict)
    curve_centre: list[Array] = field(default_factory=list)

    def add(self, held: Array, groups: list[Denominator]) -> None:
        for group in groups:
            self.ginis.setdefault(group.among, []).append(padded_gini(held[:, group.members], group))
        if sum(map(len, self.curves)) < CURVES:
            self.curves.append(_below_diagonal(held, groups[0]))

    def add_centre(self, held: Array, groups: list[Denominator]) -> None:
        for group in groups:
            self.centre.setdefault(group.among, []).append(float(padded_gini(held[None, group.members], group)[0]))
        self.curve_centre.append(_below_diagonal(held[None, :], groups[0])[0])


@dataclass(frozen=True)
class Sureness:
    """Interval of an index among each group of members, and of its curve among the widest; NaN where undefined."""

    intervals: Mapping[str, tuple[float, float]]
    curve_low: Array
    curve_high: Array


class Resampler:
    """Collects the resamples of every index, and turns them into intervals.

    Parameters
    ----------
    groups
        Among whom the indices are counted, the widest first.
    members
        How many members are known.
    """

    def __init__(self, groups: list[Denominator], members: int) -> None:
        self._groups, self._members = groups, members
        self._found: dict[Key, _Resamples] = {}

    def resample_events(self, events: Mapping[Key, Events], episodes: int, resamples: int, seed: list[int]) -> None:
        """Draw the episodes again; all indices see the same draws, so that they can be compared."""
        if events and resamples > 0:
            table = np.hstack([found.by_episode(episodes, self._members) for found in events.values()])
            self.resample_table(list(events), table, resamples, seed)

    def resample_table(self, keys: list[Key], table: Array, resamples: int, seed: list[int]) -> None:
        """Draw the rows of a table again in which each index has one column a member."""
        table = table[table.any(axis=1)]
        for totals in resampled_totals(table, resamples, np.random.default_rng(seed)):
            for place, key in enumerate(keys):
                held = totals[:, place * self._members : (place + 1) * self._members]
                self._found.setdefault(key, _Resamples()).add(held, self._groups)

    def resample_networks(
        self,
        drawn: Iterator[dict[Key, Events]],
        episodes: int,
        each: int,
        seed: list[int],
        *,
        progress: Callable[[], object],
    ) -> None:
        """Draw the episodes of each drawn network again, so that both kinds of uncertainty are in the interval."""
        rng = np.random.default_rng(seed)
        for whole, again in resample_drawn(drawn, self._members, episodes, each, rng):
            for key, held in again.items():
                found = self._found.setdefault(key, _Resamples())
                found.add(held, self._groups)
                found.add_centre(whole[key], self._groups)
            progress()

    def sureness(self, key: Key, held: Array) -> Sureness:
        """Give the intervals of an index of which ``held`` is what each known member holds."""
        widest = self._groups[0]
        undefined = np.full(widest.n + 1, np.nan)
        found = self._found.get(key)
        if found is None:
            none = (float("nan"), float("nan"))
            return Sureness({group.among: none for group in self._groups}, undefined, undefined)
        intervals = {}
        for group in self._groups:
            estimate = float(padded_gini(held[None, group.members], group)[0])
            centre = _root_mean_square(np.array(found.centre[group.among])) if found.centre else None
            low, high = basic_interval(estimate, np.concatenate(found.ginis[group.among]), power=2, centre=centre)
            intervals[group.among] = (low, high)
        depth = _below_diagonal(held[None, :], widest)[0]
        middle = _root_mean_square(np.array(found.curve_centre)) if found.curve_centre else None
        share = np.arange(widest.n + 1) / max(widest.n, 1)
        deep, shallow = basic_interval(
            depth, np.vstack(found.curves), power=2, centre=middle, bounds=(0.0, share)
        )[::-1]  # fmt: skip
        return Sureness(intervals, share - deep, share - shallow)


def padded_gini(held: Array, group: Denominator) -> Array:
    """Corrected Gini with the unknown members counted as zero, by the identity G_N = 1 - (k/N)(1 - G_k)."""
    if group.unknown == 0:
        return np.asarray(gini(held), dtype=np.float64)
    raw = np.asarray(gini(held, corrected=False), dtype=np.float64)
    padded = 1 - len(group.members) / group.n * (1 - raw)
    return padded * group.n / (group.n - 1)


def _below_diagonal(held: Array, group: Denominator) -> Array:
    """Give how far the Lorenz curve lies below the diagonal at each member, shape ``(..., n + 1)``."""
    known = held[:, group.members]
    members, shares = lorenz_curve(np.concatenate([known, np.zeros((len(known), group.unknown))], axis=1))
    below: Array = np.clip(members - shares, 0.0, None)
    return below


def _root_mean_square(values: Array) -> Array:
    return np.asarray(np.sqrt(np.mean(values**2, axis=0)))
