"""From cut records to the table of the contract ``RECORDS``: bodies read, system lines told, columns filled."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import RECORDS, SELF
from bmp_networks.io.whatsapp.authors import clean_name, clean_text
from bmp_networks.io.whatsapp.bodies import Body, BodyReader
from bmp_networks.io.whatsapp.events import UNKNOWN, Event, EventReader
from bmp_networks.io.whatsapp.headers import Skeleton
from bmp_networks.io.whatsapp.phrases import self_words

# Sentences about the chat itself: whoever is printed before them did nothing.
_NOBODY = frozenset({"encryption_notice", "business_notice"})
# Lines about one person's own message or call.
_OWN = frozenset({"waiting_message", "call"})
_NAMING = ("group_created", "subject_changed")


@dataclass
class Columns:
    """The columns of the record table while they are filled, and what was learnt about the file on the way."""

    author: np.ndarray
    author_raw: np.ndarray
    is_system: np.ndarray
    event: np.ndarray
    actor: np.ndarray
    targets: np.ndarray
    body: np.ndarray
    body_raw: np.ndarray
    media: np.ndarray
    attachment: np.ndarray
    deleted: np.ndarray
    edited: np.ndarray
    mentions: np.ndarray
    languages: Counter[str] = field(default_factory=Counter)
    groups: list[tuple[int, str]] = field(default_factory=list)
    dashed: bool = False


def fill_columns(
    skeleton: Skeleton,
    system: dict[int, Event | None],
    looked: list[int],
    reader: EventReader,
    *,
    ios: bool,
    marked: bool,
    crlf: bool,
    group_hint: str | None,
) -> Columns:
    """Read every body and tell every system line.

    Parameters
    ----------
    skeleton
        The records, authors settled.
    system
        The records without author, with what they tell.
    looked
        Numbers of the records whose text may be more than words.
    reader
        Reader of system lines.
    ios
        Whether placeholders say what was left out and system lines may print an author, as on iPhones.
    marked
        Whether the file marks what WhatsApp itself wrote.
    crlf
        Whether CRLF may still stand inside a text.
    group_hint
        Group name in the file's name.
    """
    columns = _plain_columns(skeleton)
    bodies = BodyReader(marked=marked and ios, typed=ios, crlf=crlf)
    told: list[tuple[int, Body]] = []
    read, texts = bodies.read, skeleton.texts
    for number in looked:
        body = read(texts[number])
        if body is not None:
            _set_body(columns, number, body)
            if body.system and number not in system:
                told.append((number, body))
    for number, event in system.items():
        _set_event(columns, number, event or Event(UNKNOWN), None)
    if ios and not marked:
        told += _unmarked_system_lines(reader, columns)
    _tell_authored(columns, told, reader, group_hint, ios=ios)
    return columns


def record_table(columns: Columns, skeleton: Skeleton, timestamps: np.ndarray, source: int = 1) -> pd.DataFrame:
    """Put the columns together under the contract ``RECORDS``."""
    n = len(timestamps)
    is_system = columns.is_system
    running = np.cumsum(~is_system) - 1
    running[is_system] = -1
    kinds = np.array(["message", "system"], dtype=object)[is_system.astype(np.int8)]
    values = {
        "source": np.full(n, source, dtype=np.int64),
        "line": skeleton.first_lines.astype(np.int64),
        "lines": skeleton.lines.astype(np.int64),
        "i": running.astype(np.int64),
        "timestamp": timestamps.astype("datetime64[s]"),
        "kind": kinds,
        **{name: getattr(columns, name) for name in RECORDS.names[6:]},
    }
    # With one index given, pandas need not find out that all columns have the same.
    index = pd.RangeIndex(n)
    series = {name: pd.Series(array, index, array.dtype, copy=False) for name, array in values.items()}
    return pd.DataFrame(series, index, copy=False)


def name_exporter(columns: Columns, me: str) -> None:
    """Put a name where the file says You or Anda: in system lines and as author."""
    columns.actor[columns.actor == SELF] = me
    for number in np.flatnonzero([SELF in targets for targets in columns.targets]).tolist():
        columns.targets[number] = tuple(me if name == SELF else name for name in columns.targets[number])
    for word in self_words():
        columns.author[columns.author == word] = me


def _plain_columns(skeleton: Skeleton) -> Columns:
    n = len(skeleton.texts)
    raw = np.array([None, *skeleton.authors[1:]], dtype=object)
    clean = np.array([None, *map(clean_name, skeleton.authors[1:])], dtype=object)
    body = np.fromiter(skeleton.texts, dtype=object, count=n)
    nothing = np.full(n, None, dtype=object)
    no_names = np.empty(n, dtype=object)
    no_names.fill(())
    return Columns(
        author=clean[skeleton.author_codes],
        author_raw=raw[skeleton.author_codes],
        is_system=np.zeros(n, dtype=bool),
        event=nothing,
        actor=nothing.copy(),
        targets=no_names,
        body=body,
        body_raw=body.copy(),
        media=nothing.copy(),
        attachment=nothing.copy(),
        deleted=np.zeros(n, dtype=bool),
        edited=np.zeros(n, dtype=bool),
        mentions=no_names.copy(),
    )


def _set_body(columns: Columns, number: int, body: Body) -> None:
    columns.body_raw[number] = body.raw
    columns.body[number] = body.text
    if body.media:
        columns.media[number] = body.media
        columns.attachment[number] = body.attachment
    elif body.deleted:
        columns.deleted[number] = True
    if body.language:
        columns.languages[body.language] += 1
    if body.edited:
        columns.edited[number] = True
    if body.mentions:
        columns.mentions[number] = body.mentions


def _set_event(columns: Columns, number: int, event: Event, actor: str | None) -> None:
    columns.is_system[number] = True
    columns.event[number] = event.event
    columns.actor[number] = event.actor or actor
    columns.targets[number] = event.targets
    columns.author[number] = None
    columns.media[number] = columns.attachment[number] = None
    columns.deleted[number] = columns.edited[number] = False
    columns.mentions[number] = ()
    if event.language:
        columns.languages[event.language] += 1
    if event.group and event.event in _NAMING:
        columns.groups.append((number, event.group))


def _tell_authored(
    columns: Columns, told: list[tuple[int, Body]], reader: EventReader, hint: str | None, *, ios: bool
) -> None:
    """Tell the system lines that print an author: the group, who acted, or whose message or call it is."""
    events = {number: _authored_event(columns.author[number], body, reader) for number, body in told}
    groups = _group_names(columns, events, hint) if ios else set()
    unread = ~columns.is_system
    unread[list(events)] = False
    for name in groups & set(columns.author[unread]):
        events.update(_lines_of_group(columns, unread, name, reader))
    for number, event in events.items():
        name = columns.author[number]
        if event.event == "encryption_notice" and name in groups:
            columns.groups.append((number, name))
        acted = event.event in _OWN or (name not in groups and name not in event.targets and event.event not in _NOBODY)
        _set_event(columns, number, event, (SELF if name in self_words() else name) if acted else None)


def _group_names(columns: Columns, events: dict[int, Event], hint: str | None) -> set[str]:
    """Collect the names under which an iPhone prints what concerns the group.

    In a chat of two the notice stands under the other's name: with fewer than two people beside it, a name under
    which messages stand is nobody's group.
    """
    names = {event.group for event in events.values() if event.group and event.event in _NAMING}
    names.update(group for _, group in columns.groups)
    names.update({hint} if hint else ())
    names.update(columns.author[number] for number, event in events.items() if event.event == "encryption_notice")
    is_message = ~columns.is_system
    is_message[list(events)] = False
    writers = set(columns.author[is_message])
    return names if len(writers - names) >= 2 else names - writers


def _authored_event(name: str, body: Body, reader: EventReader) -> Event:
    text = clean_text(body.text).rstrip()
    found = reader.read(text, name)
    if body.system != "marked":
        return Event(body.system, language=found.language if found else "")
    return found or reader.read(f"{name} {text}", name) or Event(UNKNOWN)


def _lines_of_group(columns: Columns, unread: np.ndarray, name: str, reader: EventReader) -> dict[int, Event]:
    """Tell lines printed under the group's name without a mark: nobody can write under it."""
    numbers = np.flatnonzero(unread & (columns.author == name)).tolist()
    return {number: reader.read(clean_text(columns.body[number]).rstrip()) or Event(UNKNOWN) for number in numbers}


def _unmarked_system_lines(reader: EventReader, columns: Columns) -> list[tuple[int, Body]]:
    """Find system lines in an iPhone's file without marks: they begin with their author, or are the notice."""
    told: list[tuple[int, Body]] = []
    seen: set[str] = set()
    for number, (name, text) in enumerate(zip(columns.author, columns.body, strict=True)):
        if name is None or columns.event[number]:
            continue
        begins = text.startswith(name)
        if begins or name not in seen:
            event = reader.read(clean_text(text).rstrip(), name)
            if event and (event.event == "encryption_notice" or (begins and event.actor == name)):
                told.append((number, Body(text, columns.body_raw[number], system="marked")))
        seen.add(name)
    return told
