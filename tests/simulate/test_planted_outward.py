"""Few capable members who reach out are told from many who do so alike."""

from __future__ import annotations

from functools import cache

import numpy as np

from bmp_networks.measures.comparison import Contrast, compare_spread
from bmp_networks.measures.counting import outward_events
from bmp_networks.measures.members import screen_members
from bmp_networks.measures.resampling import Events
from bmp_networks.simulate import CommunityPlan
from tests.simulate.grown import grow, rank_correlation

EVEN = {
    "activity_spread": 0.0, "chains": 0, "silent": 0, "drifting": 0, "joining": 0, "leaving": 0, "never_answered": 0,
    "number_changes": 0, "messages": 1200, "outward_share": 0.25,
}  # fmt: skip
SEEDS = (1, 2, 3, 4, 5, 6)


@cache
def _contrast(outward: str, seed: int) -> Contrast:
    """Compare who speaks of organisations with who begins an episode: one event each, so bundles are alike."""
    grown = grow(CommunityPlan(outward=outward, **EVEN), seed, rule="previous_other")
    truth = grown.community.truth.members
    place = {person: number for number, person in enumerate(truth.loc[(truth["level"] == 0).to_numpy(), "person"])}
    spoken = outward_events(grown.graph)
    begun = grown.graph.turns.drop_duplicates("episode")
    events = []
    for table, column in ((spoken, "source"), (begun, "node")):
        table = table[table[column].isin(place).to_numpy()]
        members = np.array([place[node] for node in table[column]])
        events.append(Events(table["episode"].to_numpy(), members, np.ones(len(table))))
    return compare_spread(*events, len(place), draws=200, permutations=199)


def test_news_in_few_hands_is_found_more_concentrated_than_beginnings() -> None:
    found = [_contrast("few", seed) for seed in SEEDS]
    assert all(contrast.difference > 0 for contrast in found)
    assert sum(contrast.p <= 0.05 for contrast in found) >= 5  # its power here is about nine in ten


def test_equal_inclination_is_not_taken_for_few_hands() -> None:
    assert sum(_contrast("equal", seed).p <= 0.05 for seed in SEEDS) == 0


def test_who_carries_the_news_is_ranked_as_planted() -> None:
    grown = grow(CommunityPlan(outward="few", **EVEN), 1, rule="previous_other")
    share = screen_members(grown.graph, grown.coding, grown.chat, grown.roster).members.set_index("member")
    true = grown.community.truth.members.set_index("person")["outward"]
    assert rank_correlation(true, share["outward_share"]) >= 0.7
