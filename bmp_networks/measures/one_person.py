"""Members who talk in the group mostly with one person."""

from __future__ import annotations

from typing import Any

import numpy as np

from bmp_networks.measures.draws import drawn_matrices
from bmp_networks.measures.states import Flag, Scene

MIN_EVENTS = 10
DRAWS = 200
MOST_ALTERS = 1.5
MOST_SHARE = 0.5
SURE = 0.8
"""Share of the draws that must agree; the lower end of the 80 % range of the share is used with it."""


def find_one_person_ties(scene: Scene) -> list[Flag]:
    """Find members whose replies and mentions, both ways, are mostly with one person.

    At least 10 expected; the largest share is more than half at the lower end of its 80 % range over 200 draws of
    the reply links, and there are fewer than 1.5 effective others (1 / Σ share²) in at least 80 % of the draws. A
    state only from the second report on: one busy week does not make it.
    """
    nodes = list(scene.members["node"])
    if len(nodes) < 3:
        return []
    now = _summary(scene)
    if now is None or not now["sure"].any():
        return []
    before = _summary(scene.four_weeks_earlier)
    return [
        Flag(
            nodes[k], "one_person_tie", float(now["agreeing"][k]),
            {"events": round(float(now["events"][k]), 1), "share": round(float(now["low"][k]), 2)},
            held=before is not None and bool(before["sure"][k]),
        )
        for k in np.flatnonzero(now["sure"])
    ]  # fmt: skip


def _summary(scene: Scene) -> dict[str, Any] | None:
    """Give for each member the expected events, the low end of the largest share, and the draws that agree."""
    if not len(scene.graph.turns):
        return None
    events, shares, few = [], [], []
    for matrix in drawn_matrices(scene.graph, scene.coding, n=DRAWS):
        both = matrix + matrix.T
        total = both.sum(axis=1)
        with np.errstate(divide="ignore", invalid="ignore"):
            part = both / total[:, None]
            few.append(1 / (part**2).sum(axis=1) < MOST_ALTERS)
        events.append(total)
        shares.append(np.nan_to_num(part).max(axis=1))
    low, agreeing = np.quantile(shares, (1 - SURE) / 2, axis=0), np.mean(few, axis=0)
    expected = np.mean(events, axis=0)
    sure = (expected >= MIN_EVENTS) & (low > MOST_SHARE) & (agreeing >= SURE)
    return {"events": expected, "low": low, "agreeing": agreeing, "sure": sure}
