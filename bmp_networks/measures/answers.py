"""Who asked, requested or offered something, and how probably anybody answered in time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.evidence import sort_evidence

INITIATING = ("question", "request", "offer")
"""Acts that want an answer, whether or not the message itself answers something."""

DOUBTED = 0.7
"""A machine's code less probable than this is in doubt: of hand-coded messages it is wrong for three in ten."""

NEVER_INITIATING = ("greeting", "thanks")
"""Acts that are not mistaken for a question, a request or an offer."""


def doubtful_turns(graph: InteractionGraph, coding: Coding, *, hours: float = 24) -> pd.DataFrame:
    """List the turns that may ask, request or offer something, though the machine codes them otherwise, in doubt.

    Hand-coded messages are beyond doubt; so are greetings and thanks, and turns without words.

    Returns
    -------
    pd.DataFrame
        As ``initiating_turns``, with ``kind`` "doubtful"; none that it gives too.
    """
    turns = graph.turns.merge(coding.messages[["i", "id", "act", "p_act"]], on="i", how="inner", validate="one_to_one")
    initiating = set(turns.loc[turns["act"].isin(INITIATING).to_numpy(), "turn"])
    is_doubtful = (turns["p_act"] < DOUBTED) & ~turns["act"].isin(NEVER_INITIATING)
    is_doubtful &= (turns["words"] > 0) & ~turns["phatic"] & ~turns["turn"].isin(initiating)
    return _with_answers(turns, turns[is_doubtful.to_numpy()], graph, coding, hours).assign(kind="doubtful")


def initiating_turns(graph: InteractionGraph, coding: Coding, *, hours: float = 24) -> pd.DataFrame:
    """List the turns in which somebody asks, requests or offers something, and how probably they were answered.

    Parameters
    ----------
    graph
        Who wrote what when, and who mentioned whom.
    coding
        Acts of the messages and probabilities of the reply links.
    hours
        How long an answer may take.

    Returns
    -------
    pd.DataFrame
        One row a turn, in order: ``turn``, ``node``, ``at``, ``kind`` (its first act of `INITIATING`), ``answered``
        (probability, 0 to 1, that another member replied to it, or mentioned its author, within the time) and
        ``evidence`` (ids of its messages).
    """
    turns = graph.turns.merge(coding.messages[["i", "id", "act"]], on="i", how="inner", validate="one_to_one")
    return _with_answers(turns, turns[turns["act"].isin(INITIATING).to_numpy()], graph, coding, hours)


def answered_after(graph: InteractionGraph, coding: Coding, hours: Sequence[float]) -> pd.DataFrame:
    """Say how probably each initiating turn was answered within each of several times.

    Returns
    -------
    pd.DataFrame
        One row a turn of ``initiating_turns``, by ``turn``; one column for each of ``hours``; 0 to 1.
    """
    turns = graph.turns.merge(coding.messages[["i", "act"]], on="i", how="inner", validate="one_to_one")
    asking = turns[turns["act"].isin(INITIATING).to_numpy()]
    table = asking.groupby("turn", sort=True).agg(node=("node", "first"), at=("at", "min"))
    answers = _answers(table, turns, graph, coding, max(hours))
    return pd.DataFrame({within: _answered(answers, table.index, within) for within in hours}, index=table.index)


def _with_answers(
    turns: pd.DataFrame, asking: pd.DataFrame, graph: InteractionGraph, coding: Coding, hours: float
) -> pd.DataFrame:
    table = asking.groupby("turn", sort=True).agg(node=("node", "first"), at=("at", "min"), kind=("act", "first"))
    ids: dict[int, list[str]] = {}
    for turn, name in zip(asking["turn"], asking["id"], strict=True):
        ids.setdefault(turn, []).append(name)
    evidence = pd.Series([sort_evidence(ids[turn]) for turn in table.index], index=table.index, dtype=object)
    answers = _answers(table, turns, graph, coding, hours)
    table = table.assign(answered=_answered(answers, table.index, hours), evidence=evidence)
    return table.reset_index()[["turn", "node", "at", "kind", "answered", "evidence"]]


def _answers(
    table: pd.DataFrame, turns: pd.DataFrame, graph: InteractionGraph, coding: Coding, hours: float
) -> pd.DataFrame:
    """Give turn, answering message, probability and waiting time of every reply to, and mention after, a turn."""
    linked = _replies(turns, coding).assign(is_reply=True)
    found = pd.concat([linked, _mentions(table, graph).assign(is_reply=False)], ignore_index=True)
    found["waited"] = found["at"] - found["asked_at"]
    kept = found["turn"].isin(table.index) & _in_time(found["waited"], hours)
    return found.loc[kept.to_numpy(), ["turn", "i", "p", "waited", "is_reply"]]


def _answered(answers: pd.DataFrame, turns: pd.Index, hours: float) -> pd.Series:
    """Give the probability that each turn was answered by some message within the time."""
    soon = answers[_in_time(answers["waited"], hours)]
    # One message answers a turn once, whether it replies to one of its lines, to another, or calls its author.
    replies = soon[soon["is_reply"].to_numpy()].groupby(["turn", "i"])["p"].sum()
    called = soon[~soon["is_reply"].to_numpy()].groupby(["turn", "i"])["p"].max()
    once = pd.concat([replies, called]).groupby(level=["turn", "i"]).max().clip(upper=1.0)
    missed = (1 - once).groupby(level="turn").prod()
    return 1 - missed.reindex(turns, fill_value=1.0)


def _replies(turns: pd.DataFrame, coding: Coding) -> pd.DataFrame:
    """Give turn, answering message, probability and both times of every link to another member's turn."""
    linked = coding.replies[(coding.replies["j"] >= 0).to_numpy()]
    when = turns[["i", "node", "at", "turn"]]
    linked = linked.merge(when[["i", "node", "at"]], on="i")
    targets = when.rename(columns={"i": "j", "node": "asked", "at": "asked_at"})
    linked = linked.merge(targets, on="j")
    own = linked[(linked["node"] == linked["asked"]).to_numpy()]
    other = linked[(linked["node"] != linked["asked"]).to_numpy()]
    # Who carries on an own question ("gimana ya?") and is answered there was answered on the question too.
    onward = other[["i", "j", "p", "at"]].merge(
        own[["i", "p", "asked_at", "turn"]].rename(columns={"i": "j", "p": "p_own"}), on="j"
    )
    onward["p"] = onward["p"] * onward["p_own"]
    return pd.concat([other[["i", "p", "at", "asked_at", "turn"]], onward[["i", "p", "at", "asked_at", "turn"]]])


def _mentions(table: pd.DataFrame, graph: InteractionGraph) -> pd.DataFrame:
    """Give turn, message, weight and both times of every mention of a turn's author by somebody else."""
    called = graph.interactions[(graph.interactions["layer"] == "mention").to_numpy()]
    called = called[["i", "target", "at", "weight"]].rename(columns={"target": "node", "weight": "p"})
    asked = table.reset_index()[["turn", "node", "at"]].rename(columns={"at": "asked_at"})
    return called.merge(asked, on="node")[["i", "p", "at", "asked_at", "turn"]]


def _in_time(waited: pd.Series, hours: float) -> np.ndarray:
    inside: np.ndarray = waited.between(pd.Timedelta(0), pd.Timedelta(seconds=round(hours * 3600))).to_numpy()
    return inside
