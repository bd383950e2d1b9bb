"""Talk about goods made by hand: each message with its codes, who answers whom, and when."""

from __future__ import annotations

from typing import Any

import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from tests.measures.hand_made import START, coding_of, graph_of


def say(who: str, text: str, act: str, to: int | None = None, **codes: Any) -> dict[str, Any]:
    """Give a message; ``q`` are amounts (value, unit), ``p`` prices (amount, per), ``hours`` the pause before it."""
    return {
        "author": who, "text": text, "act": act, "to": to, "hours": codes.get("hours", 0.1),
        "products": tuple(codes.get("of", ("tiwul",))), "stages": tuple(codes.get("stages", ("order",))),
        "quantities": tuple({"value": value, "unit": unit} for value, unit in codes.get("q", ())),
        "prices": tuple({"amount": amount, "per": per} for amount, per in codes.get("p", ())),
        "actors": tuple({"id": actor, "text": actor} for actor in codes.get("actors", ())),
        "places": tuple(codes.get("places", ())), "addressees": tuple(codes.get("to_whom", ())), "coder": "person",
    }  # fmt: skip


def talk(*said: dict[str, Any]) -> tuple[InteractionGraph, Coding]:
    """Make graph and coding of messages in order; a pause of more than an hour begins an episode."""
    at, episode = START, 0
    turns, messages = [], []
    for row in said:
        row = dict(row)
        hours, to = row.pop("hours"), row.pop("to")
        at = at + pd.Timedelta(hours=hours)
        episode += hours > 1
        turns.append((row["author"], at, episode))
        messages.append(row | ({} if to is None else {"reply_to": float(to), "p_reply": 1.0, "p_new": 0.0}))
    links = [(i, row["to"], 1.0) for i, row in enumerate(said) if row["to"] is not None]
    return graph_of(turns), coding_of(messages, links)
