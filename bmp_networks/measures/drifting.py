"""Members who are seen less than before, and members who are there and do not write."""

from __future__ import annotations

from functools import cache

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

EXPECTED_TURNS = 3.0
SILENT_DAYS = 28


def find_drifting(scene: Scene) -> list[Flag]:
    """Find members with fewer active days in the last 4 weeks than their 12 weeks before, seen against the others.

    Active days, not messages, and the others' active days as the yardstick: when the whole group is quieter, nobody
    is drifting. At least 8 active days before; binomial p ≤ .05 "possibly quieter", p ≤ .01 and at least 12 days
    "clearly quieter". No statement around Lebaran, nor about who was not a member all the time.
    """
    end = int(whole_days([scene.last])[0])
    if lebaran_near(end - RECENT_DAYS + 1, end):
        return []
    turns = scene.graph.turns[~scene.graph.turns["phatic"].to_numpy()]
    days = pd.DataFrame({"node": turns["node"], "day": whole_days(turns["at"])}).drop_duplicates()
    recent = days[days["day"] > end - RECENT_DAYS]["node"].value_counts()
    before = days[(days["day"] <= end - RECENT_DAYS) & (days["day"] > end - RECENT_DAYS - BASELINE_DAYS)]
    baseline = before["node"].value_counts()
    start = max(pd.Timestamp(end - RECENT_DAYS - BASELINE_DAYS + 1, unit="D"), scene.first)
    present = scene.present(start, scene.last)
    tested = []
    for node in sorted(baseline.index[(baseline >= MIN_BASELINE).to_numpy()]):
        c, b = int(recent.get(node, 0)), int(baseline[node])
        others_recent, others_before = int(recent.sum()) - c, int(baseline.sum()) - b
        if node in present and others_recent + others_before > 0:
            share = others_recent / (others_recent + others_before)
            alike = _how_uneven(recent.drop(node, errors="ignore"), baseline.drop(node))
            tested.append((node, c, b, share, beta_binomial_at_most(c, b + c, share, alike)))
    q_values = adjusted([p for *_, p in tested])
    flags = []
    for (node, c, b, share, p), q in zip(tested, q_values, strict=True):
        if p <= POSSIBLE_P:
            clear = p <= CLEAR_P and b >= CLEAR_BASELINE
            numbers = {
                "recent_days": c,
                "before_days": b,
                "expected_days": round((b + c) * share, 1),
                "word": "clearly" if clear else "possibly",
                "p": round(p, 4),
                "q": round(float(q), 4),
            }
            flags.append(Flag(node, "drifting", 1 - p, numbers))
    return flags


def _how_uneven(recent: pd.Series, baseline: pd.Series) -> float:
    """Say how much more the others' active days shift between the two periods than independent days would, 0 to .9."""
    before = baseline[(baseline >= MIN_BASELINE).to_numpy()]
    found = likeness(recent.reindex(before.index).fillna(0), before + recent.reindex(before.index).fillna(0))
    return 0.0 if np.isnan(found) else found


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
