"""The usual way to look for silent members, for comparison: whoever wrote nothing for fourteen days."""

from __future__ import annotations

import pandas as pd

from bmp_networks.containers.graph import InteractionGraph

SILENT_FOR = pd.Timedelta(days=14)


def count_silent(graph: InteractionGraph) -> int:
    """Count the members who have written before, and nothing in the last 14 days.

    Shown to students beside the states of ``screen_members``: of 30 members who go on as always it names about six.
    Only the number is given; a list of names would be a list for removing people.
    """
    if not len(graph.turns):
        return 0
    last = graph.turns.groupby("node")["at"].max()
    return int((last <= graph.turns["at"].max() - SILENT_FOR).sum())
