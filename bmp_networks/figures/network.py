"""The picture of who is tied to whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from bmp_networks.containers.results import RELATIONS
from bmp_networks.figures.style import figure_style, figure_words, fresh_axes, node_styles, tie_styles

if TYPE_CHECKING:
    import pandas as pd

    from bmp_networks.containers.graph import InteractionGraph
    from bmp_networks.containers.results import Ties

MOST_TIES = 400
"""More lines than these cover each other; the strongest are drawn."""

THINNEST, WIDEST = 1.0, 5.0


def plot_network(
    graph: InteractionGraph,
    ties: Ties,
    positions: Mapping[str, tuple[float, float]],
    ax: Any = None,
    *,
    names: Mapping[str, str] | None = None,
    most: int = MOST_TIES,
    lang: str = "id",
) -> Any:
    """Draw members and organisations as points and their ties as lines, told apart by colour and by dash.

    Parameters
    ----------
    graph
        Whose nodes are drawn: members as circles (hollow where they wrote nothing), organisations as squares.
    ties
        Drawn as lines, wider for more events.
    positions
        Where each node stands; nodes without a place are left out.
    ax
        matplotlib axes; None makes a figure.
    names
        What to print for each node; nodes that are missing show their id.
    most
        Largest number of lines; the strongest ties are drawn.
    lang
        ``id`` or ``en``, for the words in the key.

    Returns
    -------
    matplotlib.axes.Axes
    """
    with figure_style():
        ax = fresh_axes(7, 5) if ax is None else ax
        _draw_ties(ax, strongest(ties.ties, positions, most), positions, lang)
        _draw_nodes(ax, graph.nodes, positions, lang)
        _draw_labels(ax, positions, names or {})
        ax.set_axis_off()
        ax.margins(0.07)
        if len(positions):
            ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0.0), ncols=4, columnspacing=1.4)
    return ax


def strongest(ties: pd.DataFrame, positions: Mapping[str, tuple[float, float]], most: int) -> pd.DataFrame:
    """Give the heaviest ties whose both ends have a place, at most so many, the lightest first."""
    placed = ties["source"].isin(list(positions)) & ties["target"].isin(list(positions))
    kept = ties[placed & (ties["weight"] > 0)]
    return kept.sort_values(["weight", "source", "target"], ascending=[False, True, True]).head(most)[::-1]


def line_widths(weights: Any) -> np.ndarray:
    """Give each weight its line width in points, by square root, shape ``(n,)``."""
    values = np.asarray(weights, dtype=float)
    top = values.max() if len(values) else 1.0
    return np.asarray(THINNEST + (WIDEST - THINNEST) * np.sqrt(values / (top or 1.0)))


def _draw_ties(ax: Any, ties: pd.DataFrame, positions: Mapping[str, tuple[float, float]], lang: str) -> None:
    from matplotlib.collections import LineCollection

    words = figure_words(lang)["relations"]
    widths = line_widths(ties["weight"])
    for relation in reversed(RELATIONS):  # bonding last, on top
        chosen = (ties["relation"] == relation).to_numpy()
        if not chosen.any():
            continue
        style = tie_styles()[relation]
        pairs = zip(ties["source"][chosen], ties["target"][chosen], strict=True)
        lines = [[positions[source], positions[target]] for source, target in pairs]
        ax.add_collection(
            LineCollection(
                lines,
                colors=style.colour,
                linewidths=widths[chosen],
                linestyles=[style.linestyle],
                alpha=0.65,
                capstyle="butt",
                label=words[relation],
            )
        )


def _draw_nodes(ax: Any, nodes: pd.DataFrame, positions: Mapping[str, tuple[float, float]], lang: str) -> None:
    words = figure_words(lang)["network"]
    placed = nodes[nodes["node"].isin(list(positions))]
    most = max(float(placed["messages"].max()), 1.0) if len(placed) else 1.0
    silent = (placed["kind"] == "member") & (placed["messages"] == 0)
    for kind, chosen in (
        ("organisation", placed["kind"] == "organisation"),
        ("silent", silent),
        ("member", (placed["kind"] == "member") & ~silent),
    ):
        rows = placed[chosen]
        if rows.empty:
            continue
        style = node_styles()[kind]
        points = np.array([positions[node] for node in rows["node"]])
        sizes = 45.0 if kind != "member" else 40 + 200 * rows["messages"].to_numpy() / most
        ax.scatter(
            points[:, 0], points[:, 1], s=sizes, marker=style.marker, c=style.fill, edgecolors=style.line,
            linewidths=1.2, zorder=3, label=words[kind],
        )  # fmt: skip


def _draw_labels(ax: Any, positions: Mapping[str, tuple[float, float]], names: Mapping[str, str]) -> None:
    for node, (x, y) in positions.items():
        ax.annotate(
            names.get(node, node), (x, y), xytext=(0, -8), textcoords="offset points", ha="center", va="top",
            fontsize=7.5, zorder=4,
        )  # fmt: skip
