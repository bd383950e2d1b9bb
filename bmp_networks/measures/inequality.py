"""How unequally participation and attention are spread, beside what chance alone would produce."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import INEQUALITY, LORENZ, Inequality, Ties
from bmp_networks.measures.counting import (
    Denominator,
    count_events,
    denominators,
    member_nodes,
    person_days,
    unknown_share,
)
from bmp_networks.measures.indices import Array, effective_number, gini, lorenz_curve, top_share
from bmp_networks.measures.resampling import Events, basic_interval, chance_ginis, resampled_totals

ROUGH_BELOW, NO_INTERVAL_BELOW = 100, 40
"""Episodes: an interval is called rough below the first, and not given below the second."""

MIN_MEMBERS, MIN_EVENTS_EACH = 8, 5
"""Below these an index is read beside its chance baseline only, not as a statement."""

MIN_TIE_EPISODES, MIN_TIE_MEMBERS = 20, 5
"""Below these a tie type is not compared with another."""

MIN_ACTIVE, MIN_MESSAGES, MIN_DAYS = 5, 100, 14
"""Below these a chat says little as a network."""

Key = tuple[str, str]


def measure_inequality(
    graph: InteractionGraph,
    ties: Ties,
    *,
    group_size: int | None = None,
    resamples: int = 2000,
    seed: int = 0,
) -> Inequality:
    """Say how unequally participation and attention are spread, in all and by type of tie.

    Participation counts turns that contribute something, by tie type what a member says to others and of
    organisations; attention counts expected replies and mentions received. The headline is the corrected Gini
    among the widest group of members known, silent ones included with 0; narrower groups follow where they
    differ. Beside it stands the mean Gini of groups in which all are equally inclined, in proportion to days as a
    member, and chance alone decides.

    Parameters
    ----------
    graph
        Who addressed whom.
    ties
        What each tie is; a tie of unknown type counts in ``all`` only.
    group_size
        How many members the group has, silent ones included, where a person knows it.
    resamples
        Resamples of episodes for the interval, and draws for the chance baseline.
    seed
        Seed of both.

    Returns
    -------
    Inequality
        Indices NaN where undefined, never a guess; intervals NaN below 40 episodes with such an event.
    """
    members = member_nodes(graph)
    events = count_events(graph, ties)
    groups = denominators(members, group_size)
    intervals = _intervals(events, groups, len(members), resamples, seed)
    days = person_days(members)
    notes = _notes(graph, members, groups, group_size)
    unclear = unknown_share(graph, ties)
    rows, curves = [], []
    for number, (key, found) in enumerate(events.items()):
        for group in groups:
            row = _index_row(key, found, group, len(members))
            row |= dict(zip(("low", "high"), intervals[key, group.among], strict=True))
            tenure = _with_unknown(days, group, fill=days.max() if len(days) else 1.0)
            rng = np.random.default_rng([seed, number, groups.index(group)])
            drawn = chance_ginis(found.effective, tenure, draws=resamples, rng=rng)
            row["chance"] = float(np.mean(drawn)) if len(drawn) else float("nan")
            row["excess"] = excess_over(row["chance"], row["gini"])
            row["note"] = " ".join([*notes, *_row_notes(key, row, found, unclear)])
            rows.append(row)
        curves.append(_curve(key, found, groups[0], len(members)))
    return Inequality(INEQUALITY.from_rows(rows), _stack(curves), _n_episodes(graph))


def excess_over(chance: float, value: float) -> float:
    """Say what chance does not explain, (value - chance) / (1 - chance): at most 1, below 0 where chance does worse.

    NaN where either is undefined, or chance alone already gives 1.
    """
    return (value - chance) / (1 - chance) if chance < 1 - 1e-9 else float("nan")


def _index_row(key: Key, events: Events, group: Denominator, n_known: int) -> dict[str, Any]:
    held = _with_unknown(events.totals(n_known), group)
    squares = _with_unknown(events.squares(n_known), group)
    return {
        "quantity": key[0],
        "tie_type": key[1],
        "among": group.among,
        "n": group.n,
        "events": float(held.sum()),
        "gini": gini(held),
        "enm": effective_number(held, squares),
        "top3": top_share(held, 3),
    }


def _with_unknown(values: Array, group: Denominator, fill: float = 0.0) -> Array:
    return np.concatenate([values[group.members], np.full(group.unknown, fill)])


def _intervals(
    events: dict[Key, Events], groups: list[Denominator], n_known: int, resamples: int, seed: int
) -> dict[tuple[Key, str], tuple[float, float]]:
    """Give the basic interval of every index; all of them see the same draws, so that they can be compared."""
    undefined = (float("nan"), float("nan"))
    intervals = {(key, group.among): undefined for key in events for group in groups}
    usable = [key for key, found in events.items() if found.n_episodes >= NO_INTERVAL_BELOW]
    if not usable or resamples < 1:
        return intervals
    n_episodes = 1 + max(int(events[key].episode.max()) for key in usable)
    table = np.hstack([events[key].by_episode(n_episodes, n_known) for key in usable])
    table = table[table.any(axis=1)]
    drawn: dict[tuple[Key, str], list[Array]] = {}
    for totals in resampled_totals(table, resamples, np.random.default_rng([seed, 1_000_003])):
        for place, key in enumerate(usable):
            held = totals[:, place * n_known : (place + 1) * n_known]
            for group in groups:
                drawn.setdefault((key, group.among), []).append(_padded_gini(held[:, group.members], group))
    for key in usable:
        for group in groups:
            values = events[key].totals(n_known)[group.members]
            estimate = float(_padded_gini(values[None, :], group)[0])
            intervals[key, group.among] = basic_interval(estimate, np.concatenate(drawn[key, group.among]), power=2)
    return intervals


def _padded_gini(held: Array, group: Denominator) -> Array:
    """Corrected Gini with the unknown members counted as zero, by the identity G_N = 1 - (k/N)(1 - G_k)."""
    if group.unknown == 0:
        return np.asarray(gini(held), dtype=np.float64)
    raw = np.asarray(gini(held, corrected=False), dtype=np.float64)
    padded = 1 - len(group.members) / group.n * (1 - raw)
    return padded * group.n / (group.n - 1)


def _notes(
    graph: InteractionGraph, members: pd.DataFrame, groups: list[Denominator], group_size: int | None
) -> list[str]:
    """Give the notes that hold for every index of the chat."""
    notes = []
    active = int((members["messages"] > 0).sum())
    span = (graph.turns["at"].max() - graph.turns["at"].min()).days if len(graph.turns) else 0
    if active < MIN_ACTIVE or len(graph.turns) < MIN_MESSAGES or span < MIN_DAYS:
        notes.append("small_chat")
    if groups[0].among == "posters" and group_size is None:
        notes.append("silent_members_unknown")
    if group_size is not None and group_size < len(groups[0].members):
        notes.append("group_size_below_known")
    return notes


def _row_notes(key: Key, row: dict[str, Any], events: Events, unclear: float) -> list[str]:
    """Give the notes of one index: what is too little here, and for what."""
    notes = []
    if not row["events"] > 0:
        return ["no_events"]
    if row["n"] < MIN_MEMBERS:
        notes.append("few_members")
    if row["events"] < MIN_EVENTS_EACH * row["n"]:
        notes.append("few_events")
    if events.n_episodes < NO_INTERVAL_BELOW:
        notes.append("few_episodes")
    elif events.n_episodes < ROUGH_BELOW:
        notes.append("rough")
    if row["gini"] > row["high"]:
        notes.append("above_interval")
    if key[1] != "all":
        if events.n_episodes < MIN_TIE_EPISODES or len(np.unique(events.member)) < MIN_TIE_MEMBERS:
            notes.append("no_comparison")
        if unclear > 0.1:
            notes.append("ties_unknown")
    return notes


def _curve(key: Key, events: Events, group: Denominator, n_known: int) -> dict[str, Any]:
    members, shares = lorenz_curve(_with_unknown(events.totals(n_known), group))
    if np.isnan(shares).any():
        members, shares = members[:0], shares[:0]
    quantity, tie_type = ([part] * len(members) for part in key)
    return {"quantity": quantity, "tie_type": tie_type, "share_members": members, "share_events": shares}


def _stack(curves: list[dict[str, Any]]) -> pd.DataFrame:
    columns = {name: np.concatenate([np.asarray(curve[name], dtype=object) for curve in curves]) for name in
               LORENZ.names}  # fmt: skip
    return LORENZ.build(columns)


def _n_episodes(graph: InteractionGraph) -> int:
    return int(graph.turns["episode"].nunique())
