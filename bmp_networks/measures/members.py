"""What each member does in the group, and whom a facilitator may want to greet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import ACTS, Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.memory import Memory
from bmp_networks.containers.results import MEMBERS, Members
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.measures.at_the_edge import find_at_the_edge
from bmp_networks.measures.centrality import betweenness
from bmp_networks.measures.counting import outward_events
from bmp_networks.measures.draws import drawn_matrices
from bmp_networks.measures.drifting import find_drifting, find_present_without_writing
from bmp_networks.measures.holes import constraint
from bmp_networks.measures.lasting import keep_lasting, noticed_states
from bmp_networks.measures.late_news import find_late_news
from bmp_networks.measures.matrices import member_matrix
from bmp_networks.measures.member_pairs import read_standings
from bmp_networks.measures.network import social_events
from bmp_networks.measures.newcomers import find_newcomers_not_greeted
from bmp_networks.measures.not_in_group import find_not_in_the_group
from bmp_networks.measures.one_person import find_one_person_ties
from bmp_networks.measures.states import Flag, Scene, list_states
from bmp_networks.measures.unanswered import find_not_answered, find_urgent_unanswered

RULES = (
    find_urgent_unanswered,
    find_newcomers_not_greeted,
    find_drifting,
    find_not_answered,
    find_one_person_ties,
    find_at_the_edge,
    find_late_news,
    find_present_without_writing,
    find_not_in_the_group,
)
"""In the order of METHODS 4.1; a member can have several states."""

BETWEENNESS_DRAWS = 21
"""Odd, so that the median is a value that was drawn; more change the third digit only."""


def screen_members(
    graph: InteractionGraph,
    coding: Coding,
    chat: Chat,
    roster: Roster | None = None,
    gazetteer: Gazetteer | None = None,
    *,
    memory: Memory | None = None,
    delays: Mapping[str, np.ndarray] | None = None,
) -> Members:
    """Say what each member does in the group, silent ones too, and whom a facilitator may want to greet.

    Parameters
    ----------
    graph
        Who addressed whom.
    coding
        Acts of the messages and reply probabilities.
    chat
        The chat: its system lines say who joined when.
    roster
        What is known of the people. Whoever it says stands above the grassroots (an office, an NGO, a company)
        speaks of organisations from inside them: she has no share of what the group says towards the outside.
    gazetteer
        Which organisations are the group's own umbrella: speaking of these is no share of it either.
    memory
        What earlier reports noticed, and who is left out for a while. Three states (mostly with one person, at the
        edge, present without writing) are then said only if the report before noticed them too; without a memory they
        must have held four weeks earlier in this chat.
    delays
        Over several groups: node → days from the first appearance of each piece of news anywhere to the member's first
        chance to see it, infinite where she had none. Without it nothing is said of late news.

    Returns
    -------
    Members
        One row a member; zeros for those who wrote nothing, NaN where a share has nothing to be a share of. The
        states rest on stated minimum data; a member without a state is not thereby fine: only the chat was seen.
    """
    scene = Scene(graph, coding, chat, roster, delays)
    flags: list[Flag] = [flag for rule in RULES for flag in rule(scene)] if len(graph.turns) else []
    states = list_states(keep_lasting(flags, scene, memory), _labels(scene), len(scene.members))
    return Members(_describe(scene, roster, gazetteer), states, noticed_states(flags))


def _labels(scene: Scene) -> dict[str, str]:
    """Give the name of every member, and of people of the roster who are not in the group."""
    people = (
        {} if scene.roster is None else dict(zip(*(scene.roster.persons[c] for c in ("person", "name")), strict=True))
    )
    return people | dict(zip(scene.members["node"], scene.members["label"], strict=True))


def _describe(scene: Scene, roster: Roster | None, gazetteer: Gazetteer | None) -> pd.DataFrame:
    members, graph = scene.members.sort_values("node", kind="stable"), scene.graph
    nodes = pd.Index(members["node"])
    asked = scene.asked.groupby("node")["answered"].agg(["size", "mean"])
    received = social_events(graph).groupby("target")["weight"].sum()
    position = _positions(scene)
    table = {
        "member": list(nodes),
        "present_from": members["present_from"],
        "present_to": members["present_to"],
        "days": members["days"],
        "messages": members["messages"],
        "words": _spread(graph.turns.groupby("node")["words"].sum(), nodes),
        "initiated": _spread(asked["size"], nodes),
        "answered": _spread(asked["mean"], nodes, empty=np.nan),
        "attention": _spread(received, nodes),
        "outward_share": _outward_shares(outward_events(graph, gazetteer), nodes, roster),
        "main_act": _main_acts(scene, nodes),
        "betweenness": _spread(position["betweenness"], nodes),
        "constraint": _spread(position["constraint"], nodes, empty=np.nan),
    }
    return MEMBERS.build(table)


def _spread(values: pd.Series, nodes: pd.Index, empty: float = 0.0) -> Any:
    """Give the value of every node, in order; ``empty`` where there is none."""
    return values.reindex(nodes).fillna(empty).to_numpy()


def _outward_shares(events: pd.DataFrame, nodes: pd.Index, roster: Roster | None) -> Any:
    """Share of what the members of the grassroots say of organisations; NaN for others, and where nothing is said."""
    known = {} if roster is None else read_standings(roster)
    outside = {node for node, standing in known.items() if standing.status > 0}
    held = _spread(events.groupby("source")["weight"].sum(), nodes)
    held = np.where(nodes.isin(outside), np.nan, held)
    total = np.nansum(held)
    return held / total if total > 0 else np.full(len(nodes), np.nan)


def _main_acts(scene: Scene, nodes: pd.Index) -> list[str | None]:
    """Give the act most of a member's messages have; of equally frequent ones the first of `ACTS`."""
    spoken = scene.graph.turns[["i", "node"]].merge(scene.coding.messages[["i", "act"]], on="i")
    order = {act: place for place, act in enumerate(ACTS)}
    most: dict[str, str] = {}
    for node, acts in spoken.dropna(subset=["act"]).groupby("node")["act"]:
        counts = acts.value_counts()
        most[str(node)] = min(counts.index, key=lambda act: (-counts[act], order.get(act, len(order))))
    return [most.get(node) for node in nodes]


def _positions(scene: Scene) -> pd.DataFrame:
    """Give betweenness and constraint of every member, by node: the first the median over drawn networks."""
    members, expected = member_matrix(scene.graph)
    draws = drawn_matrices(scene.graph, scene.coding, n=BETWEENNESS_DRAWS)
    # Over the dense network of expected weights shortest ways mislead: hard networks are drawn.
    drawn = [betweenness(matrix) for matrix in draws]
    between = pd.Series(np.median(drawn, axis=0), index=list(scene.members["node"]))
    return pd.DataFrame({"betweenness": between, "constraint": pd.Series(constraint(expected), index=members)})
