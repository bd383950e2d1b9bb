"""Weeks in which the group talks about a bazaar, fair or stall."""

from __future__ import annotations

from functools import cache

import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.series import monday_of
from bmp_networks.resources import load_toml
from bmp_networks.text import tokenize

LANGUAGES = ("id", "jv", "en")
LEAST_MESSAGES, LEAST_MEMBERS = 3, 2
"""One remark is no bazaar: so many messages of so many members in one week."""


def find_bazaar_weeks(graph: InteractionGraph, coding: Coding) -> pd.DataFrame:
    """Find the weeks in which a bazaar is talked about, by its words.

    It is the week of the talk: a bazaar may be held days later.

    Returns
    -------
    pd.DataFrame
        One row a week: ``week`` (its Monday), ``messages`` and ``members``, in time.
    """
    codes = coding.messages[["i", "text"]]
    turns = graph.turns[["i", "node", "at"]].merge(codes, on="i", validate="one_to_one")
    names = [bool(text) and _names_one(text) for text in turns["text"]]
    told = turns[pd.Series(names, index=turns.index, dtype=bool)]
    weeks = told.assign(week=monday_of(told["at"]).to_numpy()).groupby("week")["node"].agg(["size", "nunique"])
    kept = weeks[(weeks["size"] >= LEAST_MESSAGES) & (weeks["nunique"] >= LEAST_MEMBERS)]
    return kept.reset_index().rename(columns={"size": "messages", "nunique": "members"})


def _names_one(text: str) -> bool:
    words = f" {' '.join(token.text for token in tokenize(text))} "
    return any(f" {word} " in words for word in _words())


@cache
def _words() -> tuple[str, ...]:
    return tuple(
        word
        for language in LANGUAGES
        for word in load_toml(f"bazaars/words_{language}.toml").content["words"]["bazaar"]
    )
