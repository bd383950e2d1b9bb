"""Heat maps of weeks: a shaded cell with its number, and the weeks named below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import pandas as pd

MOST_NUMBERED = 40
"""With more weeks than this the numbers would run into one another."""

MOST_NAMED = 13


def draw_cells(ax: Any, table: pd.DataFrame, *, rows: Sequence[str]) -> None:
    """Draw one cell for each count above 0, the darker the more, first row on top.

    Parameters
    ----------
    ax
        matplotlib axes.
    table
        Counts, shape ``(rows, weeks)``.
    rows
        What stands beside each row.
    """
    ax.set_yticks(range(len(rows)), rows)
    ax.set_ylim(len(rows) - 0.5, -0.5)
    ax.tick_params(length=0)
    if not table.shape[1]:
        return
    counts = table.to_numpy(dtype=float)
    top = max(counts.max(), 1.0)
    # Rectangles, not an image: an image would be a bitmap inside the page's drawing.
    for row, column in zip(*np.nonzero(counts), strict=True):
        depth = 0.15 + 0.75 * counts[row, column] / top
        ax.bar(column, 0.92, bottom=row - 0.46, width=0.92, color="#1F4E79", alpha=depth, linewidth=0)
        if table.shape[1] <= MOST_NUMBERED:
            ax.text(column, row, f"{counts[row, column]:.0f}", ha="center", va="center", fontsize=7.5,
                    color="#FFFFFF" if depth > 0.5 else "#1A1A1A")  # fmt: skip
    ax.set_xlim(-0.6, table.shape[1] - 0.4)


def name_weeks(ax: Any, weeks: Sequence[pd.Timestamp], months: Sequence[str]) -> None:
    """Name every so many weeks by their Monday."""
    shown = range(0, len(weeks), max(1, int(np.ceil(len(weeks) / MOST_NAMED))))
    ax.set_xticks(list(shown), [f"{weeks[place].day} {months[weeks[place].month - 1]}" for place in shown])
