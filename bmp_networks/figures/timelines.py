"""What is talked about, week by week."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from bmp_networks.figures.style import figure_style, figure_words, fresh_axes, product_styles

if TYPE_CHECKING:
    from bmp_networks.containers.results import ProductChains

OTHERS = "\0others"
"""Row of ``weekly_messages`` that holds every product beyond the most talked about."""


def weekly_messages(products: ProductChains, *, most: int = 6) -> pd.DataFrame:
    """Count the messages about each product in each week, products in rows, most talked about first.

    A message that speaks of several stages counts once; one that speaks of two products counts for both.

    Parameters
    ----------
    products
        Whose series is counted.
    most
        So many products keep a row of their own, the others share one.

    Returns
    -------
    pandas.DataFrame
        Index product id (and ``OTHERS``), columns Mondays without gaps, cells counts.
    """
    series = products.series
    if series.empty:
        return pd.DataFrame()
    told = series[["week", "product", "evidence"]].explode("evidence").drop_duplicates()
    table = told.groupby(["product", "week"]).size().unstack(fill_value=0)
    weeks = pd.date_range(series["week"].min(), series["week"].max(), freq="7D")
    table = table.reindex(columns=weeks, fill_value=0)
    order = sorted(table.index, key=lambda product: (-int(table.loc[product].sum()), product))
    kept = table.loc[order[:most]]
    if len(order) > most:
        rest = told[told["product"].isin(order[most:])].drop(columns="product").drop_duplicates()
        kept.loc[OTHERS] = rest.groupby("week").size().reindex(weeks, fill_value=0)
    return kept.astype(int)


def plot_products(
    products: ProductChains,
    ax: Any = None,
    *,
    most: int = 6,
    names: Mapping[str, str] | None = None,
    key: str = "beside",
    lang: str = "id",
    bursts: pd.DataFrame | None = None,
    bazaars: Sequence[pd.Timestamp] = (),
) -> Any:
    """Draw how many messages speak of each product, week by week, stacked; bursts and bazaars stand above.

    Parameters
    ----------
    products
        Whose series is drawn.
    ax
        matplotlib axes; None makes a figure.
    most
        So many products have a colour and hatch of their own, the others share one.
    names
        What to print for each product; products that are missing show their id.
    key
        Where it is said which product has which colour: ``beside``, or ``none`` where a page says it elsewhere.
    lang
        ``id`` or ``en``, for the words and months on the axes.
    bursts
        Rows of ``BURSTS``: each gets a line over its weeks, with the product's name.
    bazaars
        Mondays of the weeks in which a bazaar is talked about; each gets a triangle.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.
    """
    words = figure_words(lang)
    weekly = weekly_messages(products, most=most)
    labels = {OTHERS: words["products"]["others"], **(names or {})}
    with figure_style():
        ax = fresh_axes(7, 3) if ax is None else ax
        _stack_bars(ax, weekly, labels)
        _dress(ax, list(weekly.columns), words)
        if len(weekly):
            _mark(ax, weekly, labels, bursts, bazaars, words["products"])
        if key == "beside" and len(weekly):
            ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), reverse=True)
    return ax


def _stack_bars(ax: Any, weekly: pd.DataFrame, labels: Mapping[str, str]) -> None:
    styles = product_styles()
    base = np.zeros(weekly.shape[1])
    for row, product in enumerate(weekly.index):
        colour, hatch = styles[-1] if product == OTHERS else styles[row % (len(styles) - 1)]
        counts = weekly.loc[product].to_numpy(dtype=float)
        ax.bar(
            np.arange(len(counts)), counts, bottom=base, width=0.82, color=colour, hatch=hatch, edgecolor="#FFFFFF",
            linewidth=0.5, label=labels.get(product, product),
        )  # fmt: skip
        base = base + counts


def _mark(
    ax: Any,
    weekly: pd.DataFrame,
    labels: Mapping[str, str],
    bursts: pd.DataFrame | None,
    bazaars: Sequence[pd.Timestamp],
    words: Mapping[str, str],
) -> None:
    place = {week: number for number, week in enumerate(weekly.columns)}
    top = max(float(weekly.sum().max()), 1.0)
    level = 1.06 * top
    spans = [] if bursts is None else list(zip(bursts["product"], bursts["start"], bursts["end"], strict=True))
    for product, start, end in spans:
        if start in place and end in place:
            a, b = place[start] - 0.41, place[end] + 0.41
            ax.plot([a, b], [level, level], color="#1A1A1A", linewidth=2.2, solid_capstyle="butt")
            name = f"{words['burst']}: {labels.get(product, product)}"
            on_right = a > weekly.shape[1] / 2
            ax.text(b if on_right else a, level + 0.02 * top, name, fontsize=7.5, va="bottom",
                    ha="right" if on_right else "left")  # fmt: skip
            level += 0.13 * top
    for week in bazaars:
        if week in place:
            ax.plot(place[week], level + 0.03 * top, marker="v", color="#B45309", markersize=7, linestyle="none")
            ax.text(place[week], level + 0.07 * top, words["bazaar"], fontsize=7.5, ha="center", va="bottom")
    if bazaars or spans:
        ax.set_ylim(0, level + 0.17 * top)


def _dress(ax: Any, weeks: list[pd.Timestamp], words: Mapping[str, Any]) -> None:
    from matplotlib.ticker import MaxNLocator

    step = max(1, int(np.ceil(len(weeks) / 13)))
    months = words["months"]["short"]
    shown = range(0, len(weeks), step)
    labels = []
    year = None
    for place in shown:
        week = weeks[place]
        labels.append(f"{week.day} {months[week.month - 1]}" + (f"\n{week.year}" if week.year != year else ""))
        year = week.year
    ax.set_xticks(list(shown), labels)
    ax.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=5))
    ax.set(xlabel=words["products"]["week"], ylabel=words["products"]["messages"])
    ax.grid(visible=True, axis="y")
    if weeks:
        ax.set_xlim(-0.6, len(weeks) - 0.4)
