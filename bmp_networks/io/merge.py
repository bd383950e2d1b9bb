"""Merging several phones' exports of one group into one chat, each message once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import RECORDS, UNREAD, Chat, Source
from bmp_networks.errors import EmptyChatError
from bmp_networks.io.merging.clocks import Clock, compare_clocks
from bmp_networks.io.merging.events import join_exporters, join_self_words, pair_events, votes_of_events
from bmp_networks.io.merging.names import People, is_nobody
from bmp_networks.io.merging.order import weave
from bmp_networks.io.merging.pairs import Pairing, pair_changed, pair_messages, votes_of_messages, votes_of_pairs
from bmp_networks.io.merging.strands import Node, Strand, is_self_mark, strand_of, texts
from bmp_networks.text import clean_name, fold


def merge_chats(chats: Sequence[Chat], aliases: Mapping[str, str] | None = None) -> Chat:
    """Merge exports of one group from several phones: each message once, each person under one name.

    A message is the same in two files when its text (without the names in its mentions), its minute and its author
    are. The files' clocks may stand apart by one number of half-hours; the first file's clock is used. Of a message
    that several files hold the richer record stays, completed by the other: seconds, the kind of a medium, its file
    name. Files that share no message are put one after the other by time.

    Parameters
    ----------
    chats
        One or more chats, each as its own file was read.
    aliases
        Name as an export prints it → name of the person, made by hand; it goes before what the merge finds.

    Returns
    -------
    Chat
        Records keep the number of their file and their lines; ``i`` runs in merged order; ``aliases`` holds the
        names that were replaced. Sources carry the notes ``no_overlap`` (shares nothing with the others),
        ``other_group_name`` and ``clock_shifted:<minutes>`` (by how much its clock was moved to that of the first).

    Raises
    ------
    EmptyChatError
        When there is no chat to merge.
    """
    if not chats:
        raise EmptyChatError("there is no chat to merge")
    strands = _strands(chats)
    people = People()
    for strand in strands:
        join_self_words(strand, people)
        people.join_own_numbers(strand.names)
    names = {node: n for strand in strands for node, n in strand.names.items()}
    pushed = {node for strand in strands for node in _push_names(strand)}
    notes: dict[int, list[str]] = defaultdict(list)
    woven, rest = strands[0], strands[1:]
    while rest:
        clock, nearest = _nearest(woven, rest)
        rest = [strand for strand in rest if strand is not nearest]
        woven = _woven(woven, nearest, clock, people, notes)
    used = people.used_names(names, pushed, _cleaned(aliases))
    found = {**_told_before(chats), **dict(_aliases_found(names, used))}
    return _as_chat(woven, used, found, notes)


def _strands(chats: Sequence[Chat]) -> list[Strand]:
    strands: list[Strand] = []
    first = 1
    for chat in chats:
        strands.append(strand_of(chat, first))
        first += max(len(chat.sources), 1)
    return strands


def _nearest(woven: Strand, rest: list[Strand]) -> tuple[Clock, Strand]:
    """Choose the file that shares most with what is woven already: it tells most surely how its clock stands."""
    clocks = [compare_clocks(woven, strand) for strand in rest]
    best = max(range(len(rest)), key=lambda number: (clocks[number].support, -number))
    return clocks[best], rest[best]


def _woven(first: Strand, second: Strand, clock: Clock, people: People, notes: dict[int, list[str]]) -> Strand:
    """Pair, name and weave one more file into the first ones, and note what is worth telling."""
    yours = (second.seconds - 60 * clock.minutes).tolist()
    pairing = Pairing(first, second, people, first.seconds.tolist(), yours)
    people.join_voted(votes_of_messages(pairing))
    people.join_same_names(first.names, second.names)
    pair_messages(pairing)
    if people.join_voted(votes_of_pairs(pairing)):
        pair_messages(pairing)
    pair_changed(pairing)
    join_exporters(pairing)
    pair_events(pairing, only_alone=True)
    people.join_voted(votes_of_events(pairing))
    pair_events(pairing, only_alone=False)
    groups = {_plain(source.group) for _, source in first.sources if source.group}
    for number, source in second.sources:
        if not pairing.found:
            notes[number].append("no_overlap")
        if source.group and groups and _plain(source.group) not in groups:
            notes[number].append("other_group_name")
        if clock.minutes:
            notes[number].append(f"clock_shifted:{-clock.minutes}")
    return weave(pairing)


def _plain(group: str) -> str:
    """Give a group's name without what a file name cannot hold or a phone leaves out: marks, spaces, emoji."""
    return "".join(filter(str.isalnum, fold(group)))


def _push_names(strand: Strand) -> Iterable[Node]:
    raw = texts(strand.records["author_raw"])
    return (node for node, printed in zip(strand.authors, raw, strict=True) if printed and "~" in printed[:3])


def _cleaned(aliases: Mapping[str, str] | None) -> dict[str, str]:
    return {clean_name(name): person for name, person in (aliases or {}).items()}


def _told_before(chats: Sequence[Chat]) -> dict[str, str]:
    return {name: used for chat in chats for name, used in chat.aliases}


def _aliases_found(names: Iterable[Node], used: Mapping[Node, str]) -> list[tuple[str, str]]:
    """List the names that were replaced, where a name alone tells the person.

    "Mother" in two phones is two women: such a name cannot be looked up, and the records carry the right one anyway.
    """
    meanings: dict[str, set[str]] = defaultdict(set)
    for node in names:
        if not is_nobody(node[1]):
            meanings[node[1]].add(used[node])
    taken = set(used.values())
    pairs = [(name, next(iter(ways))) for name, ways in meanings.items() if len(ways) == 1]
    return sorted((name, way) for name, way in pairs if name != way and name not in taken and not is_self_mark(way))


def _as_chat(woven: Strand, used: Mapping[Node, str], found: Mapping[str, str], notes: dict[int, list[str]]) -> Chat:
    records = woven.records
    numbers = records["source"].tolist()

    def renamed(column: str) -> list[str | None]:
        cells = zip(numbers, texts(records[column]), strict=True)
        return [used.get((k, name), name) if name else None for k, name in cells]

    def all_renamed(column: str) -> list[tuple[str, ...]]:
        cells = zip(numbers, records[column], strict=True)
        return [tuple(used.get((k, name), name) for name in names) for k, names in cells]

    columns = {name: records[name] for name in RECORDS.names}
    columns |= {"author": renamed("author"), "actor": renamed("actor")}
    columns |= {"targets": all_renamed("targets"), "mentions": all_renamed("mentions")}
    is_message = np.array(woven.is_message, dtype=bool)
    columns["i"] = np.where(is_message, np.cumsum(is_message) - 1, -1)
    sources = sorted(woven.sources, key=lambda entry: entry[0])
    return Chat(
        RECORDS.build(columns),
        tuple(_noted(source, notes[number]) for number, source in sources),
        UNREAD.build({name: _sorted_unread(woven.unread)[name] for name in UNREAD.names}),
        tuple(sorted(found.items())),
    )


def _sorted_unread(unread: pd.DataFrame) -> pd.DataFrame:
    return unread.sort_values(["source", "line"], kind="stable").reset_index(drop=True)


def _noted(source: Source, notes: list[str]) -> Source:
    return replace(source, notes=source.notes + tuple(notes))
