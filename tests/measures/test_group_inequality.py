"""Inequality between groups: planted differences are found, shuffled ones are not."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bmp_networks.errors import ContractError
from bmp_networks.measures.group_inequality import split_by_groups, split_by_roster
from tests.measures.hand_made import START, graph_of, roster_of


def test_a_village_that_does_all_the_talking_is_found():
    found = split_by_groups([9, 8, 9, 10, 9, 1, 0, 1, 1, 0, 1, 1], ["atas"] * 5 + ["bawah"] * 7, permutations=499)
    assert found.p <= 0.01
    assert found.parts.between_share > 0.7
    assert found.share["atas"] == pytest.approx(45 / 50)
    assert found.parts.between + found.parts.within == pytest.approx(found.parts.total)


def test_labels_without_meaning_give_p_values_of_every_size():
    rng = np.random.default_rng(4)
    p = [split_by_groups(rng.poisson(4, 20), ["a", "b"] * 10, permutations=99, seed=k).p for k in range(120)]
    assert 0.02 <= np.mean(np.array(p) <= 0.1) <= 0.2
    assert 0.4 <= np.mean(p) <= 0.6


def test_random_groups_differ_too_and_it_is_said_how_much():
    found = split_by_groups(np.arange(20), ["a", "b"] * 10, permutations=199)
    assert 0 < found.expected < 0.3


def test_groups_below_five_members_are_put_together_and_too_few_groups_not_compared():
    found = split_by_groups([1, 2, 3, 4, 5, 6, 7, 8], ["a"] * 5 + ["b", "c", "d"])
    assert found.members == {"a": 5, "others": 3}
    assert math.isnan(found.p)


def test_silent_members_count_and_members_the_roster_does_not_tell_are_left_out():
    turns = [(f"m{k}", START, 0) for k in range(5)]
    graph = graph_of(turns, silent={f"s{k}": "roster" for k in range(6)})
    levels = {f"m{k}": 0.0 for k in range(5)} | {f"s{k}": 0.0 for k in range(6)}
    villages = {f"m{k}": "atas" for k in range(5)} | {f"s{k}": "bawah" for k in range(5)}
    found = split_by_roster(graph, roster_of(levels, village=villages), "village", permutations=99)
    assert found.members == {"atas": 5, "bawah": 5}
    assert found.share == {"atas": 1.0, "bawah": 0.0}
    assert found.p <= 0.05


def test_a_column_the_roster_does_not_have_is_refused():
    with pytest.raises(ContractError, match="no such column"):
        split_by_roster(graph_of([("a", START, 0)]), roster_of({"a": 0}), "shoe_size")


def test_groups_by_level_are_called_as_the_roster_writes_them():
    levels = {f"m{k}": 0.0 for k in range(5)} | {f"s{k}": 1.0 for k in range(5)}
    graph = graph_of([(name, START, 0) for name in levels])
    assert split_by_roster(graph, roster_of(levels), "level", permutations=9).members == {"0": 5, "1": 5}
