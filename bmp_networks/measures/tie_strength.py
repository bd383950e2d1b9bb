"""How strong a tie is: how often, for how long, and how evenly two keep in touch (METHODS 2.6)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.member_pairs import Standing, closeness
from bmp_networks.measures.network import social_events

COMPONENTS = ("frequency", "duration", "topics", "reciprocity")

HALF_LIFE_DAYS = 60
"""After so many days an event counts half in the current weight."""

TOPICS_AT_MOST = 5
"""Two who share so many kinds of topic share enough (METHODS 2.6)."""

SAYS_NOTHING = "other"
"""The topic of messages without one: it is not shared."""

SURELY = 0.5
"""A message tells a topic of a tie when it is at least as likely as not meant for that person."""


def tie_strength(
    graph: InteractionGraph,
    topics: Mapping[int, str | None] | None = None,
    standings: Mapping[str, Standing] | None = None,
) -> pd.DataFrame:
    """Measure the strength of every tie, with its components.

    frequency: 1 - exp(-r / r0), r the events per week both were members, r0 the median over the ties of that kind.
    duration: share of those weeks in which the two were in touch. reciprocity: the smaller of the two directions
    over the larger; not known for organisations, which do not answer in the group. topics: kinds of topic that both
    wrote of to each other, of five at most. closeness: what the two say themselves, where the roster's ``close_to``
    tells it. How often and how long neighbours and fellow workers are in touch says little of how close they are, so
    where closeness is known it alone is the strength, and the others stand beside it.

    Parameters
    ----------
    graph
        Who addressed whom.
    topics
        Number of the message → its main topic; without it topics are not known.
    standings
        What the roster says of each person (``read_standings``); without it closeness is not known.

    Returns
    -------
    pd.DataFrame
        One row a tie, sorted: ``source, target`` (the smaller id first; the member first for organisations),
        ``target_kind, w_forward, w_back, current`` (weight at the end of the period when an event counts half after 60
        days), ``weeks, frequency, duration, topics, reciprocity, closeness, strength, weak``; the numbers after weeks
        from 0 to 1; strength is the closeness where it is known, else the mean of the known ones of the other four;
        a tie is weak below the median of its kind.

    References
    ----------
    Marsden & Campbell (1984), *Measuring tie strength*, doi:10.1093/sf/63.2.482
    """
    events = _paired(graph)
    weeks = _weeks(graph)
    pair = ["source", "target", "target_kind"]
    events["forward"] = np.where(events["turned"], 0.0, events["weight"])
    events["back"] = np.where(events["turned"], events["weight"], 0.0)
    # Faint replies of one week add up to at most one week in touch.
    weekly = events.groupby([*pair, "week"])["weight"].sum().clip(upper=1.0)
    events["current"] = events["weight"] * 0.5 ** (events["age"] / HALF_LIFE_DAYS)
    sums = {"w_forward": ("forward", "sum"), "w_back": ("back", "sum"), "current": ("current", "sum")}
    table = events.groupby(pair, sort=True).agg(**sums)
    table["active"] = weekly.groupby(pair).sum()
    table = table.reset_index()
    table["weeks"] = [_joint(weeks[a], weeks.get(b)) for a, b in zip(table["source"], table["target"], strict=True)]
    rate = (table["w_forward"] + table["w_back"]) / table["weeks"]
    usual = rate.groupby(table["target_kind"]).transform("median")
    table["frequency"] = 1 - np.exp(-rate / usual)
    table["duration"] = np.minimum(table["active"] / table["weeks"], 1.0)
    table["topics"] = _shared_topics(table, events, topics) if topics is not None else np.nan
    table["reciprocity"] = _evenness(table)
    known = standings or {}
    pairs = zip(table["source"], table["target"], strict=True)
    table["closeness"] = [closeness(known.get(one), known.get(other)) for one, other in pairs]
    table["strength"] = table["closeness"].fillna(table[list(COMPONENTS)].mean(axis=1))
    table["weak"] = table["strength"] < table.groupby("target_kind")["strength"].transform("median")
    return table.drop(columns="active")


def _paired(graph: InteractionGraph) -> pd.DataFrame:
    """Give the events with their unordered pair, the week they fall in, and whether they run against its order."""
    social = social_events(graph)
    outward = graph.interactions[graph.interactions["layer"] == "organisation"]
    events = pd.concat([social, outward], ignore_index=True)
    source, target = (events[name].to_numpy(dtype=object) for name in ("source", "target"))
    is_member = (events["layer"] != "organisation").to_numpy()
    turned = is_member & np.array([a > b for a, b in zip(source, target, strict=True)], dtype=bool)
    return pd.DataFrame(
        {
            "source": np.where(turned, target, source),
            "target": np.where(turned, source, target),
            "target_kind": np.where(is_member, "member", "organisation"),
            "turned": turned,
            "weight": events["weight"].to_numpy(dtype=float),
            "week": _week_of(events["at"], _first_day(graph)),
            "i": events["i"].to_numpy(),
            "age": (graph.turns["at"].max() - events["at"]).dt.total_seconds().to_numpy() / 86400,
        }
    )


def _shared_topics(table: pd.DataFrame, events: pd.DataFrame, topics: Mapping[int, str | None]) -> np.ndarray:
    """Give the share of topics that both ends of a tie wrote of to each other; NaN for organisations."""
    said: dict[tuple[str, str, bool], set[str]] = {}
    columns = (events[name] for name in ("source", "target", "turned", "i", "weight"))
    for source, target, turned, i, weight in zip(*columns, strict=True):
        topic = topics.get(i)
        if weight >= SURELY and topic is not None and topic != SAYS_NOTHING:
            said.setdefault((source, target, turned), set()).add(topic)
    none: set[str] = set()
    shared = [
        len(said.get((source, target, False), none) & said.get((source, target, True), none))
        for source, target in zip(table["source"], table["target"], strict=True)
    ]
    share = np.minimum(np.array(shared, dtype=float) / TOPICS_AT_MOST, 1.0)
    known: np.ndarray = np.where(table["target_kind"] == "member", share, np.nan)
    return known


def _weeks(graph: InteractionGraph) -> dict[str, tuple[int, int]]:
    """Give first and last week of membership inside the period, counted from its first day."""
    first, last = _first_day(graph), graph.turns["at"].max()
    members = graph.nodes[graph.nodes["kind"] == "member"]
    start = _week_of(members["present_from"].fillna(first).clip(first, last), first)
    end = _week_of(members["present_to"].fillna(last).clip(first, last), first)
    return {node: (int(a), int(b)) for node, a, b in zip(members["node"], start, end, strict=True)}


def _joint(one: tuple[int, int], other: tuple[int, int] | None) -> int:
    other = other or one
    # People who talked were there together, whatever the dates say: at least one week.
    return max(min(one[1], other[1]) - max(one[0], other[0]) + 1, 1)


def _first_day(graph: InteractionGraph) -> pd.Timestamp:
    return graph.turns["at"].min().normalize()


def _week_of(at: pd.Series, first: pd.Timestamp) -> np.ndarray:
    weeks: np.ndarray = (at - first).dt.days.to_numpy() // 7
    return weeks.astype(np.int64)


def _evenness(table: pd.DataFrame) -> np.ndarray:
    smaller = np.minimum(table["w_forward"], table["w_back"])
    larger = np.maximum(table["w_forward"], table["w_back"])
    even: np.ndarray = np.where(table["target_kind"] == "member", smaller / larger.where(larger > 0), np.nan)
    return even
