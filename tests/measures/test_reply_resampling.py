"""Drawn replies in the intervals: they widen them, never the estimate, and certain replies change nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.counting import count_events
from bmp_networks.measures.inequality import measure_inequality
from bmp_networks.measures.reply_resampling import REPLY_KEYS, draw_events
from tests.measures.hand_made import START, coding_of, graph_of, ties_of

HOUR = pd.Timedelta(hours=1)


def chat_with(p: float, episodes: int = 120, seed: int = 0):
    """Give a graph and a coding of episodes of four, the last answering the first (p) or the second (1 - p)."""
    rng = np.random.default_rng(seed)
    turns, links, replies = [], [], []
    for episode in range(episodes):
        who = [f"m{k:02d}" for k in rng.choice(10, size=3, replace=False, p=np.arange(1, 11) / 55)]
        start = len(turns)
        turns += [(name, START + 4 * episode * HOUR, episode) for name in who]
        replies += [(start + 2, start, p)] + ([(start + 2, start + 1, 1 - p)] if p < 1 else [])
        links += [(start + 2, who[0], "reply", p)] + ([(start + 2, who[1], "reply", 1 - p)] if p < 1 else [])
    return graph_of(turns, links), coding_of([{"author": name} for name, *_ in turns], replies)


def row(found, quantity="attention"):
    table = found.indices
    return table[(table["quantity"] == quantity) & (table["tie_type"] == "all")].iloc[0]


def test_certain_replies_are_drawn_as_they_are():
    graph, coding = chat_with(1.0)
    expected = count_events(graph, ties_of({}))["attention", "all"].totals(10)
    for drawn in draw_events(graph, coding, ties_of({}), draws=3):
        assert set(drawn) == set(REPLY_KEYS)
        assert drawn["attention", "all"].totals(10).tolist() == expected.tolist()


def test_draws_have_the_expected_mean():
    graph, coding = chat_with(0.6)
    expected = count_events(graph, ties_of({}))["attention", "all"].totals(10)
    drawn = [one["attention", "all"].totals(10) for one in draw_events(graph, coding, ties_of({}), draws=400)]
    assert np.mean(drawn, axis=0) == pytest.approx(expected, abs=1)


def test_a_mention_stands_whatever_is_drawn():
    turns = [("a", START, 0), ("b", START, 0), ("c", START, 0)]
    graph = graph_of(turns, [(2, "a", "mention", 1.0), (2, "b", "reply", 0.5)])
    coding = coding_of([{"author": name} for name in "abc"], [(2, 0, 0.5), (2, 1, 0.5)])
    for drawn in draw_events(graph, coding, ties_of({}), draws=20, seed=3):
        assert drawn["attention", "all"].totals(3)[0] == 1


def test_doubtful_replies_widen_the_interval_and_leave_the_estimate():
    graph, coding = chat_with(0.5)
    without = row(measure_inequality(graph, ties_of({}), resamples=400))
    both = row(measure_inequality(graph, ties_of({}), coding=coding, resamples=400))
    assert both["gini"] == without["gini"]
    assert both["high"] - both["low"] > 1.1 * (without["high"] - without["low"])


def test_certain_replies_do_not_widen_it():
    graph, coding = chat_with(1.0)
    without = row(measure_inequality(graph, ties_of({}), resamples=1000))
    both = row(measure_inequality(graph, ties_of({}), coding=coding, resamples=1000))
    assert both["low"] == pytest.approx(without["low"], abs=0.03)
    assert both["high"] == pytest.approx(without["high"], abs=0.03)


def test_there_is_no_interval_below_forty_episodes_with_draws_either():
    graph, coding = chat_with(0.5, episodes=39)
    assert np.isnan(row(measure_inequality(graph, ties_of({}), coding=coding, resamples=50))["low"])


def test_the_band_of_the_curve_holds_it_nearly_everywhere():
    graph, coding = chat_with(0.7)
    curve = measure_inequality(graph, ties_of({}), coding=coding, resamples=400).lorenz
    curve = curve[(curve["quantity"] == "attention") & (curve["tie_type"] == "all")]
    assert (curve["low"] <= curve["high"] + 1e-12).all()
    assert (curve["high"] <= curve["share_members"] + 1e-12).all()
    assert (curve["low"] <= curve["share_events"] + 1e-9).mean() > 0.9
    assert curve["chance"].iloc[-1] == pytest.approx(1)
