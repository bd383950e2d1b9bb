"""What is claimed: ties, inequality, members, product chains. Every row walks back to messages or says its n."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from bmp_networks.containers.tables import Column, Contract

RELATIONS = ("bonding", "bridging", "linking", "mixed", "unknown", "channel")

TIES = Contract(
    "tie",
    (
        Column("source", "text", "one end; the smaller id, or the member where the other end is an organisation"),
        Column("target", "text", "the other end"),
        Column("target_kind", "text", "member or organisation"),
        Column("weight", "number", "expected number of events both ways", "events"),
        Column("w_forward", "number", "of them from source to target", "events"),
        Column("w_back", "number", "of them from target to source", "events"),
        Column("p_bonding", "number", "share of the tie that is bonding, 0 to 1; NaN where unknown"),
        Column("p_bridging", "number", "share that is bridging"),
        Column("p_linking", "number", "share that is linking; the three sum to 1"),
        Column("relation", "text", "the class shown (closed list RELATIONS)"),
        Column("status_direction", "text", "up, down or level seen from the source; missing where unknown"),
        Column("strength", "number", "0 to 1, mean of frequency, duration, shared topics and reciprocity where known"),
        Column("evidence", "list", "ids of the messages, ascending"),
    ),
)

MARKED_TIES = Contract(
    "tie, some of them inferred",
    (*TIES.columns, Column("inferred", "flag", "the type is inferred from the chat alone, no roster tells it")),
)
"""How ties are written where some of their types are inferred."""

INEQUALITY = Contract(
    "index of inequality",
    (
        Column("quantity", "text", "participation, attention, access or control"),
        Column("tie_type", "text", "all, bonding, bridging or linking"),
        Column("among", "text", "among whom it is counted, in words"),
        Column("n", "count", "how many members"),
        Column("events", "number", "expected number of events", "events"),
        Column("gini", "number", "Gini with small-sample correction n/(n-1), 0 to 1"),
        Column("low", "number", "lower end of the 95 % interval; NaN below 40 episodes"),
        Column("high", "number", "upper end"),
        Column("chance", "number", "mean Gini if all were equally inclined and chance alone decided"),
        Column("excess", "number", "(gini - chance) / (1 - chance): what chance does not explain"),
        Column("enm", "number", "as if so many members were equally active", "members"),
        Column("top3", "number", "share of the three largest, 0 to 1"),
        Column("note", "text", "what to keep in mind, as keys of the texts file, joined by a space"),
    ),
)

LORENZ = Contract(
    "point of a Lorenz curve",
    (
        Column("quantity", "text", "participation or attention"),
        Column("tie_type", "text", "all, bonding, bridging or linking"),
        Column("share_members", "number", "share of the members, from the least, 0 to 1"),
        Column("share_events", "number", "share of the events they hold, 0 to 1"),
        Column("low", "number", "lower end of its 95 % interval, point by point; NaN below 40 episodes"),
        Column("high", "number", "upper end"),
        Column("chance", "number", "the share if all were equally inclined and chance alone decided; NaN for access"),
    ),
)

MEMBERS = Contract(
    "member",
    (
        Column("member", "text", "node"),
        Column("present_from", "time", "first day as a member, where known", "day"),
        Column("present_to", "time", "last day as a member", "day"),
        Column("days", "number", "days as a member in the period", "days"),
        Column("messages", "count", "messages written"),
        Column("words", "count", "words written"),
        Column("initiated", "count", "turns that ask, request or offer something"),
        Column("answered", "number", "share of them that got a reply or mention within 24 hours; NaN without any"),
        Column("attention", "number", "expected replies and mentions received", "events"),
        Column("outward_share", "number", "share of the group's events towards outside organisations; NaN without any"),
        Column("main_act", "text", "what she mostly does (closed list ACTS)"),
        Column("betweenness", "number", "share of shortest paths through her, 0 to 1"),
        Column("constraint", "number", "Burt's constraint; NaN without ties"),
    ),
)

STATES = Contract(
    "member a facilitator may want to greet",
    (
        Column("member", "text", "node"),
        Column("states", "list", "not_answered, newcomer_not_greeted …"),
        Column("reasons", "list", "for each state a mapping with the numbers behind it"),
        Column("evidence", "list", "ids of the messages, ascending"),
    ),
)

MEMBERS_WITH_STATES = Contract("member, for the facilitator", (*MEMBERS.columns, *STATES.columns[1:3]))
"""Only for the facilitator's view: what each member does, and who may want to be greeted, and why."""

SERIES = Contract(
    "product, week and stage",
    (
        Column("week", "time", "Monday of the week", "day"),
        Column("product", "text", "product id"),
        Column("stage", "text", "stage; missing where the messages tell none"),
        Column("messages", "count", "messages about it"),
        Column("members", "count", "members who wrote them"),
        Column("share", "number", "share of the week's messages, 0 to 1"),
        Column("evidence", "list", "ids of the messages, ascending"),
    ),
)

AMOUNTS = Contract(
    "price or quantity named",
    (
        Column("id", "text", "the message"),
        Column("at", "time", "wall clock"),
        Column("member", "text", "who named it"),
        Column("products", "list", "products of the message"),
        Column("stages", "list", "stages of the message"),
        Column("amount", "number", "price in its currency, or quantity"),
        Column("unit", "text", "per what (price), or what of (quantity); missing where not said"),
        Column("currency", "text", "IDR unless the text says other; missing for quantities"),
    ),
)


@dataclass(frozen=True)
class Ties:
    """Who is tied to whom, and how much of each tie is bonding, bridging and linking.

    Parameters
    ----------
    ties
        Table under ``TIES``, sorted by source and target.
    profile
        The reading of the literature it follows, for example ``seed002``.
    inferred_pairs
        The pairs of members whose type is inferred from the chat, because no roster tells it; every table and figure
        made of them has to say so.
    """

    ties: pd.DataFrame
    profile: str
    inferred_pairs: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        TIES.check(self.ties)

    @property
    def inferred(self) -> bool:
        """Whether the type of some tie between members is inferred."""
        return bool(self.inferred_pairs)

    @property
    def marked(self) -> pd.DataFrame:
        """The ties with, for each, whether its type is inferred: table under ``MARKED_TIES``."""
        pairs = zip(self.ties["source"], self.ties["target"], strict=True)
        columns = {name: self.ties[name] for name in TIES.names}
        return MARKED_TIES.build(columns | {"inferred": [pair in self.inferred_pairs for pair in pairs]})


@dataclass(frozen=True)
class Inequality:
    """How unequally participation and attention are spread, with chance baseline and interval.

    Parameters
    ----------
    indices
        Table under ``INEQUALITY``.
    lorenz
        Table under ``LORENZ``.
    episodes
        Number of episodes the intervals rest on.
    """

    indices: pd.DataFrame
    lorenz: pd.DataFrame
    episodes: int

    def __post_init__(self) -> None:
        INEQUALITY.check(self.indices)
        LORENZ.check(self.lorenz)


@dataclass(frozen=True)
class Members:
    """What each member does in the group, and whom a facilitator may want to greet.

    Parameters
    ----------
    members
        Table under ``MEMBERS``, one row a member, sorted by id.
    states
        Table under ``STATES``: never leaves the facilitator's view. It may hold people of the roster who are not in the
        group.
    noticed
        Member and state of what a later report may want to confirm before it is said; never shown.
    """

    members: pd.DataFrame
    states: pd.DataFrame
    noticed: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        MEMBERS.check(self.members)
        STATES.check(self.states)


@dataclass(frozen=True)
class ProductChains:
    """What is said about each product over time, stage by stage.

    Parameters
    ----------
    series
        Table under ``SERIES``.
    prices
        Table under ``AMOUNTS``, prices.
    quantities
        Table under ``AMOUNTS``, quantities.
    """

    series: pd.DataFrame
    prices: pd.DataFrame
    quantities: pd.DataFrame

    def __post_init__(self) -> None:
        SERIES.check(self.series)
        AMOUNTS.check(self.prices)
        AMOUNTS.check(self.quantities)


def with_states(members: Members) -> pd.DataFrame:
    """Give the table under ``MEMBERS_WITH_STATES``: members without a state have empty lists.

    People of the roster who are not in the group, and stand among the states for that, come last with nothing counted.
    """
    found = {
        member: (states, reasons)
        for member, states, reasons in zip(
            members.states["member"], members.states["states"], members.states["reasons"], strict=True
        )
    }
    outside = sorted(set(found) - set(members.members["member"]))
    empty = {"count": 0, "number": float("nan"), "time": pd.NaT}
    blank = {column.name: empty.get(column.kind) for column in MEMBERS.columns}
    added = MEMBERS.from_rows([blank | {"member": member} for member in outside])
    table = pd.concat([members.members, added], ignore_index=True) if outside else members.members
    pairs = [found.get(member, ((), ())) for member in table["member"]]
    columns = {name: table[name] for name in MEMBERS.names}
    return MEMBERS_WITH_STATES.build(
        columns | {"states": [states for states, _ in pairs], "reasons": [reasons for _, reasons in pairs]}
    )
