"""Networks as they may have been: reply links drawn from their probabilities, mentions as they are."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.counting import member_nodes
from bmp_networks.measures.indices import Array
from bmp_networks.measures.reply_links import draw_answers
from bmp_networks.measures.resampling import Indices


def speakers_of(graph: InteractionGraph, coding: Coding) -> Indices:
    """Give the number of the member who wrote each coded message, shape ``(n messages,)``; -1 outside the graph."""
    place = {node: number for number, node in enumerate(member_nodes(graph)["node"])}
    speakers = np.full(len(coding.messages), -1, dtype=np.int64)
    speakers[graph.turns["i"].to_numpy()] = [place.get(node, -1) for node in graph.turns["node"]]
    return speakers


def drawn_matrices(graph: InteractionGraph, coding: Coding, *, n: int, seed: int = 0) -> Iterator[Array]:
    """Draw who answered whom ``n`` times, with mentions added: events from row to column.

    Parameters
    ----------
    graph
        Who the members are and who mentioned whom.
    coding
        Probabilities of the reply links.
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
    speakers = speakers_of(graph, coding)
    place = {node: number for number, node in enumerate(member_nodes(graph)["node"])}
    called = graph.interactions[(graph.interactions["layer"] == "mention").to_numpy()]
    called = called[called["source"].isin(place) & called["target"].isin(place)]
    message = called["i"].to_numpy()
    by, whom = (called[name].map(place).to_numpy(dtype=np.int64) for name in ("source", "target"))
    size = len(place)
    named = np.bincount(by * size + whom, weights=called["weight"].to_numpy(), minlength=size**2)
    for drawn in draw_answers(coding.replies, speakers, n=n, seed=seed):
        target = drawn.copy()
        target[message[target[message] == whom]] = -1
        i = np.flatnonzero((target >= 0) & (speakers >= 0))
        counts = np.bincount(speakers[i] * size + target[i], minlength=size**2)
        yield (counts + named).reshape(size, size).astype(np.float64)
