"""Which names are one person: the roster, a merge of several exports, and changed numbers say so."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from bmp_networks.containers.chat import SELF, Chat
from bmp_networks.containers.people import Identities
from bmp_networks.containers.roster import Roster
from bmp_networks.measures.bots import find_bots
from bmp_networks.text import name_key

MEMBER_EVENTS = ("group_created", "member_added", "member_joined", "member_left", "member_removed", "number_changed",
                 "admin_promoted", "admin_demoted")  # fmt: skip
"""System lines that show that somebody is, or was, a member."""

ADDED_AGAIN_WITHIN = pd.Timedelta(hours=1)
"""A number never seen before that is added this soon after a change of number is taken for the new one."""


def identify_people(chat: Chat, roster: Roster | None = None) -> Identities:
    """Say which names of a chat are one person.

    A node is the roster's person, else the name in use at the end. Names are one person when the roster gives them
    one ``person``, when a merge of exports found them to be one, or when a system line says that a number changed.

    Parameters
    ----------
    chat
        The chat.
    roster
        What is known of the people.

    Returns
    -------
    Identities
        The node of every author, of everyone named in system lines about membership, and of everyone in the roster
        (persons with ``in_group`` = no only where the chat shows them).
    """
    posted = list(dict.fromkeys(name for name in chat.messages["author"] if name))
    acting = list(dict.fromkeys(names_in_events(chat)))
    newest = _latest_names(chat)
    person_of = _roster_lookup(roster)
    nodes: dict[str, str] = {}
    for name in [*posted, *acting]:
        current = newest.get(name, name)
        same = [current, *(old for old, new in newest.items() if new == current)]
        person = next((person_of[name_key(one)] for one in same if name_key(one) in person_of), None)
        nodes[name] = person if person is not None else current
    known_by = {nodes[name]: "event" for name in acting} | {nodes[name]: "posted" for name in posted}
    labels = {node: newest.get(name, name) for name, node in nodes.items()}
    if roster is not None:
        _add_roster(roster, nodes, labels, known_by)
    for printed, used in chat.aliases:
        if used in nodes:
            nodes.setdefault(printed, nodes[used])
    keys: dict[str, str] = {}
    for name, node in nodes.items():
        keys.setdefault(name_key(name), node)
    reasons = find_bots(chat, nodes, roster)
    return Identities(nodes, keys, labels, frozenset(reasons), known_by, reasons)


def find_node(identities: Identities, name: str) -> str | None:
    """Give the node of a name or number, however it is written; None when nobody has it."""
    return identities.nodes.get(name) or identities.keys.get(name_key(name))


def names_in_events(chat: Chat) -> Iterable[str]:
    """Give every name that a system line about membership prints, in file order, the exporter's ``<self>`` left out."""
    used = dict(chat.aliases)
    events = chat.events
    for event, actor, targets in zip(events["event"], events["actor"], events["targets"], strict=True):
        if event in MEMBER_EVENTS:
            for name in (actor, *targets):
                printed = used.get(name, name)
                if printed and printed != SELF:
                    yield printed


def changed_numbers(chat: Chat) -> list[tuple[str, str]]:
    """Give (old name, new name) of every change of number, in file order.

    Where the line does not print the new number, it is the one added or joining next, if that happens within an
    hour and the number was never seen before.
    """
    events = chat.events[chat.events["event"].isin(MEMBER_EVENTS)]
    rows = list(zip(events["event"], events["timestamp"], events["actor"], events["targets"], strict=True))
    wrote = chat.messages.groupby("author", observed=True)["timestamp"].min().to_dict()
    pairs: list[tuple[str, str]] = []
    seen: set[str] = set()
    for number, (event, at, actor, targets) in enumerate(rows):
        if event == "number_changed" and actor:
            new = targets[0] if targets else _added_next(rows[number + 1 :], at, seen, wrote)
            if new and new != actor:
                pairs.append((actor, new))
        seen.update(name for name in (actor, *targets) if name)
    return pairs


def _added_next(
    rows: list[tuple[str, pd.Timestamp, str, tuple[str, ...]]],
    at: pd.Timestamp,
    seen: set[str],
    wrote: dict[str, pd.Timestamp],
) -> str | None:
    for event, when, actor, targets in rows:
        if when - at > ADDED_AGAIN_WITHIN:
            return None
        if event in ("member_added", "member_joined"):
            names = targets or (actor,)
            is_new = len(names) == 1 and names[0] not in seen and wrote.get(names[0], when) >= when
            return names[0] if is_new else None
    return None


def _latest_names(chat: Chat) -> dict[str, str]:
    """Map every superseded name to the one in use at the end."""
    step = dict(chat.aliases) | dict(changed_numbers(chat))
    latest = {}
    for name in step:
        seen, current = {name}, name
        while current in step and step[current] not in seen:
            current = step[current]
            seen.add(current)
        if current != name:
            latest[name] = current
    return latest


def _roster_lookup(roster: Roster | None) -> dict[str, str]:
    lookup: dict[str, str] = {}
    if roster is not None:
        for name, person in zip(roster.people["name"], roster.people["person"], strict=True):
            if name:
                lookup.setdefault(name_key(name), person or name)
    return lookup


def _add_roster(roster: Roster, nodes: dict[str, str], labels: dict[str, str], known_by: dict[str, str]) -> None:
    people = roster.people
    first_names: dict[str, str] = {}
    for name, person, in_group in zip(people["name"], people["person"], people["in_group"], strict=True):
        node = person or name
        if node is None:
            continue
        first_names.setdefault(node, name or node)
        if node not in known_by:
            if in_group == "no":
                continue
            known_by[node] = "roster"
        if name:
            nodes.setdefault(name, node)
    labels.update({node: name for node, name in first_names.items() if node in known_by})
