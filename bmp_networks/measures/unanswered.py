"""Members whose questions, requests and offers find no answer in the group."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from bmp_networks.measures.answer_chances import AnswerChances
from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.series import monday_of
from bmp_networks.measures.significance import adjusted
from bmp_networks.measures.states import Flag, Scene
from bmp_networks.resources import load_toml
from bmp_networks.text import tokenize

MIN_TURNS, MIN_WEEKS = 5, 2
"""Fewer initiating turns, or all in one week, say nothing about a member."""

MIN_SURE_TURNS = 3
"""Of the five so many must be coded as asking, requesting or offering; the machine may be in doubt about the others."""

MOST_P, MOST_WRONG, MEMBERS = 0.05, 1 / 3, 30
"""Where many members are tested p is smaller still: so many wrong names are to be expected among 30 at most."""

URGENT_LANGUAGES = ("id", "jv", "en")
RECENT = pd.Timedelta(days=60)
"""After so long a call for help in the chat is no longer what the list is for."""


def find_not_answered(scene: Scene) -> list[Flag]:
    """Find members whose initiating turns are answered at most half as often as the others' of the same kinds.

    At least 5 such turns in at least 2 weeks; one-sided beta-binomial p ≤ .05, and ≤ 1/(3 m) where m > 6 members have
    so many turns (at most 30 count), with the q value over all of them (Benjamini–Hochberg) beside it. Where the
    machine is in doubt what some of the 5 do, at least 3 are beyond doubt, the share is taken among these, and the
    others are tested beside the other members' doubtful turns. Turns of the last day count with what may still come.
    """
    found = _least_answered(scene)
    q_values = adjusted([p for _, _, p in found])
    flags = []
    for (node, chances, p), q in zip(found, q_values, strict=True):
        if p <= min(MOST_P, MOST_WRONG / min(len(found), MEMBERS)):
            own = chances.own
            unanswered = own[(own["answered"] < chances.usual).to_numpy()]
            numbers = {
                "initiated": len(own),
                "answered": round(chances.share * len(own), 1),
                "share": round(chances.share, 2),
                "group_share": round(chances.usual, 2),
                "p": round(p, 4),
                "q": round(float(q), 4),
            }
            evidence = sort_evidence(name for ids in unanswered["evidence"] for name in ids)
            flags.append(Flag(node, "not_answered", 1 - p, numbers, evidence))
    return flags


def _least_answered(scene: Scene) -> list[tuple[str, AnswerChances, float]]:
    """Test every member with enough turns: p is 1 for those answered more than half as often as the others."""
    # As categories names and kinds are compared as numbers, for every member anew.
    named = {"node": "category", "kind": "category"}
    turns, doubted = scene.with_outlook.astype(named), scene.doubtful.astype(named)
    bare = turns[["node", "kind", "answered"]]
    tested = []
    for node in sorted(set(turns["node"])):
        is_own, is_maybe = (turns["node"] == node).to_numpy(), (doubted["node"] == node).to_numpy()
        own, maybe, others = turns[is_own], doubted[is_maybe], bare[~is_own]
        weeks = monday_of(np.concatenate([own["at"], maybe["at"]])).nunique()
        enough = len(own) >= MIN_SURE_TURNS and len(own) + len(maybe) >= MIN_TURNS and weeks >= MIN_WEEKS
        if not enough or not len(others):
            continue
        chances, p = AnswerChances(own, others), 1.0
        if chances.share <= chances.usual / 2:
            with_doubtful = AnswerChances(pd.concat([own, maybe]), pd.concat([others, doubted[~is_maybe]]))
            p = (chances if len(own) >= MIN_TURNS else with_doubtful).p_value()
        tested.append((str(node), chances, p))
    return tested


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
        calls = own[[any(is_urgent(texts.get(name) or "") for name in ids) for ids in own["evidence"]]]
        if len(calls):
            evidence = sort_evidence(name for ids in calls["evidence"] for name in ids)
            numbers = {"turns": len(calls), "last_call": str(calls["at"].max().date())}
            flags.append(Flag(node, "urgent_unanswered", 1.0, numbers, evidence))
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
