from __future__ import annotations

import json

import numpy as np
import pytest

from bmp_networks.measures.bursts import accepted_bursts, burst_states, find_bursts
from tests.shared_data import shared_path


@pytest.fixture(scope="module")
def published() -> dict:
    return json.loads(shared_path("reference_values.json").read_text("utf-8"))["bursts"]["batched_two_state"]


def test_bursts_of_the_published_series_are_the_published_ones(published):
    r, d = published["r"], published["d"]
    assert burst_states(r, d).tolist() == published["states"]
    found = [[one.start, one.end, round(one.weight, 4)] for one in find_bursts(r, d)]
    assert found == published["bursts_start_end_weight"]


def test_several_series_at_once_give_what_each_gives_alone():
    rng = np.random.default_rng(3)
    d = rng.poisson(10, (20, 30)) + 1
    r = rng.binomial(d, 0.3)
    assert burst_states(r, d).tolist() == [burst_states(a, b).tolist() for a, b in zip(r, d, strict=True)]


@pytest.mark.parametrize(("r", "d"), [([0] * 9, [5] * 9), ([0] * 9, [0] * 9), ([5] * 9, [5] * 9)])
def test_a_product_never_or_always_talked_about_does_not_burst(r, d):
    assert find_bursts(r, d) == []


def test_the_path_is_the_cheapest_of_all_paths():
    rng = np.random.default_rng(5)
    for _ in range(20):
        d = rng.integers(1, 12, 9)
        r = rng.binomial(d, rng.choice([0.2, 0.6], 9))
        if 0 < r.sum() < d.sum():
            p0 = r.sum() / d.sum()
            p1 = min(0.9999, 2 * p0)
            cost = [-(r * np.log(p) + (d - r) * np.log(1 - p)) for p in (min(p0, 0.9999), p1)]

            def price(path, cost=cost):
                ups = np.sum(np.diff(np.r_[0, path]) > 0)
                return sum(cost[state][k] for k, state in enumerate(path)) + ups * np.log(9)

            paths = [[(number >> k) & 1 for k in range(9)] for number in range(2**9)]
            assert price(burst_states(r, d)) == pytest.approx(min(map(price, paths)))


def test_a_planted_burst_is_found_and_accepted():
    rng = np.random.default_rng(1)
    d = rng.poisson(12, 52) + 3
    r = rng.binomial(d, np.where((np.arange(52) >= 20) & (np.arange(52) < 24), 0.7, 0.15))
    found, _ = accepted_bursts(r, d, permutations=199)
    assert [(one.start, one.end) for one in found] == [(20, 23)]


def test_chance_alone_makes_accepted_bursts_in_at_most_one_of_twenty_series():
    rng = np.random.default_rng(2)
    alarms = 0
    for seed in range(100):
        d = rng.poisson(12, 52) + 1
        alarms += bool(accepted_bursts(rng.binomial(d, 0.2), d, permutations=99, seed=seed)[0])
    assert alarms <= 8


def test_fewer_than_twenty_episodes_are_not_enough_data():
    found, limit = accepted_bursts([1] * 19, [2] * 19)
    assert found == []
    assert np.isnan(limit)
