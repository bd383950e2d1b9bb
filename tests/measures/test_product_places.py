from __future__ import annotations

import pytest

from bmp_networks.measures.product_places import find_places, ring_of
from tests.measures.chains_made import say, talk


@pytest.mark.parametrize(
    ("place", "ring"),
    [("Hong Kong", "abroad"), ("Wonosobo", "district"), ("Balai Desa Sidomulyo", "hamlet"), ("Nowhere", None)],
)
def test_a_place_lies_as_far_out_as_the_lists_say(place, ring):
    assert ring_of(place) == ring


def test_places_without_a_product_are_not_listed():
    said = say("Wati", "kirim tiwul ke Hong Kong", "request", places=["Hong Kong", "Hong Kong"])
    found = find_places(*talk(said, say("Wati", "aku di Jakarta", "report", of=(), places=["Jakarta"])))
    assert found[["place", "ring"]].to_numpy().tolist() == [["Hong Kong", "abroad"]]
