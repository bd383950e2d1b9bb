"""Lorenz curve against Lorenz curve: which lies above the other everywhere, by more than chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bmp_networks.measures.indices import Array, lorenz_at
from bmp_networks.measures.resampling import CHUNK, Events, Indices
from bmp_networks.measures.voices import Voices, draw_voices, find_voices, without_replacement

DECILES = np.linspace(0.1, 0.9, 9)

FEWEST = 40
"""Conversations of the rarer kind; with 20 the band is too narrow and orders equal curves in a fifth of the groups."""

ROUNDING = 0.002
"""Curves that differ less than this at a point are taken as equal there: they are means over draws."""


@dataclass(frozen=True)
class Dominance:
    """Whether one Lorenz curve lies above another everywhere, by more than chance.

    Parameters
    ----------
    verdict
        ``first`` or ``second`` (its curve lies above the other at all nine points, and at some by more than chance),
        ``crossing`` (each is surely above somewhere: they cannot be ordered), or ``unclear``; always that with fewer
        than 40 conversations of one kind.
    difference
        First curve less second at shares .1 … .9 of the members, shape ``(9,)``; NaN without a conversation of each.
    low, high
        Simultaneous 95 % band of the difference, shape ``(9,)``.
    """

    verdict: str
    difference: Array
    low: Array
    high: Array


def compare_curves(
    first: Events,
    second: Events,
    members: int,
    *,
    within: bool = False,
    resamples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> Dominance:
    """Compare two Lorenz curves over the same members at nine points, with a band that holds for all of them at once.

    As in ``compare_spread``, each conversation gives one voice of a kind, and as many conversations of each are
    taken: the curve of few events would else hang low by chance alone. Conversations are drawn again, those in which
    both kinds occur together; the band is the sup-t band of the differences.

    Parameters
    ----------
    first, second
        Events of the two kinds.
    members
        How many members there are, silent ones included.
    within
        Compare inside the conversations in which both kinds occur.
    resamples
        How often to draw.
    level
        Coverage of the whole band, 0 to 1.
    seed
        Seed.

    References
    ----------
    Montiel Olea and Plagborg-Møller (2019), *Simultaneous confidence bands*, doi:10.1002/jae.2656
    """
    rng = np.random.default_rng(seed)
    voices = find_voices(first, second, members, within=within, rng=rng)
    if voices.few < 2:
        nothing = np.full(len(DECILES), np.nan)
        return Dominance("unclear", nothing, nothing, nothing)
    observed = np.mean([_difference(voices, _taken(voices, CHUNK, rng), rng).mean(axis=0) for _ in range(3)], axis=0)
    drawn = np.vstack(
        [
            _difference(voices, _again(voices, min(CHUNK, resamples - start), rng), rng)
            for start in range(0, resamples, CHUNK)
        ]
    )
    error = drawn.std(axis=0, ddof=1)
    # Resampled curves hang lower than the data's: their own mean is the centre of the deviations.
    away = np.abs(drawn - drawn.mean(axis=0)) / np.where(error > 0, error, np.inf)
    reach = float(np.quantile(away.max(axis=1), level)) * error
    low, high = observed - reach, observed + reach
    verdict = _verdict(observed, low, high) if voices.few >= FEWEST else "unclear"
    return Dominance(verdict, observed, low, high)


def _difference(voices: Voices, rows: tuple[Indices, Indices], rng: np.random.Generator) -> Array:
    """Give the difference of the two curves at the deciles in each draw, shape ``(draws, 9)``."""
    curves = [np.asarray(lorenz_at(draw_voices(voices, chosen, rng), DECILES)) for chosen in rows]
    difference: Array = curves[0] - curves[1]
    return difference


def _taken(voices: Voices, draws: int, rng: np.random.Generator) -> tuple[Indices, Indices]:
    """Take as many conversations of each kind, each at most once."""
    first, second = (without_replacement(rows, voices.few, draws, rng) for rows in voices.rows)
    return first, second


def _again(voices: Voices, draws: int, rng: np.random.Generator) -> tuple[Indices, Indices]:
    """Draw as many conversations of each kind with replacement; where all are pairs, the same for both."""
    if len(voices.pairs) == voices.few == len(voices.is_first) - voices.few:
        pairs = voices.pairs[rng.integers(len(voices.pairs), size=(draws, voices.few))]
        return pairs[..., 0], pairs[..., 1]
    first, second = (rows[rng.integers(len(rows), size=(draws, voices.few))] for rows in voices.rows)
    return first, second


def _verdict(observed: Array, low: Array, high: Array) -> str:
    above, below = bool((low > 0).any()), bool((high < 0).any())
    if above and below:
        return "crossing"
    if above and bool((observed >= -ROUNDING).all()):
        return "first"
    if below and bool((observed <= ROUNDING).all()):
        return "second"
    return "unclear"
