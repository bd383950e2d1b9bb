"""Whether one kind of event is in fewer hands than another, beyond what fewer events alone do."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from bmp_networks.measures.indices import Array, gini
from bmp_networks.measures.resampling import Events
from bmp_networks.measures.voices import Voices, draw_voices, find_voices, without_replacement

MIN_EPISODES, MIN_MEMBERS = 20, 5
"""Of the rarer kind; below these nothing is compared."""

LEAST_GAP = 0.02
"""Conversations of the two kinds that differ less than this in how few voices they hold are taken as they are."""


@dataclass(frozen=True)
class Contrast:
    """Whether one kind of event is more unequally spread than another, beyond what fewer events alone do.

    Parameters
    ----------
    first, second
        Corrected Gini of either kind with one voice a conversation, and as many conversations of each: mean over
        draws. NaN where a gate fails.
    difference
        ``first`` - ``second``: above 0 where the first kind is in fewer hands.
    enm_first, enm_second
        As if so many members were equally often the voice of a conversation (1 / Simpson); not bent by how many
        conversations there are. NaN where no member is the voice of two.
    p
        One-sided p value: how often shuffled labels give at least this difference of Simpson's index,
        (1 + k) / (R + 1).
    episodes
        Episodes with events of the first and of the second kind.
    missing
        What is too little, as keys ``episodes`` or ``members``; empty where the comparison holds.
    """

    first: float
    second: float
    difference: float
    enm_first: float
    enm_second: float
    p: float
    episodes: tuple[int, int]
    missing: tuple[str, ...] = ()


def compare_spread(
    first: Events,
    second: Events,
    members: int,
    *,
    within: bool = False,
    draws: int = 200,
    permutations: int = 999,
    seed: int = 0,
) -> Contrast:
    """Compare how unequally two kinds of events are spread over the members, with the conversation as the unit.

    Each conversation gives one voice of a kind, taken at random among its events: a kind of which conversations hold
    a single event is else taken for unequal, because one event is in one hand. The null shuffles which conversations
    are of which kind; where both occur in one conversation, the two are swapped. Conversations of several voices are
    thinned first, so that those of both kinds weigh alike. Comparing two Ginis as they stand is not offered: with the
    same behaviour, 30 events look more unequal than 600 in practically every group.

    Parameters
    ----------
    first, second
        Events of the two kinds, over the same members.
    members
        How many members there are, silent ones included.
    within
        Compare inside the conversations in which both occur, which is right where one kind is part of the other (the
        events of one tie type among all turns): its conversations are the long ones.
    draws, permutations
        How often to draw voices for the Ginis, and to shuffle.
    seed
        Seed of both.

    Returns
    -------
    Contrast
        Numbers NaN where one kind has fewer than 20 episodes or 5 members with any.

    References
    ----------
    Hoffman, Sen and Weinberg (2001), *Within-cluster resampling*, doi:10.1093/biomet/88.4.1121
    """
    rng = np.random.default_rng(seed)
    voices = find_voices(first, second, members, within=within, rng=rng)
    missing = _missing(voices)
    if missing:
        nan = float("nan")
        return Contrast(nan, nan, nan, nan, nan, nan, voices.episodes, missing)
    ginis = [
        float(np.mean(gini(draw_voices(voices, without_replacement(rows, voices.few, draws, rng), rng))))
        for rows in voices.rows
    ]
    first_only = voices.is_first[:, None].astype(np.float32)
    enm = [1 / float(value[0]) if value[0] > 0 else float("nan") for value in _simpson(voices, first_only)]
    compared = voices if within else _evened(voices, rng)
    one, other = _simpson(compared, _shuffled(compared, permutations, rng))
    difference = one - other
    exceeded = int((difference[1:] >= difference[0] - 1e-9).sum())
    p = (1 + exceeded) / (permutations + 1)
    return Contrast(ginis[0], ginis[1], ginis[0] - ginis[1], enm[0], enm[1], p, voices.episodes)


def _missing(voices: Voices) -> tuple[str, ...]:
    missing = []
    if min(voices.episodes) < MIN_EPISODES:
        missing.append("episodes")
    if min(int(voices.shares[rows].any(axis=0).sum()) for rows in voices.rows) < MIN_MEMBERS:
        missing.append("members")
    return tuple(missing)


def _evened(voices: Voices, rng: np.random.Generator) -> Voices:
    """Thin the conversations of the kind that has more voices in each, until both kinds have as many.

    A conversation of several voices says more surely whose the kind is; shuffling labels among conversations of
    unlike weight would make the rarer kind look more surely different than it is. With m voices drawn from shares q
    the expected Σq² is 1/m + (1 - 1/m) Σq²: m is chosen so that both kinds have the same.
    """
    own = (voices.shares**2).sum(axis=1)
    first, second = voices.rows
    rich, poor = sorted((first, second), key=lambda rows: float(own[rows].mean()))
    gap = float(own[poor].mean() - own[rich].mean())
    if gap < LEAST_GAP:
        return voices
    wanted = max(1.0, (1 - float(own[rich].mean())) / gap)
    drawn = int(wanted) + (rng.random(len(rich)) < wanted % 1)
    shares = voices.shares.copy()
    for voices_left in np.unique(drawn):
        rows = rich[drawn == voices_left]
        repeated = np.repeat(rows[:, None], voices_left, axis=1)
        shares[rows] = draw_voices(voices, repeated, rng) / voices_left
    return replace(voices, shares=shares)


def _shuffled(voices: Voices, permutations: int, rng: np.random.Generator) -> np.ndarray:
    """Say which rows are of the first kind: in the data (first column), and in each shuffle; 0 or 1."""
    chosen = np.zeros((len(voices.is_first), permutations + 1), dtype=np.float32)
    chosen[:, 0] = voices.is_first
    here, there = voices.pairs.T
    alone = np.setdiff1d(np.arange(len(voices.is_first)), voices.pairs)
    n_alone = int(voices.is_first[alone].sum())
    for column in range(1, permutations + 1):
        swapped = rng.random(len(here)) < 0.5
        chosen[here, column], chosen[there, column] = ~swapped, swapped
        chosen[rng.permutation(alone)[:n_alone], column] = 1
    return chosen


def _simpson(voices: Voices, chosen: np.ndarray) -> tuple[Array, Array]:
    """Give for either kind how probably two conversations have the same voice, no conversation paired with itself."""
    shares = voices.shares.astype(np.float32)
    alike = shares @ shares.T
    own = np.diag(alike).copy()
    reached = alike @ chosen
    first = (chosen * reached).sum(axis=0, dtype=np.float64)
    total = float(alike.sum(dtype=np.float64))
    second = total - 2 * reached.sum(axis=0, dtype=np.float64) + first
    n = float(voices.is_first.sum())
    m = len(voices.is_first) - n
    own_first = own.astype(np.float64) @ chosen
    return (first - own_first) / (n * (n - 1)), (second - float(own.sum()) + own_first) / (m * (m - 1))
