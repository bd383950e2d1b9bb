"""How often the intervals and tests of the inequality and member measures are right, on simulated groups.

Run: python -m benchmarks.calibration [coverage|contrast|drifting|unanswered] [--runs N]
Every group is invented; the true values are known because the group was made with them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable

import numpy as np
import pandas as pd

from bmp_networks.measures.comparison import compare_spread
from bmp_networks.measures.drifting import find_drifting
from bmp_networks.measures.indices import gini
from bmp_networks.measures.resampling import Events, basic_interval, resampled_totals
from bmp_networks.measures.states import Scene
from bmp_networks.measures.unanswered import find_not_answered
from tests.measures.hand_made import chat_of, coding_of, graph_of

MEMBERS = 30
START = pd.Timestamp("2022-07-04 06:00")


def talk(propensity: np.ndarray, episodes: int, rng: np.random.Generator) -> Events:
    """Episodes of 2 to 5 speakers, each with one to a few turns: turns cluster, as in a chat."""
    episode, member = [], []
    for number in range(episodes):
        speakers = rng.choice(len(propensity), size=rng.integers(2, 6), replace=False, p=propensity)
        turns = rng.geometric(0.5, size=len(speakers))
        member.append(np.repeat(speakers, turns))
        episode.append(np.full(turns.sum(), number))
    joined = np.concatenate(member)
    return Events(np.concatenate(episode), joined, np.ones(len(joined)))


def uneven(rng: np.random.Generator, sigma: float) -> np.ndarray:
    drawn = rng.lognormal(0, sigma, MEMBERS)
    return drawn / drawn.sum()


def coverage(runs: int) -> None:
    """Share of 95 % intervals that hold the Gini of the group's long run, by number of episodes."""
    print("episodes  spread  true gini  used here  basic  percentile  mean width")
    for sigma in (0.0, 0.3, 0.5, 1.0, 1.5):
        for episodes in (40, 100, 300):
            rng = np.random.default_rng([episodes, int(10 * sigma)])
            hits, widths, truths = np.zeros(3), [], []
            for run in range(runs):
                if run % 15 == 0:
                    propensity = uneven(rng, sigma)
                    truth = gini(talk(propensity, 10_000, rng).totals(MEMBERS))
                held, width = _held(talk(propensity, episodes, rng), episodes, truth, rng)
                hits += held
                widths.append(width)
                truths.append(truth)
            used, basic, percentile = hits / runs
            print(f"{episodes:8d}  {sigma:6.1f}  {np.mean(truths):9.2f}  {used:9.2f}  {basic:5.2f}  {percentile:10.2f}"
                  f"  {np.mean(widths):10.2f}")  # fmt: skip


def _held(events: Events, episodes: int, truth: float, rng: np.random.Generator) -> tuple[np.ndarray, float]:
    drawn = gini(np.vstack(list(resampled_totals(events.by_episode(episodes, MEMBERS), 500, rng))))
    estimate = gini(events.totals(MEMBERS))
    used, basic = (basic_interval(estimate, drawn, power=power) for power in (2, 1))
    percentile = np.quantile(drawn, [0.025, 0.975])
    held = np.array([low <= truth <= high for low, high in (used, basic, percentile)], dtype=float)
    return held, used[1] - used[0]


def contrast(runs: int) -> None:
    """Share of equal behaviour taken for a difference at .05 (size), and of planted differences found (power)."""
    print("rare episodes  size  power")
    for rare in (20, 40, 80):
        found = {"size": 0, "power": 0}
        rng = np.random.default_rng(rare)
        for run in range(runs):
            common = uneven(rng, 0.5)
            steep = common**3 / (common**3).sum()
            bonding = talk(common, 300, rng)
            for name, chances in (("size", common), ("power", steep)):
                outward = talk(chances, rare, rng)
                p = compare_spread(outward, bonding, MEMBERS, subsamples=200, permutations=199, seed=run).p
                found[name] += p <= 0.05
        print(f"{rare:13d}  {found['size'] / runs:4.2f}  {found['power'] / runs:5.2f}")


def drifting(runs: int) -> None:
    """Wrong "seen less often" per 30 unchanged members, also when the group halves, and power against a full stop."""
    print("case           wrong per 30   power (baseline 8-11)   power (12 and more)")
    for case, recent_rate in (("unchanged", 1.0), ("group halves", 0.5)):
        rng = np.random.default_rng(len(case))
        wrong, stopped = 0, {False: [0, 0], True: [0, 0]}
        for _ in range(runs):
            rate = rng.beta(1.2, 5, MEMBERS)
            days = rng.random((MEMBERS, 112)) < rate[:, None]
            days[:, 84:] &= rng.random((MEMBERS, 28)) < recent_rate
            days[0, 84:] = False  # one member stops
            baseline = int(days[0, :84].sum())
            named = {flag.member for flag in find_drifting(_days_scene(days))}
            wrong += len(named - {"m00"})
            if baseline >= 8:
                stopped[baseline >= 12][0] += "m00" in named
                stopped[baseline >= 12][1] += 1
        power = [f"{hit}/{n} = {hit / max(n, 1):.2f}" for hit, n in stopped.values()]
        print(f"{case:13s}  {wrong / runs:12.2f}   {power[0]:>21s}   {power[1]:>19s}")


def _days_scene(days: np.ndarray) -> Scene:
    turns = [
        (f"m{member:02d}", START + pd.Timedelta(days=int(day), minutes=int(member)), int(day))
        for day in range(days.shape[1])
        for member in np.flatnonzero(days[:, day])
    ]
    turns.append((f"m{MEMBERS - 1:02d}", START + pd.Timedelta(days=days.shape[1]), days.shape[1]))
    graph = graph_of(turns)
    # Everybody was a member all the time.
    return Scene(graph, coding_of([{"author": turn[0]} for turn in turns]), chat_of([]))


def unanswered(runs: int) -> None:
    """Wrong "not answered" per 30 members who are answered alike or unevenly, and power against never."""
    print("answers differ (correlation)   wrong per 30   power, 5 turns   power, 8 turns")
    for alike in (0.0, 0.1, 0.2):
        rng = np.random.default_rng(int(100 * alike))
        wrong, power = 0, {5: 0, 8: 0}
        for _ in range(runs):
            for n in power:
                chances = np.full(MEMBERS, 0.7) if alike == 0 else rng.beta(
                    0.7 * (1 - alike) / alike, 0.3 * (1 - alike) / alike, MEMBERS)  # fmt: skip
                counts = rng.poisson(6, MEMBERS)
                counts[0], chances[0] = n, 0.0
                named = {flag.member for flag in find_not_answered(_answers_scene(counts, chances, rng))}
                power[n] += "m00" in named
                wrong += len(named - {"m00"})
        print(f"{alike:28.1f}   {wrong / (2 * runs):12.2f}   {power[5] / runs:14.2f}   {power[8] / runs:14.2f}")


class _Asked(Scene):
    """A scene whose turns are given: only the rule is tested here, not the reading of the chat."""


def _answers_scene(counts: np.ndarray, chances: np.ndarray, rng: np.random.Generator) -> Scene:
    rows = [
        {"turn": k, "node": f"m{member:02d}", "at": START + pd.Timedelta(days=3 * k), "kind": "question",
         "answered": float(rng.random() < chances[member]), "evidence": ("1:1",)}
        for member, n in enumerate(counts)
        for k in range(n)
    ]  # fmt: skip
    scene = _Asked(graph_of([("m00", START, 0)]), coding_of([{"author": "m00"}]), chat_of([]))
    table = pd.DataFrame(rows)
    for name in ("asked", "with_outlook", "a_day_old"):
        scene.__dict__[name] = table
    return scene


TABLES: dict[str, Callable[[int], None]] = {
    "coverage": coverage,
    "contrast": contrast,
    "drifting": drifting,
    "unanswered": unanswered,
}

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tables", nargs="*", default=list(TABLES), help=", ".join(TABLES))
    parser.add_argument("--runs", type=int, default=200)
    chosen = parser.parse_args()
    for name in chosen.tables:
        print(f"\n{name}: {TABLES[name].__doc__}")
        TABLES[name](chosen.runs)
