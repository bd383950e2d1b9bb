"""Who is tied to whom by groups: a picture in which no single member stands."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from bmp_networks.figures.style import figure_style, fresh_axes

if TYPE_CHECKING:
    import pandas as pd

_INK, _HIDDEN = "#17424F", "#9AA5AA"


def plot_blocks(blocks: pd.DataFrame, ax: Any = None, *, names: Mapping[str, str] | None = None) -> Any:
    """Draw a square for every pair of groups, the darker the more passes between them; what is left out is hatched.

    Parameters
    ----------
    blocks
        One row a pair of groups: ``group``, ``other``, ``events`` (missing where it is left out); each pair once.
    ax
        matplotlib axes; None makes a figure.
    names
        What is printed for each group.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.
    """
    groups = list(dict.fromkeys(blocks["group"]))
    place = {group: number for number, group in enumerate(groups)}
    labels = [(names or {}).get(group, group) for group in groups]
    most = max([value for value in blocks["events"] if not math.isnan(value)], default=0) or 1
    with figure_style():
        ax = fresh_axes(4.5, 4.5) if ax is None else ax
        for group, other, events in zip(blocks["group"], blocks["other"], blocks["events"], strict=True):
            for row, column in {(place[group], place[other]), (place[other], place[group])}:
                _draw_cell(ax, row, column, events, most)
        is_long = max(map(len, labels), default=0) > 3
        ax.set_xticks(range(len(groups)), labels, rotation=30 if is_long else 0, ha="right" if is_long else "center")
        ax.set_yticks(range(len(groups)), labels)
        ax.set(xlim=(-0.5, len(groups) - 0.5), ylim=(len(groups) - 0.5, -0.5), aspect="equal")
        ax.tick_params(length=0)
        ax.grid(visible=False)
    return ax


def _draw_cell(ax: Any, row: int, column: int, events: float, most: float) -> None:
    from matplotlib.patches import Rectangle

    corner = (column - 0.47, row - 0.47)
    if math.isnan(events):
        ax.add_patch(Rectangle(corner, 0.94, 0.94, fill=False, edgecolor=_HIDDEN, hatch="////", linewidth=0.5))
        return
    depth = math.sqrt(events / most)
    ax.add_patch(Rectangle(corner, 0.94, 0.94, facecolor=_INK, alpha=0.06 + 0.84 * depth, linewidth=0))
    ax.text(column, row, f"{events:.0f}", ha="center", va="center", color="#FFFFFF" if depth > 0.55 else "#1F2A30")
