"""Planted ties: who is tied to whom, how strongly, and how much of each tie is bonding, bridging and linking."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from random import Random

from bmp_networks.simulate.people import Person
from bmp_networks.simulate.plan import KINDS_OF_TIE

TIES_EACH = {"bonding": 5, "bridging": 3, "linking": 2}
"""Ties a member seeks out on her own, by kind; others seek her out too."""

_ATTRIBUTES = {"community": 0.5, "village": 0.25, "origin": 0.1}

Alters = tuple[list[int], list[float]]


class Bonds:
    """The planted ties of a community.

    Parameters
    ----------
    people
        The members.
    rng
        Decides who seeks out whom.
    """

    def __init__(self, people: Sequence[Person], rng: Random) -> None:
        self.people = people
        self.strength: dict[tuple[int, int], float] = {}
        groups = _groups(people)
        for person in people:
            if person.silent:
                continue
            for kind, most in TIES_EACH.items():
                self._seek(person, groups[kind, _group_key(person, kind)], most, rng)
        self._alters = self._by_kind()

    def alters(self, number: int, kind: str) -> Alters:
        """Give whom a member is tied to by a kind of tie, and their strengths added up one after the other."""
        return self._alters.get((number, kind), ([], []))

    def kind(self, one: int, other: int) -> str:
        """Name the kind of a pair: linking across levels, bonding inside a community, else bridging."""
        return kind_of_pair(self.people[one], self.people[other])

    def _seek(self, person: Person, others: Sequence[int], most: int, rng: Random) -> None:
        pool = [other for other in others if other != person.number and not self.people[other].silent]
        for other in rng.sample(pool, min(most, len(pool))):
            pair = (min(person.number, other), max(person.number, other))
            self.strength[pair] = self.strength.get(pair, 0.0) + rng.gammavariate(1.5, 1.0)

    def _by_kind(self) -> dict[tuple[int, str], Alters]:
        found: dict[tuple[int, str], list[tuple[int, float]]] = {}
        for (one, other), strength in self.strength.items():
            kind = self.kind(one, other)
            found.setdefault((one, kind), []).append((other, strength))
            found.setdefault((other, kind), []).append((one, strength))
        return {
            key: ([other for other, _ in ties], list(accumulate(strength for _, strength in ties)))
            for key, ties in found.items()
        }


def kind_of_pair(one: Person, other: Person) -> str:
    """Name the kind of a pair: linking across levels, bonding inside a community, else bridging."""
    if one.level != other.level:
        return "linking"
    return "bonding" if one.community == other.community else "bridging"


def pair_fractions(one: Person, other: Person) -> tuple[float, float, float]:
    """Say how much of a tie is planted as bonding, bridging and linking; the three sum to 1.

    Linking grows with the distance in standing and the authority of the higher one. The rest is bridging as far as
    community (weight .5), village (.25) and origin (.1) differ, where both are known, and bonding as far as not.
    """
    higher = one if one.status_level > other.status_level else other
    distance = abs(one.status_level - other.status_level)
    linking = higher.authority * (0.0 if distance == 0 else 0.6 if distance == 1 else 1.0)
    known = {name: weight for name, weight in _ATTRIBUTES.items() if getattr(one, name) and getattr(other, name)}
    differ = sum(weight for name, weight in known.items() if getattr(one, name) != getattr(other, name))
    apart = differ / sum(known.values()) if known else 1.0
    return (1 - linking) * (1 - apart), (1 - linking) * apart, linking


def _group_key(person: Person, kind: str) -> object:
    return person.level if kind == "linking" else (person.community, person.level)


def _groups(people: Sequence[Person]) -> dict[tuple[str, object], list[int]]:
    """Give, for every kind and every key of a person, the numbers of those she may be tied to by it."""
    keys = {(kind, _group_key(person, kind)): person for person in people for kind in KINDS_OF_TIE}
    return {
        (kind, key): [other.number for other in people if _fits(kind, person, other)]
        for (kind, key), person in keys.items()
    }


def _fits(kind: str, person: Person, other: Person) -> bool:
    if kind == "linking":
        return person.level != other.level
    # Officers among themselves are neither neighbours nor strangers: no tie is planted between them.
    grassroots = person.level == other.level == 0
    return grassroots and (person.community == other.community) == (kind == "bonding")
