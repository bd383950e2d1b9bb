"""Small nets that score candidates, evaluated as plain matrix products over all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bmp_networks.coding.reply_candidates import Pairs

_SMALL = 250_000
"""Multiplications in a block that linear algebra libraries still do in one thread."""


@dataclass(frozen=True)
class Net:
    """A net of rectified layers with one score at the end: constants only.

    Parameters
    ----------
    weights
        One matrix a layer, shapes ``(n in, n out)``; the last has one column.
    offsets
        One vector a layer, shapes ``(n out,)``.
    """

    weights: tuple[np.ndarray, ...]
    offsets: tuple[np.ndarray, ...]

    def score(self, rows: np.ndarray) -> np.ndarray:
        """Score rows of features, float32 of shape ``(n rows,)``."""
        signal = rows
        for weight, offset in zip(self.weights[:-1], self.offsets[:-1], strict=True):
            signal = _times(signal, weight)
            signal += offset
            np.maximum(signal, 0, out=signal)
        scores: np.ndarray = np.einsum("ij,j->i", signal, self.weights[-1][:, 0]) + self.offsets[-1][0]
        return scores


def _times(rows: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Multiply in small blocks: large ones wake helper threads, which burn more time waiting than they save here."""
    n, n_in = rows.shape
    block = max(1, _SMALL // weight.size)
    whole = n - n % block
    product = np.empty((n, weight.shape[1]), dtype=np.float32)
    blocks = rows[:whole].reshape(-1, block, n_in)
    np.matmul(blocks, weight, out=product[:whole].reshape(-1, block, weight.shape[1]))
    product[whole:] = rows[whole:] @ weight
    return product


def softmax(pairs: Pairs, scores: np.ndarray, new: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Turn scores into probabilities, message by message, with opening something new among the options.

    Returns
    -------
    tuple of numpy.ndarray
        Probability of each pair and of opening something new, shapes ``(n pairs,)`` and ``(n messages,)``.
    """
    top = new.astype(np.float64)
    np.maximum.at(top, pairs.row, scores)
    weight, opens = np.exp(scores - top[pairs.row]), np.exp(new - top)
    total = opens + np.bincount(pairs.row, weights=weight, minlength=len(new))
    return weight / total[pairs.row], opens / total
