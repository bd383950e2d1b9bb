"""Lorenz curves: how far participation or attention is from being shared equally."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bmp_networks.figures.style import figure_style, figure_words, fresh_axes, tie_styles

if TYPE_CHECKING:
    import pandas as pd

    from bmp_networks.containers.results import Inequality

TIE_TYPES = ("all", "bonding", "bridging", "linking")


def plot_lorenz(
    inequality: Inequality,
    ax: Any = None,
    *,
    quantity: str = "participation",
    tie_type: str | None = None,
    lang: str = "id",
) -> Any:
    """Draw which share of the talk the quietest part of the members holds, one curve a tie type.

    The further a curve hangs below the diagonal, the fewer people hold most of it. A curve made of few events hangs
    low by chance alone: drawn by itself it stands beside the line that chance alone gives, within its 95 % band.

    Parameters
    ----------
    inequality
        Whose Lorenz points are drawn.
    ax
        matplotlib axes; None makes a figure.
    quantity
        ``participation`` or ``attention``.
    tie_type
        Only this type, with band and chance line; all types in one picture, without these, where None.
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
        for name in TIE_TYPES if tie_type is None else (tie_type,):
            curve = points[points["tie_type"] == name]
            if tie_type is not None:
                _draw_around(ax, curve, name, words["lorenz"])
            _draw_curve(ax, curve, name, words["relations"][name])
        _dress(ax, words["lorenz"]["members"], words["lorenz"][quantity])
    return ax


def plot_lorenz_grid(
    inequality: Inequality, ax: Any = None, *, quantity: str = "participation", lang: str = "id"
) -> Any:
    """Draw each type of tie by itself, with its 95 % band and the line that chance alone gives; the key below.

    Parameters
    ----------
    inequality
        Whose Lorenz points are drawn.
    ax
        matplotlib axes whose place is taken; None makes a figure.
    quantity
        ``participation`` or ``attention``.
    lang
        ``id`` or ``en``.

    Returns
    -------
    array of matplotlib.axes.Axes
        Two by two; the unused ones are empty.
    """
    words = figure_words(lang)
    with figure_style():
        ax = fresh_axes(3.9, 4.5) if ax is None else ax
        figure = ax.figure
        ax.remove()
        grid = figure.subplots(2, 2, sharex=True, sharey=True)
        found = inequality.lorenz.loc[inequality.lorenz["quantity"] == quantity, "tie_type"]
        shown = [name for name in TIE_TYPES if (found == name).any()]
        for place, one in enumerate(grid.flat):
            if place >= len(shown):
                one.set_axis_off()
                continue
            plot_lorenz(inequality, one, quantity=quantity, tie_type=shown[place], lang=lang)
            one.get_legend().remove()
            one.set(xlabel="", ylabel="")
            one.set_title(_title(inequality, quantity, shown[place], words), fontsize=8, loc="left")
            one.tick_params(labelsize=7)
            one.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
            one.set_yticks([0, 0.5, 1], ["0%", "50%", "100%"])
        figure.supxlabel(words["lorenz"]["members"], fontsize=8)
        figure.supylabel(words["lorenz"][quantity], fontsize=8)
        entries: dict[str, Any] = {}
        for one in grid.flat[: len(shown)]:
            handles, labels = one.get_legend_handles_labels()
            entries |= {
                label: handle for label, handle in zip(labels, handles, strict=True) if label not in shown_as(words)
            }
        figure.legend(entries.values(), entries.keys(), loc="outside upper left", ncols=2, fontsize=7.5)
    return grid


def shown_as(words: dict[str, Any]) -> set[str]:
    """Give the words for types of tie: each picture bears its own as title, the key need not say them."""
    return set(words["relations"].values())


def _title(inequality: Inequality, quantity: str, tie_type: str, words: dict[str, Any]) -> str:
    table = inequality.indices
    rows = table[((table["quantity"] == quantity) & (table["tie_type"] == tie_type)).to_numpy()]
    relation = words["relations"][tie_type]
    if rows.empty or rows["gini"].isna().iloc[0] or rows["chance"].isna().iloc[0]:
        return str(words["lorenz"]["title_plain"]).format(relation=relation)
    gini, chance = (f"{rows[name].iloc[0]:.2f}".replace(".", words["lorenz"]["decimal"]) for name in ("gini", "chance"))
    # Two lines: on a telephone a picture is as wide as a thumb is long.
    return str(words["lorenz"]["title"]).format(relation=relation, gini=gini, chance=chance).replace(": ", "\n", 1)


def _draw_around(ax: Any, curve: pd.DataFrame, tie_type: str, words: dict[str, str]) -> None:
    style = tie_styles()[tie_type]
    if curve["low"].notna().any():
        ax.fill_between(
            curve["share_members"], curve["low"], curve["high"], color=style.colour, alpha=0.25, linewidth=0,
            label=words["band"],
        )  # fmt: skip
    if curve["chance"].notna().any():
        ax.plot(
            curve["share_members"], curve["chance"], color="#4F5D64", linewidth=1.6, linestyle=(0, (1, 1.2)),
            label=words["chance"],
        )  # fmt: skip


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
