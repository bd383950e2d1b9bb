"""How much of what a member brings up is answered, when who answered whom is known only as a probability."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from bmp_networks.measures.indices import Array
from bmp_networks.measures.significance import likeness

FEW_OF_A_KIND = 10
"""Turns of one kind the others must have before their share for this kind is used."""

LEAST_LIKENESS, USUAL_LIKENESS, MOST_LIKENESS = 0.02, 0.1, 0.5
"""Members differ at least a little in what is answered; the second where too few speak to estimate it."""

LEAST_SPREAD = 0.1
"""However vague the reply links, they are not taken for vaguer than this."""

NEAR_CERTAIN = 0.001
"""A probability is never taken for quite 0 or 1: one wrong link must not decide alone."""

ROUNDS = 100
RESAMPLES = 4000


@dataclass(frozen=True)
class AnswerChances:
    """The turns of one member beside those of all others.

    The probability that a turn was answered, as read from the reply links, leans towards what is usual in the group:
    where six turns in ten are answered, a turn about which little can be seen is given about .6, also when its author
    is never answered. So the member's own share is estimated anew. Each probability is turned into evidence, how many
    times likelier what is seen would be if the turn was answered than if it was not, and the share is the one under
    which all her turns together are likeliest. Where every answer is certain, that is the plain share.

    Parameters
    ----------
    own, others
        Turns with ``kind`` and ``answered`` (probability, 0 to 1), and for the others ``node``.

    References
    ----------
    Saerens, Latinne and Decaestecker (2002), *Adjusting the outputs of a classifier to new a priori probabilities*,
    doi:10.1162/089976602753284446
    """

    own: pd.DataFrame
    others: pd.DataFrame

    @cached_property
    def usual(self) -> float:
        """Share of the others' turns that is answered, for the same mixture of kinds as hers, 0 to 1."""
        return float(_inside(self._usual_of(self.own)).mean())

    @cached_property
    def share(self) -> float:
        """Share of her own turns that is answered: the likeliest one, 0 to 1."""
        evidence = _evidence(self.own["answered"].to_numpy(), self._usual_of(self.own))
        share = self.usual
        for _ in range(ROUNDS):
            share = float((share * evidence / (share * evidence + 1 - share)).mean())
        return share

    @cached_property
    def alike(self) -> float:
        """How much more alike the answers to one member are than those to different ones, 0 to .5.

        Estimated among the others. Probabilities spread less than yes and no do, and differ less between members than
        the answers behind them, both by the same factor.
        """
        each = self.others.groupby("node")["answered"].agg(["sum", "size"])
        mean = float(self.others["answered"].mean())
        spread = 1.0
        if 0 < mean < 1:
            variance = float(self.others["answered"].var(ddof=0))
            spread = float(np.clip(variance / (mean * (1 - mean)), LEAST_SPREAD, 1.0))
        found = likeness(each["sum"], each["size"], spread=spread)
        found = USUAL_LIKENESS if np.isnan(found) else max(found, LEAST_LIKENESS)
        return min(found / spread, MOST_LIKENESS)

    def p_value(self, seed: int = 0) -> float:
        """How probable so little is answered of so many turns, if she were answered like the others, 0 to 1.

        Members like the others are made up: how much is answered of each follows a beta-binomial law with the others'
        shares and ``alike``, and what would be seen of an answered or unanswered turn is drawn from the others' turns.
        However sure the links look, p is never below the chance that none of the turns would have been answered.
        """
        alike, usual = self.alike, _inside(self._usual_of(self.own))
        mean = float(usual.mean())
        seen = float(self._score(self.own).sum())
        answered, scores = _inside(self.others["answered"].to_numpy()), self._score(self.others)
        rng = np.random.default_rng(seed)
        person = rng.beta(mean * (1 - alike) / alike, (1 - mean) * (1 - alike) / alike, RESAMPLES)
        yes = rng.random((RESAMPLES, len(usual))) < person[:, None] * usual / mean
        drawn = rng.random(yes.shape)
        made = np.empty(yes.shape)
        made[yes] = scores[_pick(answered, drawn[yes])]
        made[~yes] = scores[_pick(1 - answered, drawn[~yes])]
        made_up = made.sum(axis=1)
        as_little, none = (made_up <= seen + 1e-9).sum(), (~yes.any(axis=1)).sum()
        return float((1 + max(as_little, none)) / (RESAMPLES + 1))

    @cached_property
    def _by_kind(self) -> tuple[dict[str, float], float]:
        """Give the share of the others' turns answered, for each kind they have enough of, and for all together."""
        codes, kinds = pd.factorize(self.others["kind"])
        answered = self.others["answered"].to_numpy(dtype=np.float64)
        size, total = np.bincount(codes), np.bincount(codes, weights=answered)
        known = {str(kinds[k]): float(total[k] / size[k]) for k in np.flatnonzero(size >= FEW_OF_A_KIND)}
        return known, float(answered.mean())

    def _usual_of(self, turns: pd.DataFrame) -> Array:
        """Give for each turn the share of the others' turns of its kind that is answered."""
        known, overall = self._by_kind
        return np.array([known.get(kind, overall) for kind in turns["kind"]], dtype=np.float64)

    def _score(self, turns: pd.DataFrame) -> Array:
        """Say how far each turn's probability lies above the usual one of its kind; a turn that tells nothing has 0."""
        score: Array = turns["answered"].to_numpy(dtype=np.float64) - self._usual_of(turns)
        return score


def _evidence(answered: Array, usual: Array) -> Array:
    """Say how many times likelier each turn looks as it does if it was answered than if not."""
    odds, usual_odds = (_inside(p) / (1 - _inside(p)) for p in (answered, usual))
    evidence: Array = odds / usual_odds
    return evidence


def _inside(p: Array) -> Array:
    inside: Array = np.clip(np.asarray(p, dtype=np.float64), NEAR_CERTAIN, 1 - NEAR_CERTAIN)
    return inside


def _pick(weights: Array, drawn: Array) -> np.ndarray:
    """Choose places in proportion to their weights, one for each random number from 0 to 1."""
    sums = np.cumsum(weights)
    places: np.ndarray = np.minimum(np.searchsorted(sums, drawn * sums[-1]), len(weights) - 1)
    return places
