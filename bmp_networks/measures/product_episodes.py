"""Product episodes: stretches of talk about one product, and how many of them each week has."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import NamedTuple
from weakref import ref

import numpy as np
import pandas as pd

from bmp_networks.containers.chains import PRODUCT_EPISODES
from bmp_networks.containers.coding import STAGES, Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.series import monday_of

PAUSE = timedelta(hours=24)
"""An episode goes on in the next conversation after a pause up to this, if no other product was spoken of between."""


class Mention(NamedTuple):
    """A message about a product: who, when, at which stages, in which episode of the product."""

    i: int
    id: str
    at: datetime
    node: str
    stages: tuple[str, ...]
    act: str
    episode: int


_last: tuple[ref[InteractionGraph], ref[Coding], dict[str, list[Mention]]] | None = None


def mentions_of(graph: InteractionGraph, coding: Coding) -> dict[str, list[Mention]]:
    """Give the messages about each product in order, each with its episode; products sorted.

    The answer for the graph and coding asked for last is kept, as every measure of a report asks for the same:
    it is for reading only.
    """
    global _last  # tables have no hash, so containers cannot be keys of a cache
    if _last is not None and _last[0]() is graph and _last[1]() is coding:
        return _last[2]
    found = _mentions(graph, coding)
    _last = ref(graph, _forget), ref(coding, _forget), found
    return found


def _forget(_: object) -> None:
    """Keep nothing of a chat that is closed."""
    global _last
    _last = None


def _mentions(graph: InteractionGraph, coding: Coding) -> dict[str, list[Mention]]:
    codes = coding.messages[["i", "id", "products", "stages", "act"]]
    turns = graph.turns[["i", "at", "node", "episode"]].merge(codes, on="i", validate="one_to_one")
    found: dict[str, list[Mention]] = {}
    last: dict[str, tuple[int, datetime, int]] = {}
    spoken = 0  # messages about any product so far
    apart: dict[str, int] = {}  # of them those about this product
    held_in: dict[tuple[str, ...], tuple[str, ...]] = {}  # few sets of stages occur, many times each
    columns = ("i", "id", "at", "node", "episode", "products", "stages", "act")
    # Lists of plain values: walking along a column of pandas makes an object of its own of every moment.
    plain = (turns[key].to_numpy().tolist() for key in columns)
    for i, name, at, node, talk, products, stages, act in zip(*plain, strict=True):
        if not products:
            continue
        spoken += 1
        held = held_in.get(stages)
        if held is None:
            held = held_in[stages] = tuple(stage for stage in STAGES if stage in stages)
        for product in dict.fromkeys(products):
            number = 0
            if product in last:
                before, when, number = last[product]
                goes_on = talk == before or (at - when <= PAUSE and spoken - 1 == apart[product])
                number += not goes_on
            last[product], apart[product] = (talk, at, number), spoken
            found.setdefault(product, []).append(Mention(i, name, at, node, held, act, number))
    return dict(sorted(found.items()))


def find_product_episodes(graph: InteractionGraph, coding: Coding) -> pd.DataFrame:
    """Find the stretches of talk about each product: one conversation, or several within a day of one another.

    Returns
    -------
    pd.DataFrame
        Table under ``PRODUCT_EPISODES``, by product and time.
    """
    rows = []
    for product, mentions in mentions_of(graph, coding).items():
        for number, said in _by_episode(mentions):
            stages = dict.fromkeys(stage for one in said for stage in one.stages)
            rows.append(
                {
                    "product": product,
                    "episode": number,
                    "start": said[0].at,
                    "end": said[-1].at,
                    "messages": len(said),
                    "members": len({one.node for one in said}),
                    "stages": tuple(stages),
                    "evidence": sort_evidence(one.id for one in said),
                }
            )
    return PRODUCT_EPISODES.from_rows(rows)


def _by_episode(mentions: list[Mention]) -> Iterator[tuple[int, list[Mention]]]:
    held: dict[int, list[Mention]] = {}
    for one in mentions:
        held.setdefault(one.episode, []).append(one)
    yield from held.items()


def weekly_episodes(episodes: pd.DataFrame, graph: InteractionGraph) -> tuple[pd.DataFrame, pd.Series]:
    """Count the episodes about each product, and all conversations, week by week.

    Parameters
    ----------
    episodes
        Table under ``PRODUCT_EPISODES``.
    graph
        The graph it was found in.

    Returns
    -------
    pd.DataFrame
        One row a week from the first to the last message (Mondays), one column a product: episodes that begin in it.
    pd.Series
        Conversations of the group in each week, 0 in weeks in which nobody wrote.
    """
    turns = graph.turns
    if not len(turns):
        return pd.DataFrame(), pd.Series(dtype=np.float64)
    week = monday_of(turns["at"]).to_numpy()
    weeks = pd.date_range(week.min(), week.max(), freq="7D", name="week").astype("datetime64[s]")
    talks = pd.DataFrame({"week": week, "episode": turns["episode"].to_numpy()}).drop_duplicates()
    totals = talks.groupby("week").size().reindex(weeks, fill_value=0).astype(np.float64)
    starts = pd.DataFrame({"week": monday_of(episodes["start"]).to_numpy(), "product": episodes["product"].to_numpy()})
    counts = starts.groupby(["week", "product"]).size().unstack(fill_value=0)
    return counts.reindex(weeks, fill_value=0).astype(np.float64).sort_index(axis=1), totals
