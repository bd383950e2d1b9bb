"""Who asked, requested or offered something, and how probably anybody answered in time."""

from __future__ import annotations

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


def _with_answers(
    turns: pd.DataFrame, asking: pd.DataFrame, graph: InteractionGraph, coding: Coding, hours: float
) -> pd.DataFrame:
    table = asking.groupby("turn", sort=True).agg(
        node=("node", "first"), at=("at", "min"), kind=("act", "first"), evidence=("id", sort_evidence)
    )
    answers = pd.concat([_replies(turns, coding, hours), _mentions(table, graph, hours)])
    answers = answers[answers["turn"].isin(table.index).to_numpy()]
    # One message answers a turn once, whether it replies to one of its lines, to another, or calls its author.
    once = answers.groupby(["turn", "i"])["p"].max().clip(upper=1.0)
    missed = (1 - once).groupby("turn").prod()
    table["answered"] = 1 - missed.reindex(table.index, fill_value=1.0)
    return table.reset_index()[["turn", "node", "at", "kind", "answered", "evidence"]]


def _replies(turns: pd.DataFrame, coding: Coding, hours: float) -> pd.DataFrame:
    """Give turn, answering message and probability of every link to another member's turn within the time."""
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
    found = pd.concat([other[["i", "p", "at", "asked_at", "turn"]], onward[["i", "p", "at", "asked_at", "turn"]]])
    found = found[_in_time(found["at"], found["asked_at"], hours)]
    return found.groupby(["turn", "i"], as_index=False)["p"].sum()


def _mentions(table: pd.DataFrame, graph: InteractionGraph, hours: float) -> pd.DataFrame:
    """Give turn, message and weight of every mention of a turn's author by somebody else within the time."""
    called = graph.interactions[(graph.interactions["layer"] == "mention").to_numpy()]
    called = called[["i", "target", "at", "weight"]].rename(columns={"target": "node", "weight": "p"})
    asked = table.reset_index()[["turn", "node", "at"]].rename(columns={"at": "asked_at"})
    found = called.merge(asked, on="node")
    return found.loc[_in_time(found["at"], found["asked_at"], hours), ["turn", "i", "p"]]


def _in_time(at: pd.Series, asked_at: pd.Series, hours: float) -> np.ndarray:
    waited = (at - asked_at).to_numpy()
    inside: np.ndarray = (waited >= np.timedelta64(0, "s")) & (waited <= np.timedelta64(round(hours * 3600), "s"))
    return inside
