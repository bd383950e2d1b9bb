"""Invented communities taken through the package, from the written export to the network, once for all tests."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from bmp_networks.coding.coder import apply_codes, code_messages
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Ties
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_codes, read_roster
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.ties import classify_ties
from bmp_networks.simulate import Community, CommunityPlan, simulate_community, write_community


@dataclass(frozen=True)
class Grown:
    """A community and what the package makes of its files."""

    community: Community
    chat: Chat
    roster: Roster
    gazetteer: Gazetteer
    coding: Coding
    graph: InteractionGraph
    ties: Ties


@cache
def grow(plan: CommunityPlan, seed: int, *, rule: str = "ranker", by_hand: bool = False) -> Grown:
    """Write a community, read it back, code it (with ``by_hand`` the known codes replace the machine's), measure it."""
    community = simulate_community(plan, seed)
    with TemporaryDirectory() as name:
        folder = Path(name) / "group"
        write_community(community, folder)
        chat, roster = read_chat(folder / "chat.txt"), read_roster(folder / "roster.csv")
        gazetteer, codes = read_gazetteer(folder / "actors.csv"), read_codes(folder / "gold.jsonl")
    coding = code_messages(chat, roster, gazetteer=gazetteer, reply_rule=rule)
    coding = apply_codes(coding, codes) if by_hand else coding
    graph = build_graph(chat, coding, roster, gazetteer)
    return Grown(community, chat, roster, gazetteer, coding, graph, classify_ties(graph, roster, gazetteer))


def rank_correlation(one: pd.Series, other: pd.Series) -> float:
    """Give Spearman's rank correlation of what both know, ties at their mean rank (pandas' own needs SciPy)."""
    both = pd.concat([one, other], axis=1, join="inner").dropna().rank()
    return float(both.iloc[:, 0].corr(both.iloc[:, 1]))
