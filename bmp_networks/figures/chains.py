"""One product along its chain: how many messages speak of each stage, week by week."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.cells import draw_cells, name_weeks
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
        draw_cells(ax, table, rows=[words["stages"][stage] for stage in STAGES])
        name_weeks(ax, list(table.columns), words["months"]["short"])
        ax.set_xlabel(words["products"]["week"])
    return ax
