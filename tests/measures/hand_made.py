"""Small graphs made by hand, for tests that know every event."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from bmp_networks.containers.chat import RECORDS, UNREAD, Chat
from bmp_networks.containers.coding import CODED, REPLIES, Coding
from bmp_networks.containers.graph import EDGES, INTERACTIONS, NODES, TURNS, InteractionGraph
from bmp_networks.containers.results import TIES, Ties
from bmp_networks.containers.roster import PEOPLE, Roster

START = pd.Timestamp("2023-01-02 08:00:00")  # a Monday


def graph_of(
    turns: Sequence[tuple],
    interactions: Sequence[tuple] = (),
    *,
    silent: dict[str, str] | None = None,
    organisations: Sequence[str] = (),
    days: dict[str, float] | None = None,
) -> InteractionGraph:
    """Make a graph from turns (node, at, episode[, phatic]) and interactions (i, target, layer, weight)."""
    turn_rows = [
        {"i": i, "node": node, "at": at, "episode": episode, "turn": i, "words": 3, "phatic": bool(rest and rest[0])}
        for i, (node, at, episode, *rest) in enumerate(turns)
    ]
    first = min((at for _, at, *_ in turns), default=START)
    end = max((at for _, at, *_ in turns), default=START)
    evidence = {row["node"]: "posted" for row in turn_rows} | (silent or {})
    span = max((end - first).days + 1, 1)
    node_rows = [
        {
            "node": node, "label": node, "kind": "member", "messages": sum(row["node"] == node for row in turn_rows),
            "present_from": first, "present_to": end, "days": (days or {}).get(node, float(span)), "evidence": how,
        }
        for node, how in evidence.items()
    ]  # fmt: skip
    node_rows += [
        {"node": name, "label": name, "kind": "organisation", "messages": 0, "present_from": pd.NaT,
         "present_to": pd.NaT, "days": float("nan"), "evidence": "posted"}
        for name in organisations
    ]  # fmt: skip
    event_rows = [
        {"i": i, "id": f"1:{i + 1}", "at": turn_rows[i]["at"], "episode": turn_rows[i]["episode"],
         "source": turn_rows[i]["node"], "target": target, "layer": layer, "weight": float(weight)}
        for i, target, layer, weight in interactions
    ]  # fmt: skip
    return InteractionGraph(
        NODES.from_rows(sorted(node_rows, key=lambda row: row["node"])),
        INTERACTIONS.from_rows(event_rows), EDGES.from_rows([]), TURNS.from_rows(turn_rows),
    )  # fmt: skip


def ties_of(pairs: dict[tuple[str, str], tuple[float, float, float]], kind: str = "member") -> Ties:
    """Make ties from pairs and their shares (bonding, bridging, linking)."""
    rows = [
        {"source": a, "target": b, "target_kind": kind, "weight": 1.0, "w_forward": 1.0, "w_back": 0.0,
         "p_bonding": p[0], "p_bridging": p[1], "p_linking": p[2], "relation": "mixed", "status_direction": None,
         "strength": float("nan"), "evidence": ()}
        for (a, b), p in pairs.items()
    ]  # fmt: skip
    return Ties(TIES.from_rows(rows), "seed002")


def coding_of(messages: Sequence[dict], links: Sequence[tuple[int, int, float]] = ()) -> Coding:
    """Make a coding from mappings (author, text, act, and what differs) and links (i, j, p)."""
    empty = {"reply_to": float("nan"), "p_reply": float("nan"), "p_new": 1.0, "addressees": (), "products": (),
             "stages": (), "prices": (), "quantities": (), "places": (), "actors": (), "act": "other", "p_act": 1.0,
             "topic": "other", "p_topic": 1.0, "spans": (), "coder": "machine", "text": "teks"}  # fmt: skip
    rows = [empty | {"i": i, "id": f"1:{i + 1}"} | message for i, message in enumerate(messages)]
    linked: dict[int, float] = {}
    for i, _, p in links:
        linked[i] = linked.get(i, 0.0) + p
    possible = [{"i": i, "j": j, "p": p} for i, j, p in links]
    possible += [{"i": i, "j": -1, "p": 1 - linked.get(i, 0.0)} for i in range(len(rows))]
    possible.sort(key=lambda row: (row["i"], -row["p"]))
    return Coding(CODED.from_rows(rows), REPLIES.from_rows(possible))


def chat_of(messages: Sequence[tuple[str, pd.Timestamp, str]], events: Sequence[dict] = ()) -> Chat:
    """Make a chat from messages (author, at, body) and system lines (timestamp, event, actor, targets)."""
    blank = {"source": 1, "lines": 1, "i": -1, "kind": "system", "event": None, "author": None, "author_raw": None,
             "actor": None, "targets": (), "body": "", "body_raw": "", "media": None, "attachment": None,
             "deleted": False, "edited": False, "mentions": ()}  # fmt: skip
    rows = [
        blank | {"line": i + 1, "i": i, "timestamp": at, "kind": "message", "author": author, "author_raw": author,
                 "body": body, "body_raw": body}
        for i, (author, at, body) in enumerate(messages)
    ]  # fmt: skip
    rows += [blank | {"line": len(messages) + k + 1} | event for k, event in enumerate(events)]
    return Chat(RECORDS.from_rows(rows), (), UNREAD.from_rows([]))


def roster_of(levels: dict[str, float], **columns: dict[str, str]) -> Roster:
    """Make a roster from person → level, and further columns as mappings of person to value."""
    empty = {column.name: {"number": float("nan"), "time": pd.NaT, "flag": False}.get(column.kind)
             for column in PEOPLE.columns}  # fmt: skip
    rows = [
        empty | {"name": person, "person": person, "level": float(level)}
        | {name: values.get(person) for name, values in columns.items()}
        for person, level in levels.items()
    ]  # fmt: skip
    return Roster(PEOPLE.from_rows(rows))
