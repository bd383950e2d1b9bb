"""Orders and chains planted by ``bmp-networks simulate`` against those found, with known and with machine codes.

Run: python -m benchmarks.chain_truth
"""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.orders import find_orders
from bmp_networks.measures.transitions import measure_forwardness
from bmp_networks.simulate import CommunityPlan, simulate_community, write_community
from bmp_networks.study import Inputs, Plan, build_network, code_material, read_material

SEEDS = range(1, 6)


def coded(folder: Path, *, coder: str) -> tuple[InteractionGraph, Coding, Any]:
    """Code an invented chat: by machine, or with the codes that were planted."""
    codes = folder / "gold.jsonl" if coder == "planted" else None
    inputs = Inputs((folder / "chat.txt",), folder / "roster.csv", gazetteers=(folder / "actors.csv",), codes=codes)
    material = read_material(inputs, Plan())
    coding = code_material(material, Plan())
    return build_network(material, coding, Plan()), coding, material.gazetteer


def score(folder: Path, *, coder: str) -> dict[str, Any]:
    """Count the planted orders found with buyer, seller, product and quantity, and how the chains were read."""
    graph, coding, gazetteer = coded(folder, coder=coder)
    planted = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["orders"]
    found = find_orders(graph, coding, gazetteer).to_dict("records")
    numbers = dict(zip(coding.messages["id"], coding.messages["i"], strict=True))
    pairs = _pairs(found, planted, numbers)
    stages = dict(zip(coding.messages["i"], coding.messages["stages"], strict=True))
    said = [(stage, stages[i]) for one in planted for i, stage in zip(one["messages"], one["stages"], strict=True)]
    forward = measure_forwardness(graph, coding, permutations=199).iloc[-1]
    return {
        "coder": coder, "planted": len(planted), "found": len(found), "right": len(pairs),
        "inputs": sum(_is_input(row, planted, numbers) for a, row in enumerate(found) if a not in pairs),
        "prices": sum(found[a]["unit_price"] == planted[b]["price"] for a, b in pairs.items()),
        "reached_end": sum(found[a]["state"] in ("arrived", "praised", "complained") for a in pairs),
        "stages_right": sum(stage in held for stage, held in said) / max(len(said), 1),
        "forward": (1 + forward["forwardness"]) / 2, "chance": (1 + forward["chance"]) / 2, "p": forward["p"],
    }  # fmt: skip


def _pairs(found: list[dict[str, Any]], planted: list[dict[str, Any]], numbers: dict[str, int]) -> dict[int, int]:
    pairs: dict[int, int] = {}
    for number, row in enumerate(found):
        said = {numbers[name] for name in row["evidence"]}
        for k, one in enumerate(planted):
            is_right = (
                (row["buyer"], row["seller"]) == (one["buyer"], one["seller"])
                and one["product"] in row["products"]
                and abs(row["quantity"] - one["quantity"]) < 1e-9
            )
            if k not in pairs.values() and said & set(one["messages"]) and is_right:
                pairs[number] = k
                break
    return pairs


def _is_input(row: dict[str, Any], planted: list[dict[str, Any]], numbers: dict[str, int]) -> bool:
    """Whether it is a planted purchase of raw material or packaging, which the truth does not list as an order."""
    said = {numbers[name] for name in row["evidence"]}
    places = [dict(zip(one["messages"], one["stages"], strict=True)) for one in planted]
    return any(said & {i for i, stage in held.items() if stage in ("raw_material", "packaging")} for held in places)


def main() -> None:
    """Print the table of docs/products.md."""
    rows = []
    with tempfile.TemporaryDirectory() as place:
        for seed in SEEDS:
            folder = Path(place) / str(seed)
            write_community(simulate_community(CommunityPlan(members=40, messages=3000, chains=40), seed=seed), folder)
            rows += [score(folder, coder=coder) for coder in ("planted", "machine")]
    table = pd.DataFrame(rows)
    print(table.to_string(index=False))
    for coder, own in table.groupby("coder"):
        total = own.sum(numeric_only=True)
        print(
            f"{coder}: recall {total['right'] / total['planted']:.2f}, precision without the inputs "
            f"{total['right'] / (total['found'] - total['inputs']):.2f}"
        )


if __name__ == "__main__":
    main()
