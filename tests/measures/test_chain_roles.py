from __future__ import annotations

import pytest

from bmp_networks.measures.chain_roles import find_roles, find_stage_people
from tests.measures.chains_made import say, talk


def test_who_makes_is_a_maker_who_asks_a_buyer_who_offers_a_seller():
    said = [say("maker", "", "report", stages=["production"]) for _ in range(4)]
    said += [say("buyer", "", "request") for _ in range(4)] + [say("seller", "", "offer") for _ in range(4)]
    found = find_roles(*talk(*said)).query("product.isna()").set_index("member")
    assert found["role"].to_dict() == {"maker": "maker", "buyer": "buyer", "seller": "seller"}


def test_under_three_messages_no_role_is_named():
    found = find_roles(*talk(say("a", "", "offer"), say("a", "", "offer")))
    assert found["role"].tolist() == [None, None]
    # one stage seen twice: (2 + .5) / (2 + 3.5)
    assert found["stage_share"].iloc[0] == pytest.approx(2.5 / 5.5)


def test_a_stage_that_rests_on_one_member_is_marked_and_not_below_five_messages():
    said = [say("a", "", "report", stages=["packaging"]) for _ in range(5)]
    said += [say("a", "", "report", stages=["production"]) for _ in range(4)]
    found = find_stage_people(*talk(*said)).set_index("stage")
    assert found["one_person"].to_dict() == {"production": False, "packaging": True}


def test_two_equally_active_members_count_as_two():
    said = [say(who, "", "report", stages=["delivery"]) for who in "abab"]
    assert find_stage_people(*talk(*said))["enm"].iloc[0] == pytest.approx(2.0)
