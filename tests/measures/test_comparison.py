"""Comparing inequality: planted differences are found, equal behaviour is not taken for one."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bmp_networks.measures.comparison import compare_spread
from bmp_networks.measures.indices import gini
from bmp_networks.measures.resampling import Events

EVEN = np.full(30, 1 / 30)
FEW = np.arange(1, 31.0) ** 3 / (np.arange(1, 31.0) ** 3).sum()


def events(chances, episodes: int, each: int, seed: int) -> Events:
    """Give events that cluster: in every episode one or two members speak several times."""
    rng = np.random.default_rng(seed)
    speakers = rng.choice(len(chances), size=(episodes, 2), p=chances)
    member = np.concatenate([rng.choice(pair, size=each) for pair in speakers])
    return Events(np.repeat(np.arange(episodes), each), member, np.ones(episodes * each))


def test_few_events_of_equally_inclined_people_are_not_taken_for_inequality():
    many, few = events(EVEN, 200, 3, 1), events(EVEN, 30, 1, 2)
    assert gini(few.totals(30)) > gini(many.totals(30)) + 0.1  # what the naive comparison sees
    found = compare_spread(few, many, 30, permutations=199)
    assert found.p > 0.05
    assert found.difference < 0.05


def test_a_kind_with_one_hand_a_conversation_is_not_taken_for_unequal():
    rng = np.random.default_rng(11)
    wrong = 0
    for seed in range(20):
        talk = events(EVEN, 150, 6, seed)
        picked = rng.random(len(talk.member)) < 0.06  # the same people, in the same way, only more rarely
        rare = Events(talk.episode[picked], talk.member[picked], talk.weight[picked])
        wrong += compare_spread(rare, talk, 30, within=True, permutations=99, seed=seed).p <= 0.05
    assert wrong <= 3  # 18 of 20 where whole conversations are thinned


def test_within_conversations_a_few_who_take_one_kind_are_found():
    talk = events(EVEN, 200, 6, 12)
    mine = np.isin(talk.member, [1, 2, 3, 4, 5, 6, 7])
    few = Events(talk.episode[mine], talk.member[mine], talk.weight[mine])
    assert compare_spread(few, talk, 30, within=True, permutations=199).p <= 0.01


def test_the_effective_numbers_do_not_depend_on_how_many_conversations_there_are():
    few = [compare_spread(events(FEW, 40, 3, s), events(FEW, 300, 3, s + 90), 30, permutations=1) for s in range(12)]
    ratio = np.mean([1 / one.enm_first for one in few]) / np.mean([1 / one.enm_second for one in few])
    assert ratio == pytest.approx(1, abs=0.1)


def test_a_few_capable_members_are_found():
    found = compare_spread(events(FEW, 40, 1, 3), events(EVEN, 200, 3, 4), 30, permutations=199)
    assert found.p <= 0.05
    assert found.difference > 0.1


def test_too_few_episodes_or_members_are_not_compared():
    found = compare_spread(events(FEW, 19, 1, 5), events(EVEN, 200, 3, 6), 30)
    assert found.missing == ("episodes",)
    assert math.isnan(found.p)
    one = Events(np.arange(30), np.zeros(30, dtype=np.int64), np.ones(30))
    assert compare_spread(one, events(EVEN, 50, 1, 7), 30).missing == ("members",)


def test_traces_of_mixed_ties_do_not_count_as_episodes():
    thin = events(EVEN, 50, 1, 8)
    assert compare_spread(Events(thin.episode, thin.member, thin.weight * 0.1), thin, 30).episodes == (0, 50)
