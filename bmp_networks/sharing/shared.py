"""What of a study may be shared: sums over people only, small ones left out, counts rounded, nobody's row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from bmp_networks.containers.tables import Column, Contract
from bmp_networks.privacy_cells import rounded
from bmp_networks.sharing.shared_people import (
    MemberGroups,
    shared_blocks,
    shared_counts,
    shared_groups,
    shared_indices,
    shared_lorenz,
    shared_ties,
)
from bmp_networks.sharing.shared_products import shared_months, shared_prices, shared_stages

if TYPE_CHECKING:
    from bmp_networks.study import Study

_EVENTS = "rounded to 5; missing where it is left out"

FACTS = Contract(
    "fact about the group",
    (
        Column(
            "fact",
            "text",
            "first_month, last_month, members, members_writing, messages, episodes, organisations, outward",
        ),
        Column("month", "text", "year and month, for the period"),
        Column("value", "number", "rounded to 5; missing below 5, or where it rests on fewer than three members"),
    ),
)
GROUPS = Contract(
    "group of members",
    (
        Column("grouping", "text", "community (of the roster; letters by size), or activity (thirds by messages)"),
        Column("group", "text", "A, B …; other: small communities together; unknown; or most, middle, least"),
        Column("members", "number", "members, rounded to 5; missing where it is left out", "members"),
        Column("messages", "number", f"messages they wrote, {_EVENTS}"),
    ),
)
BLOCKS = Contract(
    "pair of groups",
    (
        Column("group", "text", "one group"),
        Column("other", "text", "the other, or the same: answers and addresses among its own members"),
        Column("events", "number", f"expected answers and addresses both ways, {_EVENTS}", "events"),
    ),
)
TIE_TYPES = Contract(
    "type of tie between members",
    (
        Column("relation", "text", "bonding, bridging, linking, mixed or unknown"),
        Column("pairs", "number", f"pairs of members, {_EVENTS}"),
        Column("events", "number", f"expected answers and addresses, {_EVENTS}", "events"),
    ),
)
INDICES = Contract(
    "index of inequality",
    (
        Column("quantity", "text", "participation or attention"),
        Column("tie_type", "text", "all, bonding, bridging or linking"),
        Column("n", "number", "members, rounded to 5", "members"),
        Column("events", "number", "expected number of events, rounded to 5", "events"),
        Column("gini", "number", "Gini with small-sample correction n/(n-1), 0 to 1"),
        Column("low", "number", "lower end of the 95 % interval; missing below 40 episodes"),
        Column("high", "number", "upper end"),
        Column("chance", "number", "mean Gini if all were equally inclined and chance alone decided"),
        Column("enm", "number", "as if so many members were equally active, whole", "members"),
    ),
)
CURVES = Contract(
    "point of a Lorenz curve",
    (
        Column("quantity", "text", "participation or attention"),
        Column("tie_type", "text", "all, bonding, bridging or linking"),
        Column("share_members", "number", "share of the members, from the least, in steps of at least five members"),
        Column("share_events", "number", "share of the events they hold, 0 to 1, to the hundredth"),
    ),
)
STAGE_COUNTS = Contract(
    "product and stage",
    (
        Column("product", "text", "product id of the packaged lists"),
        Column("stage", "text", "stage; all: any or none"),
        Column("messages", "number", f"messages about it, {_EVENTS}"),
    ),
)
MONTH_COUNTS = Contract(
    "product and month",
    (
        Column("product", "text", "product id of the packaged lists"),
        Column("month", "text", "year and month"),
        Column("messages", "number", f"messages about it, {_EVENTS}"),
    ),
)
MIDDLE_PRICES = Contract(
    "price of a product",
    (
        Column("product", "text", "product id of the packaged lists"),
        Column("unit", "text", "per what"),
        Column("n", "number", "prices named, rounded to 5"),
        Column("middle", "number", "half of them are lower; two digits", "IDR"),
    ),
)


@dataclass(frozen=True)
class Shared:
    """Everything a page, sheet or table for sharing may rest on; nothing else of a study reaches them.

    Every number is a sum over at least three members, rounded; no name, no pseudonym, no message, no single day.

    Parameters
    ----------
    tables
        Name → table and its contract.
    left_out
        Name of the table → how many of its cells or rows are left out because they would tell of a few people.
    """

    tables: dict[str, tuple[pd.DataFrame, Contract]]
    left_out: dict[str, int]

    def __getitem__(self, name: str) -> pd.DataFrame:
        """Give a table by its name."""
        return self.tables[name][0]

    def fact(self, name: str) -> float:
        """Give a number of the table of facts; NaN where it is left out."""
        facts = self["facts"]
        return float(facts.loc[facts["fact"] == name, "value"].iloc[0])


def share_study(study: Study) -> Shared:
    """Add up what may be shared of a study.

    References
    ----------
    Hundepool et al. (2012), *Statistical Disclosure Control*.
    """
    groups = MemberGroups.of(study)
    made = {
        "facts": (shared_counts(study), FACTS),
        "groups": (shared_groups(study, groups), GROUPS),
        "blocks": (shared_blocks(study, groups), BLOCKS),
        "tie_types": (shared_ties(study), TIE_TYPES),
        "inequality": (shared_indices(study), INDICES),
        "lorenz": (shared_lorenz(study), CURVES),
        "stages": (shared_stages(study), STAGE_COUNTS),
        "months": (shared_months(study), MONTH_COUNTS),
        "prices": (shared_prices(study), MIDDLE_PRICES),
    }
    tables, left_out = {}, {}
    for name, ((rows, n_rows_gone), contract) in made.items():
        table = contract.from_rows(rows)
        for column in ("value", "members", "messages", "pairs", "events", "n"):
            if column in table:
                table[column] = rounded(table[column])
        tables[name] = (table, contract)
        counts = [column for column in ("members", "messages", "pairs", "events") if column in table]
        left_out[name] = n_rows_gone + int(table[counts].isna().to_numpy().sum())
    return Shared(tables, left_out)
