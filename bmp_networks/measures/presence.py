"""Who was a member when: joins and leaves of the system lines, the roster, and what members write."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from bmp_networks.containers.chat import SELF, Chat
from bmp_networks.containers.people import SPELLS, Identities, Presence
from bmp_networks.containers.roster import Roster
from bmp_networks.measures.identity import MEMBER_EVENTS, changed_numbers, find_node, identify_people

DAY_END = pd.Timedelta(hours=23, minutes=59, seconds=59)


@dataclass
class _Spell:
    start: pd.Timestamp
    opened: str
    end: pd.Timestamp | None = None
    closed: str = "end"


@dataclass
class _Life:
    """The spells of one name while the file is read."""

    spells: list[_Spell] = field(default_factory=list)

    def open(self, at: pd.Timestamp, how: str) -> None:
        if not self.spells or self.spells[-1].end is not None:
            self.spells.append(_Spell(at, how))
        elif self.spells[-1].opened == "seen" and how == "created":
            self.spells[-1] = _Spell(at, how)

    def close(self, at: pd.Timestamp, how: str, since: pd.Timestamp) -> None:
        if not self.spells:
            # Who leaves was there, though the export shows no beginning.
            self.open(since, "unknown")
        self.open(at, "seen")
        self.spells[-1].end = max(at, self.spells[-1].start)
        self.spells[-1].closed = how


def trace_presence(
    chat: Chat,
    roster: Roster | None = None,
    *,
    identities: Identities | None = None,
    first: pd.Timestamp | None = None,
    last: pd.Timestamp | None = None,
) -> Presence:
    """Say who was a member of the group when, silent members too.

    A spell runs from joining (being added, or the roster's ``joined``, or the first thing seen of a person) to
    leaving (being removed, the roster's ``left``, or the end of the export). Whoever leaves and comes back has several.
    Spells of two names of one person are joined. Somebody known from the roster alone is taken to have been there
    all the time, unless the roster says more.

    Parameters
    ----------
    chat
        The chat.
    roster
        What is known of the people.
    identities
        Which names are one person; found from chat and roster when not given.
    first, last
        The period looked at; by default from the first to the last user message.

    Returns
    -------
    Presence
        One row a spell. Members that broadcast (roster ``bot``) are left out.
    """
    identities = identities or identify_people(chat, roster)
    times = chat.messages["timestamp"] if len(chat.messages) else chat.records["timestamp"]
    first = times.min() if first is None else first
    last = times.max() if last is None else last
    # A spell that is still open ends with the last record, also where that is a system line.
    finish = max(last, chat.records["timestamp"].max()) if len(chat.records) else last
    rows = []
    spells = _spells_by_node(chat, identities, finish)
    dates = _roster_dates(roster)
    for node in sorted(set(identities.known_by) - identities.bots):
        found = _with_roster(spells.get(node, []), dates.get(node, (pd.NaT, pd.NaT)), first, finish)
        rows += [
            {"node": node, "start": spell.start, "end": spell.end, "opened": spell.opened, "closed": spell.closed}
            for spell in found
        ]
    return Presence(SPELLS.from_rows(rows), pd.Timestamp(first), pd.Timestamp(last))


def _spells_by_node(chat: Chat, identities: Identities, finish: pd.Timestamp) -> dict[str, list[_Spell]]:
    by_node: dict[str, list[_Spell]] = {}
    for name, life in _lives(chat).items():
        node = find_node(identities, name)
        if node is not None:
            for spell in life.spells:
                spell.end = finish if spell.end is None else spell.end
            by_node.setdefault(node, []).extend(life.spells)
    return {node: _joined(spells) for node, spells in by_node.items()}


def _lives(chat: Chat) -> dict[str, _Life]:
    """Read the records in file order: the spells of every name."""
    lives: dict[str, _Life] = {}
    since = chat.records["timestamp"].min()
    used = dict(chat.aliases)
    changes = dict(changed_numbers(chat))
    records = chat.records
    columns = (records[name] for name in ("timestamp", "author", "event", "actor", "targets"))
    for at, author, event, actor, targets in zip(*columns, strict=True):
        if author:
            lives.setdefault(used.get(author, author), _Life()).open(at, "seen")
        elif event in MEMBER_EVENTS:
            names = [used.get(name, name) for name in targets]
            actor = used.get(actor, actor)
            _note_event(lives, at, event, actor, names, since)
            if event == "number_changed" and actor in changes:
                lives.setdefault(actor, _Life()).close(at, "changed", since)
                lives.setdefault(changes[actor], _Life()).open(at, "changed")
    lives.pop(SELF, None)
    return lives


def _note_event(
    lives: dict[str, _Life],
    at: pd.Timestamp,
    event: str,
    actor: str | None,
    names: list[str],
    since: pd.Timestamp,
) -> None:
    comes = event in ("member_added", "member_joined")
    goes = event in ("member_left", "member_removed")
    subjects = names or ([actor] if actor else [])
    if actor and actor not in subjects and event != "number_changed":
        lives.setdefault(actor, _Life()).open(at, "created" if event == "group_created" else "seen")
    if event == "number_changed":
        return
    for name in subjects:
        life = lives.setdefault(name, _Life())
        if goes:
            life.close(at, "left" if event == "member_left" else "removed", since)
        else:
            life.open(at, "joined" if comes else "created" if event == "group_created" else "seen")


def _joined(spells: list[_Spell]) -> list[_Spell]:
    """Join spells that overlap, or that meet where a number changed."""
    joined: list[_Spell] = []
    for spell in sorted(spells, key=lambda one: (one.start, one.end)):
        before = joined[-1] if joined else None
        if before is not None and before.end is not None and spell.end is not None and spell.start <= before.end:
            if spell.end > before.end:
                joined[-1] = _Spell(before.start, before.opened, spell.end, spell.closed)
        else:
            joined.append(spell)
    return joined


def _with_roster(
    spells: list[_Spell], dates: tuple[pd.Timestamp, pd.Timestamp], first: pd.Timestamp, finish: pd.Timestamp
) -> list[_Spell]:
    """Fill in what the chat does not show from the roster's ``joined`` and ``left``."""
    joined, left = dates
    left = left if pd.isna(left) else left + DAY_END
    if not spells:
        start = _Spell(first, "unknown") if pd.isna(joined) else _Spell(joined, "roster")
        start.end, start.closed = (finish, "end") if pd.isna(left) else (left, "roster")
        return [start] if start.end >= start.start else []
    head, tail = spells[0], spells[-1]
    if head.opened == "seen" and not pd.isna(joined) and joined < head.start:
        head.start, head.opened = joined, "roster"
    if tail.closed == "end" and not pd.isna(left) and left >= tail.start:
        tail.end, tail.closed = min(left, finish), "roster"
    return spells


def _roster_dates(roster: Roster | None) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
    if roster is None:
        return {}
    people = roster.people
    dates = people.groupby(people["person"].fillna(people["name"]))[["joined", "left"]].agg(
        {"joined": "min", "left": "max"}
    )
    return {
        node: (joined, left) for node, joined, left in zip(dates.index, dates["joined"], dates["left"], strict=True)
    }
