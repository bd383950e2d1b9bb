"""How unequally talk, attention, access and control are spread, beside what chance alone would produce."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import INEQUALITY, LORENZ, Inequality, Ties
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.measures.access import Access
from bmp_networks.measures.control import SINGLE_GATE_BELOW, outward_by_type
from bmp_networks.measures.counting import (
    TIE_TYPES,
    Denominator,
    count_events,
    denominators,
    member_nodes,
    person_days,
    unknown_share,
)
from bmp_networks.measures.indices import Array, effective_number, gini, lorenz_curve, top_share
from bmp_networks.measures.reply_resampling import REPLY_KEYS, draw_events
from bmp_networks.measures.resampling import Events, Indices, chance_holdings
from bmp_networks.measures.spread_intervals import Resampler, Sureness

ROUGH_BELOW, NO_INTERVAL_BELOW = 100, 40
"""Episodes: an interval is called rough below the first, and not given below the second."""

MIN_MEMBERS, MIN_EVENTS_EACH = 8, 5
"""Below these an index is read beside its chance baseline only, not as a statement."""

MIN_TIE_EPISODES, MIN_TIE_MEMBERS = 20, 5
"""Below these a tie type is not compared with another."""

MIN_ACTIVE, MIN_MESSAGES, MIN_DAYS = 5, 100, 14
"""Below these a chat says little as a network."""

CHANCE_DRAWS = 500
"""Chance groups behind a baseline: their mean Gini is then known to .001."""

Key = tuple[str, str]


@dataclass(frozen=True)
class Held:
    """What the members hold of one quantity and tie type.

    Parameters
    ----------
    totals, squares
        Expected number of events of each known member, and the sum of their squared weights, shape ``(n,)``.
    events
        Their number; for access the number of pieces of information.
    effective
        Number of equally heavy events that vary as much; 0 where chance has no part in it.
    episodes
        Conversations in which there is any.
    """

    totals: Array
    squares: Array
    events: float
    effective: float
    episodes: int


def measure_inequality(
    graph: InteractionGraph,
    ties: Ties,
    *,
    coding: Coding | None = None,
    speakers: Indices | None = None,
    access: Access | None = None,
    gazetteer: Gazetteer | None = None,
    admins: frozenset[str] = frozenset(),
    group_size: int | None = None,
    resamples: int = 2000,
    draws: int = 200,
    seed: int = 0,
    progress: Callable[[], object] = str,
) -> Inequality:
    """Say how unequally participation, attention, access and control are spread, in all and by type of tie.

    Participation counts turns that contribute something, by tie type what a member says to others and of
    organisations; attention counts expected replies and mentions received; access what a member could have seen, and
    how soon; control what a member says of outside organisations. The four are never blended. The headline is the
    corrected Gini among the widest group of members known, silent ones included with 0; narrower groups follow where
    they differ, and the same without those who run the group. Beside it stands the mean Gini of groups in which all
    are equally inclined, in proportion to days as a member, and chance alone decides.

    Parameters
    ----------
    graph
        Who addressed whom.
    ties
        What each tie is; a tie of unknown type counts in ``all`` only.
    coding
        Probabilities of the replies: with it, intervals of what rests on replies hold that uncertainty too.
    speakers
        Number of the member who wrote each message (``speakers_of_chat``).
    access
        What each member could have seen (``measure_access``); without it nothing is said of access.
    gazetteer
        Which organisations are the group's own umbrella: to speak of these carries no news from outside.
    admins
        Those who run the group (``find_admins``).
    group_size
        How many members the group has, silent ones included, where a person knows it.
    resamples
        Resamples of episodes for the interval, and draws for the chance baseline.
    draws
        Networks with drawn replies among which the resamples are shared.
    seed
        Seed of all.
    progress
        Called once a drawn network.

    Returns
    -------
    Inequality
        Indices NaN where undefined, never a guess; intervals NaN below 40 episodes with such an event.
    """
    members = member_nodes(graph)
    events = count_events(graph, ties)
    carried = {key: found for key, found in outward_by_type(graph, ties, gazetteer).items() if key[1] != "bonding"}
    groups = denominators(members, group_size, admins)
    held = {key: _hold(found, len(members)) for key, found in {**events, **carried}.items()}
    resampler = Resampler(groups, len(members))
    if resamples > 0 and len(graph.turns):
        by_reply = set(REPLY_KEYS) if coding is not None else set()
        fixed = {key: found for key, found in {**events, **carried}.items() if key not in by_reply}
        usable = {key: found for key, found in fixed.items() if held[key].episodes >= NO_INTERVAL_BELOW}
        n_episodes = 1 + int(graph.turns["episode"].max())
        resampler.resample_events(usable, n_episodes, resamples, [seed, 1_000_003])
        if coding is not None and any(held[key].episodes >= NO_INTERVAL_BELOW for key in by_reply):
            n = min(draws, resamples)
            drawn = draw_events(graph, coding, ties, speakers=speakers, draws=n, seed=seed)
            resampler.resample_networks(drawn, n_episodes, max(1, resamples // n), [seed, 1_000_033], progress=progress)
    held |= _access(access, resampler, resamples, seed)
    notes = _notes(graph, members, groups, group_size)
    scene = _Scene(groups, person_days(members), notes, unknown_share(graph, ties), resamples, seed)
    rows, curves = [], []
    for number, (key, found) in enumerate(held.items()):
        enough = found.episodes >= NO_INTERVAL_BELOW
        sure = (resampler if enough else Resampler(groups, len(members))).sureness(key, found.totals)
        by_construction = access is not None and key == ("access", "all") and access.by_construction
        among = _among(key, groups)
        chances = [scene.chance(found, group, number) for group in among]
        for group, chance in zip(among, chances, strict=True):
            rows.append(_index_row(scene, key, found, group, sure, chance, by_construction))
        curves.append(_curve(scene, key, found, sure, chances[0], by_construction))
    return Inequality(INEQUALITY.from_rows(rows), _stack(curves), int(graph.turns["episode"].nunique()))


@dataclass(frozen=True)
class _Scene:
    """What every index needs."""

    groups: list[Denominator]
    days: Array
    notes: list[str]
    unclear: float
    resamples: int
    seed: int

    def chance(self, found: Held, group: Denominator, number: int) -> Array:
        """Give groups in which chance alone decides who holds what, ``(draws, n)``; NaN where it has no part."""
        if not (self.resamples and found.effective > 0):
            return np.full((1, group.n), np.nan)
        tenure = _with_unknown(self.days, group, fill=self.days.max() if len(self.days) else 1.0)
        rng = np.random.default_rng([self.seed, number, self.groups.index(group)])
        return chance_holdings(found.effective, tenure, draws=min(self.resamples, CHANCE_DRAWS), rng=rng)


def excess_over(chance: float, value: float) -> float:
    """Say what chance does not explain, (value - chance) / (1 - chance): at most 1, below 0 where chance does worse.

    NaN where either is undefined, or chance alone already gives 1.
    """
    return (value - chance) / (1 - chance) if chance < 1 - 1e-9 else float("nan")


def _hold(events: Events, members: int) -> Held:
    totals = events.totals(members)
    return Held(totals, events.squares(members), float(totals.sum()), events.effective, events.n_episodes)


def _access(access: Access | None, resampler: Resampler, resamples: int, seed: int) -> dict[Key, Held]:
    """Give what each member could have seen, by type of tie, and draw the conversations again."""
    found: dict[Key, Held] = {}
    if access is None:
        return found
    n, tables = len(access.members), {}
    for tie_type in TIE_TYPES[:1] if access.by_construction else TIE_TYPES:
        weight, table = access.weight[tie_type], access.by_episode(tie_type)
        episodes = int((table > 0).any(axis=1).sum())
        found["access", tie_type] = Held(table.sum(axis=0), np.zeros(n), float(weight.sum()), 0.0, episodes)
        if episodes >= NO_INTERVAL_BELOW:
            tables["access", tie_type] = table
    if tables and resamples > 0:
        resampler.resample_table(list(tables), np.hstack(list(tables.values())), resamples, [seed, 1_000_037])
    return found


def _among(key: Key, groups: list[Denominator]) -> list[Denominator]:
    """Leave out the groups in which there are members of whom nothing is known: what they see is not known either."""
    known = [group for group in groups if not group.unknown]
    return known if key[0] == "access" and known else groups


def _index_row(
    scene: _Scene, key: Key, found: Held, group: Denominator, sure: Sureness, chance: Array, by_construction: bool
) -> dict[str, Any]:
    held = _with_unknown(found.totals, group)
    nan = float("nan")
    row: dict[str, Any] = {"quantity": key[0], "tie_type": key[1], "among": group.among, "n": group.n}
    row["events"] = found.events if key[0] == "access" else float(held.sum())
    row |= {"gini": gini(held), "top3": top_share(held, 3)}
    row["enm"] = effective_number(held, _with_unknown(found.squares, group))
    row |= dict(zip(("low", "high"), sure.intervals[group.among], strict=True))
    row["chance"] = float(np.mean(gini(chance)))
    if by_construction:
        row |= dict.fromkeys(("gini", "low", "high", "enm", "top3"), nan)
    row["excess"] = excess_over(row["chance"], row["gini"])
    special = ["access_by_construction"] if by_construction else _row_notes(key, row, found, group, scene.unclear)
    row["note"] = " ".join([*scene.notes, *special])
    return row


def _with_unknown(values: Array, group: Denominator, fill: float = 0.0) -> Array:
    return np.concatenate([values[group.members], np.full(group.unknown, fill)])


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


def _row_notes(key: Key, row: Mapping[str, Any], found: Held, group: Denominator, unclear: float) -> list[str]:
    """Give the notes of one index: what is too little here, and for what."""
    notes = []
    if not row["events"] > 0:
        return ["no_events"]
    if row["n"] < MIN_MEMBERS:
        notes.append("few_members")
    if key[0] != "access" and row["events"] < MIN_EVENTS_EACH * row["n"]:
        notes.append("few_events")
    if found.episodes < NO_INTERVAL_BELOW:
        notes.append("few_episodes")
    elif found.episodes < ROUGH_BELOW:
        notes.append("rough")
    if row["gini"] > row["high"]:
        notes.append("above_interval")
    if key[1] != "all":
        holders = int((found.totals[group.members] > 0).sum())
        if found.episodes < MIN_TIE_EPISODES or holders < MIN_TIE_MEMBERS:
            notes.append("no_comparison")
        if unclear > 0.1:
            notes.append("ties_unknown")
    if key == ("control", "all") and found.episodes >= MIN_TIE_EPISODES and row["enm"] < SINGLE_GATE_BELOW:
        notes.append("single_gate")
    return notes


def _curve(
    scene: _Scene, key: Key, found: Held, sure: Sureness, chance: Array, by_construction: bool
) -> dict[str, Any]:
    widest = _among(key, scene.groups)[0]
    members, shares = lorenz_curve(_with_unknown(found.totals, widest))
    low, high = sure.curve_low, sure.curve_high
    if widest is not scene.groups[0]:
        low = high = np.full(len(members), np.nan)
    if np.isnan(shares).any() or by_construction:
        members, shares, low, high = members[:0], shares[:0], low[:0], high[:0]
    average = np.mean(lorenz_curve(chance)[1], axis=0)
    quantity, tie_type = ([part] * len(members) for part in key)
    columns = (quantity, tie_type, members, shares, low, high, average[: len(members)])
    return dict(zip(LORENZ.names, columns, strict=True))


def _stack(curves: list[dict[str, Any]]) -> pd.DataFrame:
    texts = ("quantity", "tie_type")
    return LORENZ.build(
        {
            name: np.concatenate(
                [np.asarray(curve[name], dtype=object if name in texts else float) for curve in curves]
            )
            for name in LORENZ.names
        }
    )
