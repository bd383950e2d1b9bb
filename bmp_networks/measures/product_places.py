"""Where products go: the places named in talk about them, from the hamlet to abroad."""

from __future__ import annotations

from functools import cache

import pandas as pd

from bmp_networks.containers.chains import PLACES_SAID
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.resources import load_toml

PLACES = ("lexicons/places_id.toml", "lexicons/places_regions_id.toml")
"""Where two lists differ the first counts."""

NEAR = ("balai desa", "desa ", "dusun ", "dukuh ", "kampung ", "rumah ")


def find_places(graph: InteractionGraph, coding: Coding) -> pd.DataFrame:
    """List the places named in messages about products, with how far out each lies.

    Returns
    -------
    pd.DataFrame
        Table under ``PLACES_SAID``, one row a message and place, in the order of the messages.
    """
    codes = coding.messages[["i", "id", "products", "stages", "places"]]
    turns = graph.turns[["i", "at", "node"]].merge(codes, on="i", validate="one_to_one")
    columns = ("id", "at", "node", "products", "stages", "places")
    return PLACES_SAID.from_rows(
        [
            {"id": name, "at": at, "member": node, "products": products, "stages": stages, "place": place,
             "ring": ring_of(place)}
            for name, at, node, products, stages, places in zip(*(turns[key] for key in columns), strict=True)
            if products
            for place in dict.fromkeys(places)
        ]
    )  # fmt: skip


def ring_of(place: str) -> str | None:
    """Say how far out a place lies as the lists of places have it; a village by its name is one where no list has it.

    Returns
    -------
    str or None
        hamlet, district, province, indonesia or abroad; None for a place in no list.
    """
    ring = _rings().get(place)
    return "hamlet" if ring is None and place.casefold().startswith(NEAR) else ring


@cache
def _rings() -> dict[str, str]:
    found: dict[str, str] = {}
    for name in PLACES:
        for ring, places in load_toml(name).content["places"].items():
            for place in places:
                found.setdefault(place, ring)
    return found
