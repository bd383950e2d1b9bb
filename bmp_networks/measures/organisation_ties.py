"""Ties of members to outside organisations: by a person's word in the gazetteer, else by rule (METHODS 2.4)."""

from __future__ import annotations

import math
from typing import NamedTuple

from bmp_networks.containers.roster import Gazetteer
from bmp_networks.measures.member_pairs import UNKNOWN, PairTie
from bmp_networks.measures.tie_fractions import WEIGHTS, Fractions, tie_class, tie_fractions

UNKNOWN_AUTHORITY = 0.5


class Organisation(NamedTuple):
    """What the gazetteer says of an organisation, as far as ties go."""

    status: float
    authority: float
    kind: str | None
    market: bool
    own: bool
    relation: str | None


def read_organisations(gazetteer: Gazetteer) -> dict[str, Organisation]:
    """Give what the gazetteer says of every organisation, by id."""
    table = gazetteer.organisations
    columns = (table[name] for name in ("id", "status_level", "authority", "kind", "market", "own", "relation"))
    found: dict[str, Organisation] = {}
    for identifier, status, authority, kind, market, own, relation in zip(*columns, strict=True):
        authority = UNKNOWN_AUTHORITY if math.isnan(authority) else float(authority)
        found.setdefault(
            identifier, Organisation(float(status), authority, kind, bool(market), bool(own), relation or None)
        )
    return found


def classify_organisation(
    organisation: Organisation | None, *, member_status: float = 0.0, profile: str = "seed002"
) -> PairTie:
    """Say how much of a member's tie to an organisation is bonding, bridging and linking.

    The class is what a person wrote in the gazetteer (``relation``), else follows from level and authority: nothing
    is shared, so level 0 or no authority gives bridging, authority over programmes or permits linking. The group's
    own umbrella is bonding; a marketplace or carrier that is only used is a channel.

    Parameters
    ----------
    organisation
        What the gazetteer says; None when it does not list it.
    member_status
        Outside status of the member, for the direction; NaN where unknown.
    profile
        The reading of the literature.
    """
    if organisation is None:
        return UNKNOWN
    direction = _direction(member_status, organisation.status)
    fractions = _fractions(organisation, profile)
    relation = organisation.relation or _rule(organisation, fractions)
    if fractions is None or (relation in Fractions._fields and relation != tie_class(fractions)):
        fractions = _certain(relation)
    return PairTie(relation, fractions, direction) if relation != "unknown" else PairTie("unknown", None, direction)


def _fractions(organisation: Organisation, profile: str) -> Fractions | None:
    if organisation.own:
        return Fractions(1.0, 0.0, 0.0)
    if math.isnan(organisation.status):
        return None
    return tie_fractions(tuple(WEIGHTS), organisation.status, organisation.authority, profile=profile)


def _rule(organisation: Organisation, fractions: Fractions | None) -> str:
    is_carrier = organisation.market and organisation.kind == "company" and organisation.authority == 0
    if organisation.kind == "marketplace" or is_carrier:
        return "channel"
    return "unknown" if fractions is None else tie_class(fractions)


def _certain(relation: str) -> Fractions | None:
    if relation == "channel":
        # Nothing is said of its standing: what is only used connects, without power over anybody.
        return Fractions(0.0, 1.0, 0.0)
    if relation not in Fractions._fields:
        return None
    return Fractions(*(float(relation == name) for name in Fractions._fields))


def _direction(member_status: float, status: float) -> str | None:
    if math.isnan(member_status) or math.isnan(status):
        return None
    return "level" if status == member_status else "up" if status > member_status else "down"
