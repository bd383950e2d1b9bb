"""Why a tie is typed as it is: what was compared, what each reading of the literature says, and every message."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.member_pairs import PairTie, Standing, are_kin, classify_pair, closeness, read_standings
from bmp_networks.measures.organisation_ties import classify_organisation, read_organisations
from bmp_networks.measures.tie_fractions import PROFILES, WEIGHTS
from bmp_networks.packaged import packaged_gazetteer

ABROAD = "abroad"


@dataclass(frozen=True)
class TieReasons:
    """Everything one tie rests on.

    Parameters
    ----------
    source, target
        The two ends, as in ``TIES``.
    target_kind
        ``member`` or ``organisation``.
    alike, different, unknown
        Attributes in which the two are alike, in which they differ, and which are not known of both.
    standing
        Outside status and authority of source and target, NaN where unknown.
    readings
        Profile → class, shares and direction.
    kin
        The roster calls the two related.
    close
        How close they say they are (``closeness``): 0 to 1, NaN where nobody was asked.
    maintained
        One of the two is abroad: the tie keeps up something over a distance. None where the roster does not say.
    events
        One row a message and layer: ``id, at, source, target, layer, weight``, ascending in time.
    """

    source: str
    target: str
    target_kind: str
    alike: tuple[str, ...]
    different: tuple[str, ...]
    unknown: tuple[str, ...]
    standing: tuple[tuple[float, float], tuple[float, float]]
    readings: Mapping[str, PairTie]
    maintained: bool | None
    events: pd.DataFrame
    kin: bool = False
    close: float = float("nan")


def explain_tie(
    graph: InteractionGraph,
    one: str,
    other: str,
    roster: Roster | None = None,
    gazetteer: Gazetteer | None = None,
) -> TieReasons:
    """Say what the tie of two nodes rests on.

    Parameters
    ----------
    graph
        Who addressed whom.
    one, other
        Two nodes, in any order.
    roster, gazetteer
        As given to ``classify_ties``.

    Returns
    -------
    TieReasons
        The attributes compared, the readings under every profile, and the messages.

    Raises
    ------
    InputRefusedError
        When one of them is no node of the network, or the two never addressed each other.
    """
    kinds = dict(zip(graph.nodes["node"], graph.nodes["kind"], strict=True))
    if one not in kinds or other not in kinds:
        raise InputRefusedError(
            "there is no such person or organisation in this network", hint="look at the ids in ties"
        )
    source, target = sorted((one, other), key=lambda node: (kinds[node] != "member", node))
    events = _events(graph, source, target)
    if not len(events):
        raise InputRefusedError("these two never addressed each other in this period", hint="look at the pairs in ties")
    standings = {} if roster is None else read_standings(roster)
    first = standings.get(source)
    if kinds[target] == "organisation":
        return _with_organisation(source, target, first, gazetteer, roster, events)
    second = standings.get(target)
    known = [name for name in WEIGHTS if first and second and name in first.attributes and name in second.attributes]
    alike = [name for name in known if first and second and first.attributes[name] == second.attributes[name]]
    return TieReasons(
        source=source,
        target=target,
        target_kind="member",
        alike=tuple(alike),
        different=tuple(name for name in known if name not in alike),
        unknown=tuple(name for name in WEIGHTS if name not in known),
        standing=(_standing(first), _standing(second)),
        readings={profile: classify_pair(first, second, profile=profile) for profile in PROFILES},
        maintained=is_maintained(told_abroad(roster), source, target),
        events=events,
        kin=first is not None and second is not None and are_kin(first, second),
        close=closeness(first, second),
    )


def told_abroad(roster: Roster | None) -> dict[str, bool]:
    """Say of every person of whom the roster tells it, by ``status`` or ``origin``, whether she is abroad."""
    if roster is None:
        return {}
    columns = (roster.persons[name] for name in ("person", "status", "origin"))
    return {who: ABROAD in (status, origin) for who, status, origin in zip(*columns, strict=True) if status or origin}


def is_maintained(abroad: Mapping[str, bool], one: str, other: str | None = None) -> bool | None:
    """Say whether a tie reaches a member abroad (``told_abroad``).

    Returns
    -------
    bool or None
        None where it is told of neither.
    """
    told = [abroad[who] for who in (one, other) if who is not None and who in abroad]
    return any(told) if told else None


def _with_organisation(
    source: str,
    target: str,
    member: Standing | None,
    gazetteer: Gazetteer | None,
    roster: Roster | None,
    events: pd.DataFrame,
) -> TieReasons:
    organisations = read_organisations(packaged_gazetteer() if gazetteer is None else gazetteer)
    organisation = organisations.get(target.removeprefix("org:"))
    status = 0.0 if member is None else member.status
    nan = float("nan")
    return TieReasons(
        source=source,
        target=target,
        target_kind="organisation",
        alike=(),
        different=tuple(WEIGHTS),
        unknown=(),
        standing=(
            _standing(member),
            (nan, nan) if organisation is None else (organisation.status, organisation.authority),
        ),
        readings={
            profile: classify_organisation(organisation, member_status=status, profile=profile) for profile in PROFILES
        },
        maintained=is_maintained(told_abroad(roster), source),
        events=events,
    )


def _events(graph: InteractionGraph, source: str, target: str) -> pd.DataFrame:
    table = graph.interactions
    forward = (table["source"] == source) & (table["target"] == target)
    back = (table["source"] == target) & (table["target"] == source)
    chosen = table[(forward | back).to_numpy()].sort_values(["i", "layer"], kind="stable")
    return chosen[["id", "at", "source", "target", "layer", "weight"]].reset_index(drop=True)


def _standing(standing: Standing | None) -> tuple[float, float]:
    return (float("nan"), float("nan")) if standing is None else (standing.status, standing.authority)
