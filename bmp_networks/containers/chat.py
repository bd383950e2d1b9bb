"""``Chat``: what the export says, record by record, and how it was read. Nothing in it is inferred from meaning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from bmp_networks.containers.tables import Column, Contract

EVENTS = (
    "encryption_notice", "group_created", "member_added", "member_joined", "member_left", "member_removed",
    "number_changed", "admin_promoted", "admin_demoted", "subject_changed", "icon_changed", "description_changed",
    "settings_changed", "invite_link_reset", "join_request", "disappearing_changed", "message_pinned",
    "security_code_changed", "call", "community_linked", "community_unlinked", "waiting_message", "business_notice",
    "contact_notice", "privacy_changed", "group_ended", "unknown_system",
)  # fmt: skip
"""The closed list of what a system line can tell."""

MEDIA = ("image", "video", "audio", "sticker", "gif", "document", "contact", "location", "live_location", "unknown")
"""The closed list of media kinds; ``unknown`` is Android's placeholder that does not say which."""

SELF = "<self>"
"""Who exported the chat, where a system line says You, Anda, 您 …"""

LEFT_OUT = "[…]"
"""What stands in a text for somebody who is left out; it is nobody's name."""

DATE_CONFIDENCE = ("certain", "monotonic", "locale_default")

RECORDS = Contract(
    "record",
    (
        Column("source", "count", "number of the export file the record comes from, from 1"),
        Column("line", "count", "first physical line of the record in its file, from 1"),
        Column("lines", "count", "how many physical lines the record takes"),
        Column("i", "count", "running number of the user message from 0 in file order; -1 on system lines"),
        Column("timestamp", "time", "wall clock as printed, without zone"),
        Column("kind", "text", "message or system"),
        Column("event", "text", "what a system line tells (closed list EVENTS); missing on messages"),
        Column("author", "text", "who wrote it, cleaned of invisible marks; missing exactly on system lines"),
        Column("author_raw", "text", "the author field as printed; also set on system lines that print an author"),
        Column("actor", "text", "who did what a system line tells; <self> is the exporter"),
        Column("targets", "list", "to whom it was done"),
        Column("body", "text", "the text, cleaned of invisible marks and of the edited suffix"),
        Column("body_raw", "text", "the text with the marks and the suffix"),
        Column("media", "text", "media kind (closed list MEDIA); missing on plain text"),
        Column("attachment", "text", "name of the attached file, where printed"),
        Column("deleted", "flag", "the message was deleted"),
        Column("edited", "flag", "the message was edited"),
        Column("mentions", "list", "who is mentioned with @: names or digits"),
    ),
)

UNREAD = Contract(
    "line not understood",
    (
        Column("source", "count", "number of the export file, from 1"),
        Column("line", "count", "physical line, from 1"),
        Column("text", "text", "the line as it stands"),
    ),
)


@dataclass(frozen=True)
class Source:
    """How one export file was read.

    Parameters
    ----------
    name
        File name without its folder.
    sha256
        Hash of the bytes as given (of the zip where it was one).
    platform
        ``android``, ``ios``, ``ios_old`` or ``desktop``; ``unknown`` for a file without records.
    shape
        Key of the header shape in the data file of shapes.
    date_order
        ``day-first``, ``month-first`` or ``year-first``.
    date_confidence
        ``certain``: only this order fits every date; ``monotonic``: others fit, but only this one runs forward;
        ``locale_default``: the dates cannot tell; ``given``: a person said so.
    date_reason
        One sentence that says why, in English.
    has_seconds
        Whether the file prints seconds.
    languages
        Codes of the languages of its system lines and placeholders, most frequent first; empty when there are none.
    encoding
        Name of the encoding the bytes were read with.
    group
        Group name, where the file or its name says it, else None.
    n_lines
        Physical lines in the file.
    left_truncated
        Whether the history seems to begin in mid-air (cut by the export's cap, or by when the exporter joined).
    notes
        Further things a reader should know, as keys of the texts file ``reading`` (for example ``cap_reached``).
    """

    name: str
    sha256: str
    platform: str
    shape: str
    date_order: str
    date_confidence: str
    date_reason: str
    has_seconds: bool
    languages: tuple[str, ...] = ()
    encoding: str = "utf-8"
    group: str | None = None
    n_lines: int = 0
    left_truncated: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Chat:
    """An exported group chat: one row a record, in file order, and how each file was read.

    Parameters
    ----------
    records
        Table under the contract ``RECORDS``.
    sources
        One entry a file, in the order given.
    unread
        Table under the contract ``UNREAD``: physical lines that belong to no record.
    aliases
        Names of one person, as a merge of several exports found them: name as printed → name used.
    """

    records: pd.DataFrame
    sources: tuple[Source, ...]
    unread: pd.DataFrame
    aliases: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        RECORDS.check(self.records)
        UNREAD.check(self.unread)

    @property
    def group(self) -> str | None:
        """Name of the group, where an export says it."""
        return next((source.group for source in self.sources if source.group), None)

    @cached_property
    def messages(self) -> pd.DataFrame:
        """The user messages: rows of ``records`` with ``i`` ≥ 0, indexed from 0 so that row number equals ``i``."""
        return self.records[self.records["i"].to_numpy() >= 0].reset_index(drop=True)

    @cached_property
    def events(self) -> pd.DataFrame:
        """The system lines: rows of ``records`` with ``i`` = -1."""
        return self.records[self.records["i"].to_numpy() < 0].reset_index(drop=True)

    @cached_property
    def ids(self) -> np.ndarray:
        """``<source>:<line>`` of every user message, shape ``(n messages,)``: what evidence refers to."""
        return record_ids(self.messages)

    def __repr__(self) -> str:
        n_messages = len(self.messages)
        n_people = self.messages["author"].nunique()
        span = ""
        if len(self.records):
            times = self.records["timestamp"]
            span = f", {times.min():%d %b %Y} to {times.max():%d %b %Y}"
        n_events = len(self.records) - n_messages
        return f"<Chat: {n_messages} messages by {n_people} people{span}; {n_events} group events>"


def record_ids(records: pd.DataFrame) -> np.ndarray:
    """Name each record ``<source>:<line>``, shape ``(n,)`` of str."""
    pairs = zip(records["source"].to_numpy(), records["line"].to_numpy(), strict=True)
    return np.array([f"{source}:{line}" for source, line in pairs], dtype=object)


def keep_latest(chat: Chat, n: int) -> Chat:
    """Give the chat from its ``n``-th last user message on; a shorter chat as it is.

    The messages are numbered anew from 0; their ids stay. Each source gets the note ``latest_only:n``.
    """
    numbers = chat.records["i"].to_numpy()
    places = np.flatnonzero(numbers >= 0)
    if len(places) <= n:
        return chat
    first = places[-n]
    records = chat.records.iloc[first:].reset_index(drop=True).copy()  # a view would hold the whole table
    kept = records["i"].to_numpy()
    records["i"] = np.where(kept >= 0, kept - numbers[first], kept)
    sources = tuple(
        replace(source, left_truncated=True, notes=(*source.notes, f"latest_only:{n}")) for source in chat.sources
    )
    return Chat(records, sources, chat.unread, chat.aliases)
