"""From stage to stage: what follows what in the talk about a product, and whether it follows the chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bmp_networks.containers.chains import FORWARDNESS, TRANSITIONS
from bmp_networks.containers.coding import STAGES, Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.lags import StageTimes, stage_lags, stage_times, survival_median
from bmp_networks.measures.product_episodes import Mention, mentions_of

Array = npt.NDArray[np.float64]

WITHIN_DAYS = 21
"""Stages farther apart are not taken for steps of one chain."""

PRIOR = 0.5
PERMUTATIONS = 999
CHUNK = 100


@dataclass(frozen=True)
class _Steps:
    """The messages of one product that have stages, as one number for each set of stages that occurs."""

    weights: Array  # (k, 7): the set's stages in equal parts
    code: npt.NDArray[np.int64]  # (n,)
    episode: npt.NDArray[np.int64]  # (n,), numbers that differ between products
    near: npt.NDArray[np.bool_]  # (n - 1,): the next message is of the same product and not too far


def trace_transitions(graph: InteractionGraph, coding: Coding) -> pd.DataFrame:
    """Count what follows what among the stages of each product, and how long it takes.

    Counted are successive messages of one product with stages, at most 21 days apart. A message of several stages
    counts in equal parts for each. How long it takes is measured from each time a stage comes up until the other,
    stages that have not come yet being censored at the end of the chat.

    Returns
    -------
    pd.DataFrame
        Table under ``TRANSITIONS``: all pairs of stages that occur, by product; remaining at a stage too.
    """
    rows = []
    said = mentions_of(graph, coding)
    end = graph.turns["at"].max()
    times = {product: stage_times(mentions) for product, mentions in said.items()}
    for product, mentions in said.items():
        rows += _transition_rows(product, [mentions], [times[product]], end)
    rows += _transition_rows(None, list(said.values()), list(times.values()), end)
    return TRANSITIONS.from_rows(rows)


def measure_forwardness(
    graph: InteractionGraph, coding: Coding, *, permutations: int = PERMUTATIONS, seed: int = 0
) -> pd.DataFrame:
    """Say how far the talk about each product runs along the chain, against stages shuffled inside its episodes.

    Returns
    -------
    pd.DataFrame
        Table under ``FORWARDNESS``: one row a product with any transition, and one for all together.
    """
    said = mentions_of(graph, coding)
    rows = [_forward_row(product, [mentions], permutations, seed) for product, mentions in said.items()]
    rows.append(_forward_row(None, list(said.values()), permutations, seed))
    return FORWARDNESS.from_rows([row for row in rows if row["transitions"] > 0])


def _transition_rows(
    product: str | None, said: Sequence[list[Mention]], times: Sequence[StageTimes], end: pd.Timestamp
) -> list[dict[str, Any]]:
    steps = _steps(said)
    if steps is None:
        return []
    a, b = steps.weights[steps.code[:-1][steps.near]], steps.weights[steps.code[1:][steps.near]]
    counts = a.T @ b
    smooth = (counts + PRIOR) / (counts + PRIOR).sum(axis=1, keepdims=True)
    rows = []
    for place, other in zip(*np.nonzero(counts), strict=True):
        source, target = STAGES[place], STAGES[other]
        lags = [stage_lags(one, source, target, end) for one in times]
        days, reached = (np.concatenate([pair[k] for pair in lags]) for k in (0, 1))
        rows.append(
            {
                "product": product,
                "source": source,
                "target": target,
                "count": float(counts[place, other]),
                "share": float(smooth[place, other]),
                "n_lags": len(days),
                "closed": int(reached.sum()),
                "lag_days": survival_median(days, reached > 0) if place != other else float("nan"),
            }
        )
    return rows


def _steps(said: Sequence[list[Mention]]) -> _Steps | None:
    rows = [(number, one) for number, mentions in enumerate(said) for one in mentions if one.stages]
    if len(rows) < 2:
        return None
    kinds = {stages: place for place, stages in enumerate(dict.fromkeys(one.stages for _, one in rows))}
    weights = np.zeros((len(kinds), len(STAGES)))
    for stages, place in kinds.items():
        weights[place, [STAGES.index(stage) for stage in stages]] = 1 / len(stages)
    at = np.array([one.at for _, one in rows], dtype="datetime64[s]")
    product = np.array([number for number, _ in rows])
    own = np.array([one.episode for _, one in rows])
    _, episode = np.unique(product * (int(own.max()) + 1) + own, return_inverse=True)
    near = (np.diff(at) <= np.timedelta64(WITHIN_DAYS, "D")) & (product[1:] == product[:-1])
    code = np.array([kinds[one.stages] for _, one in rows], dtype=np.int64)
    return _Steps(weights, code, episode.reshape(-1).astype(np.int64), near)


def _forward_row(product: str | None, said: Sequence[list[Mention]], permutations: int, seed: int) -> dict[str, Any]:
    row: dict[str, Any] = {"product": product, "transitions": 0.0, "episodes": 0}
    row |= dict.fromkeys(("forwardness", "chance", "p"), float("nan"))
    steps = _steps(said)
    if steps is None:
        return row
    upper = np.triu(np.ones((len(STAGES), len(STAGES))), 1)
    ahead = steps.weights @ (upper - upper.T) @ steps.weights.T  # forward minus backward of each pair of sets
    moves = 1 - steps.weights @ steps.weights.T  # the part that changes stage
    moved, phi = _phi(steps, steps.code[None, :], ahead, moves)
    row |= {"transitions": float(moved[0]), "episodes": len(np.unique(steps.episode)), "forwardness": float(phi[0])}
    if np.isnan(phi[0]):
        return row
    null = np.concatenate(list(_shuffles(steps, ahead, moves, permutations, np.random.default_rng(seed))))
    null = null[~np.isnan(null)]
    row["chance"] = float(null.mean()) if len(null) else float("nan")
    row["p"] = float((1 + int((null >= phi[0] - 1e-12).sum())) / (len(null) + 1))
    return row


def _phi(steps: _Steps, codes: npt.NDArray[np.int64], ahead: Array, moves: Array) -> tuple[Array, Array]:
    k = len(ahead)
    pairs = codes[:, :-1] * k + codes[:, 1:]
    pairs[:, ~steps.near] = k * k
    # How often each pair of sets follows one another is all that counts: a few numbers instead of one a message.
    counts = np.stack([np.bincount(row, minlength=k * k + 1)[:-1] for row in pairs]).astype(np.float64)
    moved, gone = counts @ moves.ravel(), counts @ ahead.ravel()
    with np.errstate(divide="ignore", invalid="ignore"):
        phi = np.where(moved > 1e-12, gone / moved, np.nan)
    return moved, phi


def _shuffles(steps: _Steps, ahead: Array, moves: Array, permutations: int, rng: np.random.Generator) -> Any:
    """Give forwardness with the stages shuffled inside each episode, ``CHUNK`` shuffles at a time.

    An episode of a product may lie in pieces between those of others only where products are put together; in
    every product's own messages it is one stretch, and sorting by episode and chance keeps it in its place.
    """
    base = np.argsort(steps.episode, kind="stable")
    place = np.empty_like(base)
    place[base] = np.arange(len(base))
    for start in range(0, permutations, CHUNK):
        rows = min(CHUNK, permutations - start)
        keys = steps.episode[base] + rng.random((rows, len(base)))
        shuffled = steps.code[base][np.argsort(keys, axis=1)]
        yield _phi(steps, shuffled[:, place], ahead, moves)[1]
