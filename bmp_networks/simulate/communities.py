"""From a plan to an invented community: people, ties, conversations and chains, and the truth about all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import pandas as pd

from bmp_networks.containers.chat import RECORDS
from bmp_networks.resources import load_toml
from bmp_networks.simulate.bonds import Bonds
from bmp_networks.simulate.chains import Chain, invent_chains
from bmp_networks.simulate.clock import Clock
from bmp_networks.simulate.conversations import Conversations, Talkers
from bmp_networks.simulate.lines import Line
from bmp_networks.simulate.people import Person, invent_people, roster_rows
from bmp_networks.simulate.plan import CommunityPlan
from bmp_networks.simulate.records import gold_rows, make_records
from bmp_networks.simulate.truth import Truth, write_down

GROUP = "Paguyuban Sumber Rukun"
"""Name of every invented group."""

_EMPTY_IN_A_ROW = 1000


@dataclass(frozen=True)
class Community:
    """An invented group chat and everything that was planted in it.

    Parameters
    ----------
    plan
        What was asked for.
    seed
        Start of every random choice.
    group
        Name of the group.
    records
        Table under the contract ``RECORDS``, ready for ``write_chat``.
    roster
        Rows of ``roster.csv``: one a name.
    actors
        Rows of ``actors.csv``: the organisations spoken of.
    gold
        Coding of every message in the form of the codebook, row number equals ``i``.
    truth
        Planted members, ties, orders and conversations.
    """

    plan: CommunityPlan
    seed: int
    group: str
    records: pd.DataFrame
    roster: tuple[dict[str, str], ...]
    actors: tuple[dict[str, str], ...]
    gold: tuple[dict[str, Any], ...] = field(repr=False)
    truth: Truth = field(repr=False)

    def __post_init__(self) -> None:
        RECORDS.check(self.records)

    def __repr__(self) -> str:
        n_people = len(self.truth.members)
        return f"<Community: {len(self.gold)} invented messages of {n_people} members, seed {self.seed}>"


def simulate_community(plan: CommunityPlan | None = None, seed: int = 0) -> Community:
    """Invent a group chat of which everything is known: who is tied to whom, who answers whom, who buys from whom.

    The same plan and seed give the same chat, byte for byte. People, ties, times and words are drawn separately, so
    that a change of one choice leaves the others as they are where it can.

    Parameters
    ----------
    plan
        What to invent; a group of 30 over half a year where none is given.
    seed
        Start of every random choice, 0 or more.

    Returns
    -------
    Community
        The chat's records, roster, organisations, coding and truth.

    Raises
    ------
    InputRefusedError
        When a choice of the plan cannot be met.

    Examples
    --------
    >>> from bmp_networks.simulate import CommunityPlan
    >>> simulate_community(CommunityPlan(messages=200), seed=3)
    <Community: 200 invented messages of 30 members, seed 3>
    """
    plan = plan or CommunityPlan()
    people = invent_people(plan, _chance(seed, "people"))
    bonds = Bonds(people, _chance(seed, "ties"))
    lines, chains, conversations = _talk(people, bonds, plan, seed)
    gold = gold_rows(people, lines)
    return Community(
        plan=plan,
        seed=seed,
        group=GROUP,
        records=make_records(people, lines, GROUP, plan),
        roster=tuple(roster_rows(people, plan)),
        actors=tuple(_actor_rows(plan)),
        gold=tuple(gold),
        truth=write_down(people, bonds, lines, chains, plan, conversations),
    )


def _chance(seed: int, what: str) -> Random:
    return Random(f"{seed}:{what}")


def _talk(
    people: Sequence[Person], bonds: Bonds, plan: CommunityPlan, seed: int
) -> tuple[list[Line], list[Chain], int]:
    """Invent conversations until there are as many messages as asked for; the last one is cut."""
    clock = Clock(plan, _chance(seed, "times"))
    talkers = Talkers(people, bonds, plan, _chance(seed, "partners"))
    words = _chance(seed, "words")
    lines: list[Line] = []
    chains: list[Chain] = []
    conversation = 0
    for chain in invent_chains(talkers, clock, plan, words):
        # Chains leave half of the messages to everything else.
        if len(lines) + len(chain.lines) > plan.messages / 2:
            break
        chains.append(chain)
        for (stage, line), before in zip(chain.lines, [None, *chain.lines], strict=False):
            conversation += before is None or before[0] != stage
            line.conversation = conversation - 1
            lines.append(line)
    invented = Conversations(talkers, clock, plan, words)
    idle = 0
    while len(lines) < plan.messages and idle < _EMPTY_IN_A_ROW:
        said = invented.next()[: plan.messages - len(lines)]
        idle = 0 if said else idle + 1
        for line in said:
            line.conversation = conversation
        conversation += bool(said)
        lines += said
    lines.sort(key=lambda line: line.at)
    return lines, chains, conversation


def _actor_rows(plan: CommunityPlan) -> list[dict[str, str]]:
    rows = load_toml("simulate/organisations_id.toml").content["organisation"][: plan.organisations]
    return [
        {
            "id": row["id"],
            "name": row["name"],
            "variants": "|".join(row["variants"]),
            "kind": row["kind"],
            "level": str(row["level"]),
            "relation": row["relation"],
        }
        for row in rows
    ]
