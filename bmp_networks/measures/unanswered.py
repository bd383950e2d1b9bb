"""Members whose questions, requests and offers find no answer in the group."""

from __future__ import annotations

from functools import cache
from math import floor

import numpy as np
import pandas as pd

from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.series import monday_of
from bmp_networks.measures.significance import adjusted, beta_binomial_at_most, likeness
from bmp_networks.measures.states import Flag, Scene
from bmp_networks.resources import load_toml
from bmp_networks.text import tokenize

MIN_TURNS, MIN_WEEKS = 5, 2
"""Fewer initiating turns, or all in one week, say nothing about a member."""

FEW_OF_A_KIND = 10
"""Turns of one kind the others must have before their share for this kind is used."""

LEAST_LIKENESS, USUAL_LIKENESS = 0.02, 0.1
"""Members differ at least a little in what is answered; the second where too few speak to estimate it."""

LEAST_SPREAD = 0.1
"""However vague the reply links, one turn is not taken for more than ten."""

MOST_P = 0.05

URGENT_LANGUAGES = ("id", "jv", "en")
RECENT = pd.Timedelta(days=60)
"""After so long a call for help in the chat is no longer what the list is for."""


def find_not_answered(scene: Scene) -> list[Flag]:
    """Find members whose initiating turns are answered at most half as often as the others' of the same kinds.

    At least 5 such turns in at least 2 weeks; one-sided beta-binomial p ≤ .05, with the q value over all members
    tested beside it. In simulated groups that gives at most .4 wrong names per 30 members, and a bar at q ≤ .10
    misses most members who are never answered. Turns of the last day count with what may still come.
    """
    turns = scene.with_outlook
    results = []
    for node in sorted(set(turns["node"])):
        own, others = turns[turns["node"] == node], turns[turns["node"] != node]
        weeks = monday_of(own["at"]).nunique()
        if len(own) >= MIN_TURNS and weeks >= MIN_WEEKS and len(others):
            share = _expected_share(own, others)
            results.append((node, own, share, _p_value(own, others, share)))
    q_values = adjusted([p for *_, p in results])
    flags = []
    for (node, own, share, p), q in zip(results, q_values, strict=True):
        if own["answered"].mean() <= share / 2 and p <= MOST_P:
            unanswered = own[(own["answered"] < 0.5).to_numpy()]
            seen = scene.asked.loc[(scene.asked["node"] == node).to_numpy(), "answered"]
            numbers = {
                "initiated": len(own),
                "answered": round(float(seen.sum()), 1),
                "share": round(float(seen.mean()), 2),
                "group_share": round(share, 2),
                "p": round(p, 4),
                "q": round(float(q), 4),
            }
            evidence = sort_evidence(name for ids in unanswered["evidence"] for name in ids)
            flags.append(Flag(node, "not_answered", 1 - p, numbers, evidence))
    return flags


def _expected_share(own: pd.DataFrame, others: pd.DataFrame) -> float:
    """Share of the others' turns that were answered, for the same mixture of questions, requests and offers."""
    overall = float(others["answered"].mean())
    by_kind = others.groupby("kind")["answered"].agg(["mean", "size"])
    known = by_kind.loc[by_kind["size"] >= FEW_OF_A_KIND, "mean"].to_dict()
    return float(np.mean([known.get(kind, overall) for kind in own["kind"]]))


def _p_value(own: pd.DataFrame, others: pd.DataFrame, share: float) -> float:
    """How probable so little is answered of so many turns, if the member were answered like the others.

    Where every answer is certain this is the beta-binomial tail. Probabilities spread less than yes and no do: n
    of them then carry as much as n / spread yes-or-no trials, and correlate accordingly less with one another.
    """
    mean = float(others["answered"].mean())
    variance = float(others["answered"].var(ddof=0))
    spread = float(np.clip(variance / (mean * (1 - mean)), LEAST_SPREAD, 1.0)) if 0 < mean < 1 else 1.0
    each = others.groupby("node")["answered"].agg(["sum", "size"])
    alike = likeness(each["sum"], each["size"], spread=spread)
    alike = USUAL_LIKENESS if np.isnan(alike) else max(alike, LEAST_LIKENESS)
    trials = round(len(own) / spread)
    alike *= (len(own) - 1) / max(trials - 1, 1)
    answered = float(own["answered"].mean()) * trials
    low = beta_binomial_at_most(floor(answered), trials, share, alike)
    high = beta_binomial_at_most(floor(answered) + 1, trials, share, alike)
    return low + (answered - floor(answered)) * (high - low)


def find_urgent_unanswered(scene: Scene) -> list[Flag]:
    """Find calls for help with safety, health, law or debt to which no reply or mention was seen a day later.

    Plain words from the data files, no statistics: it says "please look". Only questions and requests count, and
    only of the last 60 days.
    """
    turns = scene.a_day_old
    turns = turns[((turns["kind"] != "offer") & (turns["at"] >= scene.last - RECENT) & (turns["answered"] < 0.5))
                  .to_numpy()]  # fmt: skip
    texts = dict(zip(scene.coding.messages["id"], scene.coding.messages["text"], strict=True))
    flags = []
    for node in sorted(set(turns["node"])):
        own = turns[(turns["node"] == node).to_numpy()]
        calls = [ids for ids in own["evidence"] if any(is_urgent(texts.get(name) or "") for name in ids)]
        if calls:
            evidence = sort_evidence(name for ids in calls for name in ids)
            flags.append(Flag(node, "urgent_unanswered", 1.0, {"turns": len(calls)}, evidence))
    return flags


def is_urgent(text: str) -> bool:
    """Say whether a message has a word of need (safety, health, law, debt) beside a word that calls for help."""
    words = f" {' '.join(token.text for token in tokenize(text))} "
    need, call = _urgent_words()
    return any(f" {phrase} " in words for phrase in need) and (
        "?" in text or any(f" {phrase} " in words for phrase in call)
    )


@cache
def _urgent_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    tables = [load_toml(f"members/urgent_{language}.toml").content["urgent"] for language in URGENT_LANGUAGES]
    return (
        tuple(phrase for table in tables for phrase in table["need"]),
        tuple(phrase for table in tables for phrase in table["call"]),
    )
