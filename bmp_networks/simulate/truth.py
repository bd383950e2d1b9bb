"""What was planted, written down as tables: members, ties, orders, and which message belongs to which conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from bmp_networks.containers.tables import Column, Contract
from bmp_networks.simulate.bonds import Bonds, kind_of_pair, pair_fractions
from bmp_networks.simulate.chains import Chain
from bmp_networks.simulate.lines import Line
from bmp_networks.simulate.people import Person, day_of
from bmp_networks.simulate.plan import CommunityPlan

PLANTED_MEMBERS = Contract(
    "planted member",
    (
        Column("person", "text", "id, as in the roster"),
        Column("name", "text", "as the export shows her first"),
        Column("community", "text", "home community"),
        Column("level", "count", "0 grassroots, 1 intermediary, 2 state"),
        Column("messages", "count", "messages written"),
        Column("activity", "number", "inclination to begin conversations; only ratios count"),
        Column("answered", "number", "probability that what she begins is answered, 0 to 1"),
        Column("outward", "number", "inclination to speak of organisations, 0 to 1; only ratios count"),
        Column("received", "count", "answers and calls by name received from others"),
        Column("silent", "flag", "a member who never writes"),
        Column("never_answered", "flag", "asks and is never answered"),
        Column("joined", "time", "first day", "day"),
        Column("left", "time", "day of leaving; missing for who stays", "day"),
        Column("drifts", "time", "day from which she writes no more; missing for who goes on", "day"),
    ),
)

PLANTED_TIES = Contract(
    "planted tie",
    (
        Column("source", "text", "one end, the smaller id"),
        Column("target", "text", "the other end"),
        Column("kind", "text", "bonding, bridging or linking: along which conversations run"),
        Column("strength", "number", "how much the two seek each other; 0 where they met by chance"),
        Column("p_bonding", "number", "share of the tie that is bonding, 0 to 1"),
        Column("p_bridging", "number", "share that is bridging"),
        Column("p_linking", "number", "share that is linking"),
        Column("forward", "count", "messages from source to target: answers and calls by name", "messages"),
        Column("back", "count", "messages from target to source", "messages"),
    ),
)

PLANTED_ORDERS = Contract(
    "planted order",
    (
        Column("product", "text", "product id"),
        Column("seller", "text", "who makes and sells"),
        Column("buyer", "text", "who orders"),
        Column("quantity", "count", "amount ordered, in units"),
        Column("unit", "text", "unit of the amount and of the price"),
        Column("price", "number", "price of one unit", "rupiah"),
        Column("messages", "list", "the i of the chain's messages, from raw material to feedback"),
        Column("stages", "list", "their stages"),
    ),
)


@dataclass(frozen=True)
class Truth:
    """Everything that was planted.

    Parameters
    ----------
    members
        Table under ``PLANTED_MEMBERS``.
    ties
        Table under ``PLANTED_TIES``: planted pairs, and those who met by chance.
    orders
        Table under ``PLANTED_ORDERS``: one a product chain.
    conversations
        Number of the conversation of every message, shape ``(n messages,)``.
    n_conversations
        How many conversations there are.
    """

    members: pd.DataFrame
    ties: pd.DataFrame
    orders: pd.DataFrame
    conversations: tuple[int, ...]
    n_conversations: int

    def __post_init__(self) -> None:
        PLANTED_MEMBERS.check(self.members)
        PLANTED_TIES.check(self.ties)
        PLANTED_ORDERS.check(self.orders)


def write_down(
    people: Sequence[Person],
    bonds: Bonds,
    lines: Sequence[Line],
    chains: Sequence[Chain],
    plan: CommunityPlan,
    n_conversations: int,
) -> Truth:
    """Write down what was planted and what came of it."""
    met = _met(lines)
    return Truth(
        PLANTED_MEMBERS.from_rows(_member_rows(people, lines, met, plan)),
        PLANTED_TIES.from_rows(_tie_rows(people, bonds, met)),
        PLANTED_ORDERS.from_rows(_order_rows(people, lines, chains)),
        tuple(line.conversation for line in lines),
        n_conversations,
    )


def _met(lines: Sequence[Line]) -> dict[tuple[int, int], int]:
    """Count who spoke to whom: a message counts once for one person, whether it answers her, calls her, or both."""
    met: dict[tuple[int, int], int] = {}
    for line in lines:
        spoken_to = set(line.addressees) | ({line.answers.speaker} if line.answers else set())
        for other in spoken_to - {line.speaker}:
            met[line.speaker, other] = met.get((line.speaker, other), 0) + 1
    return met


def _member_rows(
    people: Sequence[Person], lines: Sequence[Line], met: dict[tuple[int, int], int], plan: CommunityPlan
) -> list[dict[str, object]]:
    wrote, received = [0] * len(people), [0] * len(people)
    for line in lines:
        wrote[line.speaker] += 1
    for (_, other), count in met.items():
        received[other] += count
    return [
        {
            "person": person.person,
            "name": person.name,
            "community": person.community,
            "level": person.level,
            "messages": wrote[person.number],
            "activity": 0.0 if person.silent else person.activity,
            "answered": person.answered,
            "outward": 0.0 if person.silent else person.outward,
            "received": received[person.number],
            "silent": person.silent,
            "never_answered": person.never_answered,
            **{name: day_of(getattr(person, name), plan) or None for name in ("joined", "left", "drifts")},
        }
        for person in people
    ]


def _tie_rows(people: Sequence[Person], bonds: Bonds, met: dict[tuple[int, int], int]) -> list[dict[str, object]]:
    pairs = set(bonds.strength) | {(min(pair), max(pair)) for pair in met}
    rows = []
    for pair in pairs:
        one, other = sorted((people[number] for number in pair), key=lambda person: person.person)
        bonding, bridging, linking = pair_fractions(one, other)
        rows.append(
            {
                "source": one.person,
                "target": other.person,
                "kind": kind_of_pair(one, other),
                "strength": bonds.strength.get(pair, 0.0),
                "p_bonding": bonding,
                "p_bridging": bridging,
                "p_linking": linking,
                "forward": met.get((one.number, other.number), 0),
                "back": met.get((other.number, one.number), 0),
            }
        )
    return sorted(rows, key=lambda row: (str(row["source"]), str(row["target"])))


def _order_rows(people: Sequence[Person], lines: Sequence[Line], chains: Sequence[Chain]) -> list[dict[str, object]]:
    place = {id(line): i for i, line in enumerate(lines)}
    return [
        {
            "product": chain.product,
            "seller": people[chain.seller].person,
            "buyer": people[chain.buyer].person,
            "quantity": chain.quantity,
            "unit": chain.unit,
            "price": float(chain.price),
            "messages": tuple(place[id(line)] for _, line in chain.lines),
            "stages": tuple(stage for stage, _ in chain.lines),
        }
        for chain in chains
    ]
