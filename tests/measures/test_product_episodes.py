from __future__ import annotations

import gc

import numpy as np

from bmp_networks.measures import product_episodes
from bmp_networks.measures.product_episodes import find_product_episodes, mentions_of, weekly_episodes
from bmp_networks.measures.product_places import find_places
from bmp_networks.measures.product_times import find_product_times
from tests.measures.chains_made import say, talk


def test_talk_about_a_product_goes_on_in_the_next_conversation_within_a_day():
    found = find_product_episodes(*talk(say("a", "", "offer"), say("b", "", "answer", hours=20)))
    assert found[["messages", "members"]].to_numpy().tolist() == [[2, 2]]


def test_another_product_between_or_more_than_a_day_ends_an_episode():
    between = talk(
        say("a", "", "offer"), say("b", "", "offer", of=["keripik"], hours=2), say("a", "", "offer", hours=2)
    )
    late = talk(say("a", "", "offer"), say("a", "", "offer", hours=25))
    for made in (between, late):
        found = find_product_episodes(*made)
        assert (found["product"] == "tiwul").sum() == 2


def test_messages_about_other_things_do_not_end_an_episode():
    found = find_product_episodes(*talk(say("a", "", "offer"), say("b", "", "other", of=[], hours=5),
                                        say("a", "", "answer", hours=5)))  # fmt: skip
    assert found["messages"].tolist() == [2]


def test_weeks_count_episodes_of_products_and_conversations_and_silent_weeks_have_none():
    graph, coding = talk(
        say("a", "", "offer"), say("b", "", "other", of=[], hours=3), say("a", "", "offer", hours=24 * 14)
    )
    counts, totals = weekly_episodes(find_product_episodes(graph, coding), graph)
    assert counts["tiwul"].tolist() == [1, 0, 1]
    assert totals.tolist() == [2, 0, 1]


def test_below_the_gates_every_row_says_so():
    found = find_product_times(*talk(say("a", "", "offer"), say("b", "", "answer")), permutations=19)
    assert set(found["word"]) == {"not_enough_data"}
    assert set(found["kind"]) == {"burst", "change", "trend", "season"}


def test_a_burst_planted_in_a_chat_is_found():
    rng = np.random.default_rng(4)
    said = []
    for week in range(40):
        busy = 20 <= week < 23
        for _ in range(6):
            of = ["tiwul"] if rng.random() < (0.9 if busy else 0.1) else ["keripik"] if rng.random() < 0.5 else []
            said.append(say("a", "", "offer", of=of, hours=28))
    found = find_product_times(*talk(*said), permutations=99)
    burst = found[(found["product"] == "tiwul") & (found["kind"] == "burst")].iloc[0]
    assert burst["word"] == "accepted"
    first = talk(*said)[0].turns["at"].iloc[6 * 20]
    assert abs((burst["start"] - first).days) <= 8


def test_places_of_products_have_their_ring():
    found = find_places(*talk(say("a", "", "report", places=["Hong Kong", "Nirwana"])))
    assert found[["place", "ring"]].to_numpy().tolist() == [["Hong Kong", "abroad"], ["Nirwana", None]]


def test_nothing_is_kept_of_a_chat_that_is_closed():
    graph, coding = talk(say("Wati", "tiwul", "report"))
    assert mentions_of(graph, coding) is mentions_of(graph, coding)
    assert product_episodes._last is not None
    del graph
    gc.collect()
    assert product_episodes._last is None
