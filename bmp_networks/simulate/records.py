"""From people and messages in the making to the records of an export, with the system lines of who came and went."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import RECORDS, SELF
from bmp_networks.resources import load_toml
from bmp_networks.simulate.lines import Line
from bmp_networks.simulate.people import Person
from bmp_networks.simulate.plan import CommunityPlan

_EMPTY: dict[str, Any] = {
    "source": 1, "line": 0, "lines": 1, "i": -1, "event": None, "author": None, "author_raw": None, "actor": None,
    "targets": (), "media": None, "attachment": None, "deleted": False, "edited": False, "mentions": (),
}  # fmt: skip


class _Event(NamedTuple):
    at: float
    event: str
    actor: str | None
    target: str | None


def make_records(people: Sequence[Person], lines: Sequence[Line], group: str, plan: CommunityPlan) -> pd.DataFrame:
    """Make the table of records, in the order of an export, under the contract ``RECORDS``.

    Parameters
    ----------
    people
        The members; the first one made the group.
    lines
        The messages, in order.
    group
        Name of the group.
    plan
        First day and language of the system lines.
    """
    words = load_toml(f"simulate/events_{plan.language}.toml").content
    events = [(event.at, -1, _system_row(event, group, words["events"])) for event in _events(people)]
    messages = [(line.at, i, _message_row(line, i, people, words["bodies"]["omitted"])) for i, line in enumerate(lines)]
    rows = sorted([*events, *messages], key=lambda entry: entry[:2])
    stamps = np.datetime64(plan.start.isoformat(), "m") + np.array([int(at) for at, _, _ in rows], dtype="m8[m]")
    columns: dict[str, Any] = {name: [row[name] for _, _, row in rows] for name in RECORDS.names if name != "timestamp"}
    columns["line"] = np.cumsum([1, *columns["lines"][:-1]])
    return RECORDS.build(columns | {"timestamp": stamps.astype("datetime64[s]")})


def _events(people: Sequence[Person]) -> list[_Event]:
    admin = people[0].name
    events = [
        _Event(0.0, "encryption_notice", None, None),
        _Event(0.0, "group_created", admin, None),
        _Event(0.0, "member_added", admin, SELF),
    ]
    for person in people:
        if person.joined > 0:
            events.append(_Event(person.joined, "member_added", admin, person.name_at(person.joined)))
        if person.later_name:
            events.append(_Event(person.changes_at, "number_changed", person.name, person.later_name))
        if math.isfinite(person.left):
            events.append(_Event(person.left, "member_left", person.name_at(person.left), None))
    return sorted(events, key=lambda event: event.at)


def _system_row(event: _Event, group: str, words: dict[str, str]) -> dict[str, Any]:
    target = words["self"] if event.target == SELF else event.target
    body = words[event.event].format(actor=event.actor, target=target, group=group)
    row = _EMPTY | {"kind": "system", "event": event.event, "body": body, "body_raw": body, "actor": event.actor}
    return row | {"targets": (event.target,) if event.target else ()}


def _message_row(line: Line, i: int, people: Sequence[Person], omitted: str) -> dict[str, Any]:
    name = people[line.speaker].name_at(line.at)
    body = omitted if line.is_media else line.text
    return _EMPTY | {
        "i": i,
        "kind": "message",
        "author": name,
        "author_raw": name,
        "body": body,
        "body_raw": body,
        "media": "unknown" if line.is_media else None,
        "mentions": line.mentions,
    }


def gold_rows(people: Sequence[Person], lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Give the coding of every message in the form of the codebook: what a careful person would write down."""
    place = {id(line): i for i, line in enumerate(lines)}
    rows = []
    for i, line in enumerate(lines):
        codes = {name: line.codes.get(name, []) for name in _CODES}
        rows.append(
            {
                "i": i,
                "author": people[line.speaker].name_at(line.at),
                "reply_to": None if line.answers is None else place.get(id(line.answers)),
                "addressees": [people[number].name_at(line.at) for number in line.addressees],
                **codes,
                "act": line.act,
                "topic": line.topic,
            }
        )
    return rows


_CODES = ("products", "stages", "prices", "quantities", "places", "actors")
