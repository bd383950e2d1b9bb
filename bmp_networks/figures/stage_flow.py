"""What follows what along the chain: arcs from stage to stage, forward above the line and back below it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.style import figure_style, figure_words, fresh_axes

if TYPE_CHECKING:
    import pandas as pd

FORWARD, BACK = "#0072B2", "#B45309"
WIDEST = 9.0
"""Line width of the most frequent step, in points."""

MOST_NUMBERED = 10
LEAST_DRAWN = 0.5


def stage_steps(transitions: pd.DataFrame) -> pd.DataFrame:
    """Give the steps between different stages of all products together, the most frequent first.

    Parameters
    ----------
    transitions
        Table under ``TRANSITIONS``.
    """
    together = transitions[transitions["product"].isna().to_numpy()]
    steps = together[(together["source"] != together["target"]).to_numpy() & (together["count"] > 0).to_numpy()]
    return steps.sort_values(["count", "source", "target"], ascending=[False, True, True]).reset_index(drop=True)


def plot_transitions(transitions: pd.DataFrame, ax: Any = None, *, lang: str = "id") -> Any:
    """Draw the steps between stages as arcs, the wider the more frequent; the most frequent carry their number.

    Steps forward along the chain go above the line, from left to right; steps back go below it.

    Parameters
    ----------
    transitions
        Table under ``TRANSITIONS``.
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
    steps = stage_steps(transitions)
    with figure_style():
        ax = fresh_axes(7.5, 3.6) if ax is None else ax
        top = float(steps["count"].max()) if len(steps) else 1.0
        steps = steps[(steps["count"] >= LEAST_DRAWN).to_numpy()]
        drawn = list(zip(steps["source"], steps["target"], strict=True))
        for number, ((source, target), count) in enumerate(zip(drawn, steps["count"], strict=True)):
            _arc(ax, STAGES.index(source), STAGES.index(target), count, count / top, numbered=number)
        for place, stage in enumerate(STAGES):
            ax.text(place, 0, words["stages"][stage], ha="center", va="center", fontsize=8.5,
                    bbox={"boxstyle": "round,pad=0.3", "facecolor": "#FFFFFF", "edgecolor": "#5F6B72"})  # fmt: skip
        reach = max((abs(STAGES.index(a) - STAGES.index(b)) for a, b in drawn), default=1)
        edge = _height(reach / 2) + 0.45
        ax.text(-0.55, edge, words["transitions"]["forward"], color=FORWARD, va="top", fontsize=8.5)
        ax.text(-0.55, -edge, words["transitions"]["back"], color=BACK, va="bottom", fontsize=8.5)
        ax.set(xlim=(-0.6, len(STAGES) - 0.4), ylim=(-edge, edge))
        ax.set_axis_off()
    return ax


def _arc(ax: Any, a: int, b: int, count: float, share: float, *, numbered: int) -> None:
    angle = np.linspace(0, np.pi, 40)
    middle, half = (a + b) / 2, abs(b - a) / 2
    side = 1 if b > a else -1
    height = _height(half)
    ax.plot(
        middle - half * np.cos(angle), side * height * np.sin(angle), color=FORWARD if side > 0 else BACK,
        linewidth=max(0.7, WIDEST * share), alpha=0.55, solid_capstyle="butt",
    )  # fmt: skip
    if numbered < MOST_NUMBERED:
        ax.text(middle, side * height, f"{count:.0f}", ha="center", va="center", fontsize=8,
                bbox={"boxstyle": "round,pad=0.15", "facecolor": "#FFFFFF", "edgecolor": "none"})  # fmt: skip


def _height(half: float) -> float:
    return 0.35 + 0.95 * half
