"""Where a coder errs, label by label, and shares corrected by what is known of these errors."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bmp_networks.measures.agreement_units import Value, coded_by_both

Array = npt.NDArray[np.float64]

WORST_CONDITION = 10.0
"""A confusion matrix with a larger condition number would blow up its own errors when inverted."""

_Z = 1.959963984540054


def wilson_interval(hits: int, n: int) -> tuple[float, float]:
    """Give the 95 % interval of a share, also right for small n and shares near 0 and 1; NaN without any.

    References
    ----------
    Wilson (1927), *Probable inference*, doi:10.1080/01621459.1927.10502953
    """
    if not n:
        return math.nan, math.nan
    share = hits / n
    middle = share + _Z**2 / (2 * n)
    reach = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    size = 1 + _Z**2 / n
    return max(0.0, (middle - reach) / size), min(1.0, (middle + reach) / size)


def confusion_rows(field: str, label: str | None, a: Sequence[Value], b: Sequence[Value]) -> list[dict[str, Any]]:
    """Count how often each code of A met each code of B, sorted."""
    cells = Counter(zip(*coded_by_both(a, b), strict=True))
    return [{"field": field, "label": label, "a": one, "b": other, "n": n} for (one, other), n in sorted(cells.items())]


def class_row(field: str, label: str, a: Sequence[Value], b: Sequence[Value], *, name: str) -> dict[str, Any]:
    """Measure how well A finds one label, with B as the reference; ``name`` is how the codes call it."""
    ours, theirs = coded_by_both(a, b)
    n_a, n_b = ours.count(name), theirs.count(name)
    hits = sum(one == other == name for one, other in zip(ours, theirs, strict=True))
    precision, recall = wilson_interval(hits, n_a), wilson_interval(hits, n_b)
    return {
        "field": field,
        "label": label,
        "n_a": n_a,
        "n_b": n_b,
        "hits": hits,
        "precision": hits / n_a if n_a else math.nan,
        "precision_low": precision[0],
        "precision_high": precision[1],
        "recall": hits / n_b if n_b else math.nan,
        "recall_low": recall[0],
        "recall_high": recall[1],
        "f1": 2 * hits / (n_a + n_b) if n_a + n_b else math.nan,
    }


def corrected_shares(
    a: Sequence[Value], b: Sequence[Value], *, resamples: int, seed: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Correct the shares of A's codes for the errors that B shows: p = (Cᵀ)⁻¹ p_observed, clipped to the simplex.

    C says how A codes the messages of each code of B, in rows that sum to 1. Where it is close to singular
    (``WORST_CONDITION``), or A uses a code that B never does, the observed shares stand, and a note says why.

    Yields
    ------
    tuple
        Each code, sorted, with the columns of ``SHARES`` from ``n`` on.
    """
    coded = [value for value in a if value is not None]
    ours, theirs = coded_by_both(a, b)
    codes = sorted({*coded, *theirs})
    if not coded or not theirs:
        return
    observed = np.array([coded.count(code) for code in codes]) / len(coded)
    cells = _cells(ours, theirs, codes)
    found, condition = _inverted(cells[None], observed)
    note = None
    if (cells.sum(axis=1) == 0).any():
        note, condition[0] = "label_without_reference", math.nan
    elif condition[0] > WORST_CONDITION:
        note = "ill_conditioned"
    shares = observed if note else found[0]
    low, high = (np.full((2, len(codes)), math.nan)) if note else _interval(cells, observed, resamples, seed)
    for k, code in enumerate(codes):
        yield str(code), {
            "n": len(coded), "n_checked": len(theirs), "observed": observed[k], "corrected": shares[k],
            "low": low[k], "high": high[k], "condition": condition[0], "note": note,
        }  # fmt: skip


def _cells(ours: Sequence[Value], theirs: Sequence[Value], codes: Sequence[Value]) -> Array:
    place = {code: k for k, code in enumerate(codes)}
    cells = np.zeros((len(codes), len(codes)))
    for one, other in zip(ours, theirs, strict=True):
        cells[place[other], place[one]] += 1
    return cells


def _inverted(cells: Array, observed: Array) -> tuple[Array, Array]:
    """Correct shares by each of several confusion matrices; give the shares and the condition numbers.

    ``cells`` has the shape ``(matrices, codes of B, codes of A)``; singular matrices give NaN and an infinite number.
    """
    sizes = cells.sum(axis=2, keepdims=True)
    rates = np.divide(cells, sizes, out=np.zeros_like(cells), where=sizes > 0)
    condition = np.linalg.cond(rates)
    fine = condition < 1e12
    shares = np.full((len(cells), len(observed)), math.nan)
    if fine.any():
        turned = np.swapaxes(rates[fine], 1, 2)
        wanted = np.broadcast_to(observed[:, None], (len(turned), len(observed), 1))
        solved = np.clip(np.linalg.solve(turned, wanted)[..., 0], 0, None)
        shares[fine] = solved / solved.sum(axis=1, keepdims=True)
    return shares, np.where(fine, condition, math.inf)


def _interval(cells: Array, observed: Array, resamples: int, seed: int) -> Array:
    """Draw the checked messages again; resamples that cannot be inverted safely are passed over."""
    n = int(cells.sum())
    drawn = np.random.default_rng(seed).multinomial(n, cells.ravel() / n, size=resamples).astype(np.float64)
    shares, condition = _inverted(drawn.reshape(-1, *cells.shape), observed)
    safe = shares[condition <= WORST_CONDITION]
    if not len(safe):
        return np.full((2, len(observed)), math.nan)
    ends: Array = np.quantile(safe, [0.025, 0.975], axis=0)
    return ends
