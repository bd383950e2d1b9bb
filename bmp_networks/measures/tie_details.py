"""What else is known of each tie: the parts of its strength, how current it is, whether it reaches abroad."""

from __future__ import annotations

import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Roster
from bmp_networks.containers.structure import TIES_READ
from bmp_networks.measures.holes import embeddedness
from bmp_networks.measures.matrices import member_matrix
from bmp_networks.measures.member_pairs import read_standings
from bmp_networks.measures.tie_reasons import is_maintained, told_abroad
from bmp_networks.measures.tie_strength import tie_strength
from bmp_networks.measures.ties import topics_of

_SAID = {True: "yes", False: "no", None: None}


def describe_ties(graph: InteractionGraph, coding: Coding, roster: Roster | None = None) -> pd.DataFrame:
    """Describe every tie beside its type.

    Parameters
    ----------
    graph
        Who addressed whom.
    coding
        Topics of the messages.
    roster
        Who is abroad, and who is close to whom.

    Returns
    -------
    pd.DataFrame
        Table under ``TIES_READ``, one row a tie, sorted. Embeddedness is that of the network of expected messages.
    """
    table = tie_strength(graph, topics_of(coding), read_standings(roster) if roster is not None else None)
    members, matrix = member_matrix(graph)
    shared = embeddedness(matrix)
    ends = zip(shared["one"], shared["other"], shared["embeddedness"], shared["local_bridge"], strict=True)
    inside = {frozenset((members[a], members[b])): (float(held), bool(bridge)) for a, b, held, bridge in ends}
    pairs = list(zip(table["source"], table["target"], table["target_kind"], strict=True))
    held = [inside.get(frozenset((a, b)), (float("nan"), None)) for a, b, _ in pairs]
    told = told_abroad(roster)
    abroad = [is_maintained(told, a, b if kind == "member" else None) for a, b, kind in pairs]
    columns = {name: table[name] for name in TIES_READ.names if name in table}
    return TIES_READ.build(
        columns
        | {"maintained": [_SAID[value] for value in abroad], "embeddedness": [value for value, _ in held]}
        | {"weak": [_SAID[value] for value in table["weak"].tolist()]}
        | {"local_bridge": [_SAID[bridge] for _, bridge in held]}
    )
