"""How far products go: the rings of the places named for them, week by week."""

from __future__ import annotations

from typing import Any

import pandas as pd

from bmp_networks.figures.cells import draw_cells, name_weeks
from bmp_networks.figures.style import figure_style, figure_words, fresh_axes

RINGS = ("abroad", "indonesia", "province", "district", "hamlet")
"""From far to near, as the picture has them from top to bottom."""


def weekly_reach(places: pd.DataFrame) -> pd.DataFrame:
    """Count the places named for products by ring and week, weeks without gaps.

    Parameters
    ----------
    places
        Table under ``PLACES_SAID``; places without a ring are left out.

    Returns
    -------
    pandas.DataFrame
        Index ``RINGS``, columns Mondays.
    """
    told = places[places["ring"].isin(RINGS).to_numpy()]
    if told.empty:
        return pd.DataFrame(index=list(RINGS))
    day = told["at"].dt.normalize()
    week = (day - pd.to_timedelta(day.dt.day_of_week, unit="D")).rename("week")
    counts = told.groupby([told["ring"], week]).size().unstack(fill_value=0)
    weeks = pd.date_range(week.min(), week.max(), freq="7D")
    return counts.reindex(index=list(RINGS), columns=weeks, fill_value=0).fillna(0).astype(int)


def plot_reach(places: pd.DataFrame, ax: Any = None, *, lang: str = "id") -> Any:
    """Draw how many places of each ring are named for products each week, the farthest on top.

    Parameters
    ----------
    places
        Table under ``PLACES_SAID``.
    ax
        matplotlib axes; None makes a figure.
    lang
        ``id`` or ``en``.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.
    """
    words = figure_words(lang)
    table = weekly_reach(places)
    with figure_style():
        ax = fresh_axes(7.5, 2.4) if ax is None else ax
        draw_cells(ax, table, rows=[words["rings"][ring] for ring in RINGS])
        name_weeks(ax, list(table.columns), words["months"]["short"])
        ax.set_xlabel(words["products"]["week"])
    return ax
