"""Whether ties stay inside communities, and who stands between them: for research, over drawn replies."""

from __future__ import annotations

import math
from dataclasses import dataclass

import pandas as pd

from bmp_networks.measures.cohesion import communities_of, measure_cohesion
from bmp_networks.measures.draws import drawn_matrices, speakers_of_chat
from bmp_networks.measures.positions import measure_positions
from bmp_networks.report.tables import Cell, Column, Table, number_cell
from bmp_networks.report.view import View

DRAWS, DRAWS_OF_LARGE, LARGE = 200, 50, 150
"""Drawn networks; fewer in groups with more members than the last number, so that the page is there in time."""

SHOWN = (("brokerage", 1), ("constraint", 2), ("local_bridges", 1))
"""Measures of the table, with the digits printed."""


@dataclass(frozen=True)
class Bridges:
    """What the page says of bridges: a sentence on the communities (or why there is none), and the members."""

    communities: str
    table: Table
    note: str


def bridges(view: View) -> Bridges | None:
    """Measure who bridges; None where the chat is too small to say anything about a network, or has no replies."""
    study, words = view.study, view.words
    if view.is_facilitator or view.is_thin or not len(study.coding.replies):
        return None
    groups = communities_of(study.graph, study.roster)
    speakers = speakers_of_chat(study.chat, study.graph, study.roster)
    n = DRAWS if len(view.members) <= LARGE else DRAWS_OF_LARGE

    def found(measure: str) -> pd.DataFrame:
        draws = drawn_matrices(study.graph, study.coding, speakers=speakers, n=n, seed=study.plan.seed)
        if measure == "positions":
            return measure_positions(study.graph, draws, groups, path_draws=0)
        return measure_cohesion(study.graph, draws, groups, seed=study.plan.seed)

    positions = found("positions")
    if positions.empty or positions["value"].isna().all():
        return None
    sentence = _communities(view, found("cohesion")) if groups else words("bridges.no_communities")
    return Bridges(sentence, _table(view, positions), words("bridges.note", n=n))


def _communities(view: View, cohesion: pd.DataFrame) -> str:
    """Say the E-I index with its interval, its attainable range, and what dealt labels give."""
    words = view.words
    rows = cohesion[cohesion["statistic"] == "external_internal"]
    if rows.empty or math.isnan(rows.iloc[0]["value"]) or rows.iloc[0]["lowest"] == rows.iloc[0]["highest"]:
        return words("bridges.no_communities")
    row = rows.iloc[0]
    numbers = {name: words.number(float(row[name]), 2) for name in ("value", "low", "high", "chance", "lowest")}
    return words("bridges.communities", **numbers, highest=words.number(float(row["highest"]), 2),
                 p=words.number(float(row["p"]), 3))  # fmt: skip


def _table(view: View, positions: pd.DataFrame) -> Table:
    words = view.words
    measures = [(name, digits) for name, digits in SHOWN if (positions["measure"] == name).any()]
    by_key = positions.set_index(["measure", "member"])
    shown = sorted((view.shown[node], node) for node in positions["member"].unique())
    tied = [(name, node) for name, node in shown if not math.isnan(float(by_key.loc[("constraint", node), "value"]))]
    rows = [
        (Cell(name), *(_cell(view, by_key.loc[(measure, node)], digits) for measure, digits in measures))
        for name, node in tied
    ]
    return Table(
        key="bridge-table",
        caption=words("bridges.title"),
        columns=(Column(words("members.member")), *(Column(words(f"bridges.{name}"), True) for name, _ in measures)),
        rows=tuple(rows),
        sortable=True,
    )


def _cell(view: View, row: pd.Series, digits: int) -> Cell:
    words = view.words
    value, low, high = (float(row[name]) for name in ("value", "low", "high"))
    if math.isnan(value):
        return number_cell(words.number(value), value)
    span = words("bridges.span", low=words.number(low, digits), high=words.number(high, digits))
    return number_cell(f"{words.number(value, digits)} {span}", value)
