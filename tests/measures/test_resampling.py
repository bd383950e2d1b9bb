"""Resampled episodes, basic intervals and the inequality of equally inclined members."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bmp_networks.measures.resampling import Events, basic_interval, chance_ginis, resampled_totals


@pytest.mark.parametrize(
    ("members", "events", "expected"),
    [(30, 30, 0.527), (30, 50, 0.42), (30, 100, 0.304), (30, 200, 0.216), (30, 500, 0.137), (30, 1000, 0.098),
     (10, 50, 0.25), (10, 100, 0.177), (50, 100, 0.387), (50, 500, 0.177)],
)  # fmt: skip
def test_chance_alone_makes_this_much_inequality(members, events, expected):
    drawn = chance_ginis(events, np.ones(members), draws=2000, rng=np.random.default_rng(1))
    assert drawn.mean() == pytest.approx(expected, abs=0.01)


def test_longer_membership_makes_more_inequality_by_chance_too():
    rng = np.random.default_rng(2)
    equal = chance_ginis(400, np.ones(10), rng=rng).mean()
    unequal = chance_ginis(400, np.arange(1, 11), rng=rng).mean()
    assert unequal > equal + 0.1


def test_chance_is_undefined_without_events_or_company():
    rng = np.random.default_rng(3)
    assert np.isnan(chance_ginis(0, np.ones(5), rng=rng)).all()
    assert np.isnan(chance_ginis(10, np.ones(1), rng=rng)).all()


def test_half_weights_count_as_events_not_as_half_events():
    episodes, members = np.zeros(40, dtype=np.int64), np.zeros(40, dtype=np.int64)
    assert Events(episodes, members, np.full(40, 0.5)).effective == pytest.approx(40)
    assert Events(episodes, members, np.array([1.0] + [0.0] * 39)).effective == pytest.approx(1)


def test_resampled_totals_keep_episodes_whole():
    table = np.array([[3.0, 1.0], [0.0, 0.0], [6.0, 2.0]])
    totals = np.vstack(list(resampled_totals(table, 450, np.random.default_rng(4))))
    assert totals.shape == (450, 2)
    assert totals[:, 0] == pytest.approx(3 * totals[:, 1])
    assert totals.mean(axis=0) == pytest.approx(table.sum(axis=0), rel=0.1)


def test_basic_interval_takes_the_shift_of_resampling_off():
    low, high = basic_interval(0.5, np.linspace(0.5, 0.7, 1001))
    assert (low, high) == pytest.approx((1 - 0.695, 1 - 0.505))
    assert basic_interval(0.1, np.linspace(0.1, 0.9, 11))[0] == 0.0
    assert math.isnan(basic_interval(float("nan"), [0.2])[0])
