"""Ties between members without a roster: inferred from the chat, with how unsure it is and why (METHODS 2.5)."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Mapping

import igraph
import numpy as np
import pandas as pd

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.measures.affiliations import (
    FOUNDER,
    Affiliation,
    familiar_words,
    kin_words,
    labels_in,
    read_affiliations,
)
from bmp_networks.measures.draws import drawn_matrices, order_of_appearance, speakers_of_chat
from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.identity import identify_people
from bmp_networks.measures.member_pairs import PairTie
from bmp_networks.measures.network import social_events
from bmp_networks.measures.tie_fractions import Fractions, tie_class
from bmp_networks.text import tokenize

PRIORS = {"single": (0.85, 0.12, 0.03), "umbrella": (0.55, 0.35, 0.10), "programme": (0.40, 0.30, 0.30)}
"""Shares of bonding, bridging and linking before any cue, by kind of group (METHODS 2.5)."""

UMBRELLA_FROM, PROGRAMME_FROM = 3, 0.2
"""A group whose members name so many communities is an umbrella; with such a share of officials a programme group."""

STRUCTURE_MOST, KIN_BOTH_WAYS, FAMILIAR, SILENT_OTHER = 5.0, 2.0, 1.5, 3.0
"""Likelihood ratios: most that being found in one circle can say; kin address both ways; familiar speech both ways;
one names a community (for bridging: in a group of several, somebody of the same would mostly name it too)."""

Pair = tuple[str, str]

COLUMNS = ("source", "target", "p_bonding", "p_bridging", "p_linking", "relation", "status_direction", "entropy",
           "cues", "evidence")  # fmt: skip


def infer_ties(
    chat: Chat, coding: Coding, graph: InteractionGraph, gazetteer: Gazetteer, *, draws: int = 200, seed: int = 0
) -> pd.DataFrame:
    """Infer the kind of each tie between members from the chat alone; always to be called inferred.

    A prior for the kind of group is weighed with what display names, self-introductions, forms of address and the
    circles of the reply network say. Linking is never inferred without an institution or title.

    Parameters
    ----------
    chat, coding, graph
        The chat, its coding and its network.
    gazetteer
        What is known of organisations.
    draws
        Drawn reply networks in which circles are looked for.
    seed
        Seed of the random numbers.

    Returns
    -------
    pd.DataFrame
        One row a pair of members that addressed each other, sorted: ``source, target`` (source < target), three shares
        that sum to 1 (NaN for two officials of one office), ``relation, status_direction``, ``entropy`` (0 sure to 1
        every kind as likely), ``cues`` (what was weighed, as ``kind:what``), ``evidence`` (ids of messages among them).
    """
    people = read_affiliations(chat, coding, identify_people(chat), gazetteer)
    core = _core(chat, people, gazetteer)
    kind = group_kind(people, core)
    manners = _manners(coding, graph)
    events = social_events(graph)
    pairs = sorted({(min(a, b), max(a, b)) for a, b in zip(events["source"], events["target"], strict=True)})
    circles = _circles(chat, coding, graph, pairs, draws, seed)
    rows = []
    for one, other in pairs:
        first, second = people.get(one, Affiliation()), people.get(other, Affiliation())
        cues = [f"prior:{kind}", *first.cues, *second.cues]
        tie = None
        if not (first.office and first.office == second.office):
            ratios = _attribute_ratios(first, second, core, kind)
            ratios[0] *= circles.get((one, other), 1.0)
            for cue, ratio in manners.get((one, other), {}).items():
                ratios[0] *= ratio
                cues.append(cue)
            tie = _posterior(np.array(PRIORS[kind]) * ratios, first, second)
        rows.append(_row(one, other, tie, first, second, cues))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def inferred_pairs(table: pd.DataFrame) -> dict[Pair, PairTie]:
    """Give what ``infer_ties`` found as the reading of each pair."""
    columns = (table[name] for name in COLUMNS[:7])
    return {
        (one, other): PairTie(relation, None if math.isnan(shares[0]) else Fractions(*shares), direction)
        for one, other, *shares, relation, direction in zip(*columns, strict=True)
    }


def group_kind(people: Mapping[str, Affiliation], core: set[str]) -> str:
    """Say what kind of group it seems to be: ``single`` community, ``umbrella`` of several, or ``programme``."""
    seen = [person for person in people.values() if person.communities or person.office]
    officials = sum(person.office is not None for person in people.values())
    if people and officials / len(people) >= PROGRAMME_FROM:
        return "programme"
    communities = {
        min(person.communities) for person in seen if person.communities and not core & set(person.communities)
    }
    return "umbrella" if len(communities) >= UMBRELLA_FROM else "single"


def _core(chat: Chat, people: Mapping[str, Affiliation], gazetteer: Gazetteer) -> set[str]:
    """Give the labels of the group's own community: those in its name, else one that most who name any share."""
    named = labels_in(chat.group or "", gazetteer)
    counts = Counter(label for person in people.values() for label in person.communities)
    labelled = sum(bool(person.communities) for person in people.values())
    core = {label for label in named if counts[label] or label.startswith("org:")}
    if not core and counts and counts.most_common(1)[0][1] > labelled / 2 and labelled > 2:
        core = {counts.most_common(1)[0][0]}
    events = chat.events
    for event, actor in zip(events["event"], events["actor"], strict=True):
        if event == "group_created" and core and actor in people and not people[actor].office:
            people[actor].note(min(core), FOUNDER, "founder")
    return core


def _attribute_ratios(first: Affiliation, second: Affiliation, core: set[str], kind: str) -> np.ndarray:
    """Weigh what the two say of where they belong: ratios for bonding, bridging and linking, shape ``(3,)``."""
    ratios = np.ones(3)
    if first.status == second.status:
        ratios[2] = 0.0
        if first.office and second.office:
            ratios[1] *= min(first.office_ratio, second.office_ratio)
    else:
        ratios[2] *= max(first.office_ratio, second.office_ratio)
    shared = set(first.communities) & set(second.communities)
    if shared:
        ratios[0] *= max(min(first.communities[label], second.communities[label]) for label in shared)
    elif first.communities and second.communities:
        ratios[1] *= min(max(first.communities.values()), max(second.communities.values()))
    elif first.communities or second.communities:
        named = set(first.communities) | set(second.communities)
        strongest = max([*first.communities.values(), *second.communities.values()])
        if kind != "single":
            ratios[1] *= SILENT_OTHER
        elif not named & core:
            ratios[1] *= math.sqrt(strongest)
    return ratios


def _posterior(weights: np.ndarray, first: Affiliation, second: Affiliation) -> PairTie:
    shares = Fractions(*(float(share) for share in weights / weights.sum()))
    gap = second.status - first.status
    return PairTie(tie_class(shares), shares, "level" if gap == 0 else "up" if gap > 0 else "down")


def _row(
    one: str, other: str, tie: PairTie | None, first: Affiliation, second: Affiliation, cues: list[str]
) -> dict[str, object]:
    shares = tie.fractions if tie is not None and tie.fractions is not None else Fractions(*(math.nan,) * 3)
    entropy = -sum(share * math.log(share) for share in shares if share > 0) / math.log(3)
    return {
        "source": one,
        "target": other,
        "p_bonding": shares.bonding,
        "p_bridging": shares.bridging,
        "p_linking": shares.linking,
        "relation": tie.relation if tie is not None else "unknown",
        "status_direction": tie.direction if tie is not None else "level",
        "entropy": entropy if tie is not None else math.nan,
        "cues": tuple(cues),
        "evidence": sort_evidence([*first.evidence, *second.evidence]),
    }


def _circles(
    chat: Chat, coding: Coding, graph: InteractionGraph, pairs: list[Pair], draws: int, seed: int
) -> dict[Pair, float]:
    """Weigh how often two are found in one circle of drawn networks: c / (1 - c), from 1/5 to 5.

    Where circles are equally good, Leiden's choice hangs on the order of the members: they stand as they appear in the
    chat, so that nothing hangs on how they are called.
    """
    rank = order_of_appearance(graph)
    order = np.argsort(list(rank.values()), kind="stable")
    standing = np.empty(len(order), dtype=np.int64)
    standing[order] = np.arange(len(order))
    place = dict(zip(rank, standing.tolist(), strict=True))
    one, other = (np.array([place[pair[end]] for pair in pairs], dtype=np.int64) for end in (0, 1))
    together = np.zeros(len(pairs))
    # Leiden draws from igraph's one generator for the whole process: its usual one is given back.
    igraph.set_random_number_generator(random.Random(seed))
    try:
        for matrix in drawn_matrices(graph, coding, speakers=speakers_of_chat(chat, graph), n=draws, seed=seed):
            matrix = matrix[np.ix_(order, order)]
            ends = np.argwhere(matrix)
            network = igraph.Graph(n=len(matrix), edges=ends.tolist())
            weights = matrix[ends[:, 0], ends[:, 1]].tolist()
            circle = np.array(network.community_leiden("modularity", weights=weights).membership)
            together += circle[one] == circle[other]
    finally:
        igraph.set_random_number_generator(random)
    # Two who appear in the same messages only, as people spoken to, are alike in every draw: so is their share.
    ranks = pd.DataFrame([sorted((rank[a], rank[b])) for a, b in pairs], columns=["one", "other"])
    share = (ranks.assign(c=together / draws).groupby(["one", "other"])["c"].transform("mean")).to_numpy()
    ratio = np.clip(share / np.maximum(1 - share, 1e-9), 1 / STRUCTURE_MOST, STRUCTURE_MOST)
    return dict(zip(pairs, ratio.tolist(), strict=True))


def _manners(coding: Coding, graph: InteractionGraph) -> dict[Pair, dict[str, float]]:
    """Weigh how two speak to each other: kin address and familiar words count when both use them."""
    kin, familiar = kin_words(), familiar_words()
    texts = coding.messages["text"].to_numpy()
    uses: dict[Pair, set[str]] = {}
    events = social_events(graph)
    for i, source, target, weight in zip(
        events["i"], events["source"], events["target"], events["weight"], strict=True
    ):
        if weight >= 0.5:
            words = {token.text for token in tokenize(texts[i] or "")}
            found = uses.setdefault((source, target), set())
            found.update(name for name, known in (("kin", kin), ("familiar", familiar)) if words & known)
    ratios = {"kin": KIN_BOTH_WAYS, "familiar": FAMILIAR}
    return {
        (one, other): {f"manner:{name}": ratios[name] for name in sorted(found & uses.get((other, one), set()))}
        for (one, other), found in uses.items()
        if one < other
    }
