"""How the network changes: windows, ties that come and go, and whether it keeps its shape more than chance."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.network import social_events

WINDOW_DAYS, STEP_DAYS = 28, 14
FEWEST_MESSAGES, FEWEST_MEMBERS = 30, 5
"""A window with fewer messages or fewer active members says nothing and is left blank."""

TIED_FROM = 0.5
"""Two members are tied in a window when they exchanged at least this many expected messages."""

PERSISTENT_FROM = 0.5

CHANGES = ("came", "went", "born", "died")

Pair = tuple[str, str]


def measure_windows(
    graph: InteractionGraph, *, window_days: int = WINDOW_DAYS, step_days: int = STEP_DAYS
) -> pd.DataFrame:
    """Measure the network window by window.

    Parameters
    ----------
    graph
        Who addressed whom.
    window_days, step_days
        Length of a window, and days from the start of one to the start of the next. The last one may be shorter.

    Returns
    -------
    pd.DataFrame
        One row a window: ``start, end`` (first day, first day after), ``messages, active`` (members who wrote),
        ``enough`` (data), ``ties, density`` (among the active, 0 to 1), ``came, went`` (members active here and not in
        the window before, and the reverse), ``born, died`` (ties, likewise). Numbers of ties are NaN where there is not
        enough data in this window, those of change also where there is not enough in the one before.
    """
    rows: list[dict[str, Any]] = []
    before: tuple[set[str], set[Pair]] | None = None
    for start, end in window_bounds(graph, window_days=window_days, step_days=step_days):
        turns = graph.turns[((graph.turns["at"] >= start) & (graph.turns["at"] < end)).to_numpy()]
        active = set(turns["node"])
        enough = len(turns) >= FEWEST_MESSAGES and len(active) >= FEWEST_MEMBERS
        ties = set(_pair_weights(graph, start, end)) if enough else set()
        row = {"start": start, "end": end, "messages": len(turns), "active": len(active), "enough": enough}
        row |= {"ties": len(ties) if enough else math.nan}
        pairs = len(active) * (len(active) - 1) / 2
        inside = [pair for pair in ties if set(pair) <= active]
        row |= {"density": len(inside) / pairs if enough else math.nan}
        row |= _changes(active, ties, *before) if enough and before is not None else dict.fromkeys(CHANGES, math.nan)
        rows.append(row)
        before = (active, ties) if enough else None
    return pd.DataFrame(rows, columns=["start", "end", "messages", "active", "enough", "ties", "density", *CHANGES])


def tie_persistence(
    graph: InteractionGraph, *, window_days: int = WINDOW_DAYS, step_days: int = WINDOW_DAYS
) -> pd.DataFrame:
    """Say of each tie whether it lasts: present in at least half of the windows in which both were members.

    Parameters
    ----------
    graph
        Who addressed whom.
    window_days, step_days
        As in ``measure_windows``; windows do not overlap by default. Windows with too little data are left out.

    Returns
    -------
    pd.DataFrame
        One row a pair that was ever tied, sorted: ``source, target, windows`` (both members), ``tied`` (of these),
        ``share``, ``persistent``.
    """
    bounds = _usable(graph, window_days, step_days)
    tied: dict[Pair, int] = {}
    for start, end in bounds:
        for pair in _pair_weights(graph, start, end):
            tied[pair] = tied.get(pair, 0) + 1
    nodes = graph.nodes.set_index("node")
    first, last = nodes["present_from"].to_dict(), nodes["present_to"].to_dict()
    rows = []
    for (one, other), count in sorted(tied.items()):
        both = [_there(first, last, one, *bound) and _there(first, last, other, *bound) for bound in bounds]
        # Who talked was there, whatever the dates say.
        joint = max(sum(both), count)
        rows.append((one, other, joint, count, count / joint, count / joint >= PERSISTENT_FROM))
    return pd.DataFrame(rows, columns=["source", "target", "windows", "tied", "share", "persistent"])


def measure_stability(
    graph: InteractionGraph, *, window_days: int = WINDOW_DAYS, shuffles: int = 199, seed: int = 0
) -> pd.DataFrame:
    """Measure how much of the network one window shares with the next, beside a network without memory for persons.

    The comparison keeps, in every episode, who spoke how often and who was addressed how often, and shuffles who
    addressed whom: busy people meet again by chance alone.

    Parameters
    ----------
    graph
        Who addressed whom.
    window_days
        Length of the windows, which do not overlap. Those with too little data are left out.
    shuffles
        Shuffled networks.
    seed
        Seed of the random numbers.

    Returns
    -------
    pd.DataFrame
        One row a pair of successive windows: ``start, next_start, jaccard`` (ties), ``jaccard_chance, jaccard_p,
        cosine`` (weights), ``cosine_chance, cosine_p``; all from 0 to 1, p that chance keeps at least as much.
    """
    bounds = _usable(graph, window_days, window_days)
    events = _coded_events(graph, bounds)
    found = _likeness(events, events.target, len(bounds))
    random = np.random.default_rng(seed)
    dealt = np.array([_likeness(events, _shuffled(events, random), len(bounds)) for _ in range(shuffles)])
    rows = []
    for number, (jaccard, cosine) in enumerate(found):
        row = {"start": bounds[number][0], "next_start": bounds[number + 1][0]}
        for name, value, column in (("jaccard", jaccard, 0), ("cosine", cosine, 1)):
            chance = dealt[:, number, column]
            row |= {name: value, f"{name}_chance": float(chance.mean())}
            row |= {f"{name}_p": (1 + int((chance >= value - 1e-12).sum())) / (1 + shuffles)}
        rows.append(row)
    names = ["jaccard", "jaccard_chance", "jaccard_p", "cosine", "cosine_chance", "cosine_p"]
    return pd.DataFrame(rows, columns=["start", "next_start", *names])


def window_bounds(
    graph: InteractionGraph, *, window_days: int = WINDOW_DAYS, step_days: int = STEP_DAYS
) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    """Give the windows of the chat's period: first day, and first day after; at least one."""
    start, last = graph.turns["at"].min().normalize(), graph.turns["at"].max()
    length, step = pd.Timedelta(days=window_days), pd.Timedelta(days=step_days)
    bounds = [(start, start + length)]
    while bounds[-1][1] <= last:
        bounds.append((bounds[-1][0] + step, bounds[-1][0] + step + length))
    return bounds


def _changes(active: set[str], ties: set[Pair], active_before: set[str], ties_before: set[Pair]) -> dict[str, float]:
    return {
        "came": len(active - active_before),
        "went": len(active_before - active),
        "born": len(ties - ties_before),
        "died": len(ties_before - ties),
    }


def _usable(graph: InteractionGraph, window_days: int, step_days: int) -> list[tuple[pd.Timestamp, pd.Timestamp]]:
    windows = measure_windows(graph, window_days=window_days, step_days=step_days)
    windows = windows[windows["enough"].to_numpy(dtype=bool)]
    return list(zip(windows["start"], windows["end"], strict=True))


def _pair_weights(graph: InteractionGraph, start: pd.Timestamp, end: pd.Timestamp) -> dict[Pair, float]:
    """Give the ties of a window: unordered pairs with enough expected messages."""
    events = social_events(graph)
    events = events[((events["at"] >= start) & (events["at"] < end)).to_numpy()]
    return {pair: weight for pair, weight in _weights(events).items() if weight >= TIED_FROM}


def _weights(events: pd.DataFrame) -> dict[Pair, float]:
    weights: dict[Pair, float] = {}
    for source, target, weight in zip(events["source"], events["target"], events["weight"], strict=True):
        pair = (source, target) if source < target else (target, source)
        weights[pair] = weights.get(pair, 0.0) + float(weight)
    return weights


class _Events(NamedTuple):
    """Events as numbers: window (-1 outside all), episode, speaker, addressee, weight."""

    window: np.ndarray
    episode: np.ndarray
    source: np.ndarray
    target: np.ndarray
    weight: np.ndarray
    n: int


def _coded_events(graph: InteractionGraph, bounds: list[tuple[pd.Timestamp, pd.Timestamp]]) -> _Events:
    events = social_events(graph)
    names, codes = np.unique(np.r_[events["source"].to_numpy(str), events["target"].to_numpy(str)], return_inverse=True)
    window = np.full(len(events), -1)
    for number, (start, end) in enumerate(bounds):
        window[((events["at"] >= start) & (events["at"] < end)).to_numpy()] = number
    source, target = codes[: len(events)], codes[len(events) :]
    return _Events(window, events["episode"].to_numpy(), source, target, events["weight"].to_numpy(float), len(names))


def _likeness(events: _Events, target: np.ndarray, windows: int) -> list[tuple[float, float]]:
    """Give Jaccard of ties and cosine of weights for each window and its successor."""
    pair = np.minimum(events.source, target) * events.n + np.maximum(events.source, target)
    used = (events.window >= 0) & (events.source != target)
    key, place = np.unique(events.window[used] * events.n**2 + pair[used], return_inverse=True)
    weight = np.bincount(place, events.weight[used], minlength=len(key))
    parts = np.searchsorted(key, np.arange(windows + 1) * events.n**2)
    sides = [(key[a:b] % events.n**2, weight[a:b]) for a, b in pairwise(parts)]
    return [_alike(*one, *other) for one, other in pairwise(sides)]


def _alike(
    pairs: np.ndarray, weights: np.ndarray, other_pairs: np.ndarray, other_weights: np.ndarray
) -> tuple[float, float]:
    shared, here, there = np.intersect1d(pairs, other_pairs, assume_unique=True, return_indices=True)
    tied, also_tied = weights >= TIED_FROM, other_weights >= TIED_FROM
    both = int((tied[here] & also_tied[there]).sum())
    either = int(tied.sum()) + int(also_tied.sum()) - both
    norm = math.sqrt(float(weights @ weights) * float(other_weights @ other_weights))
    product = float(weights[here] @ other_weights[there]) if len(shared) else 0.0
    return both / either if either else 0.0, product / norm if norm else 0.0


def _shuffled(events: _Events, random: np.random.Generator) -> np.ndarray:
    """Shuffle, inside each episode, who is addressed; who would then address herself is not counted."""
    order = np.lexsort((random.random(len(events.episode)), events.episode))
    target = np.empty_like(events.target)
    target[np.argsort(events.episode, kind="stable")] = events.target[order]
    return target


def _there(
    first: dict[str, pd.Timestamp], last: dict[str, pd.Timestamp], node: str, start: pd.Timestamp, end: pd.Timestamp
) -> bool:
    came, went = first.get(node, pd.NaT), last.get(node, pd.NaT)
    return bool((pd.isna(came) or came < end) and (pd.isna(went) or went >= start))
