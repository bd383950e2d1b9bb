from __future__ import annotations

import json

import numpy as np
import pytest

from bmp_networks.measures.changes import change_points, find_changes, theil_sen
from tests.shared_data import shared_path


def test_the_change_of_the_published_series_is_the_published_one():
    published = json.loads(shared_path("reference_values.json").read_text("utf-8"))["change_points"]
    assert change_points(published["y"]) == published["breaks"]


def brute(y, penalty, least=4):
    """Give the cheapest cuts by trying all ends and starts (optimal partitioning, nothing pruned)."""
    n = len(y)
    best, cuts = [0.0] + [np.inf] * n, [[]] + [None] * n
    for end in range(least, n + 1):
        for start in [0, *range(least, end - least + 1)]:
            if np.isfinite(best[start]) and end - start >= least:
                part = y[start:end]
                cost = best[start] + ((part - part.mean()) ** 2).sum() + (penalty if start else 0)
                if cost < best[end]:
                    best[end], cuts[end] = cost, cuts[start] + ([start] if start else [])
    return cuts[n]


def test_pruning_changes_nothing():
    rng = np.random.default_rng(4)
    for _ in range(15):
        y = rng.poisson(np.repeat(rng.choice([3, 9, 20], 4), 8))
        root = np.sqrt(y + 3 / 8)
        steps = np.diff(root)
        sigma = max(0.5, 1.4826 * np.median(np.abs(steps - np.median(steps))) / np.sqrt(2))
        assert change_points(y) == brute(root, 4 * np.log(len(y)) * sigma**2)


def test_a_planted_change_is_found_and_called_likely():
    y = np.random.default_rng(1).poisson(np.r_[np.full(26, 5), np.full(26, 15)])
    (found,) = find_changes(y, permutations=199)
    assert abs(found.at - 26) <= 1
    assert (found.verdict, found.after > found.before) == ("likely", True)


def test_an_even_series_changes_in_at_most_one_of_twenty_cases():
    rng = np.random.default_rng(7)
    assert sum(bool(find_changes(rng.poisson(5, 52), permutations=19)) for _ in range(100)) <= 5


@pytest.mark.parametrize("y", [[9] * 10 + [30] * 10, [0, 0, 1, 0] * 10])
def test_short_or_thin_series_are_not_enough_data(y):
    assert find_changes(y) == []


def test_the_slope_of_a_straight_line_is_its_slope_whatever_week_is_missing():
    y = 3 + 0.5 * np.arange(20.0)
    y[7] = np.nan
    trend = theil_sen(y)
    assert (trend.slope, trend.weeks, trend.direction) == (pytest.approx(0.5), 19, "up")


def test_one_wild_week_does_not_turn_the_slope():
    y = 3 + 0.5 * np.arange(20.0)
    y[10] = 500
    assert theil_sen(y).slope == pytest.approx(0.5, abs=0.05)


def test_below_eight_weeks_there_is_no_trend_word():
    assert theil_sen(np.arange(7.0)).direction == "not_enough_data"


def test_chance_alone_makes_a_trend_seldom():
    rng = np.random.default_rng(9)
    alarms = sum(theil_sen(rng.poisson(5, 52).astype(float), resamples=199).direction != "none" for _ in range(100))
    assert alarms <= 14
