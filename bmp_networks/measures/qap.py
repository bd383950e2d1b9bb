"""Whether two networks of the same people resemble one another more than chance allows (QAP, MRQAP)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.renamed_products import Layer, read_layer, renamed_products, renamings_of

_ALIKE = 1e-10
"""Numbers of the same renaming added up in another order differ by less than this part."""

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
    n, symmetric = len(one), _symmetric(one) and _symmetric(other)
    rows, columns = _pairs(n, symmetric=symmetric)
    first, second = one[rows, columns].astype(float), other[rows, columns].astype(float)
    scale = first.std() * second.std() * len(first)
    if not scale > 0:
        return QapResult(*(float("nan"),) * 6, n)
    # Renaming changes only the sum of products of what is not the usual value.
    left, right = (read_layer(matrix, symmetric=symmetric) for matrix in (other, one))
    fixed = left.usual * first.sum() + right.usual * left.total - len(first) * first.mean() * second.mean()
    products = np.concatenate(
        [renamed_products(left, right, renamings) for renamings in renamings_of(n, permutations, seed)]
    )
    found = float((first @ second - len(first) * first.mean() * second.mean()) / scale)
    dealt = (products + fixed) / scale
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
    outcome: np.ndarray,
    predictors: Mapping[str, np.ndarray],
    *,
    intercept: str = "tested",
    permutations: int = 4999,
    seed: int = 0,
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
    intercept
        ``tested`` beside chance too, or ``left_out`` of the table: its test is seldom looked at and takes as long.
    permutations
        Times the members are renamed, for each predictor.
    seed
        Seed of the random numbers.

    Returns
    -------
    pd.DataFrame
        One row a term, ``intercept`` first where it is tested: ``term, coefficient, t, p_more, p_fewer, p_two_sided``.

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
    layers = [read_layer(matrix, symmetric=symmetric) for matrix in (outcome, *predictors.values())]
    found = []
    for number, name in enumerate(("intercept", *predictors)):
        if number == 0 and intercept == "left_out":
            continue
        term = _read_term(design, y, number)
        coefficient, t = _slope(term, term.met, term.square)
        dealt = np.concatenate(
            [_renamed_t(term, layers, renamings) for renamings in renamings_of(n, permutations, seed + number)]
        )
        near = _ALIKE * max(1.0, abs(t)) if np.isfinite(t) else 0.0
        found.append(
            {
                "term": name,
                "coefficient": float(coefficient),
                "t": float(t),
                "p_more": _share(dealt >= t - near),
                "p_fewer": _share(dealt <= t + near),
                "p_two_sided": _share(np.abs(dealt) >= abs(t) - near),
            }
        )
    return pd.DataFrame(found)


class _Term(NamedTuple):
    """One term, less what the others say of it, beside these others.

    ``weights`` makes it of all terms; ``total`` and ``square`` are its sum and that of its squares; ``met`` is its sum
    of products with the outcome less what the others say of that. Of the others: ``others`` their numbers, ``slopes``
    of the outcome on them, ``factor`` the triangle R of their QR decomposition, ``rest`` the sum of squares they leave
    of the outcome. ``freedom``: pairs beyond the terms.
    """

    number: int
    weights: np.ndarray
    total: float
    square: float
    met: float
    others: np.ndarray
    slopes: np.ndarray
    factor: np.ndarray
    rest: float
    freedom: int


def _read_term(design: np.ndarray, y: np.ndarray, number: int) -> _Term:
    others = np.delete(np.arange(design.shape[1]), number)
    basis, factor = np.linalg.qr(design[:, others])
    shares, slopes = (np.linalg.solve(factor, basis.T @ column) for column in (design[:, number], y))
    left, rest = (column - basis @ (basis.T @ column) for column in (design[:, number], y))
    return _Term(
        number=number,
        weights=np.insert(-shares, number, 1.0),
        total=float(left.sum()),
        square=float(left @ left),
        met=float(left @ rest),
        others=others,
        slopes=slopes,
        factor=factor,
        rest=float(rest @ rest),
        freedom=len(y) - design.shape[1],
    )


def _renamed_t(term: _Term, layers: Sequence[Layer], renamings: np.ndarray) -> np.ndarray:
    """Give t of the term with its members renamed, shape ``(count,)``; the outcome is the first layer.

    What is left of a term is a sum of layers, so its products with the others follow from those of the layers, and the
    regression from these (Frisch, Waugh & Lovell): the pairs themselves are not needed.
    """
    along = np.array([_met(term, layers, number, renamings) for number in term.others])
    met = _met(term, layers, -1, renamings) - term.slopes @ along
    own = term.square - (np.linalg.solve(term.factor.T, along) ** 2).sum(axis=0)
    t: np.ndarray = _slope(term, met, own)[1]
    return t


def _met(term: _Term, layers: Sequence[Layer], number: int, renamings: np.ndarray) -> np.ndarray:
    """Sum the renamed term times the term ``number``, or times the outcome (-1)."""
    if number == 0:
        return np.full(len(renamings), term.total)
    fixed = layers[max(number, 0)]
    met = np.full(len(renamings), fixed.usual * term.total + term.weights[0] * fixed.total)
    for weight, layer in zip(term.weights[1:], layers[1:], strict=True):
        if weight:
            met += weight * (layer.usual * fixed.total + renamed_products(layer, fixed, renamings))
    return met


def _slope(term: _Term, met: Any, own: Any) -> tuple[Any, Any]:
    """Give coefficient and t from the sum of products with the outcome and what is the term's own."""
    coefficient = met / own
    error = np.maximum(term.rest - coefficient**2 * own, 0) / term.freedom
    with np.errstate(divide="ignore"):
        return coefficient, coefficient / np.sqrt(error / own)


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
