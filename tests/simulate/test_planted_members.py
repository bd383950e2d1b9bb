"""Planted members are found again: never answered, gone silent, carrying the attention."""

from __future__ import annotations

import pandas as pd
import pytest

from bmp_networks.measures.members import screen_members
from bmp_networks.simulate import CommunityPlan
from tests.simulate.grown import Grown, grow, rank_correlation

LIVELY = CommunityPlan(attention_spread=0)
"""Everybody else is answered alike: otherwise some are truly answered half as often as the group."""

QUIET = CommunityPlan(attention_spread=0, answered=0.9, conversations=1.0)
"""One conversation at a time, and hardly anything goes unanswered: there inferred answers can be trusted most."""


def _in_state(grown: Grown, state: str) -> set[str]:
    screened = screen_members(grown.graph, grown.coding, grown.chat, grown.roster).states
    return {member for member, states in zip(screened["member"], screened["states"], strict=True) if state in states}


def _planted(grown: Grown, column: str) -> set[str]:
    members = grown.community.truth.members
    chosen = members[column] if column == "never_answered" else members[column].notna()
    return set(members.loc[chosen.to_numpy(), "person"])


@pytest.mark.parametrize("seed", [1, 2])
def test_with_known_answers_exactly_the_member_who_is_never_answered_is_found(seed: int) -> None:
    grown = grow(LIVELY, seed, rule="previous_other", by_hand=True)
    assert _in_state(grown, "not_answered") == _planted(grown, "never_answered")


def test_with_inferred_answers_the_member_who_is_never_answered_is_found_in_a_quiet_group() -> None:
    grown = grow(QUIET, 1)
    assert _in_state(grown, "not_answered") == _planted(grown, "never_answered")


def test_with_inferred_answers_she_is_found_also_in_a_lively_group() -> None:
    grown = grow(LIVELY, 1)
    assert _in_state(grown, "not_answered") == _planted(grown, "never_answered")


def test_a_member_who_stopped_writing_is_found_where_she_wrote_often() -> None:
    grown = grow(CommunityPlan(messages=2200, activity_spread=0, drifting=2), 1, rule="previous_other")
    assert _planted(grown, "drifts") <= _in_state(grown, "drifting")


def test_attention_received_is_ranked_as_it_was() -> None:
    grown = grow(CommunityPlan(), 1)
    members = screen_members(grown.graph, grown.coding, grown.chat, grown.roster).members.set_index("member")
    true = grown.community.truth.members.set_index("person")["received"]
    assert rank_correlation(pd.Series(true), members["attention"]) >= 0.85
