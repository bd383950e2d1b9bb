"""When a product is talked about more: its bursts, changes, trend and seasons in one table."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.chains import BURSTS
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures import bursts, changes
from bmp_networks.measures.product_episodes import find_product_episodes, weekly_episodes
from bmp_networks.measures.seasons import SEASONS, measure_season

KINDS = ("burst", "change", "trend", "season")


def find_product_times(
    graph: InteractionGraph,
    coding: Coding,
    *,
    kinds: Collection[str] = KINDS,
    permutations: int = bursts.PERMUTATIONS,
    seed: int = 0,
) -> pd.DataFrame:
    """Find bursts, changes, trend and seasons of each product; below a gate the row says that there is too little.

    Weeks in which nobody wrote are missing, no zeros: they are left out of bursts, changes and trends, and say nothing
    to seasons.

    Parameters
    ----------
    graph, coding
        Who wrote what when, and about which product.
    kinds
        Which of ``KINDS`` are wanted.
    permutations
        Shuffled series behind each statement.
    seed
        Start of the chance.

    Returns
    -------
    pd.DataFrame
        Table under ``BURSTS``, by product and kind.
    """
    counts, totals = weekly_episodes(find_product_episodes(graph, coding), graph)
    rows = []
    for product in counts.columns:
        series = counts[product]
        active = (totals > 0).to_numpy()
        if "burst" in kinds:
            rows += _burst_rows(product, series[active], totals[active], permutations, seed)
        if "change" in kinds:
            rows += _change_rows(product, series[active], permutations, seed)
        if "trend" in kinds:
            rows += _trend_rows(product, series.where(active), permutations, seed)
        if "season" in kinds:
            rows += _season_rows(product, series, totals)
    return BURSTS.from_rows(rows)


def _row(product: str, kind: str, series: pd.Series, **found: Any) -> dict[str, Any]:
    empty = dict.fromkeys(("value", "low", "high", "p"), float("nan"))
    span = {"start": series.index[0], "end": series.index[-1]} if len(series) else {"start": pd.NaT, "end": pd.NaT}
    return {"product": product, "kind": kind, "what": None, "events": float(series.sum())} | empty | span | found


def _burst_rows(
    product: str, series: pd.Series, totals: pd.Series, permutations: int, seed: int
) -> list[dict[str, Any]]:
    if not bursts.passes_gate(series):
        return [_row(product, "burst", series, word="not_enough_data")]
    found, _ = bursts.accepted_bursts(series, totals, permutations=permutations, seed=seed)
    return [
        _row(product, "burst", series, start=series.index[one.start], end=series.index[one.end], value=one.weight,
             events=one.events, word="accepted")
        for one in found
    ] or [_row(product, "burst", series, word="none")]  # fmt: skip


def _change_rows(product: str, series: pd.Series, permutations: int, seed: int) -> list[dict[str, Any]]:
    if not changes.passes_gate(series):
        return [_row(product, "change", series, word="not_enough_data")]
    return [
        _row(product, "change", series, start=series.index[one.at], value=one.after - one.before, p=one.p,
             what="up" if one.after > one.before else "down", word=one.verdict)
        for one in changes.find_changes(series, permutations=permutations, seed=seed)
    ] or [_row(product, "change", series, word="none")]  # fmt: skip


def _trend_rows(product: str, series: pd.Series, permutations: int, seed: int) -> list[dict[str, Any]]:
    trend = changes.theil_sen(series, resamples=permutations, seed=seed)
    word = trend.direction
    what = word if word in ("up", "down") else None
    return [
        _row(product, "trend", series, what=what, value=trend.slope, low=trend.low, high=trend.high, word=word,
             events=float(np.nansum(series)))
    ]  # fmt: skip


def _season_rows(product: str, series: pd.Series, totals: pd.Series) -> list[dict[str, Any]]:
    rows = []
    for name in SEASONS:
        found = measure_season(series.index, series, totals, name)
        rows.append(_row(product, "season", series, what=name, value=found.effect, p=found.p, word=found.word))
    return rows
