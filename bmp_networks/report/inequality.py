"""How evenly talk and attention are shared: curves, headline and table."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.figures.lorenz import TIE_TYPES
from bmp_networks.report.charts import Chart, lorenz_chart
from bmp_networks.report.summary import effective, headline_index, is_statement
from bmp_networks.report.tables import Cell, Column, Table, number_cell
from bmp_networks.report.texts import Words
from bmp_networks.report.view import View

QUANTITIES = ("participation", "attention")
"""Drawn as curves; the table holds two more."""

IN_TABLE = ("participation", "attention", "access", "control")


@dataclass(frozen=True)
class Panel:
    """One quantity: its picture, what is said about it, and the numbers behind the picture."""

    title: str
    meaning: str
    headline: str
    measured: str
    chart: Chart
    points: Table


def inequality_panels(view: View) -> list[Panel]:
    """Make a panel for participation and one for attention, where there are enough events for a curve."""
    panels = []
    for quantity in QUANTITIES:
        lorenz = view.study.inequality.lorenz
        index = headline_index(view, quantity)
        if index is not None and (lorenz["quantity"] == quantity).any():
            panels.append(_panel(view, quantity, index))
    return panels


def _panel(view: View, quantity: str, index: dict[str, Any]) -> Panel:
    words = view.words
    if is_statement(index):
        key = "inequality.talk" if quantity == "participation" else "inequality.heard"
        headline = words(key, enm=effective(words, index["enm"]))
    else:
        headline = words("inequality.thin", n=index["n"], events=words.events(index["events"]))
    measured = words(
        "inequality.measured",
        gini=words.number(index["gini"], 2),
        interval=_interval(words, index, "inequality.interval"),
        chance=words.number(index["chance"], 2),
        among=words.word("among", index["among"]),
        n=index["n"],
        events=words.events(index["events"]),
    )
    title = words(f"inequality.{quantity}")
    halves = _at(view, quantity, [0.5]).loc[0.5].dropna()
    curves = [
        words("inequality.curve", relation=words.word("relations", tie_type), share=words.percent(share))
        for tie_type, share in halves.items()
    ]
    sentence = words("inequality.sentence", quantity=title.lower(), curves="; ".join(curves))
    return Panel(
        title,
        words(f"inequality.{quantity}_meaning"),
        headline,
        measured,
        lorenz_chart(view, quantity, sentence),
        _points_table(view, quantity),
    )


def _interval(words: Words, row: dict[str, Any], key: str) -> str:
    if math.isnan(row["low"]):
        return words(f"{key}_none")
    rough = "rough" in str(row["note"]).split()
    ends = {"low": words.number(row["low"], 2), "high": words.number(row["high"], 2)}
    return words(f"{key}_rough" if rough else key, **ends)


def _at(view: View, quantity: str, shares: list[float]) -> pd.DataFrame:
    """Read the curves off at given shares of the members, by tie type."""
    lorenz = view.study.inequality.lorenz
    columns = {}
    for tie_type in TIE_TYPES:
        curve = lorenz[(lorenz["quantity"] == quantity) & (lorenz["tie_type"] == tie_type)]
        if len(curve):
            columns[tie_type] = np.interp(shares, curve["share_members"], curve["share_events"])
    return pd.DataFrame(columns, index=shares)


def _points_table(view: View, quantity: str) -> Table:
    words = view.words
    table = _at(view, quantity, [tenth / 10 for tenth in range(11)])
    titles = [words("inequality.share_members"), *(words.word("relations", name) for name in table.columns)]
    rows = [
        (Cell(words.percent(share)), *(number_cell(words.percent(value), value) for value in values))
        for share, values in zip(table.index, table.to_numpy(), strict=True)
    ]
    columns = tuple(Column(title, place > 0) for place, title in enumerate(titles))
    return Table(f"lorenz-{quantity}-points", words("inequality.curve_table"), columns, tuple(rows))


def _shown_indices(view: View) -> pd.DataFrame:
    """Give the indices by quantity and tie type; for the facilitator among the widest group of members only."""
    table = view.study.inequality.indices
    if view.is_facilitator:
        table = table.drop_duplicates(["quantity", "tie_type"])
    order = table["quantity"].map(IN_TABLE.index) * len(TIE_TYPES) + table["tie_type"].map(TIE_TYPES.index)
    return table.loc[order.sort_values(kind="stable").index]


def _notes(view: View) -> list[str]:
    """List the notes that occur, in the order of the table."""
    cells = _shown_indices(view)["note"]
    return list(dict.fromkeys(note for cell in cells for note in str(cell or "").split()))


def inequality_footnotes(view: View) -> list[str]:
    """Give the sentences to which the numbers in the table's last column point."""
    return [view.words.word("inequality_notes", note) for note in _notes(view)]


def inequality_table(view: View) -> Table:
    """Make the table of all indices, each with its n, events, interval and chance baseline."""
    words = view.words
    titles = (
        "quantity", "tie_type", "among", "n", "events", "gini", "interval_title", "chance", "excess", "enm", "top3",
        "note",
    )  # fmt: skip
    numbers = {"n", "events", "gini", "chance", "excess", "enm", "top3"}
    found = _notes(view)
    return Table(
        key="inequality-table",
        caption=words("inequality.table"),
        columns=tuple(Column(words(f"inequality.{title}"), title in numbers) for title in titles),
        rows=tuple(_index_cells(words, row, found) for row in _shown_indices(view).to_dict("records")),
    )


def _index_cells(words: Words, row: dict[str, Any], footnotes: list[str]) -> tuple[Cell, ...]:
    tie_type = row["tie_type"]
    undefined = math.isnan(row["low"])
    key = "inequality.rough" if "rough" in str(row["note"]).split() else "inequality.plain"
    ends = {"low": words.number(row["low"], 2), "high": words.number(row["high"], 2)}
    return (
        Cell(words(f"inequality.{row['quantity']}")),
        Cell(words.word("relations", tie_type), relation=tie_type),
        Cell(words.word("among", row["among"])),
        number_cell(words.number(row["n"]), row["n"]),
        number_cell(words.events(row["events"]), row["events"]),
        number_cell(words.number(row["gini"], 2), row["gini"]),
        Cell(words("format.missing") if undefined else words(key, **ends)),
        *(number_cell(words.number(row[name], 2), row[name]) for name in ("chance", "excess")),
        number_cell(words.number(row["enm"], 1), row["enm"]),
        number_cell(words.percent(row["top3"]), row["top3"]),
        Cell(", ".join(str(footnotes.index(note) + 1) for note in str(row["note"] or "").split())),
    )
