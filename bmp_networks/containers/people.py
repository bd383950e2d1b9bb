"""``Identities`` and ``Presence``: which names are one person, and who was a member when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from bmp_networks.containers.tables import Column, Contract

SPELLS = Contract(
    "spell of membership",
    (
        Column("node", "text", "the member"),
        Column("start", "time", "from when she was in the group"),
        Column("end", "time", "until when"),
        Column("opened", "text", "how the start is known: joined, created, changed, roster, seen, or unknown"),
        Column("closed", "text", "how the end is known: left, removed, changed, roster, or end (of the export)"),
    ),
)


CONTACTS = Contract(
    "contact face to face",
    (
        Column("one", "text", "a person, by id or name"),
        Column("other", "text", "the person met"),
        Column("at", "time", "when, where known", "day"),
        Column(
            "weight",
            "number",
            "how much of a meeting it is: 1 for two who met, less for each pair of a large gathering",
        ),
    ),
)


@dataclass(frozen=True)
class Identities:
    """Which node every name of a chat belongs to.

    Parameters
    ----------
    nodes
        Name, as it stands in the export or the roster → node.
    keys
        The same names in the form in which two writings of one name look alike (``text.name_key``) → node.
    labels
        Node → name to print when names may be printed.
    bots
        Nodes that broadcast and are no persons.
    known_by
        Node → ``posted``, ``event`` or ``roster``: the strongest way in which it is known.
    bot_reasons
        Node that broadcasts → how it is known: ``roster``, ``named`` or ``repeats`` (``find_bots``).
    """

    nodes: Mapping[str, str]
    keys: Mapping[str, str]
    labels: Mapping[str, str]
    bots: frozenset[str]
    known_by: Mapping[str, str]
    bot_reasons: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Presence:
    """Who was a member when: one row a spell, so that somebody who left and came back has two.

    Parameters
    ----------
    spells
        Table under ``SPELLS``, sorted by node and start; the spells of one node do not overlap.
    first
        First moment of the period looked at.
    last
        Last moment of that period.
    """

    spells: pd.DataFrame
    first: pd.Timestamp
    last: pd.Timestamp

    def __post_init__(self) -> None:
        SPELLS.check(self.spells)

    def members_at(self, when: pd.Timestamp) -> frozenset[str]:
        """Give the risk set: everyone who was a member at that moment."""
        inside = (self.spells["start"] <= when) & (self.spells["end"] >= when)
        return frozenset(self.spells.loc[inside, "node"])

    @cached_property
    def days(self) -> dict[str, float]:
        """Days of the period on which each node was a member, both ends counted; 0 for who was never there."""
        total: dict[str, set[int]] = {node: set() for node in self.spells["node"]}
        for node, start, end in self._clipped():
            total[node].update(range(start, end + 1))
        return {node: float(len(days)) for node, days in total.items()}

    def weeks(self, nodes: list[str]) -> np.ndarray:
        """Say for each node and week of the period whether she was a member, shape ``(n nodes, n weeks)`` of bool.

        Week 0 begins on the day of ``first``; a member on any day of a week counts for that week.
        """
        zero = _day(self.first)
        table = np.zeros((len(nodes), (_day(self.last) - zero) // 7 + 1), dtype=bool)
        row = {node: number for number, node in enumerate(nodes)}
        for node, start, end in self._clipped():
            if node in row:
                table[row[node], (start - zero) // 7 : (end - zero) // 7 + 1] = True
        return table

    def _clipped(self) -> list[tuple[str, int, int]]:
        first, last = _day(self.first), _day(self.last)
        clipped = []
        for node, start, end in zip(self.spells["node"], self.spells["start"], self.spells["end"], strict=True):
            begin, finish = max(_day(start), first), min(_day(end), last)
            if begin <= finish:
                clipped.append((node, begin, finish))
        return clipped


def _day(when: pd.Timestamp) -> int:
    """Count days since 1970."""
    return int(pd.Timestamp(when).normalize().value // 86_400_000_000_000)
