"""The members that three hand-coded chats were written around: never answered, greeting only, carrying the news."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bmp_networks.coding.coder import code_messages
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Members
from bmp_networks.io.lexicons import read_gazetteer
from bmp_networks.io.tables import read_roster
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.measures.members import screen_members
from bmp_networks.measures.network import build_graph
from tests.measures.hand_made import coding_of
from tests.shared_data import shared_path

CHATS = ("jejaring_ios_id", "kios_android_en", "lipursari_android_id")
NEVER_ANSWERED = {
    "jejaring_ios_id": "Bu Ratmi Solo",
    "kios_android_en": "Bu Painah",
    "lipursari_android_id": "Lek Parti",
}
GREETS_ONLY = {
    "jejaring_ios_id": "Pak Joko Semarang", "kios_android_en": "H. Sobri Parkir", "lipursari_android_id": "Bu Watini",
}  # fmt: skip
CARRIES_NEWS = {
    "jejaring_ios_id": "Mas Deni Cilacap", "kios_android_en": "Lilis Batik", "lipursari_android_id": "Tari Lipursari",
}  # fmt: skip


def coded_by_hand(folder: Path, bodies: list[str]) -> Coding:
    messages, links = [], []
    lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    for row, body in zip(map(json.loads, lines), bodies, strict=True):
        codes = {name: tuple(cell) if isinstance(cell, list) else cell for name, cell in row.items()}
        target = codes.pop("reply_to")
        links += [] if target is None else [(row["i"], target, 1.0)]
        messages.append(codes | {"text": body})
    return coding_of(messages, links)


@pytest.fixture(scope="module", params=[(name, by_hand) for name in CHATS for by_hand in (True, False)])
def screened(request) -> tuple[str, InteractionGraph, Members]:
    """Give each chat twice: as people coded it, and as the machine does."""
    name, by_hand = request.param
    folder = shared_path("gold", name)
    chat, roster = read_chat(folder / "chat.txt"), read_roster(folder / "roster.csv")
    gazetteer = read_gazetteer(folder / "actors.csv")
    if by_hand:
        coding = coded_by_hand(folder, list(chat.messages["body"]))
    else:
        coding = code_messages(chat, roster, gazetteer=gazetteer)
    graph = build_graph(chat, coding, roster, gazetteer)
    return name, graph, screen_members(graph, coding, chat, roster, gazetteer)


def label_of(graph: InteractionGraph, node: str) -> str:
    return str(graph.nodes.set_index("node")["label"][node])


def test_the_member_who_is_never_answered_is_found_and_at_most_one_other(screened):
    name, graph, found = screened
    called = [
        label_of(graph, member)
        for member, states in zip(found.states["member"], found.states["states"], strict=True)
        if "not_answered" in states
    ]
    assert NEVER_ANSWERED[name] in called
    assert len(called) <= 2


def test_the_member_who_only_greets_is_shown_as_greeting(screened):
    name, graph, found = screened
    greeting = found.members.loc[found.members["main_act"] == "greeting", "member"]
    assert [label_of(graph, member) for member in greeting] == [GREETS_ONLY[name]]


def test_the_member_who_carries_the_news_has_the_largest_outward_share(screened):
    name, graph, found = screened
    top = found.members.sort_values("outward_share", ascending=False, na_position="last")["member"].iloc[0]
    assert label_of(graph, top) == CARRIES_NEWS[name]
