"""Access: how soon each member could have seen what was posted, in one group or over several.

Reading leaves no trace in an export. "Could have seen" means: was a member of the group when it was posted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.people import Presence
from bmp_networks.containers.results import Ties
from bmp_networks.containers.roster import Roster
from bmp_networks.measures.counting import TIE_TYPES, member_nodes, tie_shares
from bmp_networks.measures.episodes import describe_turns
from bmp_networks.measures.identity import identify_people
from bmp_networks.measures.indices import Array
from bmp_networks.measures.items import NO_ITEM, find_items
from bmp_networks.measures.presence import trace_presence
from bmp_networks.measures.resampling import Indices

HALF_LIFE = np.timedelta64(24, "h")
"""News that comes so much later is worth half."""

SENT_MESSAGES, SENT_DAYS = 100, np.timedelta64(14, "D")
"""Recent WhatsApp can send a newcomer up to the last hundred messages; older ones than this are taken as unseen."""

JOINING = ("joined", "roster")
"""How a spell opens that the member began as a newcomer."""


@dataclass(frozen=True)
class GroupLife:
    """One group: what was posted when by whom, and who was there.

    Parameters
    ----------
    posts
        One row a message that contributes something, in the order of time: ``i``, ``node``, ``at``, ``episode``,
        ``text``.
    at
        Times of all messages, ascending, shape ``(n,)``: newcomers are sent the last hundred of them.
    presence
        Who was a member when.
    """

    posts: pd.DataFrame
    at: np.ndarray
    presence: Presence


@dataclass(frozen=True)
class Access:
    """What each member could have seen of what was posted, and how soon.

    Parameters
    ----------
    members
        Nodes, in the order of the graph.
    delay
        Time from the first post anywhere to the member's earliest chance to see it, in days, shape
        ``(items, members)``; infinite where she never had one.
    delay_if_sent
        The same where newcomers were sent the recent history.
    originator
        Place of the member who first posted it, shape ``(items,)``; -1 where it is none of these members.
    episode
        Conversation of the first post, shape ``(items,)``.
    weight
        Type of tie → how much of the item is of it, shape ``(items,)``; ``all`` is 1.
    outward
        Whether the item names an outside organisation, shape ``(items,)``.
    groups
        How many groups were looked at.
    """

    members: tuple[str, ...]
    delay: Array
    delay_if_sent: Array
    originator: Indices
    episode: Indices
    weight: dict[str, Array]
    outward: np.ndarray
    groups: int

    def worth(self, *, if_sent: bool = False) -> Array:
        """Give what an item is worth to each member: 1 at once, half after a day, 0 never, ``(items, members)``."""
        return _worth(self.delay_if_sent) if if_sent else self._worth_seen

    @cached_property
    def _worth_seen(self) -> Array:
        return _worth(self.delay)

    def by_episode(self, tie_type: str) -> Array:
        """Sum what is worth something to each member by conversation of the first post, ``(episodes, members)``."""
        worth = self.worth() * self.weight[tie_type][:, None]
        order = np.argsort(self.episode, kind="stable")
        start = np.flatnonzero(np.diff(self.episode[order], prepend=-1))
        return np.add.reduceat(worth[order], start, axis=0) if len(order) else worth

    @property
    def by_construction(self) -> bool:
        """Whether everybody saw everything at once, as in one group of which all were members all the time."""
        return not len(self.delay) or bool((self.delay == 0).all())


def _worth(delay: Array) -> Array:
    worth: Array = np.exp2(-delay * (np.timedelta64(1, "D") / HALF_LIFE))
    return worth


def read_group(chat: Chat, roster: Roster | None = None, graph: InteractionGraph | None = None) -> GroupLife:
    """Take from a chat what access needs, from its network's period where one is given."""
    if graph is None:
        nodes = identify_people(chat, roster).nodes
        turns = describe_turns(chat, [nodes.get(name, name) for name in chat.messages["author"]])
    else:
        turns = graph.turns
    posts = turns[~turns["phatic"].to_numpy()][["i", "node", "at", "episode"]]
    posts = posts.assign(text=chat.messages["body"].to_numpy()[posts["i"].to_numpy()])
    presence = trace_presence(chat, roster, first=turns["at"].min(), last=turns["at"].max())
    at = np.sort(turns["at"].to_numpy().astype("datetime64[s]"))
    return GroupLife(posts.sort_values("at", kind="stable").reset_index(drop=True), at, presence)


def measure_access(graph: InteractionGraph, ties: Ties, groups: Sequence[GroupLife]) -> Access:
    """Say when each member could first have seen each piece of information.

    Parameters
    ----------
    graph
        The main group: its members are looked at, in its period.
    ties
        What each tie is: an item is bonding, bridging or linking as far as what its message says to others and of
        organisations is.
    groups
        The main group first, then others in which the same people may have seen it earlier; people are told apart by
        their node, which a roster makes the same in all.
    """
    members = tuple(member_nodes(graph)["node"])
    copies = _copies(graph, groups)
    start = np.flatnonzero(np.diff(copies["item"].to_numpy(), prepend=-1) > 0)
    first = copies.iloc[start]
    there, sent = _chances(copies, groups, members)
    at = copies["at"].to_numpy().astype("datetime64[s]")
    posted = at[start][copies["item"].to_numpy()]
    late = ((at - posted) / np.timedelta64(1, "D"))[:, None]
    place = {node: number for number, node in enumerate(members)}
    typed, outward = _types(graph, ties, copies, len(start))
    return Access(
        members,
        _earliest(np.where(there, late, np.inf), start),
        _earliest(np.where(there, late, np.minimum(np.inf, sent - _days(posted)[:, None])), start),
        np.array([place.get(node, -1) for node in first["node"]], dtype=np.int64),
        np.unique(first[["group", "episode"]].to_numpy(dtype=np.int64), axis=0, return_inverse=True)[1].ravel(),
        typed,
        outward,
        len(groups),
    )


def _copies(graph: InteractionGraph, groups: Sequence[GroupLife]) -> pd.DataFrame:
    """Give every post that carries an item, by item and time, in the period of the main group."""
    posts = pd.concat([life.posts.assign(group=number) for number, life in enumerate(groups)])
    period = graph.turns["at"].min(), graph.turns["at"].max()
    posts = posts[posts["at"].between(*period).to_numpy()].sort_values("at", kind="stable")
    posts = posts.assign(item=find_items(posts["text"].tolist()))
    return posts[(posts["item"] != NO_ITEM).to_numpy()].sort_values("item", kind="stable").reset_index(drop=True)


def _chances(copies: pd.DataFrame, groups: Sequence[GroupLife], members: tuple[str, ...]) -> tuple[np.ndarray, Array]:
    """Say for each post who was there, and when (days since 1970) others were perhaps sent it; infinite where never."""
    there = np.zeros((len(copies), len(members)), dtype=bool)
    sent = np.full(there.shape, np.inf)
    place = {node: number for number, node in enumerate(members)}
    for number, life in enumerate(groups):
        rows = np.flatnonzero((copies["group"] == number).to_numpy())
        rows = rows[np.argsort(copies["at"].to_numpy()[rows], kind="stable")]
        at = copies["at"].to_numpy()[rows].astype("datetime64[s]")
        spells = life.presence.spells
        for node, begin, end, opened in zip(
            *(spells[name] for name in ("node", "start", "end", "opened")), strict=True
        ):
            if node not in place:
                continue
            came, went = np.datetime64(begin, "s"), np.datetime64(end, "s")
            low, high = np.searchsorted(at, came, side="left"), np.searchsorted(at, went, side="right")
            there[rows[low:high], place[node]] = True
            if opened in JOINING:
                oldest = _oldest_sent(life, came)
                earlier = rows[np.searchsorted(at, oldest, side="left") : low]
                sent[earlier, place[node]] = np.minimum(sent[earlier, place[node]], _days(came))
    for row, node in enumerate(copies["node"]):
        if node in place:
            there[row, place[node]] = True
    return there, sent


def _oldest_sent(life: GroupLife, came: np.datetime64) -> np.datetime64:
    """Give the time of the oldest message a newcomer may have been sent."""
    seen = int(np.searchsorted(life.at, came, side="left"))
    if not seen:
        return came
    sent = np.array([life.at[max(seen - SENT_MESSAGES, 0)], came - SENT_DAYS], dtype="datetime64[s]")
    oldest: np.datetime64 = sent.max()
    return oldest


def _types(
    graph: InteractionGraph, ties: Ties, copies: pd.DataFrame, n_items: int
) -> tuple[dict[str, Array], np.ndarray]:
    """Say how much of each item is of each type of tie, and whether it names an organisation."""
    events = graph.events_once
    number = dict(zip(copies.loc[copies["group"] == 0, "i"], copies.loc[copies["group"] == 0, "item"], strict=True))
    events = events[events["i"].isin(number).to_numpy()]
    item = events["i"].map(number).to_numpy(dtype=np.int64)
    weight, found = events["weight"].to_numpy(), {"all": np.ones(n_items)}
    for tie_type, share in tie_shares(events, ties).items():
        summed = np.bincount(item, weights=weight * np.nan_to_num(share), minlength=n_items)
        found[tie_type] = np.minimum(summed, 1.0)
    outward = np.zeros(n_items, dtype=bool)
    outward[item[(events["layer"] == "organisation").to_numpy()]] = True
    return {name: found[name] for name in TIE_TYPES}, outward


def _earliest(delay: Array, start: Indices) -> Array:
    earliest: Array = np.minimum.reduceat(delay, start, axis=0) if len(start) else delay
    return earliest


def _days(when: np.ndarray | np.datetime64) -> Array:
    days: Array = np.asarray(when, dtype="datetime64[s]").astype(np.int64) / 86400
    return days
