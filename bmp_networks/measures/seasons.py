"""Seasons: whether a product is talked about more around Ramadan, Lebaran, Idul Adha, or in the rainy months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bmp_networks.resources import load_csv

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SEASONS = ("ramadan", "before_lebaran", "lebaran", "idul_adha", "rain")
"""Ramadan · the 14 days before Lebaran · Lebaran and 7 days each side · Idul Adha and 7 days each side · November to
April."""

LEAST_SHIFT = 4
"""Smallest circular shift, in weeks: a season moved by less still covers itself."""

RAIN_MONTHS = (11, 12, 1, 2, 3, 4)
DAYS_BEFORE, DAYS_AROUND = 14, 7
LEAST_CYCLES = 2


@dataclass(frozen=True)
class Season:
    """What one season does to the talk about one product.

    Parameters
    ----------
    season
        One of ``SEASONS``.
    effect
        Log of the product's share of episodes inside the season over outside; NaN where one of the two has none.
    p
        Share of all circular shifts of the season by 4 weeks or more with an effect at least so far from 0; NaN too.
    cycles
        Times the season comes in the period.
    same_sign
        Whether every time has the sign of the whole.
    word
        ``seasonal_pattern`` (two cycles or more, the same sign each time, p ≤ .05), ``coincides_with`` (one cycle, or
        not the same sign, p ≤ .05), ``no_pattern``, or ``not_enough_data``.
    """

    season: str
    effect: float
    p: float
    cycles: int
    same_sign: bool
    word: str


def measure_season(weeks: Sequence[pd.Timestamp], events: Any, totals: Any, season: str) -> Season:
    """Say whether a product's share of the group's episodes differs inside and outside a season.

    Parameters
    ----------
    weeks
        Mondays, ascending, without gaps, shape ``(n,)``.
    events, totals
        Episodes about the product and all episodes, shape ``(n,)``; weeks in which the group was silent have 0 and 0.
    season
        One of ``SEASONS``.
    """
    r, d = np.asarray(events, dtype=np.float64), np.asarray(totals, dtype=np.float64)
    inside = season_weeks(weeks, season)
    spells = _spells(inside & (d > 0))
    effects = _effects(r, d, inside[None, :])
    effect = float(effects[0])
    if np.isnan(effect) or len(r) < 2 * LEAST_SHIFT + 1:
        return Season(season, float("nan"), float("nan"), len(spells), False, "not_enough_data")
    shifts = np.arange(LEAST_SHIFT, len(r) - LEAST_SHIFT + 1)
    moved = np.stack([np.roll(inside, shift) for shift in shifts])
    null = _effects(r, d, moved)
    null = null[~np.isnan(null)]
    p = float((1 + int((np.abs(null) >= abs(effect) - 1e-12).sum())) / (len(null) + 1))
    signs = [_effects(r, d, spell[None, :])[0] for spell in spells]
    same = all(np.sign(one) == np.sign(effect) for one in signs)
    return Season(season, effect, p, len(spells), same, _word(p, len(spells), same))


def season_weeks(weeks: Sequence[pd.Timestamp], season: str) -> Flags:
    """Say which weeks (by their Monday) lie with most of their days in a season, shape ``(n,)``.

    Raises
    ------
    ValueError
        When the season is none of ``SEASONS``.
    """
    if season not in SEASONS:
        raise ValueError(f"season is one of {SEASONS}")
    days = np.asarray(weeks, dtype="datetime64[D]")[:, None] + np.arange(7)
    if season == "rain":
        inside = np.isin(days.astype("datetime64[M]").astype(np.int64) % 12 + 1, RAIN_MONTHS)
    else:
        inside = np.zeros(days.shape, dtype=np.bool_)
        for first, last in _spans(season):
            inside |= (days >= first) & (days <= last)
    found: Flags = inside.sum(axis=1) >= 4
    return found


@cache
def _spans(season: str) -> tuple[tuple[Any, Any], ...]:
    day = np.timedelta64(1, "D")
    spans: list[tuple[Any, Any]] = []
    for row in load_csv("calendars/islamic_feasts_id.csv").content:
        ramadan, lebaran, adha = (np.datetime64(row[key]) for key in ("ramadan", "idul_fitri", "idul_adha"))
        span = {
            "ramadan": (ramadan, lebaran - day),
            "before_lebaran": (lebaran - DAYS_BEFORE * day, lebaran - day),
            "lebaran": (lebaran - DAYS_AROUND * day, lebaran + DAYS_AROUND * day),
            "idul_adha": (adha - DAYS_AROUND * day, adha + DAYS_AROUND * day),
        }[season]
        spans.append(span)
    return tuple(spans)


def _spells(inside: Flags) -> list[Flags]:
    """Give each unbroken stretch of weeks as flags of its own."""
    edges = np.flatnonzero(np.diff(np.r_[0, inside.astype(np.int8), 0]))
    spells = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        spell = np.zeros(len(inside), dtype=np.bool_)
        spell[start:end] = True
        spells.append(spell)
    return spells


def _effects(r: Array, d: Array, inside: Flags) -> Array:
    """Give log(share inside / share outside) for each row of flags; half an episode is added so that 0 has a log."""
    own, all_in = inside @ r, inside @ d
    rest, all_out = r.sum() - own, d.sum() - all_in
    with np.errstate(divide="ignore", invalid="ignore"):
        effect = np.log((own + 0.5) / (all_in + 1)) - np.log((rest + 0.5) / (all_out + 1))
    return np.where((all_in > 0) & (all_out > 0) & (r.sum() > 0), effect, np.nan)


def _word(p: float, cycles: int, same: bool) -> str:
    if p > 0.05:
        return "no_pattern"
    return "seasonal_pattern" if cycles >= LEAST_CYCLES and same else "coincides_with"
