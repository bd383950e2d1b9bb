"""Whether ties stay inside groups or reach across them: the E-I index, beside what chance gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bmp_networks.measures.matrices import either_way, tie_ends

_CHUNK = 2_000_000


@dataclass(frozen=True)
class ExternalInternal:
    """The E-I index of a network and of each member.

    Parameters
    ----------
    external, internal
        Ties (or weight) across and within groups.
    index
        (external - internal) / (external + internal): -1 all inside, 1 all across; NaN without ties.
    lowest, highest
        What the sizes of the groups and the number of ties allow; NaN for weighted ties.
    rescaled
        The index between those two, -1 to 1.
    chance
        Mean index when the group labels are dealt out anew.
    z
        Distance from that mean in its standard deviations.
    p
        Two-sided: share of permutations at least as far from their mean, (1 + k) / (1 + permutations).
    by_member
        Index of each member, shape ``(n,)``; NaN without ties or group.
    """

    external: float
    internal: float
    index: float
    lowest: float
    highest: float
    rescaled: float
    chance: float
    z: float
    p: float
    by_member: np.ndarray


def external_internal(
    matrix: np.ndarray,
    groups: Sequence[object],
    *,
    weights: str = "none",
    permutations: int = 4999,
    seed: int = 0,
) -> ExternalInternal:
    """Measure whether ties stay inside groups or reach across them, and whether chance would give the same.

    Parameters
    ----------
    matrix
        Shape ``(n, n)``; ties are taken without direction, the stronger one of two.
    groups
        Group of each member, shape ``(n,)``; members of no known group (None) are left out.
    weights
        ``none``: every tie counts one; ``strength``: its weight.
    permutations
        Times the group labels are dealt out anew (group sizes stay).
    seed
        Seed of the random numbers.

    References
    ----------
    Krackhardt & Stern (1988), *Informal networks and organizational crises*, doi:10.2307/2786835
    """
    codes, names = pd.factorize(pd.Series(list(groups), dtype=object), sort=False)
    codes = np.asarray(codes)
    kept = np.flatnonzero(codes >= 0)
    ties = either_way(matrix)[np.ix_(kept, kept)]
    ties = ties if weights == "strength" else (ties > 0).astype(float)
    labels = codes[kept]
    one, other = tie_ends(ties > 0)
    weight = ties[one, other]
    across = labels[one] != labels[other]
    external, internal = float(weight[across].sum()), float(weight[~across].sum())
    index = _index(external, internal)
    dealt = dealt_indices(labels, one, other, weight, permutations, np.random.default_rng(seed))
    chance, spread = float(dealt.mean()), float(dealt.std())
    far = np.abs(dealt - chance) >= abs(index - chance) - 1e-12
    sizes = np.bincount(labels, minlength=len(names))
    low, high = attainable_range(sizes, len(one)) if weights == "none" else (np.nan, np.nan)
    return ExternalInternal(
        external=external,
        internal=internal,
        index=index,
        lowest=low,
        highest=high,
        rescaled=2 * (index - low) / (high - low) - 1 if high > low else float("nan"),
        chance=chance,
        z=(index - chance) / spread if spread > 0 else float("nan"),
        p=(1 + int(far.sum())) / (1 + permutations) if len(one) else float("nan"),
        by_member=_by_member(ties, labels, kept, len(codes)),
    )


def _index(external: float, internal: float) -> float:
    total = external + internal
    return (external - internal) / total if total else float("nan")


def dealt_indices(
    labels: np.ndarray,
    one: np.ndarray,
    other: np.ndarray,
    weight: np.ndarray,
    permutations: int,
    random: np.random.Generator,
) -> np.ndarray:
    """Give the index with the group labels dealt out anew, shape ``(permutations,)``; NaN without ties."""
    if not len(one):
        return np.full(max(permutations, 1), np.nan)
    total, done, alike = weight.sum(), np.empty(permutations), bool((weight == 1).all())
    labels = labels.astype(np.min_scalar_type(int(labels.max())))  # the fewer bytes, the sooner they are compared
    step = max(1, _CHUNK // (len(labels) + len(one)))
    for start in range(0, permutations, step):
        count = min(step, permutations - start)
        shuffled = random.permuted(np.tile(labels, (count, 1)), axis=1)
        across = shuffled.take(one, axis=1) != shuffled.take(other, axis=1)
        external = np.count_nonzero(across, axis=1) if alike else across @ weight
        done[start : start + count] = (2 * external - total) / total
    return done


def attainable_range(sizes: np.ndarray, ties: int) -> tuple[float, float]:
    """Give the least and the largest index that the sizes of the groups and the number of ties allow."""
    within = int((sizes * (sizes - 1) // 2).sum())
    between = int(sizes.sum() * (sizes.sum() - 1) // 2) - within
    if not ties:
        return float("nan"), float("nan")
    fewest, most = max(0, ties - within), min(ties, between)
    return (2 * fewest - ties) / ties, (2 * most - ties) / ties


def _by_member(ties: np.ndarray, labels: np.ndarray, kept: np.ndarray, n: int) -> np.ndarray:
    across = labels[:, None] != labels[None, :]
    external, total = (ties * across).sum(axis=1), ties.sum(axis=1)
    index = np.full(n, np.nan)
    index[kept] = np.divide(2 * external - total, total, out=np.full(len(kept), np.nan), where=total > 0)
    return index
