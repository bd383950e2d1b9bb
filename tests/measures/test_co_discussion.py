from __future__ import annotations

import numpy as np
import pytest

from bmp_networks.measures.co_discussion import curveball_projections, measure_co_discussion
from tests.measures.chains_made import say, talk


def test_a_member_of_three_products_counts_half_for_each_pair():
    found = measure_co_discussion(*talk(say("a", "", "offer", of=["x", "y", "z"])), swaps=9)
    assert found["weight"].tolist() == [0.5, 0.5, 0.5]
    assert found["members"].tolist() == [1, 1, 1]


def test_swaps_keep_how_many_products_each_member_and_members_each_product_has():
    held = {str(row): frozenset(np.flatnonzero(np.random.default_rng(row).random(5) < 0.5)) for row in range(8)}
    pairs = curveball_projections(held, 5, swaps=20, seed=1)
    # The diagonal sums, over members of a product, 1/(k - 1): its total over products depends on the k's alone.
    totals = np.trace(pairs, axis1=1, axis2=2)
    assert np.allclose(totals, totals[0])


def test_two_products_of_the_same_members_are_found():
    said = [say(f"m{k}", "", "offer", of=["p", "q"] if k < 10 else [["r"], ["s"], ["p"], ["r", "s"]][k % 4])
            for k in range(30)]  # fmt: skip
    found = measure_co_discussion(*talk(*said), swaps=299).set_index(["source", "target"])
    assert found.loc[("p", "q"), "lift"] > 1
    assert found.loc[("p", "q"), "q"] <= 0.05


def test_chance_alone_gives_a_lift_of_about_one():
    rng = np.random.default_rng(2)
    said = [say(f"m{k}", "", "offer", of=[p for p in "pqrs" if rng.random() < 0.5] or ["p"]) for k in range(60)]
    found = measure_co_discussion(*talk(*said), swaps=199)
    assert found["lift"].mean() == pytest.approx(1, abs=0.1)
    assert found["q"].min() > 0.05
