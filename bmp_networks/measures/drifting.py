"""Members who are seen less than before, and members who are there and do not write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property

import numpy as np
import pandas as pd

from bmp_networks.measures.significance import adjusted, beta_binomial_at_most, likeness
from bmp_networks.measures.states import Flag, Scene, whole_days
from bmp_networks.resources import load_csv

RECENT_DAYS, BASELINE_DAYS = 28, 84
MIN_BASELINE, CLEAR_BASELINE = 8, 12
POSSIBLE_P, CLEAR_P = 0.05, 0.01
LEBARAN_PAUSE = 10
"""Around Idul Fitri everybody writes differently: no statement while the recent weeks touch these days."""

MOST_WRONG, MEMBERS = 0.5, 30
"""So many wrong names are to be expected among 30 members at most: with 1/3 for those not answered, below one."""

EXPECTED_TURNS = 3.0
SILENT_DAYS = 28


@dataclass(frozen=True)
class ActiveDays:
    """Active days of one member in both periods, beside those of all others.

    Parameters
    ----------
    node
        The member.
    recent, before
        Days on which she wrote, in the last 4 weeks and in the 12 before.
    share
        Share of the others' active days that lies in the last 4 weeks, 0 to 1.
    alike
        How much more the others' days shift between the periods than independent days would, 0 to .9.
    """

    node: str
    recent: int
    before: int
    share: float
    alike: float

    @property
    def p_value(self) -> float:
        """How probable so few recent days are if hers fall as the others' do, 0 to 1."""
        return beta_binomial_at_most(self.recent, self.recent + self.before, self.share, self.alike)

    @property
    def expected(self) -> float:
        """How many recent days there would be if hers fell as the others' do."""
        return (self.before + self.recent) * self.share

    @cached_property
    def could_be_named(self) -> tuple[tuple[float, float], ...]:
        """Give the share of the expected days, and its probability, for every number of recent days with p ≤ .05."""
        total, steps, before = self.recent + self.before, [], 0.0
        for recent in range(total):
            p = beta_binomial_at_most(recent, total, self.share, self.alike)
            if p > POSSIBLE_P:
                break
            steps.append((recent / self.expected, p - before))
            before = p
        return tuple(steps)


def find_drifting(scene: Scene) -> list[Flag]:
    """Find members with fewer active days in the last 4 weeks than their 12 weeks before, seen against the others.

    Active days, not messages, and the others' active days as the yardstick: when the whole group is quieter, nobody
    is drifting. At least 8 active days before; binomial p ≤ .05 "possibly quieter", p ≤ .01 and at least 12 days
    "clearly quieter". Where many are tested, only those who fell furthest are named (see `most_left`). No statement
    around Lebaran, nor about who was not a member all the time.
    """
    end = int(whole_days([scene.last])[0])
    if lebaran_near(end - RECENT_DAYS + 1, end):
        return []
    tested = _active_days(scene, end)
    p_values = [days.p_value for days in tested]
    limit = most_left(tested)
    flags = []
    for days, p, q in zip(tested, p_values, adjusted(p_values), strict=True):
        if p <= POSSIBLE_P and days.recent <= limit * days.expected:
            clear = p <= CLEAR_P and days.before >= CLEAR_BASELINE
            numbers = {
                "recent_days": days.recent,
                "before_days": days.before,
                "expected_days": round(days.expected, 1),
                "word": "clearly" if clear else "possibly",
                "p": round(p, 4),
                "q": round(float(q), 4),
            }
            flags.append(Flag(days.node, "drifting", 1 - p, numbers))
    return flags


def most_left(tested: Sequence[ActiveDays]) -> float:
    """Say how much of her expected days a member may have left and still be named.

    Of 26 members tested at p ≤ .05 one is named by chance. The limit is the largest share of the expected days at
    which at most half a wrong name is to be expected among 30 members, summed over what each of them could show by
    chance: days are few and whole. So who stopped is named first, and who is seen somewhat less only in small groups.

    Returns
    -------
    float
        0 (who stopped altogether) or more; infinite where p ≤ .05 alone names few enough, below 0 nobody.

    References
    ----------
    Tarone (1990), *A modified Bonferroni method for discrete data*, doi:10.2307/2531456: tests that cannot reach a
    level do not count against it.
    """
    allowed = MOST_WRONG * max(1.0, len(tested) / MEMBERS)
    steps = sorted(step for days in tested for step in days.could_be_named)
    wrong = np.cumsum([chance for _, chance in steps])
    n_within = int(np.searchsorted(wrong, allowed, side="right"))
    if n_within == len(steps):
        return float("inf")
    # Equal shares stand or fall together.
    within = [left for left, _ in steps[:n_within] if left < steps[n_within][0]]
    return within[-1] if within else -1.0


def _active_days(scene: Scene, end: int) -> list[ActiveDays]:
    """Count the active days of every member who had enough before and was there all the time, by node."""
    turns = scene.graph.turns[~scene.graph.turns["phatic"].to_numpy()]
    days = pd.DataFrame({"node": turns["node"], "day": whole_days(turns["at"])}).drop_duplicates()
    days = days[(days["day"] > end - RECENT_DAYS - BASELINE_DAYS).to_numpy()]
    is_recent = (days["day"] > end - RECENT_DAYS).to_numpy()
    counts = pd.DataFrame(
        {"recent": days[is_recent]["node"].value_counts(), "before": days[~is_recent]["node"].value_counts()}
    )
    recent, before = (counts[name].fillna(0).to_numpy(dtype=np.int64) for name in ("recent", "before"))
    often = before >= MIN_BASELINE
    start = max(pd.Timestamp(end - RECENT_DAYS - BASELINE_DAYS + 1, unit="D"), scene.first)
    present = scene.present(start, scene.last)
    tested = []
    for k in np.flatnonzero(often & counts.index.isin(present)):
        others_recent, others_before = int(recent.sum() - recent[k]), int(before.sum() - before[k])
        if others_recent + others_before > 0:
            others = often & (np.arange(len(often)) != k)
            shift = likeness(recent[others], (before + recent)[others])
            share, alike = others_recent / (others_recent + others_before), 0.0 if np.isnan(shift) else shift
            tested.append(ActiveDays(str(counts.index[k]), int(recent[k]), int(before[k]), share, alike))
    return sorted(tested, key=lambda days: days.node)


def find_present_without_writing(scene: Scene) -> list[Flag]:
    """Find members of at least 28 days who wrote nothing, where others would have written at least three times.

    A state only from the second report on. Whether they read cannot be seen.
    """
    contributions = scene.graph.turns[~scene.graph.turns["phatic"].to_numpy()].drop_duplicates("turn")
    written = contributions["node"].value_counts()
    days = scene.members["days"].to_numpy(dtype=np.float64)
    counts = scene.members["node"].map(written).fillna(0).to_numpy(dtype=np.float64)
    writing = (counts > 0) & (days > 0)
    if not writing.any():
        return []
    usual = float(np.median(counts[writing] / days[writing]))
    stays = scene.present(scene.last, scene.last)
    return [
        Flag(
            node, "present_without_writing", 1.0,
            {"days": int(length), "expected": round(usual * length, 1)}, held=length >= 2 * SILENT_DAYS,
        )
        for node, length, count in zip(scene.members["node"], days, counts, strict=True)
        if count == 0 and length >= SILENT_DAYS and usual * length >= EXPECTED_TURNS and node in stays
    ]  # fmt: skip


def lebaran_near(first_day: int, last_day: int) -> bool:
    """Say whether Idul Fitri lies in, or within ten days of, a span of days since 1970, both ends included."""
    return any(first_day - LEBARAN_PAUSE <= day <= last_day + LEBARAN_PAUSE for day in _lebaran_days())


@cache
def _lebaran_days() -> tuple[int, ...]:
    rows = load_csv("calendars/islamic_feasts_id.csv").content
    return tuple(int(day) for day in whole_days([np.datetime64(row["idul_fitri"]) for row in rows]))
