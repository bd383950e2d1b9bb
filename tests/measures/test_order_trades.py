from __future__ import annotations

from datetime import datetime

from bmp_networks.measures.order_lines import bones_of, bones_of_products
from bmp_networks.measures.order_signs import Said
from bmp_networks.measures.order_trades import find_trades


def said(node, act, *, products=("tiwul",), stages=("order",), prices=()):
    return Said(
        0, "1:1", datetime(2024, 1, 1), node, None, act, frozenset(stages), products,
        tuple({"amount": amount, "per": None} for amount in prices), (), (), frozenset(), (), None, frozenset(products),
    )  # fmt: skip


def test_a_product_in_the_contact_name_is_a_trade():
    asked = said("p2", "question", products=("other:telur asin",))
    assert find_trades([asked], {"p1": ["Sulis Telor"], "p2": ["Wati"]}) == {"p1": frozenset({"other:telur asin"})}


def test_who_names_prices_sells_and_who_only_asks_does_not():
    talk = [said("Wati", "question"), said("Sri", "answer", prices=[12000])] * 2
    assert find_trades(talk, {}) == {"Sri": frozenset({"tiwul"})}


def test_who_only_carries_does_not_sell():
    assert find_trades([said("Udin", "answer", stages=("delivery",), prices=[2000])] * 3, {}) == {}


def test_two_who_offered_once_each_are_not_yet_sellers():
    assert find_trades([said("Sri", "offer"), said("Eni", "offer")], {}) == {}


def test_spellings_of_a_word_have_the_same_bones():
    assert bones_of("telor") == bones_of("telur")


def test_a_word_shared_by_two_products_tells_neither():
    bones = bones_of_products(("other:keripik kentang", "keripik_pisang"))
    assert bones["other:keripik kentang"] == {bones_of("kentang")}
