"""What a page may show of a study: the names to be printed, for whom, and in which language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import pandas as pd

from bmp_networks.privacy import relabel, relabel_ties
from bmp_networks.report.texts import Words

if TYPE_CHECKING:
    from bmp_networks.study import Study

MIN_ACTIVE, MIN_MESSAGES, MIN_DAYS = 5, 100, 14
"""Below these a chat says little as a network (METHODS 7.1)."""


@dataclass(frozen=True)
class View:
    """A study as one reader sees it.

    Parameters
    ----------
    study
        What is shown.
    words
        The language.
    audience
        ``research`` (pseudonyms, no message text) or ``facilitator``.
    shown
        What is printed for each node; no two nodes alike.
    """

    study: Study
    words: Words
    audience: str
    shown: Mapping[str, str]

    @property
    def is_facilitator(self) -> bool:
        """Whether names, messages and people to greet may be shown."""
        return self.audience == "facilitator"

    @cached_property
    def nodes(self) -> pd.DataFrame:
        """The nodes under the names shown, members first, then by that name: the order tells nothing hidden."""
        table = relabel(self.study.graph.nodes, self.shown, ["node"])
        keys = pd.DataFrame({"kind": table["kind"] != "member", "name": table["node"].str.casefold()})
        return table.loc[keys.sort_values(["kind", "name"], kind="stable").index].reset_index(drop=True)

    @cached_property
    def members(self) -> pd.DataFrame:
        """The members among the nodes."""
        return self.nodes[self.nodes["kind"] == "member"].reset_index(drop=True)

    @cached_property
    def ties(self) -> pd.DataFrame:
        """The ties under the names shown, the strongest first."""
        table = relabel_ties(self.study.ties.marked, self.shown)
        return table.sort_values(["weight", "source", "target"], ascending=[False, True, True]).reset_index(drop=True)

    @cached_property
    def period(self) -> tuple[pd.Timestamp, pd.Timestamp]:
        """First and last message looked at."""
        at = self.study.graph.turns["at"]
        return at.min(), at.max()

    @property
    def n_days(self) -> int:
        """Days from the first to the last message, both counted."""
        first, last = self.period
        return int((last.normalize() - first.normalize()).days) + 1

    @property
    def is_thin(self) -> bool:
        """Whether the chat is too small to say anything about a network."""
        writing = int((self.members["messages"] > 0).sum())
        return writing < MIN_ACTIVE or len(self.study.graph.turns) < MIN_MESSAGES or self.n_days < MIN_DAYS

    @property
    def group(self) -> str | None:
        """Name of the group; hidden where it is a member's name, as in a chat of two."""
        group = self.study.chat.group
        if self.is_facilitator or group is None:
            return group
        hidden = {name.casefold() for name in self._names_to_hide}
        is_pair = any("one_to_one" in source.notes for source in self.study.chat.sources)
        return None if is_pair or group.casefold() in hidden else group

    @cached_property
    def _names_to_hide(self) -> set[str]:
        nodes = self.study.graph.nodes
        people = nodes[nodes["kind"] == "member"]
        return {*people["node"], *people["label"], *self.study.chat.messages["author"]} - {None}


def unlike(names: Mapping[str, str]) -> dict[str, str]:
    """Give names of which no two are alike: those that are get a number behind them."""
    counts = Counter(names.values())
    taken = set(counts)
    found: dict[str, str] = {}
    for node in sorted(names):
        name = names[node]
        if counts[name] > 1:
            number = 1
            while f"{name} ({number})" in taken:
                number += 1
            name = f"{name} ({number})"
            taken.add(name)
        found[node] = name
    return found
