"""Which products the same members speak of, more than members and products thrown together by chance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from bmp_networks.containers.chains import CO_DISCUSSION
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.product_episodes import mentions_of
from bmp_networks.measures.significance import adjusted

Array = npt.NDArray[np.float64]

SWAPS = 1000
BURN_IN = 5
"""Trades before the first draw, times the number of members."""


def measure_co_discussion(
    graph: InteractionGraph, coding: Coding, *, swaps: int = SWAPS, seed: int = 0
) -> pd.DataFrame:
    """Say which pairs of products are spoken of by the same members more than chance would have it.

    Chance keeps how many products each member speaks of and how many members speak of each product, and swaps who
    speaks of which (curveball). A member of k products counts 1/(k - 1) for each pair.

    Returns
    -------
    pd.DataFrame
        Table under ``CO_DISCUSSION``: pairs with at least one common member, most lift first.

    References
    ----------
    Strona et al. (2014), *A fast and unbiased procedure to randomize ecological binary matrices with fixed row and
    column totals*, doi:10.1038/ncomms5114; Newman (2001), doi:10.1103/PhysRevE.64.016132
    """
    spoken: dict[str, set[str]] = {}
    for product, mentions in mentions_of(graph, coding).items():
        for one in mentions:
            spoken.setdefault(one.node, set()).add(product)
    products = sorted(set().union(*spoken.values())) if spoken else []
    held = {node: frozenset(products.index(name) for name in names) for node, names in sorted(spoken.items())}
    own = _projection(held.values(), len(products))
    null = curveball_projections(held, len(products), swaps=swaps, seed=seed)
    common = _common(held, len(products))
    rows = []
    for a, b in combinations(range(len(products)), 2):
        if not common[a, b]:
            continue
        expected = float(null[:, a, b].mean())
        rows.append(
            {
                "source": products[a],
                "target": products[b],
                "members": int(common[a, b]),
                "weight": float(own[a, b]),
                "expected": expected,
                "lift": float(own[a, b] / expected) if expected > 0 else float("nan"),
                "p": float((1 + int((null[:, a, b] >= own[a, b] - 1e-9).sum())) / (len(null) + 1)),
                "q": float("nan"),
            }
        )
    table = CO_DISCUSSION.from_rows(rows)
    if len(table):
        table["q"] = adjusted(table["p"].to_numpy())
    return table.sort_values(["lift", "source", "target"], ascending=[False, True, True]).reset_index(drop=True)


def curveball_projections(held: Mapping[str, frozenset[int]], n: int, *, swaps: int, seed: int) -> Array:
    """Give the weighted pairs of products of ``swaps`` tables with the same margins, shape ``(swaps, n, n)``."""
    rng = np.random.default_rng(seed)
    sets = [set(names) for names in held.values()]
    found = np.zeros((swaps, n, n))
    if len(sets) < 2:
        for number in range(swaps):
            found[number] = _projection(held.values(), n)
        return found
    trades = len(sets)
    for _ in range(BURN_IN * trades):
        _trade(sets, rng)
    for number in range(swaps):
        for _ in range(trades):
            _trade(sets, rng)
        found[number] = _projection(sets, n)
    return found


def _trade(sets: list[set[int]], rng: np.random.Generator) -> None:
    """Let two members pool the products only one of them has, and deal them out again in the same numbers."""
    first = int(rng.integers(len(sets)))
    second = int(rng.integers(len(sets) - 1))
    second += second >= first
    a, b = sets[first], sets[second]
    only_a, only_b = a - b, b - a
    if not only_a or not only_b:
        return
    pool = sorted(only_a | only_b)
    dealt = rng.permutation(len(pool))[: len(only_a)]
    taken = {pool[place] for place in dealt}
    sets[first], sets[second] = (a & b) | taken, (a & b) | (set(pool) - taken)


def _projection(held: Iterable[Iterable[int]], n: int) -> Array:
    table = _table(list(held), n)
    k = table.sum(axis=1)
    weights = np.where(k > 1, 1 / np.maximum(k - 1, 1), 0.0)
    projected: Array = (table * weights[:, None]).T @ table
    return projected


def _common(held: Mapping[str, frozenset[int]], n: int) -> Array:
    table = _table(list(held.values()), n)
    common: Array = table.T @ table
    return common


def _table(sets: Sequence[Iterable[int]], n: int) -> Array:
    table = np.zeros((len(sets), n))
    for row, names in enumerate(sets):
        table[row, list(names)] = 1
    return table
