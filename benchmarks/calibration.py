"""How often the intervals and tests of the inequality and member measures are right, on simulated groups.

Run: python -m benchmarks.calibration [coverage|replies|contrast|curves|drifting|unanswered] [--runs N]
Every group is invented; the true values are known because the group was made with them.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from bmp_networks.measures.comparison import compare_spread
from bmp_networks.measures.counting import Denominator
from bmp_networks.measures.dominance import compare_curves
from bmp_networks.measures.drifting import find_drifting
from bmp_networks.measures.indices import gini
from bmp_networks.measures.resampling import Events, basic_interval, resampled_totals
from bmp_networks.measures.spread_intervals import Resampler
from bmp_networks.measures.states import Scene
from bmp_networks.measures.unanswered import find_not_answered
from tests.measures.hand_made import chat_of, coding_of, graph_of

MEMBERS = 30
DRAWN = 100
"""Networks with drawn replies behind one interval."""

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
    print("rare episodes  case                        size  power")
    for case, kinds in CASES.items():
        for rare in (20, 40, 80):
            found, tried = {"size": 0, "power": 0}, {"size": 0, "power": 0}
            rng = np.random.default_rng([rare, len(case)])
            for run in range(runs):
                common = uneven(rng, 0.5)
                steep = common**3 / (common**3).sum()
                for name, chances in (("size", common), ("power", steep)):
                    if name == "power" and run % 4:
                        continue
                    first, second, within = kinds(common, chances, rare, rng)
                    test = compare_spread(first, second, MEMBERS, within=within, draws=2, permutations=199, seed=run)
                    if not test.missing:
                        found[name] += test.p <= 0.05
                        tried[name] += 1
            shares = [found[name] / max(tried[name], 1) for name in ("size", "power")]
            print(f"{rare:13d}  {case:26s}  {shares[0]:4.2f}  {shares[1]:5.2f}", flush=True)


Kinds = tuple[Events, Events, bool]


def same_handfuls(common: np.ndarray, chances: np.ndarray, rare: int, rng: np.random.Generator) -> Kinds:
    """Both kinds come in conversations of 2 to 5 people."""
    return talk(chances, rare, rng), talk(common, 300, rng), False


def one_hand(common: np.ndarray, chances: np.ndarray, rare: int, rng: np.random.Generator) -> Kinds:
    """Of the rarer kind each conversation has a single event."""
    many = talk(chances, rare, rng)
    order = rng.permutation(len(many.member))
    _, first = np.unique(many.episode[order], return_index=True)
    return _chosen(many, order[first]), talk(common, 300, rng), False


def among_all_turns(common: np.ndarray, chances: np.ndarray, rare: int, rng: np.random.Generator) -> Kinds:
    """The rarer kind is a few of all turns, which it is set beside."""
    whole, picked = _picked(common, chances, rare, rng)
    return _chosen(whole, picked), whole, True


def beside_the_rest(common: np.ndarray, chances: np.ndarray, rare: int, rng: np.random.Generator) -> Kinds:
    """The rarer kind is a few of all turns, set beside the others."""
    whole, picked = _picked(common, chances, rare, rng)
    return _chosen(whole, picked), _chosen(whole, ~picked), False


def _picked(common: np.ndarray, chances: np.ndarray, rare: int, rng: np.random.Generator) -> tuple[Events, np.ndarray]:
    whole = talk(common, 300, rng)
    weight = chances[whole.member] / common[whole.member]
    # A few more than asked for: two in one conversation count as one.
    return whole, rng.random(len(whole.member)) < 1.1 * weight / weight.mean() * rare / len(whole.member)


def _chosen(events: Events, chosen: np.ndarray) -> Events:
    return Events(events.episode[chosen], events.member[chosen], events.weight[chosen])


CASES: dict[str, Callable[..., Kinds]] = {
    "as many people each time": same_handfuls,
    "one person each time": one_hand,
    "part of all, beside all": among_all_turns,
    "part of all, beside rest": beside_the_rest,
}


def curves(runs: int) -> None:
    """Share of equal behaviour in which one Lorenz curve is said to lie above the other, and of planted order found."""
    print("rare episodes  ordered though equal  planted order found")
    for rare in (20, 40, 80):
        rng = np.random.default_rng(rare)
        found = {"size": 0, "power": 0}
        for run in range(runs):
            common = uneven(rng, 0.5)
            for name, chances in (("size", common), ("power", common**3 / (common**3).sum())):
                first, second, _ = beside_the_rest(common, chances, rare, rng)
                verdict = compare_curves(first, second, MEMBERS, resamples=400, seed=run).verdict
                found[name] += verdict != "unclear" if name == "size" else verdict == "second"
        print(f"{rare:13d}  {found['size'] / runs:20.2f}  {found['power'] / runs:19.2f}", flush=True)


def replies(runs: int) -> None:
    """Share of 95 % intervals of attention that hold the long run's Gini where replies are only probable."""
    print("episodes  clear  true gini  episodes alone  with drawn replies  mean width")
    for clear, sigma in ((1.0, 0.3), (1.0, 0.8), (2.0, 0.3), (2.0, 0.8)):
        for episodes in (40, 100, 300):
            rng = np.random.default_rng([episodes, int(10 * clear), int(10 * sigma)])
            hits, width, truths = np.zeros(2), 0.0, []
            for run in range(runs):
                if run % 10 == 0:
                    chances, liked = uneven(rng, sigma), rng.lognormal(0, sigma, MEMBERS)
                    answered = doubtful(chances, liked, 3000, clear, rng)[3]
                    truth = gini(np.bincount(answered, minlength=MEMBERS).astype(float))
                held, wide = _held_with_replies(doubtful(chances, liked, episodes, clear, rng), episodes, truth, run)
                hits, width = hits + held, width + wide
                truths.append(truth)
            alone, both = hits / runs
            print(f"{episodes:8d}  {clear:5.0f}  {np.mean(truths):9.2f}  {alone:14.2f}  {both:18.2f}"
                  f"  {width / runs:10.2f}", flush=True)  # fmt: skip


def doubtful(
    chances: np.ndarray, liked: np.ndarray, episodes: int, clear: float, rng: np.random.Generator
) -> tuple[list[int], list[np.ndarray], list[np.ndarray], list[int]]:
    """Turns of which it is not certain whom they answer: episode, candidates, probabilities, and the truth."""
    episode, candidates, probable, truth = [], [], [], []
    for number in range(episodes):
        speakers = rng.choice(MEMBERS, size=rng.integers(2, 6), replace=False, p=chances)
        for speaker in np.repeat(speakers, rng.geometric(0.5, size=len(speakers))):
            if rng.random() < 0.25:
                continue  # opens something new
            others = speakers[speakers != speaker]
            prior = liked[others] / liked[others].sum()
            answered = rng.choice(len(others), p=prior)
            sign = rng.normal(0, 1, len(others)) + clear * (np.arange(len(others)) == answered)
            weight = prior * np.exp(clear * (sign - sign.max()))
            episode.append(number)
            candidates.append(others)
            probable.append(weight / weight.sum())
            truth.append(int(others[answered]))
    return episode, candidates, probable, truth


def _held_with_replies(
    turns: tuple[list[int], list[np.ndarray], list[np.ndarray], list[int]], episodes: int, truth: float, seed: int
) -> tuple[np.ndarray, float]:
    episode, candidates, probable, _ = turns
    key, rng = ("attention", "all"), np.random.default_rng(seed)
    sizes = [len(others) for others in candidates]
    expected = Events(np.repeat(episode, sizes), np.concatenate(candidates), np.concatenate(probable))
    reached, start = np.cumsum(expected.weight), np.cumsum(sizes) - sizes
    everybody = [Denominator("posters", np.arange(MEMBERS))]

    def drawn() -> Iterator[dict[tuple[str, str], Events]]:
        for _ in range(DRAWN):
            place = np.searchsorted(reached, np.arange(len(sizes)) + rng.random(len(sizes)), side="right")
            place = np.clip(place, start, start + np.array(sizes) - 1)
            yield {key: Events(np.array(episode), expected.member[place], np.ones(len(sizes)))}

    intervals = []
    for both in (False, True):
        resampler = Resampler(everybody, MEMBERS)
        if both:
            resampler.resample_networks(drawn(), episodes, 400 // DRAWN, [seed], progress=lambda: None)
        else:
            resampler.resample_events({key: expected}, episodes, 400, [seed])
        intervals.append(resampler.sureness(key, expected.totals(MEMBERS)).intervals["posters"])
    held = np.array([low <= truth <= high for low, high in intervals], dtype=float)
    return held, intervals[1][1] - intervals[1][0]


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
    "replies": replies,
    "contrast": contrast,
    "curves": curves,
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
