"""The usual count of silent members, which students see beside the honest one."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.naive_silence import count_silent, expect_silent
from tests.measures.hand_made import START, graph_of

DAY = pd.Timedelta(days=1)


def test_who_wrote_nothing_for_fourteen_days_is_counted():
    at = {"ani": 0, "budi": 6, "citra": 7, "dewi": 20}
    assert count_silent(graph_of([(name, START + day * DAY, day) for name, day in at.items()])) == 2


def test_who_never_wrote_and_an_empty_chat_count_nobody():
    assert count_silent(graph_of([("ani", START, 0)], silent={"eko": "roster"})) == 0
    assert count_silent(graph_of([])) == 0


def test_as_many_are_silent_as_is_to_be_expected_where_nobody_changes():
    rng = np.random.default_rng(11)
    counted, expected = [], []
    for _ in range(25):
        usual = rng.uniform(0.01, 0.2, 20)
        days = [
            (f"m{k}", START + day * DAY, day) for k in range(20) for day in np.flatnonzero(rng.random(84) < usual[k])
        ]
        graph = graph_of(sorted([*days, ("m0", START + 84 * DAY, 84)], key=lambda turn: turn[1]))
        counted.append(count_silent(graph))
        expected.append(expect_silent(graph))
    assert np.mean(expected) == pytest.approx(np.mean(counted), rel=0.12)


def test_of_a_short_period_or_one_writer_nothing_is_expected():
    assert np.isnan(expect_silent(graph_of([("ani", START, 0), ("budi", START + 20 * DAY, 20)])))
    assert np.isnan(expect_silent(graph_of([("ani", START, 0), ("ani", START + 60 * DAY, 60)])))
    assert np.isnan(expect_silent(graph_of([])))


def test_two_who_wrote_as_often_are_expected_to_fall_silent_as_the_other_did():
    turns = [("ani", START, 0), ("budi", START, 0), ("ani", START + 60 * DAY, 60)]
    # Of the others' days the share in the last fortnight: 0 of 1 for ani, 1 of 2 for budi, who wrote on one day.
    assert expect_silent(graph_of(turns)) == pytest.approx(1.0 + 0.5)
