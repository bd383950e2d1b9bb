"""How much of the picture depends on the reply rule, with message counts alone beside it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.rule_comparison import MESSAGE_COUNTS, RULES_COMPARED, RuleComparison
from bmp_networks.measures.counting import member_nodes
from bmp_networks.measures.hierarchies import reciprocity
from bmp_networks.measures.network import FAINTEST_REPLY
from bmp_networks.measures.reply_links import expected_answers
from bmp_networks.measures.uncertainty import among_the_top

TOP = 3


def compare_reply_rules(
    graph: InteractionGraph,
    replies: Mapping[str, pd.DataFrame],
    speakers: np.ndarray,
    *,
    used: str = "ranker",
    since: int = 0,
    entanglement: float = math.nan,
) -> RuleComparison:
    """Set the attention of the members under every reply rule beside that under the rule used.

    Message counts alone order members nearly as any rule does, for who writes much is answered much. They stand beside
    the rules as the least one can know, and the partial correlation takes them out.

    Parameters
    ----------
    graph
        Who addressed whom; its period and mentions are used, which are the same under every rule.
    replies
        Rule → table under ``REPLIES``; ``used`` must be among them.
    speakers
        Number of the member who wrote each message (``speakers_of_chat``).
    used
        The rule the others are set beside.
    since
        First message looked at.
    entanglement
        What ``measure_entanglement`` found, to be kept beside.

    Returns
    -------
    RuleComparison
        One row a rule, the one used first, message counts alone last. NaN where fewer than three members are compared
        or all have equal attention.
    """
    i = graph.turns["i"].to_numpy()
    i = i[(i >= since) & (speakers[i] >= 0)]
    n = len(member_nodes(graph))
    wrote = np.bincount(speakers[i], minlength=n).astype(float)
    order = [used, *(rule for rule in replies if rule != used)]
    matrices = {rule: expected_matrix(graph, replies[rule], speakers, since=since) for rule in order}
    received = {rule: matrix.sum(axis=0) for rule, matrix in matrices.items()}
    there = (wrote > 0) | (np.max(list(received.values()), axis=0) > 0)
    rows = [
        _row(rule, received[rule][there], received[used][there], wrote[there])
        | {"reciprocity": reciprocity(matrices[rule]).weighted}
        for rule in order
    ]
    null = _row(MESSAGE_COUNTS, wrote[there], received[used][there], wrote[there]) | {"reciprocity": math.nan}
    table = RULES_COMPARED.from_rows([*rows, null])
    return RuleComparison(table, used, int(there.sum()), len(i), len(graph.turns), entanglement)


def expected_matrix(
    graph: InteractionGraph, replies: pd.DataFrame, speakers: np.ndarray, *, since: int = 0
) -> np.ndarray:
    """Sum expected replies and mentions from row to column, members in the order of the graph, shape ``(n, n)``.

    A mention replaces the reply of the same message to the same person, as in ``social_weights``.
    """
    place = {node: number for number, node in enumerate(member_nodes(graph)["node"])}
    n = len(place)
    inside = np.zeros(len(speakers), dtype=bool)
    inside[graph.turns["i"].to_numpy()] = True
    inside[:since] = False
    inside &= speakers >= 0
    called = graph.interactions[(graph.interactions["layer"] == "mention").to_numpy()]
    called = called[called["target"].isin(place) & inside[called["i"].to_numpy()]]
    message, whom = called["i"].to_numpy(), called["target"].map(place).to_numpy(dtype=np.int64)
    i, person, weight = expected_answers(replies, speakers)
    kept = (weight >= FAINTEST_REPLY) & inside[i] & ~np.isin(i * n + person, message * n + whom)
    source = np.concatenate([speakers[i[kept]], speakers[message]])
    target = np.concatenate([person[kept], whom])
    weights = np.concatenate([weight[kept], called["weight"].to_numpy(dtype=float)])
    matrix: np.ndarray = np.bincount(source * n + target, weights=weights, minlength=n * n).reshape(n, n)
    return matrix


def _row(rule: str, received: np.ndarray, reference: np.ndarray, wrote: np.ndarray) -> dict[str, object]:
    own, other, counts = (pd.Series(values).rank().to_numpy() for values in (received, reference, wrote))
    shared = np.minimum(among_the_top(received, TOP), among_the_top(reference, TOP)).sum()
    partial = math.nan if rule == MESSAGE_COUNTS else correlation(_without(own, counts), _without(other, counts))
    return {"rule": rule, "attention": correlation(own, other), "given_messages": partial, "top3": float(shared)}


def correlation(one: np.ndarray, other: np.ndarray) -> float:
    """Give Pearson's correlation; NaN with fewer than three values, or where one of the two does not vary."""
    if len(one) < 3:
        return math.nan
    one, other = one - one.mean(), other - other.mean()
    spread = math.sqrt(float((one**2).sum() * (other**2).sum()))
    return float((one * other).sum()) / spread if spread > 1e-9 else math.nan


def _without(ranks: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Take out of ranks what a straight line through the ranks of message counts explains."""
    if len(ranks) < 3:
        return ranks
    design = np.column_stack([np.ones(len(counts)), counts])
    left: np.ndarray = ranks - design @ np.linalg.lstsq(design, ranks, rcond=None)[0]
    return left
