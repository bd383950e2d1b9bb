"""Orders found in the sample chats against the lists made by hand: with the machine's codes and with people's codes.

Run: python -m benchmarks.chains
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from bmp_networks.measures.orders import find_orders
from bmp_networks.study import Inputs, Plan, build_network, code_material, read_material

SAMPLES = Path(__file__).resolve().parents[1] / "sample_chats"


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
    nodes = {authors[i]: node for i, node in zip(graph.turns["i"], graph.turns["node"], strict=True)}
    numbers = dict(zip(coding.messages["id"], coding.messages["i"], strict=True))
    return find_orders(graph, coding, material.gazetteer), nodes, numbers


def listed_orders(folder: Path) -> list[dict[str, Any]]:
    """Read the list made by hand."""
    return [json.loads(line) for line in (folder / "orders.jsonl").read_text(encoding="utf-8").splitlines()]


def is_right(found: dict[str, Any], listed: dict[str, Any], nodes: dict[str, str]) -> bool:
    """Whether buyer, seller, product and quantity are those of the list."""

    def nodes_of(names: Iterable[str]) -> set[str | None]:
        return {nodes.get(name, name) for name in names} or {None}

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


def main() -> None:
    """Print the scores of every sample chat that has a list."""
    for coder in ("person", "machine"):
        scores = pd.DataFrame([score(path.parent, coder=coder) for path in sorted(SAMPLES.glob("*/orders.jsonl"))])
        print(scores.to_string(index=False))
        total = scores.drop(columns=["chat", "coder"]).sum()
        print(
            f"{coder}: precision {total['right'] / total['found']:.2f}, recall {total['right'] / total['listed']:.2f}"
        )


if __name__ == "__main__":
    main()
