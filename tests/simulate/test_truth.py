from __future__ import annotations

from collections import Counter

import numpy as np

from bmp_networks.simulate import CommunityPlan, simulate_community
from tests.simulate.grown import rank_correlation

COMMUNITY = simulate_community(CommunityPlan(), 3)
TIES = COMMUNITY.truth.ties
PERSON = {row["name"]: row["person"] for row in COMMUNITY.roster}


def test_every_answer_and_call_is_counted_once_in_a_tie() -> None:
    met: Counter[tuple[str, str]] = Counter()
    for row in COMMUNITY.gold:
        spoken_to = {PERSON[name] for name in row["addressees"]}
        if row["reply_to"] is not None:
            spoken_to.add(PERSON[COMMUNITY.gold[row["reply_to"]]["author"]])
        met.update((PERSON[row["author"]], other) for other in spoken_to - {PERSON[row["author"]]})
    counted: Counter[tuple[str, str]] = Counter()
    for source, target, forward, back in zip(*(TIES[c] for c in ("source", "target", "forward", "back")), strict=True):
        counted[source, target] += forward
        counted[target, source] += back
    assert +counted == met


def test_the_fractions_of_every_tie_sum_to_one() -> None:
    assert np.allclose(TIES[["p_bonding", "p_bridging", "p_linking"]].sum(axis=1), 1)


def test_those_who_seek_each_other_more_meet_more() -> None:
    events = TIES["forward"] + TIES["back"]
    assert rank_correlation(TIES["strength"], events) > 0.5


def test_those_without_a_planted_tie_meet_rarely() -> None:
    events = TIES["forward"] + TIES["back"]
    assert events[TIES["strength"] == 0].sum() < 0.35 * events.sum()
