"""Whom news reaches late over several groups; nothing is said over one group."""

from __future__ import annotations

import numpy as np
import pytest

from bmp_networks.measures.late_news import find_late_news
from bmp_networks.measures.states import Scene
from tests.measures.hand_made import START, chat_of, coding_of, graph_of

NAMES = [f"m{k:02d}" for k in range(12)]


def scene_with(delays: dict[str, list[float]] | None, days: dict[str, float] | None = None) -> Scene:
    turns = [(name, START, 0) for name in NAMES]
    table = None if delays is None else {name: np.array(found) for name, found in delays.items()}
    coding = coding_of([{"author": name} for name in NAMES])
    return Scene(graph_of(turns, days=days), coding, chat_of([]), None, table)


def found_in(scene: Scene) -> list[str]:
    return [flag.member for flag in find_late_news(scene)]


SOON = {name: [0.0] * 24 for name in NAMES}


def test_who_has_news_days_after_the_others_is_found():
    scene = scene_with(SOON | {"m03": [3.0] * 24})
    assert found_in(scene) == ["m03"]
    assert find_late_news(scene)[0].numbers == {"items": 24, "missed_share": 0.0, "usual_days": 3.0}


def test_who_had_half_of_the_news_never_within_reach_is_found():
    half = [0.0] * 12 + [np.inf] * 12
    assert found_in(scene_with(SOON | {"m03": half})) == ["m03"]
    assert found_in(scene_with(SOON | {"m03": [0.0] * 13 + [np.inf] * 11})) == []


def test_news_that_nobody_had_is_not_counted():
    assert found_in(scene_with({name: [0.0] * 20 + [np.inf] * 30 for name in NAMES})) == []


@pytest.mark.parametrize("delays", [None, {}, {name: [0.0] * 19 for name in NAMES} | {"m03": [5.0] * 19}])
def test_nothing_is_said_over_one_group_or_of_nineteen_items(delays):
    assert found_in(scene_with(delays)) == []


def test_who_came_later_is_not_late():
    days = dict.fromkeys(NAMES, 100.0) | {"m03": 40.0}
    assert found_in(scene_with(SOON | {"m03": [np.inf] * 24}, days)) == []


def test_where_the_other_groups_are_not_theirs_nobody_missed_anything():
    theirs = {name: [0.0] * 10 + [np.inf] * 14 for name in NAMES[3:]}
    assert found_in(scene_with(SOON | theirs)) == []
