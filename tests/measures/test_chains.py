"""Products by week and stage, prices and quantities."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from bmp_networks.measures.chains import trace_products
from bmp_networks.measures.series import active_weeks, monday_of, weekly_products
from tests.measures.hand_made import START, coding_of, graph_of

WEEK, HOUR = pd.Timedelta(weeks=1), pd.Timedelta(hours=1)
TURNS = [
    ("ani", START, 0),
    ("budi", START + HOUR, 0),
    ("ani", START + 6 * 24 * HOUR, 1),  # Sunday of the same week
    ("citra", START + 2 * WEEK, 2),
    ("citra", START + 3 * WEEK, 3),
]
CODES = [
    {"author": "Ani", "products": ("tiwul",), "stages": ("order", "promotion"),
     "prices": ({"amount": 15000, "per": "bks"},)},
    {"author": "Budi", "products": ("tiwul",), "stages": ("order",), "quantities": ({"value": 20, "unit": "bks"},)},
    {"author": "Ani", "products": ("tiwul", "carica"), "stages": ()},
    {"author": "Citra", "products": (), "prices": ({"amount": 3.5, "per": None, "currency": "HKD"},)},
    {"author": "Citra", "products": ("carica",), "stages": ("feedback",)},
]  # fmt: skip


@pytest.fixture
def chains():
    return trace_products(graph_of(TURNS), coding_of(CODES))


def test_each_week_product_and_stage_counts_its_messages_and_members(chains):
    table = chains.series
    orders = table[(table["product"] == "tiwul") & (table["stage"] == "order")].iloc[0]
    assert (orders["week"], orders["messages"], orders["members"]) == (START.normalize(), 2, 2)
    assert orders["share"] == pytest.approx(2 / 3)
    assert orders["evidence"] == ("1:1", "1:2")


def test_stages_stand_in_the_order_of_the_chain_and_untold_ones_are_missing(chains):
    first = chains.series[(chains.series["week"] == START.normalize()) & (chains.series["product"] == "tiwul")]
    assert [stage if isinstance(stage, str) else None for stage in first["stage"]] == [None, "promotion", "order"]


def test_weeks_begin_on_monday():
    sunday, monday = START + 6 * 24 * HOUR, START + 7 * 24 * HOUR
    assert monday_of([START, sunday, monday]).dt.date.astype(str).tolist() == ["2023-01-02", "2023-01-02", "2023-01-09"]


def test_a_silent_week_is_missing_and_a_week_with_other_talk_is_zero(chains):
    graph = graph_of(TURNS)
    table = weekly_products(chains, graph)
    assert active_weeks(graph).tolist() == [3, 1, 1]
    assert table["tiwul"].tolist()[:1] == [3.0]
    assert math.isnan(table["tiwul"].iloc[1])  # the second week
    assert table["tiwul"].tolist()[2:] == [0.0, 0.0]
    assert table["carica"].iloc[3] == 1.0


def test_prices_keep_their_currency_and_unit(chains):
    assert chains.prices["amount"].tolist() == [15000.0, 3.5]
    assert chains.prices["currency"].tolist() == ["IDR", "HKD"]
    assert chains.prices["unit"].tolist() == ["bks", None]
    assert chains.prices["member"].tolist() == ["ani", "citra"]
    assert chains.prices["stages"].iloc[0] == ("order", "promotion")


def test_quantities_have_no_currency(chains):
    row = chains.quantities.iloc[0]
    assert (row["amount"], row["unit"], row["currency"], row["id"]) == (20.0, "bks", None, "1:2")


def test_messages_outside_the_graph_are_not_counted():
    chains = trace_products(graph_of(TURNS[:1]), coding_of(CODES))
    assert set(chains.series["product"]) == {"tiwul"}
    assert len(chains.quantities) == 0


def test_no_product_gives_empty_tables():
    chains = trace_products(graph_of(TURNS[:1]), coding_of([{"author": "Ani"}]))
    assert len(chains.series) == len(chains.prices) == len(chains.quantities) == 0
    assert weekly_products(chains, graph_of(TURNS[:1])).shape[1] == 0
