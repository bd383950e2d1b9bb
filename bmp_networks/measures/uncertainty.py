"""Measures of the members over drawn reply links: the middle, the range, and the chance to be among the first."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.structure import UNCERTAINTY
from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.centrality import betweenness
from bmp_networks.measures.counting import member_nodes
from bmp_networks.measures.matrices import without_loops
from bmp_networks.measures.over_draws import Draws, matrices_of, summarise

TOP = 3
"""Among how many a member is asked to stand."""


def measure_over_draws(
    graph: InteractionGraph,
    draws: Draws,
    function: Callable[[np.ndarray], np.ndarray],
    *,
    measure: str = "measure",
    top: int = TOP,
) -> pd.DataFrame:
    """Ask a measure of every drawn network, and say how sure its numbers and its first places are.

    Parameters
    ----------
    graph
        Who addressed whom.
    draws
        Drawn networks (``draw_graphs`` or ``drawn_matrices``); 200 are enough for the middle 95 %.
    function
        Gives a number for each member of a square table of events from row to column: ``(n, n)`` to ``(n,)``, NaN
        where undefined; more is more prominent.
    measure
        What it is called in the table.
    top
        Among how many a member is asked to stand.

    Returns
    -------
    pd.DataFrame
        Table under ``UNCERTAINTY``, members in the order of the graph. Members who share the last of the first places
        share its probability; whoever has nothing (0 or less, or undefined) is not among the first. Empty
        without draws.

    Raises
    ------
    InputRefusedError
        When the function does not give one number a member, or ``top`` is below 1.

    Examples
    --------
    >>> draws = list(draw_graphs(chat, coding, graph, n=200))
    >>> measure_over_draws(graph, draws, lambda matrix: (matrix > 0).sum(axis=0), measure="in_degree")
    """
    return _table(graph, draws, {measure: function}, top)


def measure_uncertainty(graph: InteractionGraph, draws: Draws, *, top: int = TOP) -> pd.DataFrame:
    """Say how sure attention and betweenness of each member are: middle, range, and chance to be among the top.

    Attention is the number of replies and mentions received. Betweenness is the share of shortest ways between two
    others that lead over a member, with direction, ties being as long as they are rare. It is taken in each drawn
    network and its median reported: in the dense network of expected weights everybody lies next to everybody.

    Parameters
    ----------
    graph, draws, top
        As for ``measure_over_draws``.

    Returns
    -------
    pd.DataFrame
        Table under ``UNCERTAINTY``: attention of all members, then betweenness.
    """
    return _table(graph, draws, {"attention": _received, "betweenness": betweenness}, top)


def _received(matrix: np.ndarray) -> np.ndarray:
    received: np.ndarray = without_loops(matrix).sum(axis=0)
    return received


def _table(
    graph: InteractionGraph, draws: Draws, functions: dict[str, Callable[[np.ndarray], np.ndarray]], top: int
) -> pd.DataFrame:
    if top < 1:
        raise InputRefusedError("nobody is among the first 0", hint="ask for one place or more")
    members = list(member_nodes(graph)["node"])
    found: dict[str, list[np.ndarray]] = {name: [] for name in functions}
    for matrix in matrices_of(graph, draws):
        for name, function in functions.items():
            values = np.asarray(function(matrix), dtype=float)
            if values.shape != (len(members),):
                raise InputRefusedError(
                    f"the measure {name!r} gave {values.shape} numbers for {len(members)} members",
                    hint="it has to give one number a member, in the order of the table it is given",
                )
            found[name].append(values)
    tables = [_one(members, name, np.array(values), top) for name, values in found.items() if values]
    if not tables:
        return UNCERTAINTY.from_rows([])
    return UNCERTAINTY.build({name: np.concatenate([table[name] for table in tables]) for name in UNCERTAINTY.names})


def _one(members: list[str], name: str, values: np.ndarray, top: int) -> dict[str, np.ndarray]:
    summary = summarise(values)
    median = np.full(len(members), np.nan)
    known = summary["draws"] > 0
    median[known] = np.nanmedian(values[:, known], axis=0)
    first = np.mean([among_the_top(row, top) for row in values], axis=0)
    names = np.array(members, dtype=object)
    return {
        "member": names,
        "measure": np.array([name] * len(members), dtype=object),
        "median": median,
        **{"mean" if key == "value" else key: column for key, column in summary.items()},
        "p_top": first,
        "top": np.full(len(members), top),
    }


def among_the_top(values: np.ndarray, top: int) -> np.ndarray:
    """Give how far each of some numbers is among the largest ``top``: 1, 0, or its part where several share a place.

    Numbers of 0 or less, and undefined ones, are never among them.
    """
    values = np.where(np.isnan(values) | (values <= 0), -np.inf, values)
    ranked = np.sort(values)[::-1]
    above = np.searchsorted(-ranked, -values, side="left")
    alike = np.searchsorted(-ranked, -values, side="right") - above
    share: np.ndarray = np.clip((top - above) / np.maximum(alike, 1), 0.0, 1.0)
    return np.where(np.isfinite(values), share, 0.0)
