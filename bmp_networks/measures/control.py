"""Control: through whose hands news passes, and what would not arrive without them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Ties
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.measures.counting import TIE_TYPES, member_nodes, outward_events, tie_shares
from bmp_networks.measures.indices import Array
from bmp_networks.measures.network import social_events
from bmp_networks.measures.resampling import Events, Indices

WAIT_HOURS = 48
"""News is passed on within two days or not at all (METHODS 6.5)."""

LIKELY = 0.5
"""A reply counts as contact when it is more likely than not."""

BATCH = 50
"""Members taken out at once; more only need more memory."""

SINGLE_GATE_BELOW = 2.0
"""With fewer effective carriers, news from outside hangs on one person."""


def outward_by_type(
    graph: InteractionGraph, ties: Ties, gazetteer: Gazetteer | None = None
) -> dict[tuple[str, str], Events]:
    """Give what members say of outside organisations, in all and by type of tie, for the quantity ``control``.

    An organisation counts once a member and conversation, by the strongest way in which it is spoken of.
    """
    place = {node: number for number, node in enumerate(member_nodes(graph)["node"])}
    table = outward_events(graph, gazetteer)
    table = table[table["source"].isin(place).to_numpy()]
    member = table["source"].map(place).to_numpy(dtype=np.int64)
    episode, weight = table["episode"].to_numpy(dtype=np.int64), table["weight"].to_numpy(dtype=np.float64)
    shares = {"all": np.ones(len(table)), **tie_shares(table, ties)}
    found = {}
    for tie_type in TIE_TYPES:
        part = weight * np.nan_to_num(shares[tie_type])
        found["control", tie_type] = Events(episode[part > 0], member[part > 0], part[part > 0])
    return found


def paths_lost(graph: InteractionGraph, *, wait_hours: float = WAIT_HOURS) -> Array:
    """Say what share of the ways that news can take in time would be gone without each member, shape ``(n,)``.

    A way from one member to another is a chain of contacts, each within ``wait_hours`` of the one before; who is
    answered or called by name hears of it from who answers or calls. 0: nothing hangs on the member; 1: all does. NaN
    where no two others are joined by a way.

    References
    ----------
    Holme and Saramäki (2012), *Temporal networks*, doi:10.1016/j.physrep.2012.03.001
    """
    events = social_events(graph)
    place = {node: number for number, node in enumerate(member_nodes(graph)["node"])}
    likely = (events["weight"] >= LIKELY) & events["source"].isin(place) & events["target"].isin(place)
    events = events[likely.to_numpy()].sort_values("i", kind="stable")
    source = events["source"].map(place).to_numpy(dtype=np.int64)
    target = events["target"].map(place).to_numpy(dtype=np.int64)
    hour = ((events["at"] - graph.turns["at"].min()) / pd.Timedelta(hours=1)).to_numpy(dtype=np.float32)
    n = len(place)
    # Whoever had no contact stands on no way: nothing is lost without them.
    tied = np.union1d(source, target)
    whole = _reached(source, target, hour, n, np.array([-1]), wait_hours)[0]
    np.fill_diagonal(whole, False)
    lost = np.zeros(n)
    for start in range(0, len(tied), BATCH):
        batch = tied[start : start + BATCH]
        for member, left in zip(batch, _reached(source, target, hour, n, batch, wait_hours), strict=True):
            others = np.arange(n) != member
            ways = whole[np.ix_(others, others)]
            kept = int((ways & left[np.ix_(others, others)]).sum())
            lost[member] = 1 - kept / ways.sum() if ways.any() else np.nan
    return lost if whole.any() else np.full(n, np.nan)


def _reached(source: Indices, target: Indices, hour: np.ndarray, n: int, removed: Indices, wait: float) -> np.ndarray:
    """Say who is reached from whom in time without each of some members, shape ``(removed, n, n)``, origin first."""
    latest = np.full((n, len(removed), n), -np.inf, dtype=np.float32)  # node, who is out, origin → when it last came
    came = np.zeros(latest.shape, dtype=bool)
    out = {int(member): row for row, member in enumerate(removed)}
    for one, other, at in zip(source.tolist(), target.tolist(), hour.tolist(), strict=True):
        latest[one, :, one] = at  # her own news is always fresh
        carried = latest[one] >= at - wait
        if one in out:
            carried[out[one]] = False
        if other in out:
            carried[out[other]] = False
        latest[other][carried] = at
        came[other] |= carried
    return np.moveaxis(came, 0, 2)
