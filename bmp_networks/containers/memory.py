"""``Memory``: what earlier lists of people to greet said, under keys that name nobody."""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

import pandas as pd

APART = pd.Timedelta(days=7)
"""Two reports nearer to each other than this count as one: the same weeks must not confirm themselves."""

EXPIRY = pd.Timedelta(days=60)
"""After so long a list is no longer used."""

MUTE = pd.Timedelta(days=90)
"""So long nobody is listed again after a person said it is no concern, or has been in contact."""

KEY_DIGITS = 16


@dataclass(frozen=True)
class GroupMemory:
    """What earlier lists of one group said.

    Parameters
    ----------
    reports
        Day of the last message a report had seen → state → keys of the people for whom it was noticed.
    muted
        Key of a person → day from which she is left out.
    """

    reports: Mapping[pd.Timestamp, Mapping[str, frozenset[str]]] = field(default_factory=dict)
    muted: Mapping[str, pd.Timestamp] = field(default_factory=dict)


@dataclass(frozen=True)
class Memory:
    """What earlier lists of people to greet said, group by group.

    People and groups stand in it under keyed hashes (HMAC-SHA-256 with the project's key), never by name, and nothing
    of what was written is in it. Nothing writes into it: ``noted`` and ``with_muted`` give a new one.

    Parameters
    ----------
    secret
        Key of the project.
    groups
        Key of a group → what is known of it.
    """

    secret: bytes = field(repr=False)
    groups: Mapping[str, GroupMemory] = field(default_factory=dict)

    def key_of(self, name: str) -> str:
        """Give the key under which a person or a group stands."""
        return hmac.new(self.secret, f"greetings:{name}".encode(), "sha256").hexdigest()[:KEY_DIGITS]

    def of(self, group: str) -> GroupMemory:
        """Give what is known of a group; nothing where it is new."""
        return self.groups.get(self.key_of(group), GroupMemory())

    def earlier_report(self, group: str, today: pd.Timestamp) -> pd.Timestamp | None:
        """Give the day of the report before one of ``today``: at least 7 and at most 60 days earlier; else None."""
        day = today.normalize()
        days = [known for known in self.of(group).reports if APART <= day - known <= EXPIRY]
        return max(days, default=None)

    def was_noticed(self, group: str, today: pd.Timestamp, person: str, state: str) -> bool:
        """Say whether the report before one of ``today`` noticed the state for the person."""
        before = self.earlier_report(group, today)
        return before is not None and self.key_of(person) in self.of(group).reports[before].get(state, frozenset())

    def muted_since(self, group: str, today: pd.Timestamp, person: str) -> pd.Timestamp | None:
        """Say from which day a person is left out, where she still is on the day of ``today``; else None."""
        since = self.of(group).muted.get(self.key_of(person))
        return since if since is not None and since <= today.normalize() <= since + MUTE else None

    def with_muted(self, group: str, today: pd.Timestamp, people: Iterable[str]) -> Memory:
        """Leave people out for 90 days from ``today`` on; who is left out already is so from now on anew."""
        known = self.of(group)
        muted = dict(known.muted) | {self.key_of(person): today.normalize() for person in people}
        return self._with(group, replace(known, muted=muted))

    def noted(self, group: str, today: pd.Timestamp, noticed: Iterable[tuple[str, str]]) -> Memory:
        """Note what a report of ``today`` noticed, as pairs of person and state, and let go what has expired.

        The same report noted twice is noted once.
        """
        day, known = today.normalize(), self.of(group)
        states: dict[str, frozenset[str]] = {}
        for person, state in noticed:
            states[state] = states.get(state, frozenset()) | {self.key_of(person)}
        reports = {then: found for then, found in known.reports.items() if day - then <= EXPIRY} | {day: states}
        muted = {person: since for person, since in known.muted.items() if day - since <= MUTE}
        return self._with(group, GroupMemory(dict(sorted(reports.items())), dict(sorted(muted.items()))))

    def _with(self, group: str, known: GroupMemory) -> Memory:
        return replace(self, groups=dict(self.groups) | {self.key_of(group): known})
