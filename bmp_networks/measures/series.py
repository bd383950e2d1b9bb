"""Weeks of a chat: how often something is talked about, with the weeks in which nobody wrote left open."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import ProductChains


def monday_of(at: Any) -> pd.Series:
    """Give the Monday, at midnight, of the week of every moment, shape ``(n,)``."""
    days = np.asarray(at, dtype="datetime64[s]").astype("datetime64[D]").astype(np.int64)
    # Day 0, 1 January 1970, was a Thursday.
    monday = (days - (days + 3) % 7).astype("datetime64[D]")
    return pd.Series(monday.astype("datetime64[s]"))


def active_weeks(graph: InteractionGraph) -> pd.Series:
    """Count the user messages of every week in which somebody wrote, indexed by its Monday, ascending."""
    counts: pd.Series = monday_of(graph.turns["at"]).value_counts().sort_index()
    return counts.rename("messages").rename_axis("week")


def weekly_products(products: ProductChains, graph: InteractionGraph, *, by: str = "product") -> pd.DataFrame:
    """Lay the talk about products out by week: 0 where the group wrote of other things, NaN where it was silent.

    Parameters
    ----------
    products
        What is said about each product.
    graph
        The graph it was traced from: it knows in which weeks anybody wrote.
    by
        ``product`` or ``stage``: what the columns are.

    Returns
    -------
    pd.DataFrame
        One row a week from the first to the last message (Mondays), one column a product or stage, sorted. A cell
        counts different messages, so that one that names two stages of a product counts once for the product.
    """
    written = active_weeks(graph)
    series = products.series[~products.series[by].isna().to_numpy()]
    pairs = series[["week", by, "evidence"]].explode("evidence")
    counts = pairs.groupby(["week", by])["evidence"].nunique().unstack(fill_value=0)
    if not len(written):
        return counts.astype(np.float64)
    weeks = pd.date_range(written.index[0], written.index[-1], freq="7D", name="week").astype("datetime64[s]")
    table = counts.reindex(weeks, fill_value=0).astype(np.float64)
    table.loc[~table.index.isin(written.index)] = np.nan
    table.columns.name = by
    return table.sort_index(axis=1)
