"""Planted ties are found again, from the written export alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.external_internal import external_internal
from bmp_networks.measures.matrices import member_matrix
from bmp_networks.simulate import CommunityPlan
from tests.simulate.grown import Grown, grow, rank_correlation

PLAN = CommunityPlan()
KINDS = ("bonding", "bridging", "linking")


def _found(grown: Grown) -> pd.DataFrame:
    table = grown.ties.ties
    return table[(table["target_kind"] == "member").to_numpy()]


def _true(grown: Grown) -> pd.DataFrame:
    table = grown.community.truth.ties
    table = table.assign(weight=(table["forward"] + table["back"]).astype(float))
    return table[(table["weight"] > 0).to_numpy()]


def _shares(table: pd.DataFrame, kind: str) -> pd.Series:
    """Share of each member's contact that is of a kind."""
    held = pd.concat(
        [table.assign(member=table[end], held=table["weight"] * table[f"p_{kind}"]) for end in ("source", "target")]
    )
    sums = held.groupby("member")[["weight", "held"]].sum()
    return sums["held"] / sums["weight"]


def _ranks_agree(one: pd.Series, other: pd.Series) -> float:
    return rank_correlation(one, other)


@pytest.mark.parametrize("kind", KINDS)
def test_the_fractions_of_a_tie_are_ranked_as_planted(kind: str) -> None:
    both = _found(grow(PLAN, 1)).merge(_true(grow(PLAN, 1)), on=["source", "target"], suffixes=("", "_true"))
    assert len(both) > 150
    assert _ranks_agree(both[f"p_{kind}"], both[f"p_{kind}_true"]) >= 0.8


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("kind", KINDS)
def test_the_share_of_a_kind_in_each_members_contact_is_ranked_as_it_was(kind: str, seed: int) -> None:
    """The roster tells the kind of a pair; whose contact it fills depends on the answers, which are inferred."""
    grown = grow(PLAN, seed)
    assert _ranks_agree(_shares(_true(grown), kind), _shares(_found(grown), kind)) >= 0.8


def test_pairs_that_spoke_more_have_the_heavier_tie() -> None:
    grown = grow(PLAN, 1)
    both = _found(grown).merge(_true(grown), on=["source", "target"], how="outer", suffixes=("", "_true"))
    assert float(both["weight"].fillna(0).corr(both["weight_true"].fillna(0))) >= 0.85


def test_a_shuffled_truth_is_not_found() -> None:
    grown = grow(PLAN, 1)
    true, found = _shares(_true(grown), "bonding"), _shares(_found(grown), "bonding")
    shuffled = pd.Series(np.random.default_rng(0).permutation(true.to_numpy()), index=true.index)
    assert abs(_ranks_agree(shuffled, found)) < 0.5


@pytest.mark.parametrize(("contact", "inward"), [((0.85, 0.1, 0.05), True), ((0.1, 0.85, 0.05), False)])
def test_talk_inside_communities_pulls_the_ei_index_down_and_talk_across_up(
    contact: tuple[float, ...], inward: bool
) -> None:
    grown = grow(CommunityPlan(contact=contact, messages=800, intermediaries=0, officials=0), 1)
    communities = dict(zip(grown.roster.persons["person"], grown.roster.persons["community"], strict=True))
    members, matrix = member_matrix(grown.graph)
    measured = external_internal(
        matrix, [communities.get(member) for member in members], weights="strength", permutations=499
    )
    true = _true(grown)
    same = (true["source"].map(communities) == true["target"].map(communities)).to_numpy()
    planted = float(np.where(same, -1.0, 1.0) @ true["weight"] / true["weight"].sum())
    assert (measured.index < measured.chance) == inward
    # False answers are spread by chance: what is found lies between what was planted and chance.
    assert min(planted, measured.chance) - 0.05 <= measured.index <= max(planted, measured.chance) + 0.05
    if inward:
        assert measured.p <= 0.01
