"""How long it takes from one stage of a chain to the next, where some chains are still open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from bmp_networks.measures.product_episodes import Mention

Array = npt.NDArray[np.float64]


def survival_median(durations: Any, closed: Any) -> float:
    """Give the time by which half the chains have gone on, by Kaplan and Meier; open ones count until they end.

    Parameters
    ----------
    durations
        Time until the next stage, or until the chat ends, shape ``(n,)``.
    closed
        Whether the next stage was reached.

    Returns
    -------
    float
        In the unit of ``durations``; NaN where half was never reached.

    References
    ----------
    Kaplan and Meier (1958), *Nonparametric estimation from incomplete observations*,
    doi:10.1080/01621459.1958.10501452
    """
    times, survival = survival_curve(durations, closed)
    below = np.flatnonzero(survival <= 0.5 + 1e-12)
    return float(times[below[0]]) if len(below) else float("nan")


def survival_curve(durations: Any, closed: Any) -> tuple[Array, Array]:
    """Give the times at which chains went on, ascending, and the share not yet gone on right after each."""
    time, event = np.asarray(durations, dtype=np.float64), np.asarray(closed, dtype=np.bool_)
    times = np.unique(time[event])
    at_risk = (time[None, :] >= times[:, None]).sum(axis=1)
    gone = ((time[None, :] == times[:, None]) & event[None, :]).sum(axis=1)
    return times, np.cumprod(1 - gone / np.maximum(at_risk, 1))


@dataclass(frozen=True)
class StageTimes:
    """When each stage of a product came up: first in each of its episodes, and in any message."""

    onsets: dict[str, npt.NDArray[Any]]
    messages: dict[str, npt.NDArray[Any]]


def stage_times(mentions: Sequence[Mention]) -> StageTimes:
    """Give when each stage of a product came up."""
    at = np.array([one.at for one in mentions], dtype="datetime64[s]")
    onsets: dict[str, dict[int, int]] = {}
    messages: dict[str, list[int]] = {}
    for number, one in enumerate(mentions):
        for stage in one.stages:
            onsets.setdefault(stage, {}).setdefault(one.episode, number)
            messages.setdefault(stage, []).append(number)
    return StageTimes(
        {stage: at[list(numbers.values())] for stage, numbers in onsets.items()},
        {stage: at[numbers] for stage, numbers in messages.items()},
    )


def stage_lags(times: StageTimes, source: str, target: str, end: pd.Timestamp) -> tuple[Array, Array]:
    """Give for each time a stage came up the days until another stage of the product, or until the chat ends.

    Returns
    -------
    tuple of array
        Days, and 1 where the other stage was reached, else 0; shape ``(n,)`` each.
    """
    starts = times.onsets.get(source)
    if starts is None:
        return np.zeros(0), np.zeros(0)
    goals = times.messages.get(target, starts[:0])
    place = np.searchsorted(goals, starts, side="right")
    reached = place < len(goals)
    ends = np.full(len(starts), np.datetime64(end, "s"))
    ends[reached] = goals[place[reached]]
    days = (ends - starts).astype(np.float64) / 86400
    return days, reached.astype(np.float64)
