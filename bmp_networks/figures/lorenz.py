"""Lorenz curves: how far participation or attention is from being shared equally."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bmp_networks.figures.style import figure_style, figure_words, fresh_axes, tie_styles

if TYPE_CHECKING:
    import pandas as pd

    from bmp_networks.containers.results import Inequality

TIE_TYPES = ("all", "bonding", "bridging", "linking")


def plot_lorenz(inequality: Inequality, ax: Any = None, *, quantity: str = "participation", lang: str = "id") -> Any:
    """Draw which share of the talk the quietest part of the members holds, one curve a tie type.

    The further a curve hangs below the diagonal, the fewer people hold most of it. A curve made of few events hangs
    low by chance alone: read it beside the chance baseline of the table.

    Parameters
    ----------
    inequality
        Whose Lorenz points are drawn.
    ax
        matplotlib axes; None makes a figure.
    quantity
        ``participation`` or ``attention``.
    lang
        ``id`` or ``en``, for the words on the axes.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on.

    References
    ----------
    Lorenz (1905), *Methods of measuring the concentration of wealth*, doi:10.2307/2276207
    """
    words = figure_words(lang)
    points = inequality.lorenz[inequality.lorenz["quantity"] == quantity]
    with figure_style():
        ax = fresh_axes(4.2, 4.2) if ax is None else ax
        ax.plot([0, 1], [0, 1], color="#9AA5AA", linewidth=1, label=words["lorenz"]["equal"])
        for tie_type in TIE_TYPES:
            _draw_curve(ax, points[points["tie_type"] == tie_type], tie_type, words["relations"][tie_type])
        _dress(ax, words["lorenz"]["members"], words["lorenz"][quantity])
    return ax


def _draw_curve(ax: Any, curve: pd.DataFrame, tie_type: str, label: str) -> None:
    if curve.empty:
        return
    style = tie_styles()[tie_type]
    ax.plot(
        curve["share_members"], curve["share_events"], color=style.colour, linestyle=style.linestyle,
        linewidth=2.4 if tie_type == "all" else 1.6, label=label,
    )  # fmt: skip


def _dress(ax: Any, across: str, up: str) -> None:
    ticks = [0, 0.25, 0.5, 0.75, 1]
    labels = [f"{100 * tick:.0f}%" for tick in ticks]
    ax.set_xticks(ticks, labels)
    ax.set_yticks(ticks, labels)
    ax.set(xlim=(0, 1), ylim=(0, 1), xlabel=across, ylabel=up, aspect="equal")
    ax.grid(visible=True)
    ax.legend(loc="upper left")
