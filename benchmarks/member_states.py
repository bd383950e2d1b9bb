"""How often a state of a member is wrong, and how often it is found, on invented groups of which the truth is known.

Run: python -m benchmarks.member_states [groups|stopped|naive] [--runs N] [--first-seed N]
"groups" takes whole invented groups through the package: written, read, coded by the machine, measured.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.at_the_edge import find_at_the_edge
from bmp_networks.measures.drifting import RECENT_DAYS, find_drifting
from bmp_networks.measures.naive_silence import count_silent
from bmp_networks.measures.significance import binomial_at_most
from bmp_networks.measures.states import Scene
from bmp_networks.measures.unanswered import find_not_answered
from bmp_networks.simulate import CommunityPlan
from tests.measures.hand_made import chat_of, coding_of, graph_of
from tests.simulate.grown import Grown, grow

MEMBERS = 30
RUNS = 0.4
"""Correlation of a day with the day before where people write in runs."""
START = pd.Timestamp("2022-07-04 06:00")
RULES = {"drifting": find_drifting, "not_answered": find_not_answered, "at_the_edge": find_at_the_edge}
PLANS = {
    "answered alike": CommunityPlan(attention_spread=0, drifting=0, joining=0, leaving=0, number_changes=0),
    "quiet, one talk at a time": CommunityPlan(
        attention_spread=0, answered=0.9, conversations=1.0, drifting=0, joining=0, leaving=0, number_changes=0
    ),
    "answered unevenly": CommunityPlan(drifting=0, joining=0, leaving=0, number_changes=0),
}


def groups(runs: int, first_seed: int) -> None:
    """Wrong names per 30 members nobody changed, by state, and how often the member who is never answered is found."""
    print("group                      last 4 weeks   less often   not answered   at the edge   together   never found")
    for name, plan in PLANS.items():
        for halved in (False, True):
            wrong, found, members = dict.fromkeys(RULES, 0), 0, 0
            for seed in range(first_seed, first_seed + runs):
                grown = grow.__wrapped__(plan, seed)  # not kept: there are many
                planted, writing = _planted(grown), set(grown.graph.turns["node"])
                named = _named(_scene(grown, halved, np.random.default_rng(seed)))
                for state, people in named.items():
                    wrong[state] += len(people - planted)
                found += len(named["not_answered"] & planted)
                members += len(writing - planted)
            per = {state: 30 * count / members for state, count in wrong.items()}
            cells = "".join(f"{per[state]:14.2f}" for state in RULES)
            print(f"{name:25s}  {'half' if halved else 'as usual':8s}{cells}{sum(per.values()):11.2f}   {found}/{runs}")


def _planted(grown: Grown) -> set[str]:
    members = grown.community.truth.members
    return set(members.loc[members["never_answered"].to_numpy(dtype=bool), "person"])


def _scene(grown: Grown, halved: bool, rng: np.random.Generator) -> Scene:
    graph = _without_half(grown.graph, rng) if halved else grown.graph
    return Scene(graph, grown.coding, grown.chat, grown.roster)


def _without_half(graph: InteractionGraph, rng: np.random.Generator) -> InteractionGraph:
    """Take every second episode of the last four weeks out, as in harvest time or Ramadan."""
    since = graph.turns["at"].max() - pd.Timedelta(days=RECENT_DAYS)
    recent = np.unique(graph.turns.loc[(graph.turns["at"] > since).to_numpy(), "episode"])
    out = set(rng.choice(recent[:-1], size=len(recent) // 2, replace=False).tolist())
    turns, events = (table[~table["episode"].isin(out).to_numpy()] for table in (graph.turns, graph.interactions))
    return replace(graph, turns=turns.reset_index(drop=True), interactions=events.reset_index(drop=True))


def _named(scene: Scene) -> dict[str, set[str]]:
    """Give who would be listed for each state; at the edge only from the second report on."""
    return {state: {flag.member for flag in rule(scene) if flag.held} for state, rule in RULES.items()}


def stopped(runs: int, first_seed: int) -> None:
    """How often a full stop is called "seen less often", by active days before; and from how many on it can be."""
    print("last 4 weeks   8-11 days before   12 and more   20 and more   can be said from")
    for name, rate in (("as usual", 1.0), ("half", 0.5)):
        rng = np.random.default_rng([first_seed, int(10 * rate)])
        seen: dict[int, list[bool]] = {8: [], 12: [], 20: []}
        for _ in range(runs):
            days = _active_days(rng, rate)
            days[0, 84:] = False  # one member stops
            before = int(days[0, :84].sum())
            found = "m00" in {flag.member for flag in find_drifting(days_scene(days))}
            for least, most in ((8, 11), (12, 84), (20, 84)):
                if least <= before <= most:
                    seen[least].append(found)
        share = rate * RECENT_DAYS / (84 + rate * RECENT_DAYS)
        first = next(b for b in range(8, 99) if binomial_at_most(0, b, share) <= 0.05)
        cells = [f"{np.mean(found):.2f} of {len(found)}" for found in seen.values()]
        print(f"{name:13s}  {cells[0]:>16s}  {cells[1]:>12s}  {cells[2]:>12s}   {first} active days")


def naive(runs: int, first_seed: int) -> None:
    """Wrong names per 30 unchanged members: "silent for 14 days" beside the rule used here."""
    print("days                last 4 weeks   silent for 14 days   used here")
    for days, persistence in (("independent", 0.0), ("in runs", RUNS), ("a third in runs", RUNS / 3)):
        for name, rate in (("as usual", 1.0), ("half", 0.5)):
            rng = np.random.default_rng([first_seed, int(100 * rate), int(100 * persistence)])
            wrong = np.zeros(2)
            for _ in range(runs):
                in_runs = persistence * (np.arange(MEMBERS) % 3 == 0) * 3 if "third" in days else persistence
                scene = days_scene(_active_days(rng, rate, in_runs))
                wrong += (count_silent(scene.graph), len(find_drifting(scene)))
            print(f"{days:18s}  {name:13s}  {wrong[0] / runs:19.2f}  {wrong[1] / runs:10.2f}")


def _active_days(rng: np.random.Generator, rate: float, persistence: float | np.ndarray = 0.0) -> np.ndarray:
    """Say on which of 112 days each member writes; in the last 28 with ``rate`` times the usual chance.

    With ``persistence`` a day is, with this probability, as the day before: people write in runs.
    """
    usual = rng.beta(1.2, 5, MEMBERS)
    days = rng.random((MEMBERS, 112)) < usual[:, None]
    for day in range(1, 112):
        as_before = rng.random(MEMBERS) < persistence
        days[as_before, day] = days[as_before, day - 1]
    days[:, 84:] &= rng.random((MEMBERS, RECENT_DAYS)) < rate
    return days


def days_scene(days: np.ndarray) -> Scene:
    """Make a scene in which each member writes one message on each of her days."""
    turns = [
        (f"m{member:02d}", START + pd.Timedelta(days=int(day), minutes=int(member)), int(day))
        for day in range(days.shape[1])
        for member in np.flatnonzero(days[:, day])
    ]
    turns.append((f"m{MEMBERS - 1:02d}", START + pd.Timedelta(days=days.shape[1], minutes=-400), days.shape[1]))
    return Scene(graph_of(turns), coding_of([{"author": turn[0]} for turn in turns]), chat_of([]))


TABLES: dict[str, Callable[[int, int], None]] = {"groups": groups, "stopped": stopped, "naive": naive}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", default=list(TABLES), help=", ".join(TABLES))
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--first-seed", type=int, default=1)
    chosen = parser.parse_args()
    for table in chosen.tables:
        print(f"\n{table}: {TABLES[table].__doc__}")
        TABLES[table](chosen.runs, chosen.first_seed)
