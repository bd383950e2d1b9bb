"""A member's no: her messages, the system lines about her and her rows taken out of what was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import LEFT_OUT, Chat
from bmp_networks.containers.roster import PEOPLE, Roster
from bmp_networks.io.roster_links import LINKS
from bmp_networks.io.whatsapp.phrases import MARKS
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

    Of a system line only what concerns them goes: who was added by somebody who is left out was added all the same.

    Parameters
    ----------
    names
        As ``names_without_consent`` gives them.
    """
    if not names:
        return chat, roster
    kept = _without_lines(chat.records, names)
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


def _without_lines(records: pd.DataFrame, names: frozenset[str]) -> pd.DataFrame:
    """Give the records that stay: messages of others, and what system lines say of others."""

    def is_out(name: str | None) -> bool:
        return bool(name) and name_key(str(name)) in names

    kept = records.copy()
    stays = np.ones(len(records), dtype=bool)
    columns = (records[name] for name in ("author", "actor", "targets"))
    for row, (author, actor, targets) in enumerate(zip(*columns, strict=True)):
        out = [name for name in (author, actor, *targets) if is_out(name)]
        if not out:
            continue
        others = tuple(name for name in targets if not is_out(name))
        if is_out(author) or not others:
            stays[row] = False
            continue
        kept.at[row, "targets"] = others
        if is_out(actor):
            kept.at[row, "actor"] = None
        if is_out(records.at[row, "author_raw"]):
            kept.at[row, "author_raw"] = None
        for column in ("body", "body_raw"):
            if isinstance(records.at[row, column], str):
                kept.at[row, column] = _blotted(records.at[row, column], out)
    return kept[stays].reset_index(drop=True)


def _blotted(text: str, names: Sequence[str]) -> str:
    """Write ``LEFT_OUT`` for names in the text of a system line, marks between their letters or not."""
    for name in sorted(names, key=len, reverse=True):
        letters = f"[{MARKS}]*".join(map(re.escape, name)).replace(r"\ ", r"\s")
        text = re.sub(rf"~?\s?(?<!\w){letters}(?!\w)", LEFT_OUT, text, flags=re.IGNORECASE)
    return text


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
