"""Sums of products of two networks when the members of one are renamed: what QAP repeats thousands of times."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

_CELLS = 125_000
"""Cells worked on at once: what fits in memory near the processor."""


@dataclass(frozen=True)
class Layer:
    """A network over the pairs of members, kept so that few cells need a look.

    Parameters
    ----------
    usual
        The commonest value of a pair, 0 for groups; the rest of the layer says how far pairs lie from it.
    square
        Distance from the usual value, shape ``(n, n)``, with an empty diagonal.
    rows, columns, values
        The pairs that lie away from it, rows in order.
    groups
        Number of the group of each member, shape ``(n,)``, where the network says no more than who shares a group.
    symmetric
        Whether each pair stands once (row < column).
    """

    usual: float
    square: np.ndarray
    rows: np.ndarray
    columns: np.ndarray
    values: np.ndarray
    groups: np.ndarray | None
    symmetric: bool

    @property
    def total(self) -> float:
        """Sum of ``values``."""
        return float(self.values.sum())


def read_layer(matrix: np.ndarray, *, symmetric: bool) -> Layer:
    """Look at a network once, so that renaming its members costs little.

    Parameters
    ----------
    matrix
        Shape ``(n, n)``; the diagonal does not count.
    symmetric
        Whether pairs are counted once (row < column).
    """
    n = len(matrix)
    square = np.array(matrix, dtype=float)
    np.fill_diagonal(square, 0)
    groups, usual = _groups(square), 0.0
    if groups is None:
        values, times = np.unique(square[~np.eye(n, dtype=bool)], return_counts=True)
        usual = float(values[times.argmax()]) if len(values) else 0.0
        square -= usual
        np.fill_diagonal(square, 0)
    rows, columns = np.nonzero(np.triu(square) if symmetric else square)
    return Layer(usual, square, rows, columns, square[rows, columns], groups, symmetric)


def renamed_products(left: Layer, right: Layer, renamings: np.ndarray) -> np.ndarray:
    """Sum left times right over the pairs, with the members of the left one renamed.

    Parameters
    ----------
    left, right
        Layers of the same members, read with the same ``symmetric``; their usual values do not count.
    renamings
        One renaming a row, shape ``(count, n)``: the pair (i, j) of the right one meets (row[i], row[j]) of the left.

    Returns
    -------
    np.ndarray
        Shape ``(count,)``.
    """
    if left.groups is not None and right.groups is not None:
        return _grouped(left, right, renamings)
    if right.groups is not None or (left.groups is None and len(left.rows) < len(right.rows)):
        left, right, renamings = right, left, _undone(renamings)
    if left.groups is not None:
        return _within_groups(left, right, renamings)
    return _met(left, right, renamings)


def renamings_of(n: int, permutations: int, seed: int) -> Iterator[np.ndarray]:
    """Give random renamings of the members, one a row, in portions that fit in memory."""
    random = np.random.default_rng(seed)
    step = max(1, _CELLS // max(n, 1))
    for start in range(0, permutations, step):
        count = min(step, permutations - start)
        yield random.permuted(np.tile(np.arange(n), (count, 1)), axis=1)


def _groups(square: np.ndarray) -> np.ndarray | None:
    """Give the groups of members where all pairs of one group have one value and all others none; else None."""
    joined = square != 0
    if not joined.any() or np.ptp(square[joined]) != 0:
        return None
    np.fill_diagonal(joined, True)
    first = joined.argmax(axis=1)
    if not np.array_equal(joined, first[:, None] == first[None, :]):
        return None
    return np.unique(first, return_inverse=True)[1]


def _undone(renamings: np.ndarray) -> np.ndarray:
    back = np.empty_like(renamings)
    np.put_along_axis(back, renamings, np.arange(renamings.shape[1])[None, :], axis=1)
    return back


def _met(left: Layer, right: Layer, renamings: np.ndarray) -> np.ndarray:
    """Look up, for every pair of the right layer, which pair of the left one it meets."""
    n, flat = len(left.square), left.square.ravel()
    products = np.empty(len(renamings))
    for number, renamed in enumerate(renamings):
        # Rows stand in order: one row of the left table after the other stays near the processor.
        cells = (renamed * n)[right.rows]
        cells += renamed[right.columns]
        products[number] = flat.take(cells) @ right.values
    return products


def _within_groups(left: Layer, right: Layer, renamings: np.ndarray) -> np.ndarray:
    """Add up the right layer over the pairs that the left one has in one group."""
    labels = np.ascontiguousarray(_numbers(left)[renamings].T)
    products = np.zeros(len(renamings))
    step = max(1, _CELLS // len(renamings))
    for start in range(0, len(right.rows), step):
        part = slice(start, start + step)
        same = labels[right.rows[part]] == labels[right.columns[part]]
        products += right.values[part] @ same.astype(float)
    scaled: np.ndarray = products * left.values[0]
    return scaled


def _grouped(left: Layer, right: Layer, renamings: np.ndarray) -> np.ndarray:
    """Count the pairs that share a group in both layers, from how many members share both."""
    one, other = (_numbers(layer).astype(np.int64) for layer in (left, right))
    # A group of one gives no pair.
    many, here = np.bincount(one) > 1, np.flatnonzero((np.bincount(other) > 1)[other])
    wide = int(other.max()) + 1
    products = np.empty(len(renamings))
    for number, there in enumerate(one[renamings[:, here]]):
        kept = many[there]
        size = np.bincount(there[kept] * wide + other[here[kept]])
        products[number] = (size * (size - 1)).sum()
    scaled: np.ndarray = products * left.values[0] * right.values[0] / (2 if left.symmetric else 1)
    return scaled


def _numbers(layer: Layer) -> np.ndarray:
    """Give the groups of a layer that has some, in the smallest kind of number."""
    groups = np.zeros(0) if layer.groups is None else layer.groups
    return groups.astype(np.uint8 if groups.max() < np.iinfo(np.uint8).max else np.int32)
