"""Control: what hangs on one member is found, and nothing on the others."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.control import outward_by_type, paths_lost
from bmp_networks.measures.inequality import measure_inequality
from tests.measures.hand_made import START, graph_of, ties_of

HOUR, DAY = pd.Timedelta(hours=1), pd.Timedelta(days=1)


def test_a_middle_woman_carries_every_way_between_the_others():
    turns = [("a", START, 0), ("b", START + HOUR, 0), ("c", START + 2 * HOUR, 0)]
    graph = graph_of(turns, [(0, "b", "mention", 1.0), (1, "c", "mention", 1.0)])
    assert paths_lost(graph).tolist() == [0, 1, 0]  # a → b → c; without a only b → c is asked for, and stands


def test_news_that_waits_too_long_is_not_passed_on():
    turns = [("a", START, 0), ("b", START + 3 * DAY, 0), ("c", START + 4 * DAY, 0)]
    graph = graph_of(turns, [(0, "b", "mention", 1.0), (1, "c", "mention", 1.0)])
    assert paths_lost(graph).tolist() == [0, pytest.approx(np.nan, nan_ok=True), 0]


def test_contacts_in_the_wrong_order_are_no_way():
    turns = [("b", START, 0), ("a", START + HOUR, 0)]
    graph = graph_of(turns, [(0, "c", "mention", 1.0), (1, "b", "mention", 1.0)], silent={"c": "event"})
    lost = paths_lost(graph)
    assert lost[0] == 0
    assert np.isnan(lost[1])


def test_news_from_outside_that_hangs_on_one_person_is_said():
    turns = [("a", START + k * DAY, k) for k in range(30)] + [(name, START + 31 * DAY, 31) for name in "bcdefgh"]
    links = [(k, "office", "organisation", 1.0) for k in range(30)]
    ties = ties_of({("a", "office"): (0.0, 0.1, 0.9)}, kind="organisation")
    graph = graph_of(turns, links, organisations=["office"])
    found = measure_inequality(graph, ties, resamples=20).indices
    control = found[(found["quantity"] == "control") & (found["tie_type"] == "all")].iloc[0]
    assert "single_gate" in control["note"].split()
    assert control["enm"] == 1
    assert outward_by_type(graph, ties)["control", "linking"].totals(8)[0] == pytest.approx(27)
