from __future__ import annotations

import time

from bmp_networks.containers.coding import ACTS, CODED, STAGES, TOPICS
from bmp_networks.simulate import CommunityPlan, simulate_community

COMMUNITY = simulate_community(CommunityPlan(), 1)
FIELDS = (
    "i", "author", "reply_to", "addressees", "products", "stages", "prices", "quantities", "places", "actors", "act",
    "topic",
)  # fmt: skip


def test_the_same_seed_gives_the_same_community_and_another_one_another() -> None:
    again, other = simulate_community(CommunityPlan(), 1), simulate_community(CommunityPlan(), 2)
    assert again.records.equals(COMMUNITY.records)
    assert again.gold == COMMUNITY.gold
    assert again.truth.ties.equals(COMMUNITY.truth.ties)
    assert not other.records["body"].equals(COMMUNITY.records["body"])


def test_there_are_exactly_as_many_messages_as_asked_for() -> None:
    assert [len(simulate_community(CommunityPlan(messages=n), 1).gold) for n in (1, 77, 1500)] == [1, 77, 1500]


def test_people_stay_the_same_when_only_the_number_of_messages_changes() -> None:
    more = simulate_community(CommunityPlan(messages=900), 1)
    assert more.roster == COMMUNITY.roster


def test_the_coding_has_the_fields_of_the_codebook_and_only_its_words() -> None:
    names = {row["name"] for row in COMMUNITY.roster}
    actors = {row["id"] for row in COMMUNITY.actors}
    for number, row in enumerate(COMMUNITY.gold):
        assert tuple(row) == FIELDS
        assert row["i"] == number
        assert row["act"] in ACTS
        assert row["topic"] in TOPICS
        assert set(row["stages"]) <= set(STAGES)
        assert set(row["actors"]) <= actors
        assert {row["author"], *row["addressees"]} <= names
        assert all(set(price) == {"amount", "per"} for price in row["prices"])
        assert all(set(amount) == {"value", "unit"} for amount in row["quantities"])
    assert set(FIELDS) <= set(CODED.names)


def test_what_is_coded_stands_in_the_text() -> None:
    """Organisations by a variant, addressees by name or digits, products by name in a message that begins a stage."""
    variants = {row["id"]: row["variants"].split("|") for row in COMMUNITY.actors}
    texts = COMMUNITY.records.loc[(COMMUNITY.records["i"] >= 0).to_numpy(), "body"].tolist()
    for row, text in zip(COMMUNITY.gold, texts, strict=True):
        for actor in row["actors"]:
            assert any(variant.casefold() in text.casefold() for variant in variants[actor])
        for amount in row["quantities"]:
            assert str(amount["value"]) in text
        assert bool(row["addressees"]) <= ("@" in text or any(word[:1].isupper() for word in text.split()))


def test_forty_thousand_messages_take_some_seconds() -> None:
    begun = time.process_time()
    simulate_community(CommunityPlan(members=300, messages=40_000), 1)
    assert time.process_time() - begun < 15


def test_a_group_of_a_thousand_can_be_invented() -> None:
    community = simulate_community(CommunityPlan(members=1024, messages=2000, silent=100, officials=10), 1)
    assert len(community.truth.members) == 1024
