from __future__ import annotations

import pandas as pd
import pytest

from bmp_networks.figures.price_strip import plot_prices, unit_prices
from bmp_networks.figures.reach import RINGS, plot_reach, weekly_reach
from bmp_networks.figures.stage_flow import plot_transitions, stage_steps
from bmp_networks.figures.stage_people import plot_stage_people, staged
from bmp_networks.figures.timelines import plot_products, weekly_messages
from bmp_networks.measures.chain_roles import find_stage_people
from bmp_networks.measures.chains import trace_products
from bmp_networks.measures.orders import find_orders
from bmp_networks.measures.product_places import find_places
from bmp_networks.measures.transitions import trace_transitions
from tests.measures.chains_made import say, talk


def made():
    return talk(
        *[say("Sri", "tiwul 12rb per bks", "offer", stages=["production"], p=[(12000, "bks")], hours=2)] * 3,
        say("Sri", "tiwul 125rb per bks", "offer", stages=["promotion"], p=[(125000, "bks")]),
        say("Wati", "pesan 20 bks tiwul", "request", q=[(20, "bks")], places=["Hong Kong"]),
        say("Sri", "siap, 13rb per bks", "agreement", 4, p=[(13000, "bks")], places=["Jakarta"]),
        *[say("Sri", "digoreng", "report", stages=["production"], hours=24)] * 3,
        say("Wati", "sudah sampai", "report", stages=["delivery"], hours=24 * 14, places=["Hong Kong"]),
    )  # fmt: skip


def test_steps_forward_and_back_are_counted_apart_and_remaining_is_left_out():
    steps = stage_steps(trace_transitions(*made()))
    pairs = set(zip(steps["source"], steps["target"], strict=True))
    assert ("promotion", "order") in pairs
    assert ("order", "production") in pairs
    assert all(a != b for a, b in pairs)


def test_every_step_has_one_arc_forward_above_the_line_and_back_below():
    ax = plot_transitions(trace_transitions(*made()), lang="en")
    steps = stage_steps(trace_transitions(*made()))
    assert len(ax.lines) == len(steps)
    assert {line.get_ydata().sum() > 0 for line in ax.lines} == {True, False}


def test_prices_far_from_the_middle_one_do_not_flatten_the_strip():
    graph, coding = made()
    points = unit_prices(trace_products(graph, coding).prices, find_orders(graph, coding))
    assert points["amount"].max() == 13000
    assert points["quantity"].dropna().tolist() == [20]


def test_the_strip_says_product_unit_and_span():
    graph, coding = made()
    points = unit_prices(trace_products(graph, coding).prices, find_orders(graph, coding))
    ax = plot_prices(points, names={"tiwul": "thiwul"}, lang="id")
    assert [label.get_text() for label in ax.get_yticklabels()] == ["thiwul / bks\nRp 12.000–13.000"]


def test_places_are_counted_by_ring_and_week_the_empty_week_too():
    table = weekly_reach(find_places(*made()))
    assert list(table.index) == list(RINGS)
    assert table.loc["abroad"].sum() == 2
    assert 0 in table.sum().tolist()


def test_a_stage_of_one_person_is_hatched_and_says_so():
    rows = staged(find_stage_people(*made()), ["tiwul"])
    assert rows["one_person"].tolist() == [True]  # Sri alone speaks of making it, six times
    ax = plot_stage_people(rows, names={"Sri": "M07"}, lang="en")
    assert ax.texts[0].get_text() == "M07 100% · one-person stage"
    assert ax.patches[0].get_hatch()


def test_bursts_and_bazaars_stand_above_the_bars():
    products = trace_products(*made())
    week = weekly_messages(products).columns[0]
    burst = pd.DataFrame({"product": ["tiwul"], "start": [week], "end": [week]})
    ax = plot_products(products, lang="en", bursts=burst, bazaars=[week])
    assert [text.get_text() for text in ax.texts] == ["burst: tiwul", "bazaar"]
    top = max(patch.get_height() for patch in ax.patches)
    assert all(line.get_ydata()[0] > top for line in ax.lines)


@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_chat_without_products_makes_empty_pictures(lang):
    graph, coding = talk()
    places, transitions = find_places(graph, coding), trace_transitions(graph, coding)
    assert weekly_reach(places).empty
    plot_reach(places, lang=lang)
    plot_transitions(transitions, lang=lang)
    plot_prices(unit_prices(trace_products(graph, coding).prices, find_orders(graph, coding)), lang=lang)
    plot_stage_people(staged(find_stage_people(graph, coding), []), lang=lang)
