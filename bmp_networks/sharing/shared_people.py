"""Sums over members for sharing: how many, in which groups, tied how, how evenly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from bmp_networks.measures.cohesion import communities_of
from bmp_networks.privacy_cells import (
    FEWEST_ALIKE,
    SMALLEST_DIVIDED,
    SMALLEST_SHOWN,
    blocks,
    groups_large_enough,
    suppress_small,
)

if TYPE_CHECKING:
    from bmp_networks.study import Study

Rows = tuple[list[dict[str, Any]], int]
"""Rows of a table, and how many rows are left out of it whole."""

REST, UNKNOWN = "other", "unknown"
ACTIVITY = ("most", "middle", "least")
QUANTITIES = ("participation", "attention")
TIE_TYPES = ("all", "bonding", "bridging", "linking")
RELATIONS = ("bonding", "bridging", "linking", "mixed", "unknown")


@dataclass(frozen=True)
class MemberGroups:
    """The groups of members between which ties are added up.

    Parameters
    ----------
    grouping
        ``community`` where the roster tells at least two of five members or more, else ``activity``; empty where the
        group is too small to be divided.
    of_member
        Member → group.
    """

    grouping: str
    of_member: dict[str, str]

    @classmethod
    def of(cls, study: Study) -> MemberGroups:
        """Divide the members by community, by letters in order of size, or into thirds by how much they write."""
        members = study.graph.nodes[study.graph.nodes["kind"] == "member"]
        told = pd.Series(communities_of(study.graph, study.roster), dtype=object)
        merged = groups_large_enough(told, fewest=SMALLEST_SHOWN, rest="").dropna()
        sizes = merged.value_counts()
        if len(sizes) >= 2:
            own = sorted((name for name in sizes.index if name), key=lambda name: (-sizes[name], name))
            letters = {name: _letter(number) for number, name in enumerate(own)} | {"": REST}
            of_member = {member: letters[name] for member, name in merged.items()}
            # Whoever is in none of them counts as a group too: the sums would tell how many these are.
            return cls("community", {node: of_member.get(node, UNKNOWN) for node in members["node"]})
        if len(members) < 3 * SMALLEST_SHOWN:
            return cls("", {})
        order = members.sort_values(["messages", "node"], ascending=[False, True])["node"].tolist()
        thirds = np.array_split(np.array(order, dtype=object), 3)
        return cls("activity", {node: name for name, nodes in zip(ACTIVITY, thirds, strict=True) for node in nodes})


def _letter(number: int) -> str:
    return chr(65 + number) if number < 26 else f"A{number}"


def people_behind(study: Study) -> pd.Series:
    """Give the member who wrote each message, by the message's id."""
    turns = study.graph.turns
    ids = study.coding.messages["id"].to_numpy()[turns["i"].to_numpy()]
    return pd.Series(turns["node"].to_numpy(), index=ids)


def shared_counts(study: Study) -> Rows:
    """Count members, messages and mentions of organisations; the period by its months."""
    graph = study.graph
    members = graph.nodes[graph.nodes["kind"] == "member"]
    writing = int((members["messages"] > 0).sum())
    outward = graph.interactions[graph.interactions["layer"] == "organisation"]
    counts = {
        "members": (len(members), len(members)),
        "members_writing": (writing, writing),
        "messages": (len(graph.turns), writing),
        "episodes": (int(graph.turns["episode"].nunique()), writing),
        "organisations": (outward["target"].nunique(), outward["source"].nunique()),
        "outward": (len(outward), outward["source"].nunique()),
    }
    at = graph.turns["at"]
    rows: list[dict[str, Any]] = [
        {"fact": fact, "month": f"{day:%Y-%m}", "value": float("nan")}
        for fact, day in (("first_month", at.min()), ("last_month", at.max()))
    ]
    for fact, (n, people) in counts.items():
        shown = n >= SMALLEST_SHOWN and people >= FEWEST_ALIKE
        rows.append({"fact": fact, "month": None, "value": float(n) if shown else float("nan")})
    return rows, 0


def shared_groups(study: Study, groups: MemberGroups) -> Rows:
    """Count the members of each group and the messages they wrote."""
    names = _names(groups)
    if not names:
        return [], 0
    members = study.graph.nodes[study.graph.nodes["kind"] == "member"]
    group = members["node"].map(groups.of_member)
    sizes = group.value_counts().reindex(names)
    messages = members.groupby(group)["messages"].sum().reindex(names)
    writing = (members["messages"] > 0).groupby(group).sum().reindex(names)
    size_of = suppress_small(sizes.to_frame().T, sums="rows").iloc[0]
    messages_of = suppress_small(messages.to_frame().T, members=writing.to_frame().T, sums="rows").iloc[0]
    rows = [
        {"grouping": groups.grouping, "group": name, "members": size_of[name], "messages": messages_of[name]}
        for name in names
    ]
    return rows, 0


def _names(groups: MemberGroups) -> list[str]:
    found = set(groups.of_member.values())
    if groups.grouping == "activity":
        return list(ACTIVITY)
    own = sorted(found - {REST, UNKNOWN}, key=lambda name: (len(name), name))
    return own + [name for name in (REST, UNKNOWN) if name in found]


def shared_blocks(study: Study, groups: MemberGroups) -> Rows:
    """Add up the ties between members by their groups: what stands in the place of a drawing of single members."""
    names = _names(groups)
    inner = _between_members(study)
    if not names or inner.empty:
        return [], 0
    events = blocks(inner, groups.of_member).reindex(index=names, columns=names)
    ends: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
    for source, target in zip(inner["source"], inner["target"], strict=True):
        if source in groups.of_member and target in groups.of_member:
            (one, a), (other, b) = sorted(
                ((names.index(groups.of_member[node]), node) for node in (source, target)), key=lambda end: end[0]
            )
            here, there = ends.setdefault((names[one], names[other]), (set(), set()))
            here.add(a)
            (here if one == other else there).add(b)
    pairs = [(one, other) for place, one in enumerate(names) for other in names[place:]]
    counts = pd.DataFrame([[events.loc[pair] for pair in pairs]])
    people = pd.DataFrame([[_fewest(ends.get(pair), pair) for pair in pairs]])
    shown = suppress_small(counts, members=people, sums="rows").iloc[0]
    rows = [{"group": a, "other": b, "events": value} for (a, b), value in zip(pairs, shown, strict=True)]
    return rows, 0


def _fewest(ends: tuple[set[str], set[str]] | None, pair: tuple[str, str]) -> int:
    """Count the members on the side of a block where fewer of them take part."""
    if ends is None:
        return 0
    return len(ends[0]) if pair[0] == pair[1] else min(map(len, ends))


def _between_members(study: Study) -> pd.DataFrame:
    ties = study.ties.ties
    return ties[(ties["target_kind"] == "member") & (ties["weight"] > 0)]


def shared_ties(study: Study) -> Rows:
    """Count the pairs and events of each type of tie between members."""
    inner = _between_members(study)
    if len(inner) < SMALLEST_DIVIDED:
        return [], 0
    by_type = inner.groupby("relation")
    names = [name for name in RELATIONS if name in by_type.groups]
    pairs = by_type.size().reindex(names)
    people = pd.Series({name: len({*rows["source"], *rows["target"]}) for name, rows in by_type}).reindex(names)
    behind = people.to_frame().T
    shown = [
        suppress_small(counts.to_frame().T, members=behind, sums="rows").iloc[0]
        for counts in (pairs, by_type["weight"].sum().reindex(names))
    ]
    return [{"relation": name, "pairs": shown[0][name], "events": shown[1][name]} for name in names], 0


def shared_indices(study: Study) -> Rows:
    """Give the indices that rest on enough members, among the widest group of members only.

    Two groups side by side would tell by their difference how many are silent.
    """
    table = study.inequality.indices.drop_duplicates(["quantity", "tie_type"])
    table = table[table["quantity"].isin(QUANTITIES) & table["tie_type"].isin(TIE_TYPES)]
    rows = [
        {
            "quantity": row["quantity"],
            "tie_type": row["tie_type"],
            "n": float(row["n"]),
            "events": float(row["events"]),
            **{name: round(row[name], 2) for name in ("gini", "low", "high", "chance")},
            "enm": float(np.floor(row["enm"] + 0.5)),
        }
        for row in table.to_dict("records")
        if _is_shown(row)
    ]
    return rows, len(table) - len(rows)


def _is_shown(row: dict[str, Any]) -> bool:
    """Whether an index tells of no few: one or two who hold nearly all would be seen in it."""
    return bool(row["n"] >= SMALLEST_DIVIDED and row["events"] >= SMALLEST_SHOWN and row["enm"] >= FEWEST_ALIKE)


def shared_lorenz(study: Study) -> Rows:
    """Give the curves at steps of at least five members: every point of the full curve would be one member's share."""
    shown = {(row["quantity"], row["tie_type"]): row["n"] for row in shared_indices(study)[0]}
    rows = []
    for (quantity, tie_type), curve in study.inequality.lorenz.groupby(["quantity", "tie_type"], sort=False):
        if (quantity, tie_type) not in shown:
            continue
        steps = min(10, int(shown[quantity, tie_type]) // SMALLEST_SHOWN)
        for step in range(steps + 1):
            share = np.interp(step / steps, curve["share_members"], curve["share_events"])
            rows.append(
                {
                    "quantity": quantity,
                    "tie_type": tie_type,
                    "share_members": step / steps,
                    "share_events": round(float(share), 2),
                }
            )
    return rows, 0
