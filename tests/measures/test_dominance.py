"""Curve against curve: planted order is found, equal behaviour is not ordered, crossing curves are said to cross."""

from __future__ import annotations

import math
from itertools import repeat

import numpy as np
import pytest

from bmp_networks.measures.dominance import compare_curves
from bmp_networks.measures.resampling import Events
from tests.measures.test_comparison import EVEN, FEW, events


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
    assert swapped.difference == pytest.approx(-found.difference, abs=0.01)


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


def test_few_events_are_not_below_many_of_the_same_people():
    verdicts = [
        compare_curves(events(FEW, 30, 1, seed), events(FEW, 300, 4, seed + 50), 30, resamples=300).verdict
        for seed in range(10)
    ]
    assert verdicts.count("unclear") >= 8


def test_without_events_nothing_is_ordered():
    nothing = Events(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0))
    found = compare_curves(nothing, events(EVEN, 30, 1, 1), 30, resamples=10)
    assert found.verdict == "unclear"
    assert math.isnan(found.difference[0])
