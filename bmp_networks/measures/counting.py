"""Which events count for whom: participation and attention, all together and by tie type, and among whom."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Ties
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.measures.indices import Array
from bmp_networks.measures.network import social_events
from bmp_networks.measures.resampling import Events, Indices

QUANTITIES = ("participation", "attention", "access", "control")
TIE_TYPES = ("all", "bonding", "bridging", "linking")


@dataclass(frozen=True)
class Denominator:
    """Among whom an index is counted.

    Parameters
    ----------
    among
        Key of the texts file: posters, members_present, roster, group_size, or without_admins.
    members
        Positions of the members who are known, shape ``(k,)``.
    unknown
        How many more there are of whom nothing is known but that they are members.
    """

    among: str
    members: Indices
    unknown: int = 0

    @property
    def n(self) -> int:
        """Count the members, known or not."""
        return len(self.members) + self.unknown


def member_nodes(graph: InteractionGraph) -> pd.DataFrame:
    """Give the rows of ``graph.nodes`` that are people, renumbered from 0."""
    return graph.nodes[(graph.nodes["kind"] == "member").to_numpy()].reset_index(drop=True)


def person_days(members: pd.DataFrame) -> Array:
    """Give each member's days, shape ``(n,)``: unknown ones count as the longest known, a poster has at least one."""
    days = members["days"].to_numpy(dtype=np.float64)
    longest = np.nanmax(days) if np.any(~np.isnan(days)) else 1.0
    filled = np.where(np.isnan(days), max(longest, 1.0), days)
    return np.where(members["messages"].to_numpy() > 0, np.maximum(filled, 1.0), filled)


def denominators(
    members: pd.DataFrame, group_size: int | None, admins: frozenset[str] = frozenset()
) -> list[Denominator]:
    """List the groups of people an index can be counted among, the widest first; sets that coincide appear once.

    Parameters
    ----------
    members
        Rows of ``graph.nodes`` that are people.
    group_size
        How many members the group has, as a person said, or None.
    admins
        Nodes of those who run the group: the widest group of known members without them comes last.
    """
    wrote = members["messages"].to_numpy() > 0
    # Zero days: somebody who left before the period began, or came after it.
    there = wrote | (members["days"].to_numpy() != 0)
    evidence = members["evidence"].to_numpy(dtype=object)
    sets = [Denominator("posters", np.flatnonzero(wrote))]
    for among, chosen in (("members_present", there & (wrote | (evidence == "event"))), ("roster", there)):
        if chosen.sum() > sets[-1].n:
            sets.append(Denominator(among, np.flatnonzero(chosen)))
    if group_size is not None and group_size > sets[-1].n:
        sets.append(Denominator("group_size", sets[-1].members, group_size - sets[-1].n))
    sets = sets[::-1]
    others = sets[0].members[~members["node"].isin(admins).to_numpy()[sets[0].members]]
    if 0 < len(others) < len(sets[0].members):
        sets.append(Denominator("without_admins", others, sets[0].unknown))
    return sets


def outward_events(graph: InteractionGraph, gazetteer: Gazetteer | None = None) -> pd.DataFrame:
    """Give what members say of organisations, one event a member, organisation and episode.

    With a gazetteer the group's own umbrella is left out: to speak of it leads nowhere outside.
    """
    events = graph.interactions[(graph.interactions["layer"] == "organisation").to_numpy()]
    if gazetteer is None:
        return events
    table = gazetteer.organisations
    own = set(table.loc[table["own"].to_numpy(dtype=bool), "id"])
    is_outside = [target.removeprefix("org:") not in own for target in events["target"]]
    return events[np.array(is_outside, dtype=bool)]  # an empty list would choose no column instead of no row


def tie_shares(interactions: pd.DataFrame, ties: Ties) -> dict[str, Array]:
    """Say how much of each interaction is bonding, bridging and linking, each of shape ``(k,)``; NaN where unknown.

    A channel that is only used, such as a marketplace or the post, is no social capital: it counts as none of them.
    """
    table = ties.ties
    nodes = pd.Index(pd.unique(np.concatenate([table["source"].to_numpy(object), table["target"].to_numpy(object)])))
    known = _pair_numbers(nodes, table)
    shares = table[["p_bonding", "p_bridging", "p_linking"]].to_numpy(dtype=np.float64)
    shares = np.where((table["relation"] == "channel").to_numpy()[:, None], 0.0, shares)
    shares = np.vstack([shares, np.full((1, 3), np.nan)])  # what is not found stands last
    found = shares[pd.Index(known).get_indexer(_pair_numbers(nodes, interactions))]
    return {name: found[:, column] for column, name in enumerate(TIE_TYPES[1:])}


def _pair_numbers(nodes: pd.Index, table: pd.DataFrame) -> Indices:
    """Give each pair one number whatever its direction; below 0 where one of the two is not among the nodes."""
    one, other = (nodes.get_indexer(table[name].to_numpy(object)) for name in ("source", "target"))
    low, high = np.minimum(one, other).astype(np.int64), np.maximum(one, other)
    numbers: Indices = np.where(low < 0, -1, low * len(nodes) + high)
    return numbers


def count_events(graph: InteractionGraph, ties: Ties) -> dict[tuple[str, str], Events]:
    """Give the events of each quantity and tie type.

    Participation, all: turns that contribute something (no sticker, thanks or amen alone). By tie type: what the
    member says to others and of organisations, weighted by how much of the tie is of that type. Attention:
    expected replies and mentions received.
    """
    members = member_nodes(graph)
    position = {node: place for place, node in enumerate(members["node"])}
    contributions = graph.turns[~graph.turns["phatic"].to_numpy()].drop_duplicates("turn")
    contributions = contributions[contributions["node"].isin(position)]
    events = {("participation", "all"): _as_events(contributions, "node", np.ones(len(contributions)), position)}
    social, spoken = social_events(graph), _spoken(graph)
    received = social[social["target"].isin(position).to_numpy()]
    events["attention", "all"] = _as_events(received, "target", received["weight"].to_numpy(), position)
    for quantity, table, column in (("participation", spoken, "source"), ("attention", received, "target")):
        weight = table["weight"].to_numpy()
        for tie_type, share in tie_shares(table, ties).items():
            events[quantity, tie_type] = _as_events(table, column, weight * np.nan_to_num(share), position)
    return events


def everything_said(graph: InteractionGraph) -> Events:
    """Give what members say to others and of organisations, whatever the type of tie: the whole the types are parts of.

    Unlike the contributions it leaves out what is said to nobody in particular.
    """
    position = {node: place for place, node in enumerate(member_nodes(graph)["node"])}
    spoken = _spoken(graph)
    return _as_events(spoken, "source", spoken["weight"].to_numpy(), position)


def _spoken(graph: InteractionGraph) -> pd.DataFrame:
    phatic = set(graph.turns.loc[graph.turns["phatic"].to_numpy(), "i"])
    members = set(member_nodes(graph)["node"])
    spoken = pd.concat([social_events(graph), outward_events(graph)])
    return spoken[(~spoken["i"].isin(phatic) & spoken["source"].isin(members)).to_numpy()]


def unknown_share(graph: InteractionGraph, ties: Ties) -> float:
    """Share of what is said to others whose tie type is not known, 0 to 1; NaN when nothing is said."""
    spoken = pd.concat([social_events(graph), outward_events(graph)])
    weight = spoken["weight"].to_numpy()
    unknown = np.isnan(tie_shares(spoken, ties)["bonding"])
    return float(weight[unknown].sum() / weight.sum()) if weight.sum() > 0 else float("nan")


def _as_events(table: pd.DataFrame, column: str, weight: Array, position: dict[str, int]) -> Events:
    member = pd.Index(list(position)).get_indexer(table[column].to_numpy(object)).astype(np.int64)
    used = np.asarray(weight, dtype=np.float64) > 0
    return Events(
        table["episode"].to_numpy(dtype=np.int64)[used], member[used], np.asarray(weight, dtype=np.float64)[used]
    )
