"""One product along its chain: how many messages speak of each stage, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.style import figure_style, figure_words, fresh_axes

if TYPE_CHECKING:
    from bmp_networks.containers.results import ProductChains


def weekly_stages(products: ProductChains, product: str) -> pd.DataFrame:
    """Count the messages about a product by stage and week: stages in the chain's order, weeks without gaps.

    The weeks are those of the whole series, so that the pictures of several products stand side by side.
    """
    series = products.series
    if series.empty:
        return pd.DataFrame(index=list(STAGES))
    own = series[(series["product"] == product) & series["stage"].notna()]
    table = own.pivot_table(index="stage", columns="week", values="messages", aggfunc="sum", fill_value=0)
    weeks = pd.date_range(series["week"].min(), series["week"].max(), freq="7D")
    return table.reindex(index=list(STAGES), columns=weeks, fill_value=0).fillna(0).astype(int)


def plot_stage_weeks(products: ProductChains, product: str, ax: Any = None, *, lang: str = "id") -> Any:
    """Draw a heat map of stages and weeks of one product; every cell with messages carries its number.

    Parameters
    ----------
    products
        Whose series is drawn.
    product
        Product id.
    ax
        matplotlib axes; None makes a figure.
    lang
        ``id`` or ``en``.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; raw material on top, feedback below.
    """
    words = figure_words(lang)
    table = weekly_stages(products, product)
    with figure_style():
        ax = fresh_axes(7.5, 3) if ax is None else ax
        ax.set_yticks(range(len(STAGES)), [words["stages"][stage] for stage in STAGES])
        if table.shape[1]:
            _draw_cells(ax, table)
            _name_weeks(ax, list(table.columns), words["months"]["short"])
        ax.set_ylim(len(STAGES) - 0.5, -0.5)
        ax.set_xlabel(words["products"]["week"])
        ax.tick_params(length=0)
    return ax


def _draw_cells(ax: Any, table: pd.DataFrame) -> None:
    counts = table.to_numpy(dtype=float)
    top = max(counts.max(), 1.0)
    # Rectangles, not an image: an image would be a bitmap inside the page's drawing.
    for row, column in zip(*np.nonzero(counts), strict=True):
        depth = 0.15 + 0.75 * counts[row, column] / top
        ax.bar(column, 0.92, bottom=row - 0.46, width=0.92, color="#1F4E79", alpha=depth, linewidth=0)
        if table.shape[1] <= 40:
            ax.text(column, row, f"{counts[row, column]:.0f}", ha="center", va="center", fontsize=7.5,
                    color="#FFFFFF" if depth > 0.5 else "#1A1A1A")  # fmt: skip
    ax.set_xlim(-0.6, table.shape[1] - 0.4)


def _name_weeks(ax: Any, weeks: list[pd.Timestamp], months: list[str]) -> None:
    shown = range(0, len(weeks), max(1, int(np.ceil(len(weeks) / 13))))
    ax.set_xticks(list(shown), [f"{weeks[place].day} {months[weeks[place].month - 1]}" for place in shown])
