"""Orders found in coded chats against the lists made by hand: with the machine's codes and with people's codes.

Run: python -m benchmarks.chains          (orders against the lists)
     python -m benchmarks.chains speed    (CPU seconds for 40,000 messages, beyond the coding)
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.chain_roles import find_roles, find_stage_people
from bmp_networks.measures.chains import trace_products
from bmp_networks.measures.co_discussion import measure_co_discussion
from bmp_networks.measures.diffusion import measure_diffusion
from bmp_networks.measures.orders import find_orders
from bmp_networks.measures.product_episodes import find_product_episodes
from bmp_networks.measures.product_times import find_product_times
from bmp_networks.measures.transitions import measure_forwardness, trace_transitions
from bmp_networks.study import Inputs, Plan, build_network, code_material, read_material
from bmp_networks.text import clean_name

YEARS_DAYS = 3 * 365
SAMPLES = Path(__file__).resolve().parents[1] / "sample_chats"
CODED = Path(__file__).resolve().parent / "coded_chats"


def found_orders(folder: Path, *, coder: str) -> tuple[pd.DataFrame, dict[str, str], dict[str, int]]:
    """Find the orders of a sample chat, and give the node of each of its names and the number of each message id.

    Parameters
    ----------
    folder
        A sample chat.
    coder
        ``machine``, or ``person`` for the hand coding.
    """
    codes = folder / "gold.jsonl" if coder == "person" else None
    material = read_material(
        Inputs((folder / "chat.txt",), folder / "roster.csv", gazetteers=(folder / "actors.csv",), codes=codes), Plan()
    )
    coding = code_material(material, Plan())
    graph = build_network(material, coding, Plan())
    authors = dict(zip(coding.messages["i"], coding.messages["author"], strict=True))
    nodes = {clean_name(authors[i]): node for i, node in zip(graph.turns["i"], graph.turns["node"], strict=True)}
    numbers = dict(zip(coding.messages["id"], coding.messages["i"], strict=True))
    return find_orders(graph, coding, material.gazetteer), nodes, numbers


def listed_orders(folder: Path) -> list[dict[str, Any]]:
    """Read the list made by hand."""
    return [json.loads(line) for line in (folder / "orders.jsonl").read_text(encoding="utf-8").splitlines()]


def is_right(found: dict[str, Any], listed: dict[str, Any], nodes: dict[str, str]) -> bool:
    """Whether buyer, seller, product and quantity are those of the list."""

    def nodes_of(names: Iterable[str]) -> set[str | None]:
        return {nodes.get(clean_name(name), name) for name in names} or {None}

    amounts = [listed["quantity"], *listed.get("also", ())]
    return (
        found["buyer"] in nodes_of(listed["buyer"])
        and found["seller"] in nodes_of(listed["seller"])
        and (set(found["products"]) & set(listed["products"]) != set() or not (found["products"] or listed["products"]))
        and any(abs(found["quantity"] - amount) < 1e-9 for amount in amounts)
    )


def match(
    found: pd.DataFrame, listed: list[dict[str, Any]], nodes: dict[str, str], numbers: dict[str, int]
) -> dict[int, int]:
    """Match found orders with listed ones, each at most once, by the messages they share; found → listed."""
    pairs: dict[int, int] = {}
    for number, row in enumerate(found.to_dict("records")):
        said = {numbers[name] for name in row["evidence"]}
        shared = {k: len(said & set(one["messages"])) for k, one in enumerate(listed) if k not in pairs.values()}
        right = [k for k, n in shared.items() if n and is_right(row, listed[k], nodes)]
        if right:
            pairs[number] = max(right, key=lambda k: (shared[k], -k))
    return pairs


def score(folder: Path, *, coder: str) -> dict[str, Any]:
    """Give precision, recall and the share of right states and unit prices among the right orders."""
    found, nodes, numbers = found_orders(folder, coder=coder)
    listed = listed_orders(folder)
    pairs = match(found, listed, nodes, numbers)
    rows = found.to_dict("records")
    priced = [(rows[a]["unit_price"], listed[b]["unit_price"]) for a, b in pairs.items() if listed[b]["unit_price"]]
    return {
        "chat": folder.name,
        "coder": coder,
        "found": len(found),
        "listed": len(listed),
        "right": len(pairs),
        "states": sum(rows[a]["state"] == listed[b]["state"] for a, b in pairs.items()),
        "priced": len(priced),
        "prices_right": sum(a == b for a, b in priced),
    }


def repeated(folder: Path, *, messages: int) -> tuple[InteractionGraph, Coding]:
    """Give graph and coding of a sample chat, hand-coded and put behind itself until it has so many messages."""
    codes = folder / "gold.jsonl"
    material = read_material(
        Inputs((folder / "chat.txt",), folder / "roster.csv", gazetteers=(folder / "actors.csv",), codes=codes), Plan()
    )
    coding = code_material(material, Plan())
    graph = build_network(material, coding, Plan())
    n, episodes = len(coding.messages), int(graph.turns["episode"].max()) + 1
    days = int((graph.turns["at"].max() - graph.turns["at"].min()).days) + 1
    copies = range(-(-messages // n))
    start = graph.turns["at"].min()

    def moved(table: pd.DataFrame, **steps: int) -> pd.DataFrame:
        parts = []
        for copy in copies:
            part = table.copy()
            for column, step in steps.items():
                part[column] = part[column] + copy * step
            if "at" in part:
                # Three years in all, whatever the length of the sample.
                moved_by = part["at"] - start + pd.Timedelta(days=days * copy)
                part["at"] = (start + moved_by / (days * len(copies)) * YEARS_DAYS).astype("datetime64[s]")
            if "id" in part:
                part["id"] = [f"1:{int(name.partition(':')[2]) + copy * 1000}" for name in part["id"]]
            parts.append(part)
        return pd.concat(parts, ignore_index=True)

    return (
        InteractionGraph(
            graph.nodes, moved(graph.interactions, i=n, episode=episodes), graph.edges,
            moved(graph.turns, i=n, episode=episodes, turn=n),
        ),
        Coding(moved(coding.messages, i=n, reply_to=n), moved(coding.replies, i=n, j=n), coding.versions, coding.rule),
    )  # fmt: skip


def speed() -> None:
    """Print CPU seconds of each measure on 40,000 messages; those with permutations apart."""
    graph, coding = repeated(SAMPLES / "kios_android_en", messages=40_000)
    plain = (trace_products, find_orders, find_product_episodes, trace_transitions, find_roles, find_stage_people)
    shuffled = (measure_forwardness, find_product_times, measure_diffusion, measure_co_discussion)
    for measures in (plain, shuffled):
        whole = 0.0
        for measure in measures:
            began = time.process_time()
            measure(graph, coding)
            whole += time.process_time() - began
            print(f"{measure.__name__:24} {time.process_time() - began:6.2f} s CPU")
        print(f"{'together':24} {whole:6.2f} s CPU, {len(graph.turns)} messages")


def main() -> None:
    """Print the scores of every chat that has a list."""
    if sys.argv[1:] == ["speed"]:
        speed()
        return
    lists = sorted((*SAMPLES.glob("*/orders.jsonl"), *CODED.glob("*/orders.jsonl")))
    for coder in ("person", "machine"):
        scores = pd.DataFrame([score(path.parent, coder=coder) for path in lists])
        scores["precision"] = (scores["right"] / scores["found"]).round(2)
        scores["recall"] = (scores["right"] / scores["listed"]).round(2)
        print(scores.to_string(index=False))


if __name__ == "__main__":
    main()
