"""The usual way to look for silent members, for comparison: whoever wrote nothing for fourteen days."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph

SILENT_FOR = pd.Timedelta(days=14)
SHORTEST = 2 * SILENT_FOR
"""In a shorter period a fortnight without a word is nothing to expect or not to expect."""


def count_silent(graph: InteractionGraph) -> int:
    """Count the members who have written before, and nothing in the last 14 days.

    Shown to students beside `expect_silent`: of 30 members who go on as always it names about five. Only the number
    is given; a list of names would be a list for removing people.
    """
    if not len(graph.turns):
        return 0
    last = graph.turns.groupby("node")["at"].max()
    return int((last <= graph.turns["at"].max() - SILENT_FOR).sum())


def expect_silent(graph: InteractionGraph) -> float:
    """Say how many members would be counted by `count_silent` if nobody had changed.

    Each member's active days are taken to fall into the last 14 days as often as all others' do; who wrote on n days
    then has none of them there with probability (1 - share) to the power n.

    Returns
    -------
    float
        0 to the number of members who wrote; NaN for a period under four weeks, or where fewer than two wrote.
    """
    turns = graph.turns
    if not len(turns) or turns["at"].max() - turns["at"].min() < SHORTEST or turns["node"].nunique() < 2:
        return float("nan")
    since = turns["at"].max() - SILENT_FOR
    days = turns.assign(day=turns["at"].dt.normalize(), recent=(turns["at"] > since))
    # The day that the fortnight begins on counts as recent where she wrote after its hour.
    days = days.groupby(["node", "day"])["recent"].max().groupby(level="node").agg(["sum", "size"])
    recent, total = days["sum"].to_numpy(dtype=np.float64), days["size"].to_numpy(dtype=np.float64)
    share = (recent.sum() - recent) / (total.sum() - total)
    return float(((1 - share) ** total).sum())
