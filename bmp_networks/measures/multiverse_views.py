"""One set of an analyst's choices at a time: among whom, over which months, under which rule, and what follows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.results import Ties
from bmp_networks.measures.counting import denominators, member_nodes, outward_events, tie_shares
from bmp_networks.measures.indices import Array, gini
from bmp_networks.measures.inequality import excess_over
from bmp_networks.measures.network import FAINTEST_REPLY
from bmp_networks.measures.reply_links import expected_answers
from bmp_networks.measures.resampling import Events, Indices, chance_ginis
from bmp_networks.measures.voices import draw_voices, find_voices, without_replacement

DRAWS = 100
"""Draws behind the number of one cell."""

FEWEST_EPISODES = 20
"""Of either kind of tie; with fewer they are not compared."""


@dataclass(frozen=True)
class Scene:
    """Among whom, with whom and over which part of the messages."""

    among: str
    admins: str
    period: str
    members: Indices
    unknown: int
    keep: tuple[pd.Timestamp, pd.Timestamp]
    main: bool


@dataclass(frozen=True)
class Social:
    """Replies and mentions under one rule, as numbers."""

    i: Indices
    source: Indices
    target: Indices
    weight: Array


def list_scenes(graph: InteractionGraph, admins: frozenset[str], group_size: int | None) -> Iterator[Scene]:
    """Give every choice of whom to count and over which months, those of the report first."""
    members = member_nodes(graph)
    runs = members["node"].isin(admins).to_numpy()
    groups = denominators(members, group_size)
    at = graph.turns["at"].sort_values()
    first, middle, last = at.iloc[0], at.iloc[len(at) // 2], at.iloc[-1] + pd.Timedelta(seconds=1)
    for number, group in enumerate(dict.fromkeys((0, len(groups) - 1))):
        chosen = groups[group]
        among = "widest" if number == 0 else "posters"
        yield Scene(among, "with", "all", chosen.members, chosen.unknown, (first, last), number == 0)
        others = chosen.members[~runs[chosen.members]]
        if 1 < len(others) < len(chosen.members):
            yield Scene(among, "without", "all", others, chosen.unknown, (first, last), False)
    for period, keep in (("first_half", (first, middle)), ("second_half", (middle, last))):
        yield Scene("widest", "with", period, groups[0].members, groups[0].unknown, keep, False)


def read_social(graph: InteractionGraph, replies: pd.DataFrame, speakers: Indices) -> Social:
    """Give expected replies and mentions; a mention replaces the reply of the same message to the same person."""
    place = {node: number for number, node in enumerate(member_nodes(graph)["node"])}
    n = len(place)
    inside = np.zeros(len(speakers), dtype=bool)
    inside[graph.turns["i"].to_numpy()] = True
    inside &= speakers >= 0
    called = graph.interactions[(graph.interactions["layer"] == "mention").to_numpy()]
    called = called[(called["target"].isin(place) & called["source"].isin(place)).to_numpy()]
    message, whom = called["i"].to_numpy(), called["target"].map(place).to_numpy(dtype=np.int64)
    i, person, weight = expected_answers(replies, speakers)
    kept = (weight >= FAINTEST_REPLY) & inside[i] & ~np.isin(i * n + person, message * n + whom)
    return Social(
        np.concatenate([i[kept], message]),
        np.concatenate([speakers[i[kept]], called["source"].map(place).to_numpy(dtype=np.int64)]),
        np.concatenate([person[kept], whom]),
        np.concatenate([weight[kept], called["weight"].to_numpy(dtype=np.float64)]),
    )


@dataclass(frozen=True)
class Frame:
    """The messages under one pause: episode and time of each, whose contributions, and what is said of outside."""

    episode: Indices
    at: np.ndarray
    phatic: np.ndarray
    said_i: Indices
    said_by: Indices
    outward_i: Indices
    outward_by: Indices
    outward_weight: Array
    outward_shares: Mapping[str, Mapping[str, Array]]


def read_frame(graph: InteractionGraph, ties: Mapping[str, Ties], place: Mapping[str, int], n_messages: int) -> Frame:
    """Take from a network what its pause decides."""
    turns = graph.turns[graph.turns["node"].isin(place).to_numpy()]
    i = turns["i"].to_numpy()
    episode, phatic = np.full(n_messages, -1, dtype=np.int64), np.zeros(n_messages, dtype=bool)
    at = np.full(n_messages, np.datetime64("NaT"), dtype="datetime64[s]")
    episode[i], phatic[i], at[i] = turns["episode"].to_numpy(), turns["phatic"].to_numpy(), turns["at"].to_numpy()
    said = turns[~turns["phatic"].to_numpy()].drop_duplicates("turn")
    outward = outward_events(graph)
    outward = outward[outward["source"].isin(place).to_numpy()]
    return Frame(
        episode,
        at,
        phatic,
        said["i"].to_numpy(),
        said["node"].map(place).to_numpy(dtype=np.int64),
        outward["i"].to_numpy(),
        outward["source"].map(place).to_numpy(dtype=np.int64),
        outward["weight"].to_numpy(dtype=np.float64),
        {profile: tie_shares(outward, found) for profile, found in ties.items()},
    )


@dataclass(frozen=True)
class View:
    """One set of choices."""

    scene: Scene
    frame: Frame
    social: Social
    days: Array
    seed: int

    def _inside(self, i: Indices) -> np.ndarray:
        at, (first, last) = self.frame.at[i], self.scene.keep
        inside: np.ndarray = (at >= np.datetime64(first, "s")) & (at < np.datetime64(last, "s"))
        return inside

    def excesses(self, *, varied: bool) -> dict[str, float]:
        """Give what chance does not explain; talk and attention only where the pause is that of the report."""
        frame, social, n = self.frame, self.social, len(self.days)
        here = self._inside(frame.outward_i)
        found = {"control_excess": self._excess(frame.outward_by[here], frame.outward_weight[here], n)}
        if varied:  # a pause moves neither who writes nor who is answered
            said = self._inside(frame.said_i)
            heard = self._inside(social.i)
            found["participation_excess"] = self._excess(frame.said_by[said], np.ones(int(said.sum())), n)
            found["attention_excess"] = self._excess(social.target[heard], social.weight[heard], n)
        return found

    def _excess(self, member: Indices, weight: Array, n: int) -> float:
        held = np.bincount(member, weights=weight, minlength=n)[self.scene.members]
        squares = np.bincount(member, weights=weight**2, minlength=n)[self.scene.members]
        if not held.sum() > 0:
            return math.nan
        nobody = np.zeros(self.scene.unknown)
        tenure = np.concatenate([self.days[self.scene.members], nobody + self.days.max()])
        rng = np.random.default_rng(self.seed)
        chance = float(np.mean(chance_ginis(held.sum() ** 2 / squares.sum(), tenure, draws=DRAWS, rng=rng)))
        return excess_over(chance, float(gini(np.concatenate([held, nobody]))))

    def contrasts(self, profile: str, shares: Mapping[str, Array]) -> dict[str, float]:
        """Give how much more unequal linking and bridging are than bonding, one voice a conversation."""
        kinds = {name: self._kind(profile, shares, name) for name in ("bonding", "bridging", "linking")}
        return {
            f"{name}_over_bonding": self._contrast(kinds[name], kinds["bonding"]) for name in ("linking", "bridging")
        }

    def _kind(self, profile: str, shares: Mapping[str, Array], name: str) -> Events:
        frame, social = self.frame, self.social
        member = np.concatenate([social.source, frame.outward_by])
        i = np.concatenate([social.i, frame.outward_i])
        outer = np.nan_to_num(frame.outward_shares[profile][name])
        weight = np.concatenate([
            social.weight * shares[name][social.source, social.target], frame.outward_weight * outer
        ])  # fmt: skip
        counted = (weight > 0) & ~frame.phatic[i] & self._inside(i) & np.isin(member, self.scene.members)
        return Events(frame.episode[i[counted]], member[counted], weight[counted])

    def _contrast(self, first: Events, second: Events) -> float:
        rng = np.random.default_rng(self.seed)
        voices = find_voices(first, second, len(self.days), rng=rng)
        if voices.few < FEWEST_EPISODES:
            return math.nan
        one, other = (
            draw_voices(voices, without_replacement(rows, voices.few, DRAWS, rng), rng)[:, self.scene.members]
            for rows in voices.rows
        )
        return float(np.mean(gini(one)) - np.mean(gini(other)))
