from __future__ import annotations

import pandas as pd

from bmp_networks.measures.diffusion import measure_diffusion
from tests.measures.chains_made import say, talk
from tests.measures.hand_made import START, coding_of, graph_of


def test_naming_ordering_and_making_are_told_apart():
    found = measure_diffusion(*talk(
        say("a", "", "report", stages=["production"]), say("b", "", "request"), say("c", "", "other", stages=[]),
        say("d", "", "greeting", of=[], stages=[]),
    ))  # fmt: skip
    row = found.iloc[0]
    assert (row["members"], row["aware"], row["engaged"], row["producing"]) == (4, 3, 1, 1)
    assert row["word"] == "not_enough_data"


def test_who_was_silent_about_it_for_ninety_days_has_stopped():
    found = measure_diffusion(*talk(say("a", "", "request"), say("b", "", "request", hours=24 * 91)))
    assert found["stopped"].iloc[0] == 1


def spread(along_ties):
    """Twenty members in a line write to their neighbour; then they take a product up along the line, or at random."""
    names = [f"m{number:02d}" for number in range(20)]
    order = names if along_ties else sorted(names, key=lambda name: (int(name[1:]) * 7) % 20)
    turns, ties, messages = [], [], []
    for number, name in enumerate(names):
        turns.append((name, START + pd.Timedelta(hours=number), number))
        messages.append({"author": name})
        if number:
            ties.append((number, names[number - 1], "reply", 1.0))
    for number, name in enumerate(order[:10]):
        turns.append((name, START + pd.Timedelta(days=2 + number), 100 + number))
        messages.append({"author": name, "products": ("tiwul",), "stages": ("order",)})
    return measure_diffusion(graph_of(turns, ties), coding_of(messages), draws=499).iloc[0]


def test_a_product_planted_along_ties_is_found_to_spread_along_them():
    row = spread(along_ties=True)
    assert (row["word"], row["exposure"] > row["chance"]) == ("more_tied_adopters", True)


def test_a_product_taken_up_at_random_is_not():
    assert spread(along_ties=False)["word"] == "no_difference"
