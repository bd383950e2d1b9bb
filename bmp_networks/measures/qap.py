"""Whether two networks of the same people resemble one another more than chance allows (QAP, MRQAP)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bmp_networks.errors import InputRefusedError

_CHUNK = 2_000_000

FEWEST_FOR_QAP, FEWEST_FOR_MRQAP = 10, 15
"""Members below which METHODS 7.1 says there is not enough data."""


@dataclass(frozen=True)
class QapResult:
    """A correlation of two networks beside those with the members of one renamed at random.

    Parameters
    ----------
    correlation
        Pearson's r over the pairs, -1 to 1; phi for networks of zeros and ones. NaN where one network is constant.
    p_more, p_fewer, p_two_sided
        (1 + permutations at least as large, small, far) / (1 + permutations).
    chance, spread
        Mean and standard deviation over permutations.
    n
        Members.
    """

    correlation: float
    p_more: float
    p_fewer: float
    p_two_sided: float
    chance: float
    spread: float
    n: int


def qap_correlation(one: np.ndarray, other: np.ndarray, *, permutations: int = 4999, seed: int = 0) -> QapResult:
    """Measure how alike two networks of the same members are, and whether chance gives as much.

    The rows and columns of one are renamed together, which keeps the network and breaks the match of the members:
    pairs of one member are not independent, so an ordinary test of the correlation would find too much.

    Parameters
    ----------
    one, other
        Shape ``(n, n)``; the diagonal does not count. For weights take ``np.log1p`` first (METHODS 7.1).
    permutations
        Times the members are renamed.
    seed
        Seed of the random numbers.

    References
    ----------
    Krackhardt (1988), *Predicting with networks*, doi:10.1016/0378-8733(88)90004-4
    """
    _check_shapes(one, other)
    n = len(one)
    rows, columns = _pairs(n, symmetric=_symmetric(one) and _symmetric(other))
    first, second = one[rows, columns].astype(float), other[rows, columns].astype(float)
    scale = first.std() * second.std() * len(first)
    if not scale > 0:
        return QapResult(*(float("nan"),) * 6, n)
    # Renaming changes only the sum of products, and of that only the cells of the first network that are not zero.
    centre = len(first) * first.mean() * second.mean()
    filled = np.flatnonzero(first)
    flat, values = np.asarray(other, dtype=float).ravel(), first[filled]
    products = np.empty(permutations)
    for start, renamed in _renamings(n, permutations, len(filled), seed):
        cells = renamed[:, rows[filled]] * n + renamed[:, columns[filled]]
        products[start : start + len(renamed)] = flat[cells] @ values
    found = float((first @ second - centre) / scale)
    dealt = (products - centre) / scale
    return QapResult(
        correlation=found,
        p_more=_share(dealt >= found - 1e-12),
        p_fewer=_share(dealt <= found + 1e-12),
        p_two_sided=_share(np.abs(dealt) >= abs(found) - 1e-12),
        chance=float(dealt.mean()),
        spread=float(dealt.std()),
        n=n,
    )


def qap_regression(
    outcome: np.ndarray, predictors: Mapping[str, np.ndarray], *, permutations: int = 4999, seed: int = 0
) -> pd.DataFrame:
    """Explain one network by several others of the same members, each beside chance (MRQAP, double semi-partialing).

    For each predictor what the others leave of it is renamed, and its t value compared: valid also where predictors
    are related to one another.

    Parameters
    ----------
    outcome
        Shape ``(n, n)``; the diagonal does not count.
    predictors
        Name → network of shape ``(n, n)``.
    permutations
        Times the members are renamed, for each predictor.
    seed
        Seed of the random numbers.

    Returns
    -------
    pd.DataFrame
        One row a term, ``intercept`` first: ``term, coefficient, t, p_more, p_fewer, p_two_sided``.

    Raises
    ------
    InputRefusedError
        When the networks differ in size, or a predictor follows from the others.

    References
    ----------
    Dekker, Krackhardt & Snijders (2007), doi:10.1007/s11336-007-9016-1
    """
    _check_shapes(outcome, *predictors.values())
    n = len(outcome)
    symmetric = all(_symmetric(matrix) for matrix in (outcome, *predictors.values()))
    rows, columns = _pairs(n, symmetric=symmetric)
    y = outcome[rows, columns].astype(float)
    design = np.column_stack([np.ones(len(y)), *(matrix[rows, columns] for matrix in predictors.values())])
    if np.linalg.matrix_rank(design) < design.shape[1]:
        raise InputRefusedError("one predictor follows from the others", hint="leave one of them out")
    found = []
    for term, name in enumerate(("intercept", *predictors)):
        others = np.delete(design, term, axis=1)
        basis = np.linalg.qr(others)[0]
        left = design[:, term] - basis @ (basis.T @ design[:, term])
        freedom = len(y) - design.shape[1]
        coefficient, t = _slope(left[None, :], y, basis, freedom)
        square = np.zeros((n, n))
        square[rows, columns] = left
        square = square + square.T if symmetric else square
        dealt = np.concatenate(
            [
                _slope(square[renamed[:, rows], renamed[:, columns]], y, basis, freedom)[1]
                for _, renamed in _renamings(n, permutations, len(y), seed + term)
            ]
        )
        found.append(
            {
                "term": name,
                "coefficient": float(coefficient[0]),
                "t": float(t[0]),
                "p_more": _share(dealt >= t[0] - 1e-12),
                "p_fewer": _share(dealt <= t[0] + 1e-12),
                "p_two_sided": _share(np.abs(dealt) >= abs(t[0]) - 1e-12),
            }
        )
    return pd.DataFrame(found)


def _slope(left: np.ndarray, y: np.ndarray, basis: np.ndarray, freedom: int) -> tuple[np.ndarray, np.ndarray]:
    """Give coefficient and t of each row of ``left`` beside the other terms, which span ``basis``."""
    along = left @ basis
    own = (left**2).sum(axis=1) - (along**2).sum(axis=1)
    rest = y - basis @ (basis.T @ y)
    coefficient = (left @ rest) / own
    error = np.maximum(rest @ rest - coefficient**2 * own, 0) / freedom
    with np.errstate(divide="ignore"):
        return coefficient, coefficient / np.sqrt(error / own)


def _renamings(n: int, permutations: int, cells: int, seed: int) -> Iterator[tuple[int, np.ndarray]]:
    """Give random renamings of the members in portions that fit in memory: (number of the first, one a row)."""
    random = np.random.default_rng(seed)
    step = max(1, _CHUNK // max(cells, n))
    for start in range(0, permutations, step):
        count = min(step, permutations - start)
        yield start, random.permuted(np.tile(np.arange(n), (count, 1)), axis=1)


def _pairs(n: int, *, symmetric: bool) -> tuple[np.ndarray, np.ndarray]:
    rows, columns = np.triu_indices(n, 1) if symmetric else np.nonzero(~np.eye(n, dtype=bool))
    return rows, columns


def _symmetric(matrix: np.ndarray) -> bool:
    return bool(np.array_equal(matrix, matrix.T))


def _share(hits: np.ndarray) -> float:
    return (1 + int(hits.sum())) / (1 + len(hits))


def _check_shapes(*matrices: np.ndarray) -> None:
    if any(matrix.shape != (len(matrices[0]), len(matrices[0])) for matrix in matrices):
        raise InputRefusedError("the networks are not of the same members", hint="give square tables of one size")
