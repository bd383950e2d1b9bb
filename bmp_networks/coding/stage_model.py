"""Which stages a message speaks of, by its words and all that stands around it: a linear model for every stage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from bmp_networks.coding.phrases import Codes
from bmp_networks.coding.stage_features import SAME_STAGE, StageSigns, plain_feature_names, stage_features
from bmp_networks.containers.coding import STAGES
from bmp_networks.resources import load_toml

THREAD = "stage: "
"""Begins the names of the signs that are about the stage in question."""


@dataclass(frozen=True)
class StageModel:
    """Weights of one logistic model a stage.

    Parameters
    ----------
    same
        Weights of the signs of the stage in question (``SAME_STAGE``), float64 of shape ``(n signs, n stages)``.
    plain
        Weights of the signs that are the same for all (``plain_feature_names``), of shape ``(n signs, n stages)``.
    bias
        float64 of shape ``(n stages,)``.
    threshold
        Probability from which a stage counts.
    """

    same: np.ndarray
    plain: np.ndarray
    bias: np.ndarray
    threshold: float

    def probabilities(self, given: StageSigns) -> np.ndarray:
        """Give the probability of every stage, shape ``(n, n stages)``."""
        same, plain = stage_features(given)
        scores = np.einsum("nks,sk->nk", same, self.same.astype(np.float32)) + plain @ self.plain.astype(np.float32)
        result: np.ndarray = 1 / (1 + np.exp(-(scores.astype(np.float64) + self.bias)))
        return result


POLITE = ("greeting", "thanks")
"""Acts that speak of no stage by themselves."""


def model_from_tables(weights: Mapping[str, Mapping[str, float]], bias: Mapping[str, float], at: float) -> StageModel:
    """Make a model from tables feature → stage → weight; what is not named weighs nothing."""

    def matrix(names: tuple[str, ...], start: str) -> np.ndarray:
        rows = [weights.get(start + name, {}) for name in names]
        return np.array([[row.get(stage, 0.0) for stage in STAGES] for row in rows])

    same, plain = matrix(SAME_STAGE, THREAD), matrix(plain_feature_names(), "")
    return StageModel(same, plain, np.array([bias.get(stage, 0.0) for stage in STAGES]), at)


@cache
def read_stage_model() -> StageModel:
    """Read the packaged weights."""
    content: dict[str, Any] = load_toml("lexicons/stage_weights.toml").content
    return model_from_tables(content["weights"], content["bias"], content["threshold"]["counts"])


def decide_stages(given: StageSigns, model: StageModel | None = None) -> tuple[Codes, np.ndarray]:
    """Say which stages each message speaks of, all in all.

    Parameters
    ----------
    given
        The stages by words and by rule, and what else is known of the messages.
    model
        Weights; the packaged ones where None.

    Returns
    -------
    tuple of Codes and numpy.ndarray
        Stages in the order of the chain, with the spans of all stage words (a stage that only the thread speaks for has
        none, words that do not count keep theirs); and the probability of every stage, shape ``(n, n stages)``.
    """
    model = model or read_stage_model()
    p = model.probabilities(given)
    p[_says_nothing(given)] = 0.0
    kinds, which = np.unique(p >= model.threshold, axis=0, return_inverse=True)
    different = [tuple(stage for stage, counts in zip(STAGES, kind, strict=True) if counts) for kind in kinds.tolist()]
    return Codes([different[kind] for kind in which.tolist()], given.lexical.spans), p


def _says_nothing(given: StageSigns) -> np.ndarray:
    """Say which messages greet or thank, name no stage and take over no goods, bool of shape ``(n,)``."""
    fields = zip(given.acts, given.products.codes, given.lexical.proposed, strict=True)
    return np.array([act in POLITE and not (goods or words) for act, goods, words in fields], dtype=bool)
