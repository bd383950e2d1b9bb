"""Brokerage between groups: who stands between members that do not address each other directly (Gould & Fernandez)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bmp_networks.measures.matrices import without_loops

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
"""w_I, w_O, b_IO, b_OI and b_O, in the order of ``sna::brokerage``. On the way a → b → c, b is coordinator (all of one
group), itinerant (a and c of one, b of another), representative (a and b of one: b speaks for it), gatekeeper (b and c
of one: b lets in), liaison (three groups)."""


def brokerage(matrix: np.ndarray, groups: Sequence[object], *, weights: str = "none") -> pd.DataFrame:
    """Count for each member the ways a → b → c over her that have no short cut a → c, by role.

    Parameters
    ----------
    matrix
        Events from row to column, shape ``(n, n)``.
    groups
        Group of each member, shape ``(n,)``; members of no known group (None) are not counted, on either end.
    weights
        ``none``: each way counts one; ``product``: by the product of its two weights.

    Returns
    -------
    pd.DataFrame
        One row a member, one column a role (``ROLES``) and ``total``.

    References
    ----------
    Gould & Fernandez (1989), *Structures of mediation*, doi:10.2307/270949
    """
    arcs = without_loops(matrix)
    codes, n_groups = _codes(groups)
    member = np.zeros((len(codes), n_groups))
    member[np.flatnonzero(codes >= 0), codes[codes >= 0]] = 1
    open_ends = 1 - (arcs > 0) - np.eye(len(arcs))
    flow = arcs if weights == "product" else (arcs > 0).astype(float)
    counts = np.zeros((len(arcs), len(ROLES)))
    for broker in np.flatnonzero(codes >= 0):
        before, after = np.flatnonzero(arcs[:, broker]), np.flatnonzero(arcs[broker])
        if len(before) and len(after):
            into = member[before] * flow[before, broker][:, None]
            onward = member[after] * flow[broker, after][:, None]
            counts[broker] = _by_role(into.T @ open_ends[np.ix_(before, after)] @ onward, codes[broker])
    table = pd.DataFrame(counts, columns=list(ROLES))
    table["total"] = counts.sum(axis=1)
    return table


def brokerage_by_chance(
    matrix: np.ndarray, groups: Sequence[object], *, permutations: int = 999, seed: int = 0
) -> pd.DataFrame:
    """Set the roles of the whole network beside those when the group labels are dealt out anew.

    Returns
    -------
    pd.DataFrame
        One row a role: ``role, count, chance`` (mean over permutations), ``p_more, p_fewer`` (share of permutations
        with at least, at most as many, each (1 + k) / (1 + permutations)).
    """
    random = np.random.default_rng(seed)
    codes, _ = _codes(groups)
    kept = np.flatnonzero(codes >= 0)
    labels = codes[kept].astype(np.int32)
    ways = _open_ways((without_loops(matrix) > 0)[np.ix_(kept, kept)])
    found = _role_counts(labels, ways)
    dealt = np.array([_role_counts(random.permutation(labels), ways) for _ in range(permutations)])
    return pd.DataFrame(
        {
            "role": list(ROLES),
            "count": found,
            "chance": dealt.mean(axis=0),
            "p_more": (1 + (dealt >= found).sum(axis=0)) / (1 + permutations),
            "p_fewer": (1 + (dealt <= found).sum(axis=0)) / (1 + permutations),
        }
    )


def expected_brokerage(matrix: np.ndarray, groups: Sequence[object]) -> np.ndarray:
    """Give the expected counts of the five roles in random networks of this density, shape ``(5,)``.

    The Bernoulli baseline of Gould & Fernandez, kept for comparison with other programs; for a test use
    ``brokerage_by_chance``.
    """
    codes, n_groups = _codes(groups)
    sizes = np.bincount(codes[codes >= 0], minlength=n_groups).astype(float)
    n = sizes.sum()
    density = float((without_loops(matrix) > 0).sum() / (n * (n - 1)))
    others = n - sizes
    pairs = (sizes * (sizes - 1) * others).sum()
    ways = np.array(
        [
            (sizes * (sizes - 1) * (sizes - 2)).sum(),
            pairs,
            pairs,
            pairs,
            n * (n - 1) * (n - 2) - (sizes * (sizes - 1) * (sizes - 2)).sum() - 3 * pairs,
        ]
    )
    return density**2 * (1 - density) * ways


def _by_role(ways: np.ndarray, own: int) -> np.ndarray:
    """Sort the ways over one broker by role, given their number from group (row) to group (column)."""
    coordinator = ways[own, own]
    itinerant = np.trace(ways) - coordinator
    representative = ways[own].sum() - coordinator
    gatekeeper = ways[:, own].sum() - coordinator
    liaison = ways.sum() - coordinator - itinerant - representative - gatekeeper
    return np.array([coordinator, itinerant, representative, gatekeeper, liaison])


def _open_ways(arcs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """List the ways a → b → c without short cut a → c: the positions of a, b and c."""
    begins, middles, ends = [], [], []
    for broker in range(len(arcs)):
        before, after = np.flatnonzero(arcs[:, broker]), np.flatnonzero(arcs[broker])
        rows, columns = np.nonzero(~arcs[np.ix_(before, after)] & (before[:, None] != after[None, :]))
        begins.append(before[rows])
        ends.append(after[columns])
        middles.append(np.full(len(rows), broker))
    none = np.empty(0, dtype=np.int64)
    return (
        np.concatenate([none, *begins]),
        np.concatenate([none, *middles]),
        np.concatenate([none, *ends]),
    )


def _role_counts(labels: np.ndarray, ways: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """Count the roles on the ways, in the order of ``ROLES``, shape ``(5,)``."""
    begin, middle, end = (labels[position] for position in ways)
    kind = (begin == middle) + 2 * (middle == end) + 4 * (begin == end)
    counts: np.ndarray = np.bincount(kind, minlength=8)[[7, 4, 1, 2, 0]]
    return counts


def _codes(groups: Sequence[object]) -> tuple[np.ndarray, int]:
    codes, names = pd.factorize(pd.Series(list(groups), dtype=object), sort=False)
    return np.asarray(codes), len(names)
