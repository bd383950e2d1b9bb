"""Which states are said at once, which only from the second report on, and who is left out for a while."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.memory import Memory
from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.states import Flag, Scene
from bmp_networks.text import name_key

LASTING = ("one_person_tie", "at_the_edge", "present_without_writing")
"""States that one report alone does not say (METHODS 4.2)."""


def group_of(chat: Chat) -> str:
    """Give what tells a group from others of the same project: its name, else the name of the file."""
    return chat.group or (chat.sources[0].name if chat.sources else "")


def keep_lasting(flags: Sequence[Flag], scene: Scene, memory: Memory | None) -> list[Flag]:
    """Leave out what is seen for the first time where twice is asked for, and people who are muted.

    With a memory of earlier reports the report before must have noticed the state too. Without one, the rule must
    have held four weeks earlier in the same chat.
    """
    if memory is None:
        return [flag for flag in flags if flag.state not in LASTING or flag.held]
    group = group_of(scene.chat)
    return [
        flag
        for flag in flags
        if not _is_left_out(flag, memory.muted_since(group, scene.last, flag.member))
        and (flag.state not in LASTING or memory.was_noticed(group, scene.last, flag.member, flag.state))
    ]


def _is_left_out(flag: Flag, since: pd.Timestamp | None) -> bool:
    """Say whether a muted member's state is left out: a call for help that came after the muting is not."""
    if since is None:
        return False
    last_call = flag.numbers.get("last_call")
    return last_call is None or pd.Timestamp(last_call) <= since


def noticed_states(flags: Iterable[Flag]) -> tuple[tuple[str, str], ...]:
    """Give member and state of everything that a later report may want to confirm, sorted."""
    return tuple(sorted({(flag.member, flag.state) for flag in flags if flag.state in LASTING}))


def mute_people(memory: Memory, names: Iterable[str], graph: InteractionGraph, chat: Chat) -> Memory:
    """Leave people out of the lists for 90 days from the last message on.

    Parameters
    ----------
    names
        As the list shows them, or as the roster calls them.

    Raises
    ------
    InputRefusedError
        When nobody is called so.
    """
    nodes = graph.nodes[(graph.nodes["kind"] == "member").to_numpy()]
    known = {name_key(label): node for node, label in zip(nodes["node"], nodes["label"], strict=True)}
    known |= {name_key(node): node for node in nodes["node"]}
    keys = [name_key(name) for name in names]
    unknown = [key for key in keys if key not in known]
    if unknown:
        raise InputRefusedError(
            f"{len(unknown)} of the people to be left out of the list stand under no such name in the group",
            hint="write the name as the list shows it",
        )
    return memory.with_muted(group_of(chat), graph.turns["at"].max(), [known[key] for key in keys])


def describe_memory(memory: Memory | None, graph: InteractionGraph, chat: Chat) -> dict[str, Any]:
    """Say for the provenance whether earlier lists were used, of which day, and how many people are left out."""
    if memory is None:
        return {"used": False, "report_before": None, "left_out": 0}
    today, group = graph.turns["at"].max(), group_of(chat)
    before = memory.earlier_report(group, today)
    people = graph.nodes.loc[(graph.nodes["kind"] == "member").to_numpy(), "node"]
    return {
        "used": True,
        "report_before": None if before is None else str(before.date()),
        "left_out": sum(memory.muted_since(group, today, person) is not None for person in people),
    }
