"""What a facilitator may want to know about a member: how a state is noted, put in order and kept short."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import STATES
from bmp_networks.containers.roster import Roster
from bmp_networks.measures.answers import answered_after, doubtful_turns, initiating_turns
from bmp_networks.measures.counting import member_nodes
from bmp_networks.measures.evidence import sort_evidence

SEVERITY = {
    "urgent_unanswered": 5,
    "newcomer_not_greeted": 4,
    "drifting": 3,
    "not_answered": 3,
    "one_person_tie": 2,
    "at_the_edge": 2,
    "late_news": 2,
    "present_without_writing": 1,
    "not_in_the_group": 1,
}
"""How soon a look is worth while (METHODS 4.3); it orders the list and is never shown."""

FIRST_TIER, SECOND_TIER = 3.5, 2.0
"""Severity times certainty from which on a state stands in the first, or second, part of the list."""

MOST_NAMES, MOST_SHARE = 5, 0.15
"""At most so many names, or this share of the members where that is more."""

QUIET, QUIET_SHARE = "present_without_writing", 1 / 3
"""Members of whom only this is known fill at most so much of a long list: where many only read, that is usual."""

WAITING_HOURS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 24.0)
"""Steps in which the waiting time of a turn of the last day is counted."""


@dataclass(frozen=True)
class Flag:
    """One state of one member.

    Parameters
    ----------
    member
        Node.
    state
        One of `SEVERITY`.
    certainty
        1 minus the p value, a share of draws, or 1 where the rule is plain; 0 to 1.
    numbers
        What the rule rests on: plain numbers and texts, to be shown as they are.
    evidence
        Ids of messages.
    held
        Whether the rule held four weeks earlier in this chat too; True where that is not asked.
    """

    member: str
    state: str
    certainty: float = 1.0
    numbers: dict[str, Any] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    held: bool = True

    @property
    def tier(self) -> int:
        """Part of the list it belongs to: 1, 2 or 3."""
        priority = SEVERITY[self.state] * self.certainty
        return 1 if priority >= FIRST_TIER else 2 if priority >= SECOND_TIER else 3


@dataclass(frozen=True)
class Scene:
    """Everything the rules look at.

    Parameters
    ----------
    graph, coding, chat, roster
        As given to `screen_members`.
    delays
        Node → days from the first appearance of each piece of news in any of several groups to her first chance to
        see it, infinite where she had none, shape ``(items,)``; None where there is one group only.
    """

    graph: InteractionGraph
    coding: Coding
    chat: Chat
    roster: Roster | None = None
    delays: Mapping[str, np.ndarray] | None = None

    @cached_property
    def members(self) -> pd.DataFrame:
        """Rows of ``graph.nodes`` that are people."""
        return member_nodes(self.graph)

    @cached_property
    def asked(self) -> pd.DataFrame:
        """Give the turns that ask, request or offer something (see `initiating_turns`)."""
        return initiating_turns(self.graph, self.coding)

    @cached_property
    def doubtful(self) -> pd.DataFrame:
        """Give the turns, at least a day old, of which the machine doubts whether they ask something."""
        found = doubtful_turns(self.graph, self.coding)
        return found[(found["at"] <= self.last - pd.Timedelta(days=1)).to_numpy()]

    @cached_property
    def last(self) -> pd.Timestamp:
        """Time of the last message: "recent" counts back from here, not from today."""
        return pd.Timestamp(self.graph.turns["at"].max())

    @cached_property
    def first(self) -> pd.Timestamp:
        """Time of the first message of the period."""
        return pd.Timestamp(self.graph.turns["at"].min())

    @cached_property
    def a_day_old(self) -> pd.DataFrame:
        """Give those of `asked` that are at least a day old, so that every answer in time could be seen."""
        return self.asked[(self.asked["at"] <= self.last - pd.Timedelta(days=1)).to_numpy()]

    @cached_property
    def with_outlook(self) -> pd.DataFrame:
        """Give `asked` with what may still come counted in: an export breaks off before the last day's answers.

        A turn that has waited h hours without an answer is counted as answered with the share of the older turns,
        among those unanswered after h hours, that were answered within the day.
        """
        table = self.asked.copy()
        waited = (self.last - table["at"]).dt.total_seconds().to_numpy() / 3600
        answered = table["answered"].to_numpy(dtype=np.float64).copy()
        old = set(self.a_day_old["turn"])
        late = float(self.a_day_old["answered"].mean()) if old else float("nan")
        steps = answered_after(self.graph, self.coding, WAITING_HOURS[:-1])
        soon = steps[steps.index.isin(old)].mean()
        for lower, upper in pairwise((0.0, *WAITING_HOURS)):
            young = (waited >= lower) & (waited < upper)
            if young.any() and old:
                early = float(soon[lower]) if lower > 0 else 0.0
                hope = max(late - early, 0.0) / (1 - early) if early < 1 else 0.0
                answered[young] += (1 - answered[young]) * hope
        return table.assign(answered=answered)

    @cached_property
    def four_weeks_earlier(self) -> Scene:
        """Give the scene as a report four weeks ago would have seen it."""
        return self.until(self.last - pd.Timedelta(days=28))

    def until(self, moment: pd.Timestamp) -> Scene:
        """Give the scene as it was at an earlier moment: only the messages up to then, the same members."""
        graph = self.graph
        turns = graph.turns[(graph.turns["at"] <= moment).to_numpy()].reset_index(drop=True)
        events = graph.interactions[(graph.interactions["at"] <= moment).to_numpy()].reset_index(drop=True)
        return replace(self, graph=replace(graph, turns=turns, interactions=events))

    def present(self, since: pd.Timestamp, until: pd.Timestamp) -> frozenset[str]:
        """Give who was a member from ``since`` to ``until``; where a date is not known, they count as present."""
        start, end = self.members["present_from"], self.members["present_to"]
        inside = ~(start > since).to_numpy() & ~(end < until).to_numpy()
        return frozenset(self.members.loc[inside, "node"])


def list_states(flags: Iterable[Flag], labels: dict[str, str], n_members: int) -> pd.DataFrame:
    """Make the table of members a facilitator may want to greet, short and without a ranking.

    Parameters
    ----------
    flags
        States found.
    labels
        Node → name, for the alphabetical order inside a part of the list.
    n_members
        Members of the group.

    Returns
    -------
    pd.DataFrame
        Table under ``STATES``: at most 5 names, or 15 % of the members where that is more, of whom a third (5 in a
        short list) are there only because they do not write; the first part of the list first, alphabetical inside
        each. Every reason is a mapping with ``state``, ``tier`` and its numbers.
    """
    by_member: dict[str, list[Flag]] = {}
    for flag in flags:
        by_member.setdefault(flag.member, []).append(flag)
    priority = {
        member: max(SEVERITY[flag.state] * flag.certainty for flag in found) for member, found in by_member.items()
    }
    most = max(MOST_NAMES, int(MOST_SHARE * n_members))
    ordered = sorted(by_member, key=lambda member: (-priority[member], str(labels.get(member, member))))
    quiet = [member for member in ordered if {flag.state for flag in by_member[member]} == {QUIET}]
    too_many = set(quiet[max(MOST_NAMES, int(QUIET_SHARE * most)) :])
    kept = [member for member in ordered if member not in too_many][:most]
    tier = {member: min(flag.tier for flag in by_member[member]) for member in kept}
    rows = []
    for member in sorted(kept, key=lambda member: (tier[member], str(labels.get(member, member)).casefold(), member)):
        found = sorted(by_member[member], key=lambda flag: -SEVERITY[flag.state])
        rows.append(
            {
                "member": member,
                "states": tuple(flag.state for flag in found),
                "reasons": tuple({"state": flag.state, "tier": flag.tier, **flag.numbers} for flag in found),
                "evidence": sort_evidence(name for flag in found for name in flag.evidence),
            }
        )
    return STATES.from_rows(rows)


def whole_days(at: Any) -> np.ndarray:
    """Give the day of every moment as days since 1970, shape ``(n,)``."""
    days: np.ndarray = np.asarray(at, dtype="datetime64[s]").astype("datetime64[D]").astype(np.int64)
    return days
