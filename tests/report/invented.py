"""An invented group of eleven people for the tests of the page; nobody in it exists."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import RECORDS, UNREAD, Chat, Source
from bmp_networks.containers.coding import CODED, REPLIES, STAGES, Coding
from bmp_networks.containers.graph import EDGES, INTERACTIONS, NODES, TURNS, InteractionGraph
from bmp_networks.containers.results import (
    AMOUNTS,
    INEQUALITY,
    LORENZ,
    MEMBERS,
    SERIES,
    STATES,
    TIES,
    Inequality,
    Members,
    ProductChains,
    Ties,
)
from bmp_networks.containers.roster import ORGANISATIONS, Gazetteer

START = pd.Timestamp("2019-01-07 08:00")
PEOPLE = {
    "a01": "Bu Sulastri <RT 3>", "a02": "Mbak Wening", "a03": "Pak Gunarto", "a04": "+62 811-0000-0004",
    "a05": "Yu Parmi 🌾", "a06": "Mas Teguh $5 & $6", "a07": "Bu Kamsiyah", "a08": "Dik Ratri", "a09": "Lik Darso",
    "a10": "Mbah Sutinah", "a11": "Bu Endah \"Kader\"",
}  # fmt: skip
ORGS = {
    "dinas": "Dinas Koperasi dan Usaha Kecil Kabupaten", "paguyuban": "Paguyuban Tani Lereng", "bank": "Bank Desa",
    "kampus": "Universitas Negeri", "pasar": "Pasar Daring",
}  # fmt: skip
SECRET = "kalimat rahasia </script><b>pesan</b>"
"""Part of every message: it must not stand in the research view, and never unescaped."""
N_MESSAGES = 190
SILENT = {"a10"}


def authors() -> list[str]:
    writing = [person for person in PEOPLE if person not in SILENT]
    chances = 1 / np.arange(1, len(writing) + 1)
    drawn = np.random.default_rng(4).choice(len(writing), size=N_MESSAGES, p=chances / chances.sum())
    return [writing[place] for place in drawn]


def invented_chat() -> Chat:
    rows = []
    for i, person in enumerate(authors()):
        rows.append(
            {
                "source": 1, "line": i + 3, "lines": 1, "i": i, "timestamp": START + pd.Timedelta(hours=7 * i),
                "kind": "message", "event": None, "author": PEOPLE[person], "author_raw": PEOPLE[person], "actor": None,
                "targets": (), "body": f"{SECRET} {i}", "body_raw": f"{SECRET} {i}", "media": None, "attachment": None,
                "deleted": False, "edited": False, "mentions": (),
            }
        )  # fmt: skip
    source = Source(
        "Chat WhatsApp dengan Warga Lereng.txt", "ab" * 32, "android", "android_id", "day-first", "certain",
        "13 or more stands first in some dates", False, ("id",), "utf-8", "Warga Lereng", 194, True, ("stray_bytes",),
    )  # fmt: skip
    unread = UNREAD.from_rows([{"source": 1, "line": 2, "text": f"baris aneh {SECRET}"}])
    return Chat(RECORDS.from_rows(rows), (source,), unread)


def invented_coding(chat: Chat) -> Coding:
    rows = []
    for i, (author, text) in enumerate(zip(chat.messages["author"], chat.messages["body"], strict=True)):
        rows.append(
            {
                "i": i, "id": f"1:{i + 3}", "author": author, "text": text, "reply_to": float("nan"),
                "p_reply": float("nan"), "p_new": 1.0, "addressees": (), "products": (), "stages": (), "prices": (),
                "quantities": (), "places": (), "actors": (), "act": "other", "p_act": 1.0, "topic": "other",
                "p_topic": 1.0, "spans": (), "coder": "machine",
            }
        )  # fmt: skip
    replies = [{"i": i, "j": -1, "p": 1.0} for i in range(len(rows))]
    return Coding(CODED.from_rows(rows), REPLIES.from_rows(replies), ("words 1",))


def invented_graph(chat: Chat) -> InteractionGraph:
    wrote = authors()
    at = list(chat.messages["timestamp"])
    counts = pd.Series(wrote).value_counts()
    nodes = [
        {
            "node": person, "label": name, "kind": "member", "messages": int(counts.get(person, 0)),
            "present_from": START, "present_to": at[-1], "days": 56.0,
            "evidence": "roster" if person in SILENT else "posted",
        }
        for person, name in PEOPLE.items()
    ] + [
        {
            "node": org, "label": name, "kind": "organisation", "messages": 0, "present_from": None,
            "present_to": None, "days": float("nan"), "evidence": "posted",
        }
        for org, name in ORGS.items()
    ]  # fmt: skip
    events = []
    for i in range(1, N_MESSAGES):
        if wrote[i] != wrote[i - 1]:
            events.append((i, wrote[i], wrote[i - 1], "reply", 0.7))
        if i % 9 == 0:
            events.append((i, wrote[i], list(ORGS)[i // 9 % 5], "organisation", 0.8))
    interactions = [
        {
            "i": i,
            "id": f"1:{i + 3}",
            "at": at[i],
            "episode": i // 3,
            "source": a,
            "target": b,
            "layer": layer,
            "weight": w,
        }
        for i, a, b, layer, w in events
    ]
    table = INTERACTIONS.from_rows(interactions)
    edges = [
        {
            "source": a, "target": b, "layer": layer, "weight": float(group["weight"].sum()),
            "first": group["at"].min(), "last": group["at"].max(), "evidence": tuple(group["id"]),
        }
        for (a, b, layer), group in table.groupby(["source", "target", "layer"])
    ]  # fmt: skip
    turns = [
        {"i": i, "node": node, "at": at[i], "episode": i // 3, "turn": i, "words": 4, "phatic": False}
        for i, node in enumerate(wrote)
    ]
    return InteractionGraph(NODES.from_rows(nodes), table, EDGES.from_rows(edges), TURNS.from_rows(turns))


def invented_ties(graph: InteractionGraph) -> Ties:
    nan = float("nan")
    shares = {
        "bonding": (0.8, 0.2, 0.0), "bridging": (0.1, 0.9, 0.0), "linking": (0.1, 0.2, 0.7), "mixed": (0.5, 0.5, 0.0),
        "unknown": (nan, nan, nan), "channel": (nan, nan, nan),
    }  # fmt: skip
    pairs: dict[tuple[str, str], dict[str, Any]] = {}
    for a, b, weight, evidence in zip(
        *(graph.edges[name] for name in ("source", "target", "weight", "evidence")), strict=True
    ):
        first, second = (a, b) if b in ORGS else sorted((a, b))
        pair = pairs.setdefault((first, second), {"w_forward": 0.0, "w_back": 0.0, "evidence": ()})
        pair["w_forward" if a == first else "w_back"] += weight
        pair["evidence"] += tuple(evidence)
    rows = []
    for (a, b), pair in sorted(pairs.items()):
        if b in ORGS:
            relation = {"pasar": "channel", "paguyuban": "bridging"}.get(b, "linking")
        else:
            total = int(a[1:]) + int(b[1:])
            relation = "unknown" if "a04" in (a, b) else ("bonding", "bonding", "bridging", "mixed")[total % 4]
        p = dict(zip(("p_bonding", "p_bridging", "p_linking"), shares[relation], strict=True))
        rows.append(
            {
                "source": a, "target": b, "target_kind": "organisation" if b in ORGS else "member",
                "weight": pair["w_forward"] + pair["w_back"], **pair, **p, "relation": relation,
                "status_direction": "up" if relation == "linking" else None, "strength": 0.4,
            }
        )  # fmt: skip
    return Ties(TIES.from_rows(rows), "seed002")


def invented_inequality() -> Inequality:
    rows, points = [], []
    for quantity in ("participation", "attention"):
        for bend, tie_type in enumerate(("all", "bonding", "bridging", "linking")):
            few = tie_type != "all"
            rows.append(
                {
                    "quantity": quantity, "tie_type": tie_type, "among": "roster", "n": 11,
                    "events": 30.5 if few else 190.0, "gini": 0.4 + bend / 10, "low": float("nan") if few else 0.31,
                    "high": float("nan") if few else 0.5, "chance": 0.3 if few else 0.12, "excess": 0.3,
                    "enm": 6.4 - bend, "top3": 0.6, "note": "few_events few_episodes" if few else "rough",
                }
            )  # fmt: skip
            for step in range(12):
                share = step / 11
                points.append(
                    {
                        "quantity": quantity, "tie_type": tie_type, "share_members": share,
                        "share_events": share ** (1.6 + bend / 2), "low": float("nan") if few else share**1.9,
                        "high": float("nan") if few else share**1.4, "chance": share ** (1.6 if few else 1.2),
                    }
                )  # fmt: skip
    return Inequality(INEQUALITY.from_rows(rows), LORENZ.from_rows(points), 64)


def invented_members(graph: InteractionGraph) -> Members:
    people = graph.nodes[graph.nodes["kind"] == "member"]
    nan = float("nan")
    rows = [
        {
            "member": node, "present_from": START, "present_to": START, "days": 56.0, "messages": n, "words": 4 * n,
            "initiated": n // 4, "answered": nan if n < 4 else 0.6, "attention": 0.7 * n,
            "outward_share": n / N_MESSAGES,
            "main_act": "question" if n else None, "betweenness": 0.1, "constraint": 0.3 if n else nan,
        }
        for node, n in zip(people["node"], people["messages"], strict=True)
    ]  # fmt: skip
    states = [
        {
            "member": "a07", "states": ("not_answered",),
            "reasons": ({"state": "not_answered", "tier": 2, "initiated": 6, "answered": 1.3, "group_share": 0.7},),
            "evidence": ("1:20", "1:33"),
        }
    ]  # fmt: skip
    return Members(MEMBERS.from_rows(rows), STATES.from_rows(states))


def invented_products(chat: Chat) -> ProductChains:
    rng = np.random.default_rng(9)
    products = ["tempe", "kopi", "keripik_talas", "madu", "other:gula aren", "batik", "anyaman", "jamu"]
    rows, prices = [], []
    for week in pd.date_range("2019-01-07", periods=8, freq="7D"):
        for rank, product in enumerate(products):
            for stage in (*STAGES, None):
                n = int(rng.poisson(1.2 / (1 + rank)))
                if n:
                    evidence = tuple(f"1:{int(line)}" for line in sorted(rng.choice(180, size=n, replace=False) + 3))
                    rows.append(
                        {
                            "week": week, "product": product, "stage": stage, "messages": n, "members": 1,
                            "share": 0.1, "evidence": evidence,
                        }
                    )  # fmt: skip
    for number, amount in enumerate((12000, 12500.0, 15000, 9000)):
        prices.append(
            {
                "id": f"1:{number + 9}", "at": START, "member": "a01",
                "products": ("kopi",) if number else ("kopi", "madu"),
                "stages": ("order",), "amount": amount, "unit": "bks", "currency": "IDR",
            }
        )  # fmt: skip
    return ProductChains(SERIES.from_rows(rows), AMOUNTS.from_rows(prices), AMOUNTS.from_rows([]))


def invented_gazetteer() -> Gazetteer:
    return Gazetteer(ORGANISATIONS.from_rows([]), ("organisations 1",))


def pseudonyms() -> dict[str, str]:
    codes = {node: f"P{7919 * (place + 3) % 4294967296:08x}" for place, node in enumerate(PEOPLE)}
    return codes | ORGS


def real_names() -> dict[str, str]:
    return PEOPLE | ORGS
