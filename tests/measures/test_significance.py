"""Small-count tests: values worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest

from bmp_networks.measures.significance import (
    adjusted,
    beta_binomial_at_most,
    binomial_at_most,
    likeness,
)


def test_binomial_tail_of_coin_tosses():
    assert binomial_at_most(1, 4, 0.5) == pytest.approx(5 / 16)
    assert binomial_at_most(-1, 4, 0.5) == 0.0
    assert binomial_at_most(4, 4, 0.3) == 1.0
    assert binomial_at_most(0, 3, 1.0) == 0.0


def test_beta_binomial_tail_is_uniform_when_the_chance_is():
    # Beta(1, 1): chance .5, correlation 1/(1 + 1 + 1); every count 0 … 4 is then equally probable.
    assert beta_binomial_at_most(1, 4, 0.5, 1 / 3) == pytest.approx(2 / 5)
    assert beta_binomial_at_most(2, 5, 0.4, 0.0) == pytest.approx(binomial_at_most(2, 5, 0.4))


def test_persons_who_differ_make_few_successes_less_surprising():
    assert beta_binomial_at_most(0, 6, 0.7, 0.2) > beta_binomial_at_most(0, 6, 0.7, 0.05)


def test_likeness_is_found_again():
    rng = np.random.default_rng(1)
    chances = rng.beta(0.7 * 4, 0.3 * 4, size=400)  # correlation 1 / (4 + 1) = .2
    assert likeness(rng.binomial(10, chances), np.full(400, 10)) == pytest.approx(0.2, abs=0.04)
    assert likeness(rng.binomial(10, 0.7, size=400), np.full(400, 10)) == pytest.approx(0.0, abs=0.03)
    assert math.isnan(likeness([1, 1], [2, 2]))


def test_q_values_of_the_textbook_example():
    # Four tests: .01 * 4/1, .02 * 4/2, .03 * 4/3, .5 * 4/4, made monotone.
    assert adjusted([0.03, 0.01, 0.5, 0.02]) == pytest.approx([0.04, 0.04, 0.5, 0.04])
    assert len(adjusted([])) == 0
