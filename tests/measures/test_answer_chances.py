"""How much of what a member brings up is answered: right for certain links, found back where links are doubtful."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.answer_chances import AnswerChances


def turns(node: str, answered: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"node": node, "kind": "question", "answered": answered})


def others(share: float, size: int = 120, seed: int = 0) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    return pd.concat([turns(f"m{k}", list((rng.random(size // 12) < share).astype(float))) for k in range(12)])


def doubtful(was_answered: np.ndarray, rng: np.random.Generator, share: float = 0.7) -> np.ndarray:
    """Give calibrated probabilities for turns of which it is known whether they were answered."""
    evidence = np.exp(rng.normal(np.where(was_answered, 1.0, -1.0), np.sqrt(2)))  # its own likelihood ratio
    return share * evidence / (share * evidence + 1 - share)


@pytest.mark.parametrize("answers", [[1, 1, 0, 0], [1, 0, 0, 0, 0], [0, 0, 0]])
def test_certain_links_give_the_plain_share(answers):
    found = AnswerChances(turns("ani", answers), others(0.7))
    assert found.share == pytest.approx(np.mean(answers), abs=0.01)


@pytest.mark.parametrize("share", [0.0, 0.35, 0.7])
def test_doubtful_links_give_the_share_back_where_their_mean_does_not(share):
    rng = np.random.default_rng(3)
    everybody = others(0.7, 2400, seed=3)
    everybody["answered"] = doubtful(everybody["answered"].to_numpy() > 0, rng)
    own = doubtful(rng.random(1200) < share, rng)
    found = AnswerChances(turns("ani", list(own)), everybody)
    assert found.share == pytest.approx(share, abs=0.07)
    if share == 0:
        assert own.mean() > 0.3


def test_a_turn_of_which_nothing_is_known_says_nothing():
    one = AnswerChances(turns("ani", [0.0, 0.0]), others(0.7))
    more = AnswerChances(turns("ani", [0.0, 0.0, one.usual, one.usual]), others(0.7))
    assert more.p_value() >= one.p_value()  # nor does it make her look less answered


def test_p_falls_with_every_turn_that_is_not_answered():
    p = [AnswerChances(turns("ani", [0.0] * n), others(0.7)).p_value() for n in (1, 3, 5, 8)]
    assert p == sorted(p, reverse=True)
    assert p[0] > 0.1
    assert p[2] <= 0.05


def test_members_who_are_answered_alike_have_even_p_values():
    rng = np.random.default_rng(2)
    p = []
    for seed in range(60):
        everybody = others(0.6, 240, seed)
        everybody["answered"] = doubtful(everybody["answered"].to_numpy() > 0, rng, 0.6)
        own = turns("ani", list(doubtful(rng.random(8) < 0.6, rng, 0.6)))
        p.append(AnswerChances(own, everybody).p_value())
    assert np.mean(np.array(p) <= 0.05) <= 0.12
    assert 0.35 <= np.mean(p) <= 0.7


def test_p_is_not_below_the_chance_that_nothing_would_have_been_answered():
    everybody = others(0.7)
    everybody["answered"] = everybody["answered"].clip(0.2, 0.9)  # vaguer than hers
    found = AnswerChances(turns("ani", [0.0] * 3), everybody)
    assert found.p_value() >= 0.3**3


def test_the_same_turns_give_the_same_p():
    made = AnswerChances(turns("ani", [0.2, 0.1, 0.4]), others(0.7))
    assert made.p_value() == made.p_value()
