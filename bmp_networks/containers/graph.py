"""``InteractionGraph``: who addressed whom, event by event, with expected weights; layers are never silently summed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from bmp_networks.containers.tables import Column, Contract

if TYPE_CHECKING:
    import igraph
    import networkx as nx

LAYERS = ("reply", "mention", "organisation")
"""reply: inferred answers · mention: called by name or @ · organisation: a member speaks of an outside organisation."""

NODES = Contract(
    "node",
    (
        Column("node", "text", "person id of the roster, else the author's name; organisation id"),
        Column("label", "text", "name to print when names may be printed"),
        Column("kind", "text", "member or organisation"),
        Column("messages", "count", "user messages written; 0 for silent members and organisations"),
        Column("present_from", "time", "first day as a member, where known", "day"),
        Column("present_to", "time", "last day as a member (end of the chat for those who stayed)", "day"),
        Column("days", "number", "days as a member inside the period of the chat"),
        Column("evidence", "text", "how membership is known: posted, event or roster"),
    ),
)

INTERACTIONS = Contract(
    "interaction",
    (
        Column("i", "count", "the message that carries it"),
        Column("id", "text", "<source>:<line> of that message"),
        Column("at", "time", "wall clock"),
        Column("episode", "count", "episode of the group it falls in, from 0"),
        Column("source", "text", "node that speaks"),
        Column("target", "text", "node spoken to or of"),
        Column("layer", "text", "one of LAYERS"),
        Column("weight", "number", "expected number of events, 0 to 1 (a reply's probability; a speech role's weight)"),
    ),
)

EDGES = Contract(
    "edge",
    (
        Column("source", "text", "node that speaks"),
        Column("target", "text", "node spoken to or of"),
        Column("layer", "text", "one of LAYERS"),
        Column("weight", "number", "expected number of events", "events"),
        Column("first", "time", "first event"),
        Column("last", "time", "last event"),
        Column("evidence", "list", "ids of the messages, ascending"),
    ),
)

TURNS = Contract(
    "user message in the network",
    (
        Column("i", "count", "running number of the user message"),
        Column("node", "text", "who wrote it"),
        Column("at", "time", "wall clock"),
        Column("episode", "count", "episode of the group it falls in, from 0"),
        Column("turn", "count", "turn it belongs to: one speaker's consecutive messages, from 0"),
        Column("words", "count", "words it has"),
        Column("phatic", "flag", "sticker, ok, amin, emoji only: counts as a reply, not as a contribution"),
    ),
)


@dataclass(frozen=True)
class InteractionGraph:
    """Who addressed whom, with every event kept, so that each number walks back to messages.

    Parameters
    ----------
    nodes
        Table under ``NODES``: members (silent ones too) and organisations.
    interactions
        Table under ``INTERACTIONS``: one row a message, target and layer.
    edges
        Table under ``EDGES``: the interactions summed by source, target and layer, sorted.
    turns
        Table under ``TURNS``: the user messages with author node, episode and turn.
    """

    nodes: pd.DataFrame
    interactions: pd.DataFrame
    edges: pd.DataFrame
    turns: pd.DataFrame

    def __post_init__(self) -> None:
        NODES.check(self.nodes)
        INTERACTIONS.check(self.interactions)
        EDGES.check(self.edges)
        TURNS.check(self.turns)

    @cached_property
    def events_once(self) -> pd.DataFrame:
        """Give the interactions without counting a message twice for one person: a mention replaces its reply."""
        ordered = self.interactions.sort_values("layer", kind="stable")
        first = ordered.drop_duplicates(["i", "source", "target"])
        return first.sort_values(["i", "layer", "target"], kind="stable").reset_index(drop=True)

    def to_networkx(self, layers: tuple[str, ...] = ("reply", "mention")) -> nx.MultiDiGraph:
        """Give the chosen layers as a networkx multigraph: one edge a source, target and layer, ``weight`` on it."""
        import networkx as nx

        graph = nx.MultiDiGraph()
        for node, label, kind in zip(self.nodes["node"], self.nodes["label"], self.nodes["kind"], strict=True):
            if kind == "member" or "organisation" in layers:
                graph.add_node(node, label=label, kind=kind)
        edges = self.edges[self.edges["layer"].isin(layers)]
        for source, target, layer, weight in zip(
            edges["source"], edges["target"], edges["layer"], edges["weight"], strict=True
        ):
            graph.add_edge(source, target, key=layer, layer=layer, weight=float(weight))
        return graph

    def to_igraph(self, layers: tuple[str, ...] = ("reply", "mention")) -> igraph.Graph:
        """Give the chosen layers as a directed igraph graph: vertex ``name``, edge ``layer`` and ``weight``."""
        import igraph as ig

        nodes = self.nodes if "organisation" in layers else self.nodes[self.nodes["kind"] == "member"]
        position = {node: index for index, node in enumerate(nodes["node"])}
        edges = self.edges[self.edges["layer"].isin(layers)]
        graph = ig.Graph(
            n=len(nodes),
            edges=[(position[a], position[b]) for a, b in zip(edges["source"], edges["target"], strict=True)],
            directed=True,
        )
        graph.vs["name"] = list(nodes["node"])
        graph.vs["label"] = list(nodes["label"])
        graph.vs["kind"] = list(nodes["kind"])
        graph.es["layer"] = list(edges["layer"])
        graph.es["weight"] = [float(weight) for weight in edges["weight"]]
        return graph
