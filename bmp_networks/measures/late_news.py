"""Members whom news reaches late, over several groups of the same people."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from bmp_networks.measures.access import Access
from bmp_networks.measures.states import Flag, Scene

MIN_ITEMS = 20
MOST_MISSED = 0.5
SLOWEST = 0.1
NEARLY_ALL = 0.9
"""Who was a member for a smaller part of the longest time is not compared: what came before her is no delay."""


def delays_of(access: Access) -> Mapping[str, np.ndarray] | None:
    """Give the delays of every member, as `Scene` wants them; None where one group was given only."""
    return dict(zip(access.members, access.delay.T, strict=True)) if access.groups > 1 else None


def find_late_news(scene: Scene) -> list[Flag]:
    """Find members who had half of the news never within reach, or whose usual delay is among the slowest tenth.

    Only over several groups: in one group everybody has a chance to see everything at once. At least 20 pieces of
    news that somebody had. "Within reach" means being a member where it was posted; reading cannot be seen. A median
    delay of nothing is never slow. Where half of the members miss so much, the other groups are simply not theirs, and
    missing is said of nobody.
    """
    if not scene.delays:
        return []
    days = scene.members.set_index("node")["days"]
    long_enough = days[(days >= NEARLY_ALL * days.max()).to_numpy()].index
    names = [node for node in sorted(scene.delays) if node in long_enough]
    table = np.array([scene.delays[node] for node in names], dtype=np.float64).reshape(len(names), -1)
    table = table[:, np.isfinite(table).any(axis=0)] if len(names) else table
    if table.shape[1] < MIN_ITEMS:
        return []
    missed = (~np.isfinite(table)).mean(axis=1)
    many_missed = missed >= MOST_MISSED if np.median(missed) < MOST_MISSED else np.zeros(len(names), dtype=bool)
    usual = np.median(table, axis=1)
    place = pd.Series(usual).rank(method="average").to_numpy() - 0.5
    slow = (usual > 0) & (place >= (1 - SLOWEST) * len(names))
    return [
        Flag(
            names[k],
            "late_news",
            1.0,
            {
                "items": table.shape[1],
                "missed_share": round(float(missed[k]), 2),
                "usual_days": round(float(usual[k]), 1) if np.isfinite(usual[k]) else None,
            },
        )
        for k in np.flatnonzero(slow | many_missed)
    ]
