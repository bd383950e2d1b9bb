"""Brokerage between groups: who stands between members that do not address each other directly (Gould & Fernandez)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bmp_networks.measures.matrices import arcs_of, places_of

ROLES = ("coordinator", "itinerant", "representative", "gatekeeper", "liaison")
"""w_I, w_O, b_IO, b_OI and b_O, in the order of ``sna::brokerage``. On the way a → b → c, b is coordinator (all of one
group), itinerant (a and c of one, b of another), representative (a and b of one: b speaks for it), gatekeeper (b and c
of one: b lets in), liaison (three groups)."""


_AT_ONCE = 1024
"""Permutations, and pairs, worked on at once: what fits in memory near the processor."""


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
    codes, n_groups = _codes(groups)
    arcs = arcs_of(matrix) & (codes >= 0)[:, None] & (codes >= 0)[None, :]
    counts = (
        _weighed(arcs, np.asarray(matrix, dtype=float), codes)
        if weights == "product"
        else _counted(arcs, codes, n_groups)
    )
    table = pd.DataFrame(counts.astype(float), columns=list(ROLES))
    table["total"] = counts.sum(axis=1, dtype=float)
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
    codes, _ = _codes(groups)
    kept = np.flatnonzero(codes >= 0)
    labels = codes[kept].astype(np.int16)
    arcs = arcs_of(matrix)[np.ix_(kept, kept)]
    ways = open_ways(arcs)
    found = np.bincount(_roles(labels, ways), minlength=len(ROLES))
    dealt = _dealt_counts(arcs, ways, labels, permutations, np.random.default_rng(seed))
    return pd.DataFrame(
        {
            "role": list(ROLES),
            "count": found,
            "chance": dealt.mean(axis=0),
            "p_more": (1 + (dealt >= found).sum(axis=0)) / (1 + permutations),
            "p_fewer": (1 + (dealt <= found).sum(axis=0)) / (1 + permutations),
        }
    )


def open_ways(arcs: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """List the ways a → b → c without short cut a → c: the positions of a, b and c, each of shape ``(ways,)``."""
    rows, columns = (place.astype(np.int32) for place in places_of(arcs))
    degree = np.bincount(rows, minlength=len(arcs))
    first = np.cumsum(degree) - degree
    count = degree[columns]
    within = np.arange(count.sum()) - np.repeat(np.cumsum(count) - count, count)
    begin, middle = np.repeat(rows, count), np.repeat(columns, count)
    end = columns[np.repeat(first[columns], count) + within]
    is_open = ~arcs[begin, end] & (begin != end)
    return begin[is_open], middle[is_open], end[is_open]


def _counted(arcs: np.ndarray, codes: np.ndarray, n_groups: int) -> np.ndarray:
    """Count the roles of every member without listing the ways, shape ``(n, 5)``.

    The ways over b that begin with a → b are b's successors less a herself and those that a reaches directly: sets of
    members, kept as bits.
    """
    n, spare = len(arcs), -len(arcs) % 64
    member = np.zeros((n_groups + 1, n), dtype=bool)
    member[codes, np.arange(n)] = True  # the last row takes those of no group
    bits, groups = (
        np.packbits(np.pad(table, ((0, 0), (0, spare))), axis=1).view(np.uint64) for table in (arcs, member)
    )
    sizes = np.array([_size(bits & group) for group in groups]).reshape(len(groups), n)
    a, b = places_of(arcs)
    shared, back, same = bits[a] & bits[b], arcs[b, a].astype(np.int64), codes[a] == codes[b]
    onward = sizes[:-1].sum(axis=0)[b] - _size(shared) - back
    to_own = sizes[codes[b], b] - _size(shared & groups[codes[b]]) - back * same
    to_first = sizes[codes[a], b] - _size(shared & groups[codes[a]]) - back
    total, first, last, ends, whole = (
        np.bincount(b, ways, minlength=n) for ways in (onward, onward * same, to_own, to_first, to_own * same)
    )
    return np.column_stack([whole, ends - whole, first - whole, last - whole, total - first - last - ends + 2 * whole])


def _size(sets: np.ndarray) -> np.ndarray:
    sizes: np.ndarray = np.bitwise_count(sets).sum(axis=1, dtype=np.int64)
    return sizes


def _weighed(arcs: np.ndarray, weight: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Add up the ways of every member by role, each by the product of its two weights, shape ``(n, 5)``."""
    ways = open_ways(arcs)
    begin, middle, end = ways
    place = middle.astype(np.int64) * len(ROLES) + _roles(codes, ways)
    flow = weight[begin, middle] * weight[middle, end]
    return np.bincount(place, flow, minlength=len(arcs) * len(ROLES)).reshape(len(arcs), len(ROLES))


def _roles(labels: np.ndarray, ways: tuple[np.ndarray, np.ndarray, np.ndarray]) -> np.ndarray:
    """Give the role of each way as its place in ``ROLES``."""
    begin, middle, end = (labels[position] for position in ways)
    kind = (begin == middle) + 2 * (middle == end) + 4 * (begin == end)
    roles: np.ndarray = np.array([4, 2, 3, -1, 1, -1, -1, 0])[kind]
    return roles


def _dealt_counts(
    arcs: np.ndarray,
    ways: tuple[np.ndarray, np.ndarray, np.ndarray],
    labels: np.ndarray,
    permutations: int,
    random: np.random.Generator,
) -> np.ndarray:
    """Count the roles with the labels dealt out anew, shape ``(permutations, 5)``.

    Five counts follow from four that need no list of ways: those whose first two, last two, two ends, and all three
    are of one group.
    """
    n, (begin, middle, end) = len(labels), ways
    dealt = random.permuted(np.tile(labels, (permutations, 1)), axis=1)
    counts = np.zeros((permutations, len(ROLES)))
    for start in range(0, permutations, _AT_ONCE):
        part = np.ascontiguousarray(dealt[start : start + _AT_ONCE].T)
        first, last, ends = (
            _same_label(part, one, other, n) for one, other in ((begin, middle), (middle, end), (begin, end))
        )
        whole = _same_throughout(arcs, part)
        liaison = len(begin) - first - last - ends + 2 * whole
        roles = np.column_stack([whole, ends - whole, first - whole, last - whole, liaison])
        counts[start : start + _AT_ONCE] = roles
    return counts


def _same_label(labels: np.ndarray, one: np.ndarray, other: np.ndarray, n: int) -> np.ndarray:
    """Count the ways whose two positions are of one group, for each column of labels."""
    key, times = np.unique(one.astype(np.int64) * n + other, return_counts=True)
    rows, columns = key // n, key % n
    total = np.zeros(labels.shape[1])
    for start in range(0, len(key), _AT_ONCE):
        chosen = slice(start, start + _AT_ONCE)
        same = labels[rows[chosen]] == labels[columns[chosen]]
        total += times[chosen].astype(np.float32) @ same.astype(np.float32)
    return total


def _same_throughout(arcs: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Count the open ways whose three members are of one group, for each column of labels."""
    total = np.zeros(labels.shape[1])
    for broker in range(len(arcs)):
        before, after = np.flatnonzero(arcs[:, broker]), np.flatnonzero(arcs[broker])
        if len(before) and len(after):
            is_open = ~arcs[np.ix_(before, after)] & (before[:, None] != after[None, :])
            into = (labels[before] == labels[broker]).astype(np.float32)
            onward = (labels[after] == labels[broker]).astype(np.float32)
            total += ((is_open.astype(np.float32) @ onward) * into).sum(axis=0)
    return total


def _codes(groups: Sequence[object]) -> tuple[np.ndarray, int]:
    codes, names = pd.factorize(pd.Series(list(groups), dtype=object), sort=False)
    return np.asarray(codes), len(names)
