"""How long the structure of a large group takes: 1,024 members, 40,000 messages, 200 drawn reply networks.

``python -m benchmarks.structure [MEMBERS MESSAGES DRAWS]`` prints a table of CPU seconds of one process. Products of
matrices are taken by one thread: several that wait for one another would be counted as work.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import RECORDS, UNREAD, Chat
from bmp_networks.containers.coding import CODED, REPLIES, Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.brokerage import brokerage_by_chance
from bmp_networks.measures.cohesion import measure_cohesion
from bmp_networks.measures.draws import drawn_matrices
from bmp_networks.measures.external_internal import external_internal
from bmp_networks.measures.matrices import member_matrix
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.over_draws import PATH_DRAWS
from bmp_networks.measures.positions import measure_positions, measure_roles
from bmp_networks.measures.qap import qap_correlation, qap_regression
from bmp_networks.measures.temporal import measure_stability, measure_windows, tie_persistence

GROUPS, CANDIDATES, PERMUTATIONS = 6, 5, 4999
ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL", "VECLIB_MAXIMUM")}


def talk(members: int, messages: int, seed: int = 0) -> tuple[Chat, Coding, InteractionGraph, dict[str, str]]:
    """Make a chat of members of very unequal activity whose messages answer one of the last fifteen, or nobody."""
    random = np.random.default_rng(seed)
    names = [f"m{k:04d}" for k in range(members)]
    habit = np.exp(random.normal(0, 1.1, members))
    author = random.choice(members, messages, p=habit / habit.sum())
    at = pd.Timestamp("2022-01-01") + pd.to_timedelta(np.cumsum(random.exponential(1000, messages)).astype(int), "s")
    blank: dict[str, Any] = {
        "source": 1,
        "lines": 1,
        "kind": "message",
        "event": None,
        "actor": None,
        "media": None,
        "attachment": None,
        "deleted": False,
        "edited": False,
        "body": "halo",
        "body_raw": "halo",
    }
    columns = {name: [value] * messages for name, value in blank.items()}
    empty: list[tuple[str, ...]] = [()] * messages
    who = [names[k] for k in author]
    records = RECORDS.build(
        columns | {"line": np.arange(1, messages + 1), "i": np.arange(messages), "timestamp": at, "author": who,
                   "author_raw": who, "targets": empty, "mentions": empty}
    )  # fmt: skip
    back = 1 + random.integers(0, 15, (messages, CANDIDATES))
    chance = random.dirichlet([0.4] * CANDIDATES, messages) * 0.65
    i = np.repeat(np.arange(messages), CANDIDATES)
    possible = pd.DataFrame({"i": i, "j": i - back.ravel(), "p": chance.ravel()})
    possible = possible[possible["j"] >= 0].groupby(["i", "j"], as_index=False)["p"].sum()
    rest = 1 - np.bincount(possible["i"], possible["p"], minlength=messages)
    new = pd.DataFrame({"i": np.arange(messages), "j": -1, "p": rest})
    replies = pd.concat([possible, new]).sort_values(["i", "p"], ascending=[True, False], ignore_index=True)
    chat = Chat(records, (), UNREAD.from_rows([]))
    coding = Coding(_codes(who), REPLIES.build({name: replies[name] for name in REPLIES.names}))
    groups = {name: f"group {k}" for name, k in zip(names, random.integers(0, GROUPS, members), strict=True)}
    return chat, coding, build_graph(chat, coding), groups


def _codes(who: list[str]) -> pd.DataFrame:
    n = len(who)
    kinds = {"list": [()] * n, "number": [float("nan")] * n, "text": [None] * n, "count": np.arange(n)}
    columns: dict[str, Any] = {column.name: kinds[column.kind] for column in CODED.columns}
    said = {"author": who, "text": ["halo"] * n, "id": [f"1:{k + 1}" for k in range(n)]}
    return CODED.build(columns | said | {"act": ["other"] * n, "topic": ["other"] * n, "coder": ["machine"] * n})


def timed(what: str, work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    seconds = time.process_time() - start
    print(f"{what:<76}{seconds:8.1f} s", flush=True)
    return seconds


def main(members: int = 1024, messages: int = 40_000, n: int = 200) -> None:
    _, coding, graph, groups = talk(members, messages)
    nodes, expected = member_matrix(graph)
    (first,) = drawn_matrices(graph, coding, n=1)
    labels = [groups[node] for node in nodes]
    print(f"{len(nodes)} members, {messages} messages; one draw has {int((first > 0).sum())} arcs, "
          f"the expected network {int((expected > 0).sum())}")  # fmt: skip

    def draws() -> Any:
        return drawn_matrices(graph, coding, n=n)

    paths = min(n, PATH_DRAWS)
    total = timed(
        f"positions over {n} draws (betweenness on {paths})", lambda: measure_positions(graph, draws(), groups)
    )
    total += timed(f"cohesion over {n} draws (paths on {paths})", lambda: measure_cohesion(graph, draws(), groups))
    print(f"{'structural measures, bar 40 s':<76}{total:8.1f} s")
    timed("roles of brokerage over the draws, 999 deals in each of 5", lambda: measure_roles(graph, draws(), groups))
    deals = {
        "Gould-Fernandez": lambda: brokerage_by_chance(first, labels, permutations=PERMUTATIONS),
        "E-I index": lambda: external_internal(first, labels, permutations=PERMUTATIONS),
        "QAP correlation": lambda: qap_correlation(_log(expected), _log(first), permutations=PERMUTATIONS),
        "MRQAP, two predictors": lambda: qap_regression(
            _log(expected), {"contact": _log(first), "same": _same(labels)}, permutations=PERMUTATIONS
        ),
    }
    for name, work in deals.items():
        timed(f"{name}, {PERMUTATIONS} permutations, bar 10 s", work)
    timed("windows and persistence", lambda: (measure_windows(graph), tie_persistence(graph)))
    timed("stability against 199 shuffles", lambda: measure_stability(graph))


def _log(matrix: np.ndarray) -> np.ndarray:
    return np.log1p(matrix + matrix.T)


def _same(labels: list[str]) -> np.ndarray:
    codes = np.unique(labels, return_inverse=True)[1]
    same = (codes[:, None] == codes[None, :]).astype(float)
    np.fill_diagonal(same, 0)
    return same


if __name__ == "__main__":
    if not ONE_THREAD.items() <= os.environ.items():  # they are read once, when numpy is loaded: begin again
        sys.exit(subprocess.call(sys.orig_argv, env=os.environ | ONE_THREAD))
    main(*(int(word) for word in sys.argv[1:]))
