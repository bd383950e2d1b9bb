"""Bursts, changes and seasons planted in invented weeks: how often found, and how often chance alone makes them.

Run: python -m benchmarks.chain_times
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from bmp_networks.containers.coding import CODED, REPLIES, Coding
from bmp_networks.containers.graph import EDGES, INTERACTIONS, NODES, TURNS, InteractionGraph
from bmp_networks.measures.bursts import accepted_bursts, find_bursts
from bmp_networks.measures.changes import change_points, find_changes
from bmp_networks.measures.product_times import find_product_times
from bmp_networks.measures.seasons import SEASONS

Array = npt.NDArray[np.float64]
START = pd.Timestamp("2017-01-02")
SERIES, CHATS = 300, 40


@dataclass(frozen=True)
class Weeks:
    """Conversations of each week and how many of them are about the product."""

    all: Array
    about: Array


def drawn(rng: np.random.Generator, share: Array, talks: float) -> Weeks:
    """Draw weeks: Poisson conversations, each about the product with the week's probability."""
    every = rng.poisson(talks, len(share))
    return Weeks(every.astype(np.float64), rng.binomial(every, share).astype(np.float64))


def chat_of(weeks: Weeks) -> tuple[InteractionGraph, Coding]:
    """Write the weeks out as messages, one a conversation, the product in some of them, another in the others."""
    times, products = [], []
    for number, (every, about) in enumerate(zip(weeks.all.astype(int), weeks.about.astype(int), strict=True)):
        # Spread evenly: neighbours about one product within a day would be one episode of it.
        chosen = set(np.linspace(0, every - 1, about).round().astype(int)) if about else set()
        for talk in range(every):
            times.append(START + pd.Timedelta(weeks=number, hours=12 + 150 * talk / max(every, 1)))
            products.append(("tiwul",) if talk in chosen else ("carica",))
    n = len(times)
    columns: dict[str, list[object]] = {column.name: [_empty(column.kind)] * n for column in CODED.columns}
    columns |= {"i": list(range(n)), "id": [f"1:{k + 1}" for k in range(n)], "author": ["a"] * n, "act": ["other"] * n,
                "products": list(products), "topic": ["economy"] * n, "coder": ["machine"] * n}  # fmt: skip
    turns = TURNS.build({"i": range(n), "node": ["a"] * n, "at": times, "episode": range(n), "turn": range(n),
                         "words": [1] * n, "phatic": [False] * n})  # fmt: skip
    graph = InteractionGraph(NODES.from_rows([]), INTERACTIONS.from_rows([]), EDGES.from_rows([]), turns)
    return graph, Coding(CODED.build(columns), REPLIES.from_rows([]), (), "previous")


def _empty(kind: str) -> object:
    return {"text": None, "list": (), "number": float("nan"), "count": 0, "flag": False, "time": pd.NaT}[kind]


def alarms(rng: np.random.Generator, n: int, share: float, talks: float) -> dict[str, object]:
    """Give how often even weeks show a burst: any, and one that is accepted."""
    raw = accepted = 0
    for seed in range(SERIES):
        weeks = drawn(rng, np.full(n, share), talks)
        raw += bool(find_bursts(weeks.about, weeks.all))
        accepted += bool(accepted_bursts(weeks.about, weeks.all, permutations=199, seed=seed)[0])
    return {"weeks": n, "talks": talks, "share": share, "any": raw / SERIES, "accepted": accepted / SERIES}


def change_alarms(rng: np.random.Generator) -> Iterator[dict[str, object]]:
    """Give how often 52 weeks without a change show one: Poisson, overdispersed, autocorrelated."""
    kinds: dict[str, Callable[[], Array]] = {
        "Poisson": lambda: rng.poisson(6, 52).astype(np.float64),
        "overdispersed": lambda: rng.negative_binomial(4, 4 / 10, 52).astype(np.float64),
        "autocorrelated": lambda: rng.poisson(6 * np.exp(_drift(rng, 52))).astype(np.float64),
    }
    for name, draw in kinds.items():
        counts = np.zeros(3)
        for seed in range(SERIES):
            y = draw()
            found = find_changes(y, permutations=199, seed=seed)
            counts += [bool(change_points(y)), bool(change_points(y, factor=3.0)),
                       any(one.verdict == "likely" for one in found)]  # fmt: skip
        yield {"null": name} | dict(zip(("c=2", "c=3", "likely"), counts / SERIES, strict=True))


def _drift(rng: np.random.Generator, n: int) -> Array:
    values = np.zeros(n)
    for k in range(1, n):
        values[k] = 0.6 * values[k - 1] + rng.normal(0, 0.3)
    return values


def planted(rng: np.random.Generator, kind: str) -> tuple[InteractionGraph, Coding, int]:
    """Invent a chat of two years with one planted thing; give the week it begins."""
    share, at = np.full(104, 0.15), int(rng.integers(20, 70))
    if kind == "burst":
        share[at : at + 4] = 0.5
    elif kind == "change":
        share[at:] = 0.45
    elif kind == "season":
        weeks = pd.date_range(START, periods=104, freq="7D")
        for first, last in (("2017-05-27", "2017-06-24"), ("2018-05-17", "2018-06-14")):
            share[((weeks >= first) & (weeks <= last))] = 0.5
    return *chat_of(drawn(rng, share, 25.0)), at


def found_again(kind: str) -> dict[str, object]:
    """Give how often a planted thing is found at its place, and how often something else is said."""
    rng, hits, others = np.random.default_rng(11), 0, dict.fromkeys(("burst", "change", "trend", *SEASONS), 0)
    for seed in range(CHATS):
        graph, coding, at = planted(rng, kind)
        rows = find_product_times(graph, coding, permutations=199, seed=seed)
        rows = rows[(rows["product"] == "tiwul").to_numpy()]
        begin = START + pd.Timedelta(weeks=at)
        said = rows[rows["word"].isin(["accepted", "likely", "up", "down", "seasonal_pattern"]).to_numpy()]
        near = ((said["start"] - begin).abs() <= pd.Timedelta(weeks=1)).to_numpy()
        match kind:
            case "burst":
                hits += bool((near & (said["kind"] == "burst").to_numpy()).any())
            case "change":
                hits += bool((near & (said["kind"] == "change").to_numpy()).any())
            case "season":
                hits += bool(((said["kind"] == "season") & (said["what"] == "ramadan")).any())
        for name in others:
            others[name] += bool(((said["kind"] == name) | ((said["kind"] == "season") & (said["what"] == name))).any())
    return {"planted": kind, "found": hits / CHATS} | {name: count / CHATS for name, count in others.items()}


def main() -> None:
    """Print the tables of docs/products.md."""
    rng = np.random.default_rng(5)
    rows = [alarms(rng, n, share, talks) for n in (26, 52, 104) for talks, share in ((5, 0.2), (12, 0.1), (30, 0.2))]
    print(pd.DataFrame(rows).to_string(index=False))
    print(pd.DataFrame(list(change_alarms(rng))).to_string(index=False))
    print(pd.DataFrame([found_again(kind) for kind in ("burst", "change", "season", "nothing")]).to_string(index=False))


if __name__ == "__main__":
    main()
