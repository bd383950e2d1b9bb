"""Who stands at which stage: how much of the talk about a stage rests on the member who speaks most of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.style import figure_style, figure_words, fresh_axes

LEAST_EVENTS = 5
"""Below so many messages a stage says little about who stands there."""

MOST_ROWS = 14
TOP, ONE_PERSON, REST = "#2F7F98", "#B45309", "#DCE4E7"
LONGEST_NAME = 24


def staged(people: pd.DataFrame, order: Sequence[str]) -> pd.DataFrame:
    """Give the stages with enough messages, by product in the given order and along the chain.

    Parameters
    ----------
    people
        Table under ``STAGE_PEOPLE``.
    order
        Products, the first ones shown first; others are left out.
    """
    kept = people[(people["events"] >= LEAST_EVENTS).to_numpy() & people["product"].isin(list(order)).to_numpy()]
    places = pd.DataFrame({"product": [list(order).index(one) for one in kept["product"]],
                           "stage": [STAGES.index(one) for one in kept["stage"]]}, index=kept.index)  # fmt: skip
    return kept.loc[places.sort_values(["product", "stage"]).index].head(MOST_ROWS).reset_index(drop=True)


def plot_stage_people(
    rows: pd.DataFrame,
    ax: Any = None,
    *,
    names: Mapping[str, str] | None = None,
    products: Mapping[str, str] | None = None,
    lang: str = "id",
) -> Any:
    """Draw for each stage of a product the share of the member who speaks most of it, and of all others.

    Stages that rest on one person are hatched and say so.

    Parameters
    ----------
    rows
        What ``staged`` gives.
    ax
        matplotlib axes; None makes a figure.
    names, products
        What to print for each member and product; those missing show their id.
    lang
        ``id`` or ``en``.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; the first row on top.
    """
    words = figure_words(lang)
    with figure_style():
        ax = fresh_axes(7.5, 0.7 + 0.33 * max(len(rows), 1)) if ax is None else ax
        for place, row in enumerate(rows.to_dict("records")):
            _draw_row(ax, place, row, (names or {}).get(row["top"], row["top"]), words["people"])
        labels = [f"{(products or {}).get(row['product'], row['product'])}: {words['stages'][row['stage']]} "
                  f"(n {row['events']:.0f})" for row in rows.to_dict("records")]  # fmt: skip
        ax.set_yticks(range(len(rows)), labels)
        ax.set_ylim(max(len(rows), 1) - 0.4, -0.6)
        ax.set_xlim(0, 1)
        ax.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
        ax.set_xlabel(words["people"]["share"])
        ax.tick_params(axis="y", length=0)
    return ax


def _draw_row(ax: Any, place: int, row: dict[str, Any], name: str, words: Mapping[str, str]) -> None:
    share = float(row["top_share"])
    alone = bool(row["one_person"])
    ax.barh(place, share, height=0.72, color=ONE_PERSON if alone else TOP, hatch="///" if alone else None,
            edgecolor="#FFFFFF", linewidth=0.5)  # fmt: skip
    ax.barh(place, 1 - share, left=share, height=0.72, color=REST, linewidth=0)
    short = name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"
    others = words["others"].format(n=row["members"] - 1) if row["members"] > 1 else words["nobody_else"]
    said = f"{short} {100 * share:.0f}%" + (f" · {words['one_person']}" if alone else "")
    box = {"boxstyle": "round,pad=0.12", "facecolor": "#FFFFFF", "edgecolor": "none", "alpha": 0.92}
    ax.text(0.012, place, said, va="center", ha="left", fontsize=7.5, bbox=box)
    ax.text(0.988, place, others, va="center", ha="right", fontsize=7.5, color="#37474F", bbox=box)
