from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from bmp_networks.simulate import CommunityPlan, simulate_community

COMMUNITY = simulate_community(CommunityPlan(messages=3000), 5)
TIMES = COMMUNITY.records.loc[(COMMUNITY.records["i"] >= 0).to_numpy(), "timestamp"].reset_index(drop=True)
PERSON = {row["name"]: row["person"] for row in COMMUNITY.roster}
WRITERS = [PERSON[row["author"]] for row in COMMUNITY.gold]
LINKS = [(row["i"], row["reply_to"]) for row in COMMUNITY.gold if row["reply_to"] is not None]


def test_a_message_answers_an_earlier_one_of_the_same_conversation() -> None:
    conversation = COMMUNITY.truth.conversations
    assert all(j < i and conversation[i] == conversation[j] for i, j in LINKS)


def test_nobody_answers_a_member_who_is_never_answered_or_calls_her() -> None:
    members = COMMUNITY.truth.members
    lonely = set(members.loc[members["never_answered"], "person"])
    answered = {WRITERS[j] for i, j in LINKS if WRITERS[i] != WRITERS[j]}
    called = {PERSON[name] for row in COMMUNITY.gold for name in row["addressees"]}
    assert lonely
    assert not lonely & (answered | called)
    assert set(members.loc[members["never_answered"], "received"]) == {0}


def test_she_asks_often_enough_to_be_noticed() -> None:
    members = COMMUNITY.truth.members
    lonely = set(members.loc[members["never_answered"], "person"])
    asked = [
        row for row, who in zip(COMMUNITY.gold, WRITERS, strict=True) if who in lonely and row["act"] == "question"
    ]
    assert len(asked) >= 10


@pytest.mark.parametrize(("plan", "share"), [(1.0, 1.0), (1.6, 1.6), (3.0, 3.0)])
def test_as_many_conversations_go_on_at_once_as_planned(plan: float, share: float) -> None:
    """Beginnings within six minutes of each other make a bout; chains are left out because they begin on set days."""
    community = simulate_community(CommunityPlan(messages=1500, conversations=plan, chains=0), 1)
    records = community.records[(community.records["i"] >= 0).to_numpy()].reset_index(drop=True)
    starts = records.groupby(np.array(community.truth.conversations))["timestamp"].min().sort_values()
    gaps = starts.diff().dt.total_seconds().fillna(1e9) / 60
    bouts = int((gaps > 7).sum())
    assert len(starts) / bouts == pytest.approx(share, rel=0.2)


def test_answers_by_kind_of_tie_follow_the_shares_planned() -> None:
    plan = CommunityPlan(contact=(0.2, 0.6, 0.2), messages=3000, chains=0, stray=0)
    ties = simulate_community(plan, 2).truth.ties
    events = (ties["forward"] + ties["back"]).groupby(ties["kind"]).sum()
    found = events / events.sum()
    assert found["bridging"] == pytest.approx(0.6, abs=0.1)
    assert found["linking"] == pytest.approx(0.2, abs=0.1)


def test_greetings_and_news_of_organisations_are_as_frequent_as_planned() -> None:
    community = simulate_community(CommunityPlan(messages=4000, chains=0, greetings=0.2, outward_share=0.3), 3)
    openers = [row for row in community.gold if row["reply_to"] is None]
    assert np.mean([row["act"] == "greeting" for row in openers]) == pytest.approx(0.2, abs=0.04)
    assert np.mean([bool(row["actors"]) for row in openers]) == pytest.approx(0.3, abs=0.04)


def test_few_capable_members_bring_the_news_and_equal_ones_share_it() -> None:
    top = {}
    for outward in ("few", "equal"):
        community = simulate_community(CommunityPlan(messages=3000, outward=outward, chains=0), 4)
        news = Counter(row["author"] for row in community.gold if row["actors"])
        top[outward] = sum(count for _, count in news.most_common(3)) / sum(news.values())
    assert top["few"] > 0.4
    assert top["equal"] < 0.3
