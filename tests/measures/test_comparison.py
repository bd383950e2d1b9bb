"""Comparing inequality: planted differences are found, equal behaviour is not taken for one."""

from __future__ import annotations

import math
from itertools import repeat

import numpy as np
import pytest

from bmp_networks.measures.comparison import compare_curves, compare_spread
from bmp_networks.measures.indices import gini
from bmp_networks.measures.resampling import Events

EVEN = np.full(30, 1 / 30)
FEW = np.arange(1, 31.0) ** 3 / (np.arange(1, 31.0) ** 3).sum()


def events(chances, episodes: int, each: int, seed: int) -> Events:
    """Give events that cluster: in every episode one or two members speak several times."""
    rng = np.random.default_rng(seed)
    speakers = rng.choice(len(chances), size=(episodes, 2), p=chances)
    member = np.concatenate([rng.choice(pair, size=each) for pair in speakers])
    return Events(np.repeat(np.arange(episodes), each), member, np.ones(episodes * each))


def test_few_events_of_equally_inclined_people_are_not_taken_for_inequality():
    many, few = events(EVEN, 200, 3, 1), events(EVEN, 30, 1, 2)
    assert gini(few.totals(30)) > gini(many.totals(30)) + 0.1  # what the naive comparison sees
    found = compare_spread(few, many, 30, subsamples=200, permutations=199)
    assert found.p > 0.05
    assert abs(found.difference) < 0.12


def test_a_few_capable_members_are_found():
    found = compare_spread(events(FEW, 40, 1, 3), events(EVEN, 200, 3, 4), 30, subsamples=200, permutations=199)
    assert found.p <= 0.01
    assert found.difference > 0.1


def test_too_few_episodes_or_members_are_not_compared():
    found = compare_spread(events(FEW, 19, 1, 5), events(EVEN, 200, 3, 6), 30)
    assert found.missing == ("episodes",)
    assert math.isnan(found.p)
    one = Events(np.arange(30), np.zeros(30, dtype=np.int64), np.ones(30))
    assert compare_spread(one, events(EVEN, 50, 1, 7), 30).missing == ("members",)


def test_traces_of_mixed_ties_do_not_count_as_episodes():
    thin = events(EVEN, 50, 1, 8)
    assert compare_spread(Events(thin.episode, thin.member, thin.weight * 0.1), thin, 30).episodes == (0, 50)


def held(values, episodes: int = 120) -> Events:
    """Give every episode the same events, so that only the shape of the curve counts."""
    n = len(values)
    return Events(np.repeat(np.arange(episodes), n), np.tile(np.arange(n), episodes),
                  np.tile(np.asarray(values, dtype=float), episodes))  # fmt: skip


def test_a_curve_above_another_everywhere_is_the_more_equal_one():
    found = compare_curves(events(EVEN, 300, 3, 9), events(FEW, 300, 3, 10), 30, resamples=400)
    assert found.verdict == "first"
    swapped = compare_curves(events(FEW, 300, 3, 10), events(EVEN, 300, 3, 9), 30, resamples=400)
    assert swapped.verdict == "second"
    assert swapped.difference == pytest.approx(-found.difference)


def test_crossing_curves_cannot_be_ordered():
    few_rich = held([*repeat(5.5556, 9), 50.0])  # Damgaard and Weiner (2000)
    two_classes = held([*repeat(2.0, 5), *repeat(18.0, 5)])
    assert compare_curves(few_rich, two_classes, 10, resamples=50).verdict == "crossing"


def test_curves_of_equal_behaviour_are_not_ordered():
    verdicts = [
        compare_curves(events(EVEN, 100, 2, seed), events(EVEN, 100, 2, seed + 50), 30, resamples=300).verdict
        for seed in range(10)
    ]
    assert verdicts.count("unclear") >= 8
