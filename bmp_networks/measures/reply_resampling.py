"""The inequality of networks as they may have been, of periods as they may have been: drawn replies, drawn episodes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Ties
from bmp_networks.measures.counting import TIE_TYPES, member_nodes, outward_events, tie_shares
from bmp_networks.measures.draws import speakers_of
from bmp_networks.measures.indices import Array
from bmp_networks.measures.reply_links import draw_answers
from bmp_networks.measures.resampling import Events, Indices

Key = tuple[str, str]

REPLY_KEYS: tuple[Key, ...] = (
    *(("participation", tie_type) for tie_type in TIE_TYPES[1:]),
    *(("attention", tie_type) for tie_type in TIE_TYPES),
)
"""Indices that depend on who answered whom: all but the plain count of contributions."""


@dataclass(frozen=True)
class _Fixed:
    """What does not change from draw to draw: events certain by name or by organisation, and what pairs are."""

    events: dict[Key, Events]
    shares: dict[str, Array]
    episode: Indices
    phatic: np.ndarray
    inside: np.ndarray
    message: Indices
    whom: Indices


def draw_events(
    graph: InteractionGraph,
    coding: Coding,
    ties: Ties,
    *,
    speakers: Indices | None = None,
    draws: int = 200,
    seed: int = 0,
) -> Iterator[dict[Key, Events]]:
    """Give the events of each index with replies drawn from their probabilities, again and again.

    Parameters
    ----------
    graph
        Who wrote what, and who mentioned whom: mentions and organisations are taken as they are.
    coding
        Probabilities of the reply links.
    ties
        What each tie is.
    speakers
        Number of the member who wrote each message (``speakers_of_chat``); by default as ``speakers_of`` says.
    draws
        How many networks to draw.
    seed
        Seed of the draws.

    Yields
    ------
    dict
        Key of ``REPLY_KEYS`` → events, with whole replies in place of their probabilities.
    """
    speakers = speakers_of(graph, coding) if speakers is None else speakers
    fixed = _read_fixed(graph, ties, len(speakers))
    for drawn in draw_answers(coding.replies, speakers, n=draws, seed=seed):
        target = np.where(fixed.inside & (speakers >= 0), drawn, -1)
        target[fixed.message[target[fixed.message] == fixed.whom]] = -1
        i = np.flatnonzero(target >= 0)
        yield {key: _joined(fixed, key, i, speakers[i], target[i]) for key in REPLY_KEYS}


def _joined(fixed: _Fixed, key: Key, i: Indices, source: Indices, target: Indices) -> Events:
    quantity, tie_type = key
    weight = np.ones(len(i)) if tie_type == "all" else fixed.shares[tie_type][source, target]
    if quantity == "participation":
        weight = np.where(fixed.phatic[i], 0.0, weight)
    used = weight > 0
    certain, member = fixed.events[key], source if quantity == "participation" else target
    return Events(
        np.concatenate([certain.episode, fixed.episode[i[used]]]),
        np.concatenate([certain.member, member[used]]),
        np.concatenate([certain.weight, weight[used]]),
    )


def _read_fixed(graph: InteractionGraph, ties: Ties, n_messages: int) -> _Fixed:
    members = member_nodes(graph)["node"].to_numpy()
    place = {node: number for number, node in enumerate(members)}
    turns = graph.turns
    i = turns["i"].to_numpy()
    episode, phatic, inside = (
        np.zeros(n_messages, dtype=np.int64),
        np.zeros(n_messages, bool),
        np.zeros(n_messages, bool),
    )
    episode[i], phatic[i], inside[i] = turns["episode"].to_numpy(), turns["phatic"].to_numpy(), True
    called = graph.interactions[(graph.interactions["layer"] == "mention").to_numpy()]
    called = called[called["target"].isin(place).to_numpy() & called["source"].isin(place).to_numpy()]
    spoken = pd.concat([called, outward_events(graph)])
    spoken = spoken[spoken["source"].isin(place).to_numpy() & ~phatic[spoken["i"].to_numpy()]]
    events = {}
    for quantity, table, column in (("participation", spoken, "source"), ("attention", called, "target")):
        weight, parts = table["weight"].to_numpy(), tie_shares(table, ties)
        for tie_type in TIE_TYPES:
            share = weight if tie_type == "all" else weight * np.nan_to_num(parts[tie_type])
            member = table[column].map(place).to_numpy(dtype=np.int64)
            events[quantity, tie_type] = Events(table["episode"].to_numpy(dtype=np.int64), member, share)
    whom = called["target"].map(place).to_numpy(dtype=np.int64)
    return _Fixed(events, pair_shares(members, ties), episode, phatic, inside, called["i"].to_numpy(), whom)


def pair_shares(members: np.ndarray, ties: Ties) -> dict[str, Array]:
    """Give how much of each tie between members is of each type, shape ``(n, n)``; 0 where unknown."""
    n = len(members)
    one, other = np.divmod(np.arange(n * n), n)
    pairs = pd.DataFrame({"source": members[one], "target": members[other]})
    return {name: np.nan_to_num(share).reshape(n, n) for name, share in tie_shares(pairs, ties).items()}


def resample_drawn(
    drawn: Iterator[dict[Key, Events]], members: int, episodes: int, each: int, rng: np.random.Generator
) -> Iterator[tuple[dict[Key, Array], dict[Key, Array]]]:
    """Draw the episodes of each drawn network again, and give what each member holds before and after.

    Parameters
    ----------
    drawn
        Drawn networks (``draw_events``).
    members, episodes
        How many there are.
    each
        Resamples of each drawn network.
    rng
        Source of chance.

    Yields
    ------
    tuple of dict
        Key → totals in the drawn network, shape ``(members,)``, and in its resamples, shape ``(each, members)``.
    """
    for network in drawn:
        picked = rng.integers(0, episodes, size=(each, episodes)) + episodes * np.arange(each)[:, None]
        times = np.bincount(picked.ravel(), minlength=each * episodes).reshape(each, episodes).astype(np.float64)
        whole: dict[Key, Array] = {}
        again: dict[Key, Array] = {}
        for key, events in network.items():
            whole[key] = events.totals(members)
            # One resample at a time: one table for all of them would be twice as slow.
            again[key] = np.empty((each, members))
            for row, repeated in enumerate(times):
                weight = repeated[events.episode] * events.weight
                again[key][row] = np.bincount(events.member, weights=weight, minlength=members)
        yield whole, again
