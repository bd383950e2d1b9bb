"""Who is tied to whom, and how much of each tie is bonding, bridging and linking, with the messages that show it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import TIES, Ties
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.member_pairs import PairTie, Standing, classify_pair, read_standings
from bmp_networks.measures.organisation_ties import Organisation, classify_organisation, read_organisations
from bmp_networks.measures.tie_fractions import PROFILES, check_profile
from bmp_networks.measures.tie_strength import tie_strength
from bmp_networks.packaged import packaged_gazetteer

_EXPECTED = ("p_bonding", "p_bridging", "p_linking")


def classify_ties(
    graph: InteractionGraph,
    roster: Roster | None = None,
    gazetteer: Gazetteer | None = None,
    *,
    profile: str = "seed002",
    inferred: Mapping[tuple[str, str], PairTie] | None = None,
    topics: Mapping[int, str | None] | None = None,
) -> Ties:
    """Say of every tie how much of it is bonding, bridging and linking, how strong it is, and which messages show it.

    Parameters
    ----------
    graph
        Who addressed whom.
    roster
        What is known of the people; without it ties between members are unknown, unless they are inferred.
    gazetteer
        What is known of organisations; the packaged one where none is given.
    profile
        The reading of the literature: ``seed002``, ``babaei2012`` or ``woolcock_szreter``.
    inferred
        Readings of pairs inferred from the chat (``inferred_pairs``), used where the roster does not say.
    topics
        Number of the message → its main topic, for the strength of ties (``topics_of``).

    Returns
    -------
    Ties
        One row a pair of members that addressed each other, and one a member and organisation she named.

    Raises
    ------
    InputRefusedError
        When there is no such profile.
    """
    standings = {} if roster is None else read_standings(roster)
    reading = _Reading.of(standings, gazetteer, profile, inferred)
    evidence = _evidence(graph)
    strengths = tie_strength(graph, topics, standings)
    columns = (strengths[name] for name in ("source", "target", "target_kind", "w_forward", "w_back", "strength"))
    rows, guessed = [], set()
    for source, target, kind, forward, back, strength in zip(*columns, strict=True):
        tie, is_guess = reading.tie(source, target, kind)
        if is_guess:
            guessed.add((source, target))
        rows.append(
            {
                "source": source,
                "target": target,
                "target_kind": kind,
                "weight": forward + back,
                "w_forward": forward,
                "w_back": back,
                **_shares(tie),
                "relation": tie.relation,
                "status_direction": tie.direction,
                "strength": strength,
                "evidence": evidence[source, target],
            }
        )
    return Ties(TIES.from_rows(rows), profile, frozenset(guessed))


def retype_ties(
    ties: Ties,
    roster: Roster | None = None,
    gazetteer: Gazetteer | None = None,
    *,
    profile: str,
    inferred: Mapping[tuple[str, str], PairTie] | None = None,
) -> Ties:
    """Read the same ties under another profile; how often, how strong and by which messages does not depend on it.

    Parameters
    ----------
    ties
        What ``classify_ties`` gave.
    roster, gazetteer, inferred
        As given to it.
    profile
        The other reading.

    Raises
    ------
    InputRefusedError
        When there is no such profile.
    """
    reading = _Reading.of({} if roster is None else read_standings(roster), gazetteer, profile, inferred)
    pairs = list(zip(*(ties.ties[name] for name in ("source", "target", "target_kind")), strict=True))
    found = [reading.tie(*pair) for pair in pairs]
    columns: dict[str, Any] = {name: ties.ties[name].to_numpy() for name in TIES.names}
    columns |= {name: np.array([_shares(tie)[name] for tie, _ in found], dtype=np.float64) for name in _EXPECTED}
    columns["relation"] = np.array([tie.relation for tie, _ in found], dtype=object)
    columns["status_direction"] = np.array([tie.direction for tie, _ in found], dtype=object)
    guessed = frozenset((source, target) for (source, target, _), (_, guess) in zip(pairs, found, strict=True) if guess)
    return Ties(TIES.build(columns), profile, guessed)


class _Reading(NamedTuple):
    """One reading of what is known of people and organisations."""

    standings: Mapping[str, Standing]
    organisations: Mapping[str, Organisation]
    profile: str
    inferred: Mapping[tuple[str, str], PairTie]

    @classmethod
    def of(
        cls,
        standings: Mapping[str, Standing],
        gazetteer: Gazetteer | None,
        profile: str,
        inferred: Mapping[tuple[str, str], PairTie] | None,
    ) -> _Reading:
        check_profile(profile)
        organisations = read_organisations(packaged_gazetteer() if gazetteer is None else gazetteer)
        return cls(standings, organisations, profile, inferred or {})

    def tie(self, source: str, target: str, kind: str) -> tuple[PairTie, bool]:
        """Say what a tie is, and whether that is inferred from the chat."""
        if kind != "member":
            status = self.standings.get(source, Standing({}, 0.0, 0.0)).status
            known = self.organisations.get(target.removeprefix("org:"))
            return classify_organisation(known, member_status=status, profile=self.profile), False
        tie = classify_pair(self.standings.get(source), self.standings.get(target), profile=self.profile)
        if tie.relation == "unknown" and (source, target) in self.inferred:
            return self.inferred[source, target], True
        return tie, False


def topics_of(coding: Coding) -> dict[int, str | None]:
    """Give the main topic of each message, by its number."""
    return dict(zip(coding.messages["i"].tolist(), coding.messages["topic"], strict=True))


def compare_profiles(
    graph: InteractionGraph, roster: Roster | None = None, gazetteer: Gazetteer | None = None
) -> pd.DataFrame:
    """Show how the same ties read under each profile: a finding that holds under one only is a matter of words.

    Returns
    -------
    pd.DataFrame
        One row a profile: ``profile, ties`` (typed ones), ``bonding, bridging, linking`` (shares of the weight of
        these, counted by fractions, summing to 1), and ``flip_rate``, the share of ties whose class differs from that
        under the first profile.
    """
    readings = {profile: classify_ties(graph, roster, gazetteer, profile=profile).ties for profile in PROFILES}
    base = readings[PROFILES[0]]["relation"].to_numpy()
    rows = []
    for profile, table in readings.items():
        typed = table["p_bonding"].notna().to_numpy() & (table["relation"] != "channel").to_numpy()
        weight = table["weight"].to_numpy()[typed]
        total = weight.sum() if typed.any() else math.nan
        shares = {name[2:]: float((table[name].to_numpy()[typed] * weight).sum() / total) for name in _EXPECTED}
        flips = float((table["relation"].to_numpy()[typed] != base[typed]).mean()) if typed.any() else math.nan
        rows.append({"profile": profile, "ties": int(typed.sum()), **shares, "flip_rate": flips})
    return pd.DataFrame(rows)


def _shares(tie: PairTie) -> dict[str, float]:
    shares = tie.fractions if tie.fractions is not None else (math.nan,) * 3
    return dict(zip(_EXPECTED, shares, strict=True))


def _evidence(graph: InteractionGraph) -> dict[tuple[str, str], tuple[str, ...]]:
    """Give for every pair, in the order of ``TIES``, the messages between them."""
    found: dict[tuple[str, str], list[str]] = {}
    edges = graph.edges
    for source, target, layer, ids in zip(
        edges["source"], edges["target"], edges["layer"], edges["evidence"], strict=True
    ):
        pair = (source, target) if layer == "organisation" or source < target else (target, source)
        found.setdefault(pair, []).extend(ids)
    return {pair: sort_evidence(ids) for pair, ids in found.items()}
