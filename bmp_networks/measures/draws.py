"""Networks as they may have been: reply links drawn from their probabilities, mentions as they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Roster
from bmp_networks.measures.counting import member_nodes
from bmp_networks.measures.identity import identify_people
from bmp_networks.measures.indices import Array
from bmp_networks.measures.reply_links import draw_answers
from bmp_networks.measures.resampling import Indices


def draw_graphs(
    chat: Chat, coding: Coding, graph: InteractionGraph, roster: Roster | None = None, *, n: int = 200, seed: int = 0
) -> Iterator[pd.DataFrame]:
    """Draw who answered whom ``n`` times from the reply probabilities, with the mentions as they are.

    Path-based measures want such hard graphs: over the dense graph of expected weights they mislead.

    Parameters
    ----------
    chat, coding, roster
        As given to ``build_graph``.
    graph
        What ``build_graph`` gave: its period and its mentions are used.
    n
        Number of draws.
    seed
        Seed of the random numbers.

    Yields
    ------
    pd.DataFrame
        ``source, target, weight``: one row a directed pair, sorted; a mention replaces the reply of the same message
        to the same person.
    """
    members = member_nodes(graph)["node"].to_numpy()
    speakers = speakers_of_chat(chat, graph, roster)
    for matrix in drawn_matrices(graph, coding, speakers=speakers, n=n, seed=seed):
        one, other = np.nonzero(matrix)
        yield pd.DataFrame({"source": members[one], "target": members[other], "weight": matrix[one, other]})


def speakers_of(graph: InteractionGraph, coding: Coding) -> Indices:
    """Give the number of the member who wrote each coded message, shape ``(n messages,)``; -1 outside the graph."""
    place = {node: number for number, node in enumerate(member_nodes(graph)["node"])}
    speakers = np.full(len(coding.messages), -1, dtype=np.int64)
    speakers[graph.turns["i"].to_numpy()] = [place.get(node, -1) for node in graph.turns["node"]]
    return speakers


def speakers_of_chat(chat: Chat, graph: InteractionGraph, roster: Roster | None = None) -> Indices:
    """Give the same for every message of the chat: one from before the period can still be answered in it."""
    place = {node: number for number, node in enumerate(member_nodes(graph)["node"])}
    nodes = identify_people(chat, roster).nodes
    return np.array([place.get(nodes.get(name, name), -1) for name in chat.messages["author"]], dtype=np.int64)


def order_of_appearance(graph: InteractionGraph) -> dict[str, int]:
    """Rank the members by what shows of them in the chat, never by their names: who appears first, first.

    Returns
    -------
    dict
        Member, in the order of ``graph.nodes``, → rank from 0; those who cannot be told apart (spoken to in the same
        messages only, or never seen) share one.
    """
    wrote = graph.turns.groupby("node", observed=True)["i"].min().to_dict()
    events = graph.interactions[(graph.interactions["layer"] != "organisation").to_numpy()]
    heard: dict[str, list[tuple[int, str, float]]] = {}
    for i, layer, weight, target in zip(*(events[name] for name in ("i", "layer", "weight", "target")), strict=True):
        heard.setdefault(target, []).append((i, layer, weight))
    never = float("inf")
    signs = {node: (wrote.get(node, never), tuple(sorted(heard.get(node, ())))) for node in member_nodes(graph)["node"]}
    first = {sign: min(sign[0], sign[1][0][0] if sign[1] else never) for sign in signs.values()}
    ranks = {sign: rank for rank, sign in enumerate(sorted(first, key=lambda sign: (first[sign], sign)))}
    return {node: ranks[sign] for node, sign in signs.items()}


def drawn_matrices(
    graph: InteractionGraph, coding: Coding, *, speakers: Indices | None = None, n: int, seed: int = 0
) -> Iterator[Array]:
    """Draw who answered whom ``n`` times, with mentions added: events from row to column.

    Parameters
    ----------
    graph
        Who the members are and who mentioned whom; only messages of its period speak.
    coding
        Probabilities of the reply links.
    speakers
        Number of the member who wrote each message; by default as ``speakers_of`` says.
    n
        Number of draws.
    seed
        Seed of the random numbers.

    Yields
    ------
    array
        Shape ``(members, members)``, in the order of the members in ``graph.nodes``; a mention replaces the drawn
        reply of the same message to the same person.
    """
    speakers = speakers_of(graph, coding) if speakers is None else speakers
    place = {node: number for number, node in enumerate(member_nodes(graph)["node"])}
    called = graph.interactions[(graph.interactions["layer"] == "mention").to_numpy()]
    called = called[called["source"].isin(place) & called["target"].isin(place)]
    message = called["i"].to_numpy()
    by, whom = (called[name].map(place).to_numpy(dtype=np.int64) for name in ("source", "target"))
    size = len(place)
    named = np.bincount(by * size + whom, weights=called["weight"].to_numpy(), minlength=size**2)
    inside = np.zeros(len(speakers), dtype=bool)
    inside[graph.turns["i"].to_numpy()] = True
    inside &= speakers >= 0
    for drawn in draw_answers(coding.replies, speakers, n=n, seed=seed):
        target = np.where(inside, drawn, -1)
        target[message[target[message] == whom]] = -1
        i = np.flatnonzero(target >= 0)
        cells, times = np.unique(speakers[i] * size + target[i], return_counts=True)
        matrix = named.astype(np.float64)
        matrix[cells] += times
        yield matrix.reshape(size, size)
