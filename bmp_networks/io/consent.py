"""A member's no: her messages, the system lines about her and her rows taken out of what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.roster import PEOPLE, Roster
from bmp_networks.io.roster_links import LINKS
from bmp_networks.text import name_key


def names_without_consent(roster: Roster | None, without: Iterable[str] = ()) -> frozenset[str]:
    """Give every name of those who said no in the roster, or whom ``without`` names (by name, number or person id).

    Returns
    -------
    frozenset of str
        Names in the form of ``name_key``; names that no roster knows stand for themselves.
    """
    wanted = {name_key(name) for name in without}
    if roster is None:
        return frozenset(wanted)
    people = roster.people
    said_no = people["consent"].fillna("").str.casefold() == "no"
    named = people["name"].map(name_key).isin(wanted) | people["person"].map(name_key).isin(wanted)
    persons = set(people.loc[said_no | named, "person"])
    return frozenset(wanted | {name_key(name) for name in people.loc[people["person"].isin(persons), "name"]})


def known_keys(chat: Chat, roster: Roster | None) -> frozenset[str]:
    """Give every name and person id of a chat and a roster, in the form of ``name_key``."""
    records = chat.records
    names = {*records["author"], *records["actor"], *(name for names in records["targets"] for name in names)}
    if roster is not None:
        names |= {*roster.people["name"], *roster.people["person"]}
    return frozenset(name_key(name) for name in names if isinstance(name, str))


def without_people(chat: Chat, roster: Roster | None, names: frozenset[str]) -> tuple[Chat, Roster | None]:
    """Take people out of a chat and a roster; messages are numbered anew from 0, their ids stay.

    Parameters
    ----------
    names
        As ``names_without_consent`` gives them.
    """
    if not names:
        return chat, roster
    records = chat.records
    involved = [
        any(one and name_key(one) in names for one in (author, actor, *targets))
        for author, actor, targets in zip(records["author"], records["actor"], records["targets"], strict=True)
    ]
    kept = records[~np.array(involved, dtype=bool)].reset_index(drop=True)
    is_message = kept["i"].to_numpy() >= 0
    kept["i"] = np.where(is_message, np.cumsum(is_message) - 1, -1)
    aliases = tuple(pair for pair in chat.aliases if not {name_key(name) for name in pair} & names)
    rest = Chat(kept, chat.sources, chat.unread, aliases)
    if roster is None:
        return rest, None
    stays = ~roster.people["name"].map(name_key).isin(names).to_numpy()
    people, gone = roster.people[stays].reset_index(drop=True), set(roster.people.loc[~stays, "person"])
    for column in LINKS:  # nor does anybody else's row tell of who is out
        cells = [tuple(who for who in cell if who not in gone) for cell in people[column]]
        people[column] = pd.Series(cells, index=people.index, dtype=object)
    return rest, Roster(PEOPLE.check(people))


def members_removed(chat: Chat, names: frozenset[str]) -> tuple[int, int]:
    """Count who of those names wrote, and how many messages."""
    keys = chat.messages["author"].map(name_key)
    return int(keys[keys.isin(names)].nunique()), int(keys.isin(names).sum())


def renumbered_codes(codes: Sequence[Mapping[str, Any]], before: Chat, after: Chat) -> tuple[dict[str, Any], ...]:
    """Give a person's coding of the whole chat for what is left of it: messages and what they answer, by new number."""
    new = {message: i for i, message in enumerate(after.ids.tolist())}
    number = {old: new.get(message) for old, message in enumerate(before.ids.tolist())}
    kept = []
    for code in codes:
        i = number.get(code["i"])
        if i is None:
            continue
        row = {**code, "i": i}
        if isinstance(row.get("reply_to"), int):
            row["reply_to"] = number.get(row["reply_to"])
        kept.append(row)
    return tuple(kept)
