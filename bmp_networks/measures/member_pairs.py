"""Ties between members by what the roster says of both (METHODS 2.3, and the codebook where it is stricter)."""

from __future__ import annotations

import math
from typing import NamedTuple

from bmp_networks.containers.roster import Roster
from bmp_networks.measures.tie_fractions import CLASS_FROM, WEIGHTS, Fractions, tie_class, tie_fractions
from bmp_networks.text import fold

KNOWN_FROM = 0.5
"""Below this weight of attributes known of both (so, mostly, without the community) likeness is not judged."""

STATUS_OF_LEVEL = {0: 0.0, 1: 2.0, 2: 4.0}
AUTHORITY_OF_LEVEL = {0: 0.0, 1: 0.8, 2: 1.0}
"""How the codebook's plain level reads in the finer columns, where those are empty."""

AUTHORITY_UNKNOWN = 0.5


class Standing(NamedTuple):
    """What the roster says of a person, as far as ties go: NaN and missing attributes are not known.

    ``kin`` and ``close`` are the persons she says she is related and close to.
    """

    attributes: dict[str, str]
    status: float
    authority: float
    person: str = ""
    kin: frozenset[str] = frozenset()
    close: frozenset[str] = frozenset()


class PairTie(NamedTuple):
    """The reading of one pair: class, shares (None where unknown), and where the second stands seen from the first."""

    relation: str
    fractions: Fractions | None
    direction: str | None


UNKNOWN = PairTie("unknown", None, None)


def read_standings(roster: Roster) -> dict[str, Standing]:
    """Give what the roster says of every person: attributes, outside status and authority.

    Where the finer columns are empty the plain ``level`` stands for them (0 → 0 and 0; 1 → 2 and .8; 2 → 4 and 1).
    A roster that says no level or status of anybody is taken as one of people of equal standing.
    """
    persons = roster.persons
    silent = bool(persons["level"].isna().all() and persons["status_level"].isna().all())
    standings = {}
    columns = (
        persons[name] for name in ("person", "kin_of", "close_to", "level", "status_level", "authority", *WEIGHTS)
    )
    for person, kin, close, level, status, authority, *attributes in zip(*columns, strict=True):
        plain = int(level) if not math.isnan(level) else None
        if math.isnan(status):
            status = 0.0 if silent else STATUS_OF_LEVEL.get(plain, math.nan) if plain is not None else math.nan
        if math.isnan(authority):
            authority = AUTHORITY_OF_LEVEL[plain] if plain is not None else AUTHORITY_UNKNOWN
        known = {name: " ".join(fold(value).split()) for name, value in zip(WEIGHTS, attributes, strict=True) if value}
        standings[person] = Standing(known, float(status), float(authority), person, frozenset(kin), frozenset(close))
    return standings


def are_kin(one: Standing, other: Standing) -> bool:
    """Say whether the roster calls the two related, on either side."""
    return one.person in other.kin or other.person in one.kin


def closeness(one: Standing | None, other: Standing | None) -> float:
    """Say how close two people are by their own word: 1 where each who was asked names the other, .5 where one of two.

    Returns
    -------
    float
        0, .5 or 1; NaN where the cell ``close_to`` of both is empty: then nobody was asked.
    """
    if one is None or other is None:
        return math.nan
    said = [whom.person in asked.close for asked, whom in ((one, other), (other, one)) if asked.close]
    return sum(said) / len(said) if said else math.nan


def classify_pair(one: Standing | None, other: Standing | None, *, profile: str = "seed002") -> PairTie:
    """Say how much of the tie of two members is bonding, bridging and linking.

    Unknown, not guessed, where the roster does not tell the standing of both, or too little of what they share.
    Two people of one office above the grassroots are left unknown: they are neither neighbours nor strangers.
    Where their standing differs so much that linking prevails, the tie is linking even if nothing else is known; what
    is left of it then counts as bridging as far as nothing shared is known. Under ``babaei2012`` kin and those whom one
    of the two says she is close to are bonded, whatever else is known or not.

    Parameters
    ----------
    one, other
        What the roster says of them; None for somebody it does not list.
    profile
        The reading of the literature.
    """
    if one is None or other is None or math.isnan(one.status) or math.isnan(other.status):
        return UNKNOWN
    gap = abs(one.status - other.status)
    direction = "level" if gap == 0 else "up" if other.status > one.status else "down"
    known = [name for name in WEIGHTS if name in one.attributes and name in other.attributes]
    differs = [name for name in known if one.attributes[name] != other.attributes[name]]
    # Under that reading nothing else is asked of kin and close friends.
    near = profile == "babaei2012" and (are_kin(one, other) or closeness(one, other) > 0)
    if not near and gap == 0 and one.status > 0 and _same_office(known, differs):
        return PairTie("unknown", None, direction)
    higher = one if one.status > other.status else other
    fractions = tie_fractions(differs, gap, higher.authority, known=known, close=near, profile=profile)
    vague = sum(WEIGHTS[name] for name in known) < KNOWN_FROM - 1e-9
    if vague and not near and fractions.linking < CLASS_FROM - 1e-9:
        return PairTie("unknown", None, direction)
    return PairTie(tie_class(fractions), fractions, direction)


def _same_office(known: list[str], differs: list[str]) -> bool:
    return any(name in known and name not in differs for name in ("community", "organisation"))
