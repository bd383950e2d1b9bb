"""Prices per unit over time, with how much was ordered at them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.figures.style import figure_style, figure_words, fresh_axes, product_styles

RUPIAH = "IDR"
LEAST_PRICES = 5
MOST_STRIPS = 5
MOST_DAYS_NAMED = 9
FAR = 5.0
"""A price so many times above or below the middle one is that of another amount: it would flatten the strip."""


def unit_prices(prices: pd.DataFrame, orders: pd.DataFrame) -> pd.DataFrame:
    """Give the prices in rupiah that are clearly for one product and one unit, those of orders with their quantity.

    Parameters
    ----------
    prices
        Table under ``AMOUNTS``.
    orders
        Table under ``ORDERS``.

    Returns
    -------
    pandas.DataFrame
        Columns ``product``, ``unit``, ``at``, ``amount``, ``quantity`` (NaN where it was only named), of the products
        and units with at least ``LEAST_PRICES`` of them, most first; without those ``FAR`` from the middle one.
    """
    rows = [
        {"product": products[0], "unit": unit, "at": at, "amount": amount, "quantity": float("nan")}
        for products, unit, at, amount, currency in zip(
            *(prices[key] for key in ("products", "unit", "at", "amount", "currency")), strict=True
        )
        if len(products) == 1 and unit and currency in (RUPIAH, None)
    ] + [
        {"product": products[0], "unit": unit, "at": at, "amount": amount, "quantity": quantity}
        for products, unit, at, amount, quantity, currency in zip(
            *(orders[key] for key in ("products", "unit", "asked_at", "unit_price", "quantity", "currency")),
            strict=True,
        )
        if len(products) == 1 and unit and amount == amount and currency == RUPIAH
    ]
    table = pd.DataFrame(rows, columns=["product", "unit", "at", "amount", "quantity"])
    middle = table.groupby(["product", "unit"])["amount"].transform("median")
    table = table[((table["amount"] <= FAR * middle) & (table["amount"] >= middle / FAR)).to_numpy()]
    counts = table.groupby(["product", "unit"]).size()
    kept = counts[counts >= LEAST_PRICES].sort_values(ascending=False, kind="stable").head(MOST_STRIPS)
    order = {key: place for place, key in enumerate(kept.index)}
    table["place"] = [order.get(key, -1) for key in zip(table["product"], table["unit"], strict=True)]
    table = table[table["place"] >= 0].sort_values(["place", "at"], kind="stable")
    return table.drop(columns="place").reset_index(drop=True)


def plot_prices(
    points: pd.DataFrame, ax: Any = None, *, names: Mapping[str, str] | None = None, lang: str = "id"
) -> Any:
    """Draw one strip for each product and unit: a small ring is a price named, a disc an order, its size the quantity.

    Every strip has its own scale, from its lowest price to its highest.

    Parameters
    ----------
    points
        What ``unit_prices`` gives.
    ax
        matplotlib axes; None makes a figure.
    names
        What to print for each product; products that are missing show their id.
    lang
        ``id`` or ``en``.

    Returns
    -------
    matplotlib.axes.Axes
        The axes drawn on; the strip with most prices on top.
    """
    words = figure_words(lang)
    strips = list(points.groupby(["product", "unit"], sort=False))
    with figure_style():
        ax = fresh_axes(7.5, 0.8 + 0.8 * len(strips)) if ax is None else ax
        labels = []
        for row, ((product, unit), strip) in enumerate(strips):
            _draw_strip(ax, len(strips) - 1 - row, strip, product_styles()[row][0])
            span = "–".join(dict.fromkeys(_thousands(value, lang) for value in (strip["amount"].min(),
                                                                               strip["amount"].max())))  # fmt: skip
            labels.append(f"{(names or {}).get(product, product)} / {unit}\nRp {span}")
        ax.set_yticks([len(strips) - 0.5 - row for row in range(len(strips))], labels)
        ax.set_ylim(-0.05, max(len(strips), 1) + 0.05)
        _name_days(ax, points, words["months"]["short"])
        ax.tick_params(length=0)
    return ax


def _draw_strip(ax: Any, bottom: int, strip: pd.DataFrame, colour: str) -> None:
    low, high = strip["amount"].min(), strip["amount"].max()
    share = (strip["amount"] - low) / (high - low) if high > low else strip["amount"] * 0 + 0.5
    y = bottom + 0.18 + 0.64 * share.to_numpy(dtype=float)
    x = _days(strip["at"])
    is_order = strip["quantity"].notna().to_numpy()
    ax.axhspan(bottom + 0.04, bottom + 0.96, color="#F1F4F5", linewidth=0)
    ax.scatter(x[~is_order], y[~is_order], s=22, facecolors="#FFFFFF", edgecolors=colour, linewidths=1.2, zorder=3)
    quantity = strip["quantity"].to_numpy(dtype=float)[is_order]
    top = quantity.max() if len(quantity) else 1.0
    ax.scatter(x[is_order], y[is_order], s=30 + 170 * quantity / top, color=colour, alpha=0.75, linewidths=0, zorder=2)
    for day, height, amount in zip(x[is_order], y[is_order], quantity, strict=True):
        ax.annotate(f"{amount:g}", (day, height), xytext=(7, 0), textcoords="offset points", fontsize=7.5, va="center")


def _days(at: pd.Series) -> np.ndarray:
    days: np.ndarray = at.to_numpy(dtype="datetime64[D]").astype(np.float64)
    return days


def _name_days(ax: Any, points: pd.DataFrame, months: list[str]) -> None:
    if points.empty:
        return
    days = np.unique(_days(points["at"]))
    step = max(1, int(np.ceil((days[-1] - days[0]) / MOST_DAYS_NAMED)))
    shown = np.arange(days[0], days[-1] + 1, step)
    dates = [pd.Timestamp(int(day), unit="D") for day in shown]
    ax.set_xticks(list(shown), [f"{date.day} {months[date.month - 1]}" for date in dates])
    width = max(days[-1] - days[0], 1)
    ax.set_xlim(days[0] - 0.03 * width, days[-1] + 0.06 * width)


def _thousands(value: float, lang: str) -> str:
    text = f"{value:,.0f}"
    return text.replace(",", ".") if lang == "id" else text
