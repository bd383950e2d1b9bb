"""How much of a tie is bonding, bridging and linking: the rule itself, without any table."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from bmp_networks.errors import InputRefusedError

WEIGHTS = {"community": 0.50, "village": 0.25, "organisation": 0.15, "origin": 0.10}
"""How much a difference in each attribute makes two people belong to different worlds (METHODS 2.3)."""

CLASS_FROM = 0.6
"""A tie is called by a class when at least this share of it is of that class, else ``mixed``."""

SIMILAR_FROM = 0.7
"""Under ``woolcock_szreter`` two people at least this alike are bonded."""

HOLDS_PROGRAMMES = 0.8
"""Authority of who controls programmes, credit or services."""

PROFILES = ("seed002", "babaei2012", "woolcock_szreter")
"""Readings of the literature. ``seed002``: similarity makes bonding, power over others linking, both by degrees.
``babaei2012``: kin and close friends are bonded, government and NGOs linked, everyone else bridged.
``woolcock_szreter``: the similar are bonded; linking is only what crosses a formal authority."""

_ROUNDING = 1e-9


class Fractions(NamedTuple):
    """How much of a tie is bonding, bridging and linking; the three sum to 1."""

    bonding: float
    bridging: float
    linking: float


def tie_fractions(
    differs: Collection[str],
    gap: float,
    authority: float,
    *,
    known: Collection[str] = tuple(WEIGHTS),
    close: bool = False,
    profile: str = "seed002",
) -> Fractions:
    """Say how much of a tie is bonding, bridging and linking.

    Linking is the authority of the higher side times how far apart their statuses are (none 0, one step .6, more 1).
    What is left is bridging by the share in which the two differ, and bonding by the share in which they are alike.

    Parameters
    ----------
    differs
        Attributes in which the two differ (of community, village, organisation, origin).
    gap
        Steps of outside status between them, 0 or more.
    authority
        Of the higher one: 1 formal office, .8 holds programmes or credit, .5 unknown, 0 none.
    known
        Attributes known of both; the others are left out of the weights. With none known they count as different.
    close
        Kin or close friends, as the roster says; only ``babaei2012`` asks.
    profile
        One of ``PROFILES``.

    Returns
    -------
    Fractions
        Three numbers from 0 to 1 that sum to 1.

    Raises
    ------
    InputRefusedError
        When there is no such profile.

    References
    ----------
    Babaei, Ahmad & Gill (2012); Woolcock & Szreter (2004); the weights are this package's own decision.

    Examples
    --------
    >>> tie_fractions(["village"], gap=0, authority=0)
    Fractions(bonding=0.75, bridging=0.25, linking=0.0)
    """
    check_profile(profile)
    weight = sum(WEIGHTS[name] for name in known)
    different = sum(WEIGHTS[name] for name in known if name in differs) / weight if weight else 1.0
    step = 0.0 if gap == 0 else 0.6 if gap < 2 else 1.0
    if profile == "babaei2012":
        linking = 1.0 if step and authority >= HOLDS_PROGRAMMES else 0.0
        different = 0.0 if close else 1.0
    elif profile == "woolcock_szreter":
        linking = step if authority == 1 else 0.0
        different = 0.0 if 1 - different >= SIMILAR_FROM - _ROUNDING else 1.0
    else:
        linking = authority * step
    return Fractions((1 - linking) * (1 - different), (1 - linking) * different, linking)


def tie_class(fractions: Fractions) -> str:
    """Name the class of a tie: the largest share where it is at least .6, else ``mixed``."""
    largest = max(fractions)
    return Fractions._fields[fractions.index(largest)] if largest >= CLASS_FROM - _ROUNDING else "mixed"


def check_profile(profile: str) -> None:
    """Refuse the name of a reading that there is not.

    Raises
    ------
    InputRefusedError
        When there is no such profile.
    """
    if profile not in PROFILES:
        raise InputRefusedError("there is no such reading of the literature", hint=f"allowed: {', '.join(PROFILES)}")
