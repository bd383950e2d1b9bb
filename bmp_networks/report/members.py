"""The table of members: what each does in the group, in alphabetical order."""

from __future__ import annotations

import math
from typing import Any

from bmp_networks.privacy import relabel
from bmp_networks.report.tables import Cell, Column, Table, number_cell
from bmp_networks.report.view import View


def member_table(view: View) -> Table:
    """Make the table of members; measures of structure only for research.

    On the facilitator's page it keeps its alphabetical order: sorted by messages it would be a list of the silent.
    """
    words = view.words
    titles = ["member", "days", "messages", "words", "initiated", "answered", "attention", "outward", "act"]
    if not view.is_facilitator:
        titles += ["betweenness", "constraint"]
    members = relabel(view.study.members.members, view.shown, ["member"])
    members = members.sort_values("member", key=lambda names: names.str.casefold(), kind="stable")
    return Table(
        key="member-table",
        caption=words("members.table"),
        columns=tuple(Column(words(f"members.{title}"), title not in ("member", "act")) for title in titles),
        rows=tuple(_row(view, record) for record in members.to_dict("records")),
        sortable=not view.is_facilitator,
    )


def _row(view: View, member: dict[str, Any]) -> tuple[Cell, ...]:
    words = view.words
    outward = member["outward_share"]
    cells = (
        Cell(member["member"]),
        *(number_cell(words.number(member[name]), member[name]) for name in ("days", "messages", "words", "initiated")),
        number_cell(words.percent(member["answered"]), member["answered"]),
        number_cell(words.events(member["attention"]), member["attention"]),
        number_cell(words.percent(outward), outward),
        Cell(words.word("acts", member["main_act"])),
    )
    if view.is_facilitator:
        return cells
    betweenness, constraint = member["betweenness"], member["constraint"]
    missing = words("format.missing")
    return (
        *cells,
        number_cell(missing if math.isnan(betweenness) else words.number(betweenness, 3), betweenness),
        number_cell(missing if math.isnan(constraint) else words.number(constraint, 2), constraint),
    )
