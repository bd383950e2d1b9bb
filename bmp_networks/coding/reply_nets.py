"""Small nets that score candidates, evaluated as plain matrix products over all pairs at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bmp_networks.coding.reply_candidates import Pairs


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
            signal = signal @ weight
            signal += offset
            np.maximum(signal, 0, out=signal)
        scores: np.ndarray = (signal @ self.weights[-1])[:, 0] + self.offsets[-1][0]
        return scores


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
