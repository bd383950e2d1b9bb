from __future__ import annotations

from bmp_networks.simulate import CommunityPlan, simulate_community
from bmp_networks.simulate.chains import STAGE_DAYS

COMMUNITY = simulate_community(CommunityPlan(messages=3000, chains=20), 1)
ORDERS = COMMUNITY.truth.orders
PERSON = {row["name"]: row["person"] for row in COMMUNITY.roster}


def test_as_many_chains_are_planted_as_asked_for() -> None:
    assert 15 <= len(ORDERS) <= 20  # a chain whose seller is not there when it matters falls away


def test_a_chain_goes_from_raw_material_to_feedback() -> None:
    order = list(STAGE_DAYS)
    for messages, stages in zip(ORDERS["messages"], ORDERS["stages"], strict=True):
        by_message = [stage for _, stage in sorted(zip(messages, stages, strict=True))]
        assert [order.index(stage) for stage in by_message] == sorted(order.index(stage) for stage in by_message)
        assert {"raw_material", "promotion", "order"} <= set(stages)


def test_the_order_stands_in_the_coding_with_buyer_seller_amount_and_price() -> None:
    found = 0
    columns = ("product", "seller", "buyer", "quantity", "unit", "price", "messages", "stages")
    for product, seller, buyer, quantity, unit, price, messages, stages in zip(
        *(ORDERS[name] for name in columns), strict=True
    ):
        said = [COMMUNITY.gold[i] for i, stage in zip(messages, stages, strict=True) if stage == "order"]
        assert all(row["products"] == [product] for row in said)
        assert {PERSON[row["author"]] for row in said} <= {seller, buyer}
        for row in said:
            assert not row["prices"] or row["prices"] == [{"amount": int(price), "per": unit}]
            assert not row["quantities"] or row["quantities"] == [{"value": quantity, "unit": unit}]
            found += bool(row["quantities"])
    assert found >= 10


def test_chains_leave_half_of_the_messages_to_everything_else() -> None:
    community = simulate_community(CommunityPlan(messages=200, chains=500), 1)
    assert sum(bool(row["products"]) for row in community.gold) <= 100
