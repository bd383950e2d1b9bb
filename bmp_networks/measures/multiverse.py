"""The same numbers under every combination of choices an analyst could have made: what stands, and what a choice made.

Every choice here has been made in print by somebody: how answers are inferred, which pause ends a conversation, which
reading of the literature types ties, whether those who run the group are counted, among whom, and over which months.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Ties
from bmp_networks.containers.spread import MULTIVERSE, ROBUSTNESS, Multiverse
from bmp_networks.measures.counting import member_nodes, person_days
from bmp_networks.measures.multiverse_views import Scene, View, list_scenes, read_frame, read_social
from bmp_networks.measures.reply_resampling import pair_shares
from bmp_networks.measures.resampling import Indices

MATTERS_FROM = {
    "participation_excess": 0.2,
    "attention_excess": 0.2,
    "control_excess": 0.2,
    "linking_over_bonding": 0.1,
    "bridging_over_bonding": 0.1,
}
"""Smallest effect that matters: .2 of the Gini beyond chance (METHODS 1, F2), .1 of the Gini between types of tie."""

CHOICES = ("reply_rule", "episode_minutes", "profile", "admins", "among", "period")


@dataclass(frozen=True)
class Choices:
    """What could have been chosen; the first of each is what the report uses.

    Parameters
    ----------
    graphs
        Pause that ends a conversation, in minutes → the network.
    replies
        Reply rule → table under ``REPLIES``.
    ties
        Reading of the literature → what each tie is. A pair that only another reply rule ties is of no type.
    """

    graphs: Mapping[float, InteractionGraph]
    replies: Mapping[str, pd.DataFrame]
    ties: Mapping[str, Ties]


def measure_multiverse(
    choices: Choices,
    speakers: Indices,
    *,
    admins: frozenset[str] = frozenset(),
    group_size: int | None = None,
    seed: int = 0,
    progress: Callable[[], object] = str,
) -> Multiverse:
    """Measure the excess over chance of each quantity, and the contrasts of tie types, under every choice.

    Parameters
    ----------
    choices
        What could have been chosen.
    speakers
        Number of the member who wrote each message.
    admins
        Who runs the group; where nobody is known to, there is nothing to choose.
    group_size
        How many members there are, where a person knows it.
    seed
        Seed of the draws; the same in every cell, so that cells differ by their choices alone.
    progress
        Called once a combination of reply rule, pause and profile.

    Returns
    -------
    Multiverse
        One row a statistic and set of choices. Choices that cannot move a number are not varied for it.
    """
    base = next(iter(choices.graphs.values()))
    nodes = list(member_nodes(base)["node"])
    place = {node: number for number, node in enumerate(nodes)}
    frames = {
        minutes: read_frame(graph, choices.ties, place, len(speakers)) for minutes, graph in choices.graphs.items()
    }
    social = {rule: read_social(base, replies, speakers) for rule, replies in choices.replies.items()}
    shares = {profile: pair_shares(np.array(nodes, dtype=object), ties) for profile, ties in choices.ties.items()}
    scenes, days = list(list_scenes(base, admins, group_size)), person_days(member_nodes(base))
    rows = []
    for told in product(choices.replies, choices.graphs, choices.ties):
        rule, minutes, profile = told
        first = told == (next(iter(choices.replies)), next(iter(choices.graphs)), next(iter(choices.ties)))
        for scene in scenes if first else [one for one in scenes if one.period == "all"]:
            view = View(scene, frames[minutes], social[rule], days, seed)
            values: dict[str, float] = {}
            if profile == next(iter(choices.ties)):
                values |= view.excesses(varied=minutes == next(iter(choices.graphs)))
            if scene.among == "widest":
                values |= view.contrasts(profile, shares[profile])
            rows += [_cell(scene, told, name, value, main=first and scene.main) for name, value in values.items()]
        progress()
    cells = MULTIVERSE.from_rows(rows)
    return Multiverse(cells, _robustness(cells))


def _cell(scene: Scene, told: tuple[str, float, str], statistic: str, value: float, *, main: bool) -> dict[str, Any]:
    chosen = dict(zip(("reply_rule", "episode_minutes", "profile"), told, strict=True))
    return {"statistic": statistic, **chosen, "admins": scene.admins, "among": scene.among, "period": scene.period,
            "main": main, "value": value}  # fmt: skip


def _robustness(cells: pd.DataFrame) -> pd.DataFrame:
    rows = []
    for statistic, least in MATTERS_FROM.items():
        part = cells[(cells["statistic"] == statistic).to_numpy()]
        main = part.loc[part["main"].to_numpy(), "value"]
        value = float(main.iloc[0]) if len(main) else math.nan
        part = part[part["value"].notna().to_numpy()]
        found = part["value"].to_numpy()
        holds = (np.sign(found) == np.sign(value)) & (np.abs(found) >= least / 2)
        rows.append(
            {
                "statistic": statistic,
                "value": value,
                "cells": len(part),
                "lowest": float(found.min()) if len(part) else math.nan,
                "highest": float(found.max()) if len(part) else math.nan,
                "robustness": float(holds.mean()) if len(part) and not math.isnan(value) else math.nan,
                "matters_from": least,
                "moved_by": _moved_by(part),
            }
        )
    return ROBUSTNESS.from_rows(rows)


def _moved_by(part: pd.DataFrame) -> str | None:
    """Name the choice whose options differ most in their mean."""
    whole = part[(part["period"] == "all").to_numpy()]
    spans = {name: _span(part if name == "period" else whole, name) for name in CHOICES}
    most = max(spans, key=lambda name: spans[name])
    return most if spans[most] > 0.005 else None


def _span(part: pd.DataFrame, choice: str) -> float:
    means = part.groupby(choice)["value"].mean()
    return float(means.max() - means.min()) if len(means) > 1 else 0.0
