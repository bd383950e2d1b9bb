"""Sums over messages about products for sharing: by stage, by month, and middle prices."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.privacy_cells import FEWEST_ALIKE, SMALLEST_SHOWN, suppress_small
from bmp_networks.sharing.shared_people import Rows, people_behind

if TYPE_CHECKING:
    from bmp_networks.study import Study

ALL, NONE = "all", "none"


def told_products(study: Study) -> pd.DataFrame:
    """List which member wrote which message about which product and stage, by month; products of the lists only.

    A product named in the group's own words might be named after its maker.
    """
    series = study.products.series
    told = series[["week", "product", "stage", "evidence"]].explode("evidence").dropna(subset=["evidence"])
    told = told[~told["product"].str.startswith("other:")]
    behind = people_behind(study)
    when = pd.Series(study.graph.turns["at"].to_numpy(), index=behind.index)
    told["member"] = told["evidence"].map(behind[~behind.index.duplicated()])
    told["month"] = told["evidence"].map(when[~when.index.duplicated()]).dt.strftime("%Y-%m")
    told["stage"] = told["stage"].where(told["stage"].notna(), NONE)
    return told.dropna(subset=["member"]).drop(columns="week")


def _counted(told: pd.DataFrame, column: str, names: list[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Count messages and members of each product by another column."""
    by = told.drop_duplicates(["product", column, "evidence"]).groupby(["product", column])
    tables = [by["evidence"].nunique(), by["member"].nunique()]
    one, other = (table.unstack(fill_value=0).reindex(columns=names, fill_value=0) for table in tables)
    return one, other


def shared_totals(told: pd.DataFrame) -> tuple[pd.Series, int]:
    """Count the messages about each product, the most first, and how many products too few people name."""
    by = told.groupby("product")
    messages, members = by["evidence"].nunique(), by["member"].nunique()
    kept = messages[(messages >= SMALLEST_SHOWN) & (members >= FEWEST_ALIKE)]
    return kept.sort_index().sort_values(ascending=False, kind="stable"), len(messages) - len(kept)


def shared_stages(study: Study) -> Rows:
    """Count the messages about each product by stage."""
    return _divided(study, "stage", [*STAGES, NONE], with_sum=True)


def shared_months(study: Study) -> Rows:
    """Count the messages about each product by month."""
    at = study.graph.turns["at"]
    months = [str(month) for month in pd.period_range(at.min(), at.max(), freq="M")]
    return _divided(study, "month", months, with_sum=False)


def _divided(study: Study, column: str, names: list[str], *, with_sum: bool) -> Rows:
    told = told_products(study)
    totals, gone = shared_totals(told)
    if totals.empty:
        return [], gone
    counts, members = _counted(told, column, names)
    shown = suppress_small(counts.reindex(totals.index), members=members.reindex(totals.index), sums="rows")
    rows: list[dict[str, Any]] = []
    for product in totals.index:
        if with_sum:
            rows.append({"product": product, column: ALL, "messages": float(totals[product])})
        rows += [{"product": product, column: name, "messages": shown.loc[product, name]} for name in names]
    return rows, gone if with_sum else 0


def shared_prices(study: Study) -> Rows:
    """Give the middle price of each product and unit, to two digits, where enough members named enough prices."""
    prices = study.products.prices
    pairs = zip(prices["products"], prices["unit"], strict=True)
    is_clear = [len(products) == 1 and bool(unit) for products, unit in pairs]
    named = prices[pd.Series(is_clear, index=prices.index, dtype=bool)].copy()
    named["product"] = [products[0] for products in named["products"]]
    named = named[(named["currency"].fillna("IDR") == "IDR") & ~named["product"].str.startswith("other:")]
    rows, gone = [], 0
    for (product, unit), group in named.groupby(["product", "unit"]):
        if len(group) < SMALLEST_SHOWN or group["member"].nunique() < FEWEST_ALIKE:
            gone += 1
            continue
        middle = two_digits(float(group["amount"].median()))
        rows.append({"product": product, "unit": unit, "n": float(len(group)), "middle": middle})
    return rows, gone


def two_digits(amount: float) -> float:
    """Round a sum of money so that two digits tell something, 0 for nothing."""
    if not amount:
        return 0.0
    return float(round(amount, 1 - math.floor(math.log10(abs(amount)))))
