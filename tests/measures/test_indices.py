"""Indices of inequality: published values, identities, and what happens at the edges."""

from __future__ import annotations

import math
from itertools import chain, repeat

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bmp_networks.errors import ContractError
from bmp_networks.measures import entropy, indices

INCOMES = [541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261]  # CRAN ineq, Ilocos example
SHARES = [80, 60, 10, 20, 30]  # R package SciencesPo
CHAT_LIKE = [0, 0, 1, 2, 3, 5, 8, 13, 21, 47]
ONE_HAS_ALL = [0, 0, 0, 0, 1]
FEW_RICH = [*repeat(5.5556, 9), 50.0]  # Damgaard and Weiner (2000): equal Gini, crossing curves
TWO_CLASSES = [*repeat(2.0, 5), *repeat(18.0, 5)]

holdings = st.lists(st.integers(0, 500), min_size=2, max_size=30).filter(lambda values: sum(values) > 0)


def test_published_values_of_ten_incomes():
    assert indices.gini(INCOMES, corrected=False) == pytest.approx(0.4620911, abs=1e-6)
    assert indices.gini(INCOMES) == pytest.approx(0.5134346, abs=1e-6)
    assert entropy.atkinson(INCOMES, 0.5) == pytest.approx(0.1796591, abs=1e-6)
    assert entropy.atkinson(INCOMES, 1) == pytest.approx(0.3518251, abs=1e-6)
    assert indices.hhi(INCOMES) == pytest.approx(0.1840812, abs=1e-6)
    assert entropy.theil_t(INCOMES) == pytest.approx(0.3623412, abs=1e-6)
    assert entropy.theil_l(INCOMES) == pytest.approx(0.4335946, abs=1e-6)
    assert indices.hoover(INCOMES) == pytest.approx(0.3378067, abs=1e-6)
    assert indices.palma(INCOMES) == pytest.approx(2.822493, abs=1e-5)
    assert indices.top_fraction(INCOMES, 0.1) == pytest.approx(0.33432, abs=1e-5)
    assert indices.top_fraction(INCOMES, 0.2) == pytest.approx(0.513096, abs=1e-6)


def test_published_values_of_five_shares():
    assert indices.gini(SHARES, corrected=False) == pytest.approx(0.36, abs=1e-9)
    assert indices.gini(SHARES) == pytest.approx(0.45, abs=1e-9)
    assert indices.hhi(SHARES) == pytest.approx(0.285, abs=1e-9)
    assert indices.normalised_hhi(SHARES) == pytest.approx(0.10625, abs=1e-9)
    assert entropy.theil_t(SHARES) == pytest.approx(0.2171167, abs=1e-6)
    assert entropy.theil_l(SHARES) == pytest.approx(0.2537023, abs=1e-6)
    assert indices.hoover(SHARES) == pytest.approx(0.3, abs=1e-9)
    assert indices.palma(SHARES) == pytest.approx(1.333333, abs=1e-6)


def test_crossing_curves_with_one_gini_are_told_apart_by_theil():
    for held in (FEW_RICH, TWO_CLASSES):
        assert indices.gini(held) == pytest.approx(0.4444444, abs=1e-5)
    assert entropy.theil_t(FEW_RICH) == pytest.approx(0.5108256, abs=1e-4)
    assert entropy.theil_t(TWO_CLASSES) == pytest.approx(0.3680642, abs=1e-6)
    assert entropy.theil_l(FEW_RICH) == pytest.approx(0.3680642, abs=1e-4)
    assert entropy.theil_l(TWO_CLASSES) == pytest.approx(0.5108256, abs=1e-6)


def test_values_of_a_distribution_as_chats_have_it():
    assert indices.gini(CHAT_LIKE, corrected=False) == pytest.approx(0.65)
    assert indices.gini(CHAT_LIKE) == pytest.approx(0.7222222, abs=1e-6)
    assert entropy.theil_t(CHAT_LIKE) == pytest.approx(0.7734259, abs=1e-6)
    assert math.isnan(entropy.theil_l(CHAT_LIKE))
    assert indices.hoover(CHAT_LIKE) == pytest.approx(0.51)
    assert indices.hhi(CHAT_LIKE) == pytest.approx(0.2922)
    assert indices.simpson_unbiased(CHAT_LIKE) == pytest.approx(0.2850505, abs=1e-6)
    assert indices.effective_number(CHAT_LIKE) == pytest.approx(1 / 0.2850505, abs=1e-5)
    assert indices.palma(CHAT_LIKE) == pytest.approx(15.666667, abs=1e-5)
    assert indices.top_fraction(CHAT_LIKE, 0.2) == pytest.approx(0.68)
    assert indices.top_share(CHAT_LIKE, 3) == pytest.approx(0.81)


def test_zeros_are_not_dropped_when_one_has_all():
    assert indices.gini(ONE_HAS_ALL, corrected=False) == pytest.approx(0.8)
    assert indices.gini(ONE_HAS_ALL) == pytest.approx(1.0)
    assert entropy.theil_t(ONE_HAS_ALL) == pytest.approx(math.log(5))
    assert math.isnan(indices.palma(ONE_HAS_ALL))
    assert entropy.atkinson(ONE_HAS_ALL, 1) == pytest.approx(1.0)
    assert entropy.atkinson(ONE_HAS_ALL, 2) == pytest.approx(1.0)
    assert entropy.half_squared_variation(ONE_HAS_ALL) == pytest.approx(2.0)  # (n - 1) / 2


def test_theil_splits_into_between_and_within():
    held = [1, 2, 3, 4, 8, 10, 20, 30, 40]
    groups = list(chain(repeat("A", 3), repeat("B", 2), repeat("C", 4)))
    parts = entropy.decompose_theil(held, groups)
    assert (parts.total, parts.between, parts.within) == pytest.approx((0.4722555, 0.3718584, 0.1003971), abs=1e-6)
    assert parts.between_share == pytest.approx(0.3718584 / 0.4722555, abs=1e-6)
    logs = entropy.decompose_theil(held, groups, index="L")
    assert (logs.total, logs.between, logs.within) == pytest.approx((0.6128056, 0.5136307, 0.0991749), abs=1e-6)


def test_a_curve_that_lies_lower_everywhere_is_more_unequal():
    milder = [841, 2063, 2445, 3438, 4437, 5401, 6392, 8304, 11304, 21961]
    deciles = np.linspace(0.1, 0.9, 9)
    assert np.all(indices.lorenz_at(INCOMES, deciles) <= indices.lorenz_at(milder, deciles) + 1e-12)


def test_a_lorenz_curve_starts_at_nothing_and_ends_at_all():
    members, events = indices.lorenz_curve([3, 1])
    assert members.tolist() == [0.0, 0.5, 1.0]
    assert events.tolist() == [0.0, 0.25, 1.0]
    assert indices.lorenz_at([3, 1], 0.25) == pytest.approx(0.125)


@pytest.mark.parametrize("held", [[], [4.0], [0.0, 0.0, 0.0]])
def test_too_few_members_or_nothing_held_is_undefined(held):
    measures = (
        indices.gini, indices.hoover, indices.palma, indices.hhi, indices.normalised_hhi, indices.simpson_unbiased,
        indices.effective_number, entropy.theil_t, entropy.theil_l, entropy.half_squared_variation,
    )  # fmt: skip
    for measure in measures:
        assert math.isnan(measure(held)), measure.__name__
    assert math.isnan(entropy.atkinson(held, 0.5))
    assert math.isnan(indices.top_share(held, 3))
    assert math.isnan(indices.top_fraction(held, 0.1))


def test_everybody_equal_is_no_inequality():
    held = [7.3] * 11
    assert indices.gini(held) == pytest.approx(0.0, abs=1e-12)
    assert entropy.theil_t(held) == pytest.approx(0.0, abs=1e-12)
    assert indices.hoover(held) == pytest.approx(0.0, abs=1e-12)
    assert indices.hhi(held) == pytest.approx(1 / 11)


def test_a_negative_holding_is_refused():
    with pytest.raises(ContractError, match="negative"):
        indices.gini([1, -1])


def test_a_stack_of_distributions_gives_one_value_each():
    stack = np.array([CHAT_LIKE, INCOMES, [0] * 10], dtype=float)
    expected = [indices.gini(CHAT_LIKE), indices.gini(INCOMES)]
    assert indices.gini(stack)[:2] == pytest.approx(expected)
    assert math.isnan(indices.gini(stack)[2])
    assert indices.lorenz_at(stack, [0.2, 0.5]).shape == (3, 2)


def test_no_event_is_paired_with_itself_when_weights_are_fractions():
    # Member A: events of weight .5 and .5, member B: one event of weight 1. Pairs of different events, by weight:
    # A-A 2 x .25 = .5, A-B 2 x (.5 + .5) = 2, B-B none: .5 / 2.5.
    assert indices.simpson_unbiased([1.0, 1.0], [0.5, 1.0]) == pytest.approx(0.2)


def test_effective_number_is_undefined_until_one_member_has_two_events():
    assert math.isnan(indices.effective_number([1, 1, 1, 0]))
    assert indices.effective_number([0, 0, 9]) == 1.0


def test_unequal_tenure_at_one_rate_is_no_inequality():
    assert indices.tenure_weighted_gini([10, 20, 70], [100, 200, 700]) == pytest.approx(0.0, abs=1e-12)
    # Equal tenure: the ordinary uncorrected Gini.
    assert indices.tenure_weighted_gini(CHAT_LIKE, [50] * 10) == pytest.approx(0.65)
    assert math.isnan(indices.tenure_weighted_gini([1, 2], [5, 0]))


@given(holdings, st.floats(0.01, 1000))
def test_gini_does_not_depend_on_units_or_order(held, unit):
    value = indices.gini(held)
    assert indices.gini([unit * x for x in reversed(held)]) == pytest.approx(value, abs=1e-9)
    assert -1e-9 <= value <= 1 + 1e-9


@given(holdings, st.integers(0, 20))
def test_silent_members_raise_the_gini_as_the_identity_says(held, silent):
    n = len(held)
    padded = indices.gini([*held, *repeat(0, silent)], corrected=False)
    expected = indices.silent_bound(indices.gini(held, corrected=False), n, n + silent)
    assert padded == pytest.approx(expected, abs=1e-9)


@given(holdings.filter(lambda values: max(values) - min(values) >= 2))
def test_giving_from_more_to_less_lowers_every_index(held):
    after = sorted(held)
    after[0], after[-1] = after[0] + 1, after[-1] - 1
    assert indices.gini(after) < indices.gini(held)
    assert entropy.theil_t(after) < entropy.theil_t(held)
    assert entropy.atkinson(after, 0.5) < entropy.atkinson(held, 0.5)


@given(st.lists(st.tuples(st.integers(0, 90), st.sampled_from("ABC")), min_size=2, max_size=25))
def test_between_and_within_always_add_up(pairs):
    held, groups = [value for value, _ in pairs], [group for _, group in pairs]
    parts = entropy.decompose_theil(held, groups)
    if sum(held):
        assert parts.between + parts.within == pytest.approx(parts.total, abs=1e-9)
        assert parts.between >= -1e-9
    else:
        assert math.isnan(parts.total)
