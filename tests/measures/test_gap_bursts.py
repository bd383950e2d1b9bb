from __future__ import annotations

import json

import numpy as np
import pytest

from bmp_networks.measures.gap_bursts import find_gap_bursts, gap_states
from tests.shared_data import shared_path


@pytest.fixture(scope="module")
def published() -> dict:
    return json.loads(shared_path("reference_values.json").read_text("utf-8"))["bursts"]


def test_levels_of_the_published_stream_are_the_published_ones(published):
    one = published["gap_model_pybursts_readme"]
    assert gap_states(one["offsets"], rate=one["s"], price=one["gamma"]).tolist() == one["states"]
    found = [list(burst) for burst in find_gap_bursts(one["offsets"], rate=one["s"], price=one["gamma"])]
    assert sorted(found) == [interval for interval in one["intervals"] if interval[0] > 0]


def test_bursts_of_the_second_published_stream_are_the_published_ones(published):
    one = published["gap_model_R_bursts_doc"]
    parts = [range(0, 401, 100), range(410, 451, 5), range(451, 470, 2), range(480, 601, 5), [700],
             range(710, 801, 5), [900, 1000]]  # fmt: skip
    offsets = [moment for part in parts for moment in part]
    found = [list(burst) for burst in find_gap_bursts(offsets, rate=one["s"], price=one["gamma"])]
    assert sorted(found) == [interval for interval in one["intervals"] if interval[0] > 0]


@pytest.mark.parametrize("times", [[], [3.0], [3.0, 3.0], list(range(20))])
def test_an_even_stream_does_not_burst(times):
    assert find_gap_bursts(times) == []


def test_the_unit_of_time_does_not_matter():
    times = np.cumsum(np.random.default_rng(2).exponential(np.r_[np.full(20, 10), np.full(15, 0.5), np.full(20, 10)]))
    days, seconds = find_gap_bursts(times), find_gap_bursts(times * 86400)
    assert [burst.level for burst in days] == [burst.level for burst in seconds]
    assert [burst.start * 86400 for burst in days] == pytest.approx([burst.start for burst in seconds])


def test_equal_moments_are_no_error():
    assert find_gap_bursts([0, 10, 20, *[30] * 8, 40, 50, 60])
