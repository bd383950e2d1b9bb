"""One export made comparable with another: what each record says, stripped of how the phone words it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import SELF, Chat, Source
from bmp_networks.text import fold

Node = tuple[int, str]
"""A name as one file prints it: (source number, name)."""

MEDIA_KEY = "\0media"
DELETED_KEY = "\0deleted"
LOCATION_KEY = "\0location"

OWN_EVENTS = frozenset({
    "encryption_notice", "security_code_changed", "contact_notice", "waiting_message", "business_notice",
})  # fmt: skip
"""Events that an export tells about its own phone: two phones print different ones, at different times."""

_MENTION = re.compile("@\u2068[^\u2069]*\u2069|@\\d{8,15}")
_EDGES = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True)
class Strand:
    """The records of one export, or of several already woven together, ready for comparison.

    Parameters
    ----------
    records
        Table under the contract ``RECORDS``; names as printed; the exporter marked ``<self>#<source>``.
    keys
        What a record says, comparable across phones, shape ``(n,)``; two records of one message have one key.
    seconds
        Wall clock in seconds, on the clock of the first file, shape ``(n,)``.
    exact
        Whether a record's file prints seconds, shape ``(n,)``.
    sources
        The files, with their source numbers.
    unread
        Table under the contract ``UNREAD``.
    """

    records: pd.DataFrame
    keys: list[str]
    seconds: np.ndarray
    exact: np.ndarray
    sources: tuple[tuple[int, Source], ...]
    unread: pd.DataFrame

    @cached_property
    def minutes(self) -> np.ndarray:
        """Wall clock in whole minutes, shape ``(n,)``."""
        return self.seconds // 60

    @cached_property
    def authors(self) -> list[Node]:
        """Who wrote each record, as (source, name as printed); an empty name where nobody did."""
        authors = texts(self.records["author"])
        return [(k, name or "") for k, name in zip(self.records["source"].tolist(), authors, strict=True)]

    @cached_property
    def is_message(self) -> list[bool]:
        """Whether each record is a message, not a system line."""
        return [i >= 0 for i in self.records["i"].tolist()]

    @cached_property
    def mentions(self) -> dict[int, tuple[Node, ...]]:
        """Whom the messages mention, by row, where they mention anybody."""
        cells = zip(self.records["source"].tolist(), self.records["mentions"], strict=True)
        return {row: tuple((k, name) for name in names) for row, (k, names) in enumerate(cells) if names}

    @cached_property
    def is_changed(self) -> list[bool]:
        """Whether each record was deleted or edited: another file may hold it as it was before."""
        return (self.records["deleted"] | self.records["edited"]).tolist()  # type: ignore[no-any-return]

    @cached_property
    def roles(self) -> dict[int, tuple[Node | None, ...]]:
        """Of every system line (by its row) the actor, None where not printed, and those it was done to."""
        columns = (self.records["source"].tolist(), texts(self.records["actor"]), self.records["targets"])
        rows = enumerate(zip(*columns, self.is_message, strict=True))
        return {
            row: ((k, actor) if actor else None, *((k, name) for name in targets))
            for row, (k, actor, targets, is_message) in rows
            if not is_message
        }

    @cached_property
    def names(self) -> Counter[Node]:
        """Every name that the records print, and how many messages it wrote."""
        counts = Counter({node: 0 for roles in self.roles.values() for node in roles if node})
        counts.update({node: 0 for nodes in self.mentions.values() for node in nodes})
        counts.update(node for node in self.authors if node[1])
        return counts


def texts(column: pd.Series) -> list[str | None]:
    """Give a text column as a list, also where it is stored as a category."""
    return [value if isinstance(value, str) else None for value in np.asarray(column, dtype=object)]


def strand_of(chat: Chat, first_source: int) -> Strand:
    """Prepare one chat; its sources get the numbers from ``first_source`` on."""
    shift = first_source - 1
    records = chat.records.copy()
    records["source"] = records["source"].to_numpy() + shift
    numbers = records["source"].tolist()
    records["author"] = pd.Series(texts(records["author"]), dtype=object)
    records["actor"] = pd.Series(
        [_marked(name, k) for name, k in zip(texts(records["actor"]), numbers, strict=True)], dtype=object
    )
    targets = np.empty(len(records), dtype=object)
    targets[:] = [
        tuple(_marked(name, k) or "" for name in names) for names, k in zip(records["targets"], numbers, strict=True)
    ]
    records["targets"] = targets
    unread = chat.unread.copy()
    unread["source"] = unread["source"].to_numpy() + shift
    sources = tuple(enumerate(chat.sources, first_source))
    has_seconds = {number: source.has_seconds for number, source in sources}
    return Strand(
        records,
        comparable_keys(records),
        records["timestamp"].to_numpy().astype("datetime64[s]").astype(np.int64),
        np.array([has_seconds.get(k, False) for k in numbers], dtype=bool),
        sources,
        unread,
    )


def _marked(name: str | None, source: int) -> str | None:
    return self_mark(source) if name == SELF else name


def self_mark(source: int) -> str:
    """Give the mark of the unnamed exporter of a file."""
    return f"{SELF}#{source}"


def is_self_mark(name: str) -> bool:
    """Whether a name stands for the unnamed exporter of a file."""
    return name.startswith(SELF)


def comparable_keys(records: pd.DataFrame) -> list[str]:
    """Say of each record what is the same in every phone's export of it.

    Media are one key whatever their placeholder, because Android does not tell which and iPhones drop captions;
    mentions lose the name, which is the exporter's own; system lines are known by their event.
    """
    columns = zip(
        texts(records["event"]),
        texts(records["body"]),
        texts(records["media"]),
        texts(records["body_raw"]),
        records["deleted"].tolist(),
        records["mentions"],
        records["i"].tolist(),
        strict=True,
    )
    return [_key(*cells) for cells in columns]


def _key(
    event: str | None,
    body: str | None,
    media: str | None,
    raw: str | None,
    deleted: bool,
    mentions: Iterable[str],
    i: int,
) -> str:
    if i < 0:
        # What concerns one phone only, and what nobody understood, is the same only in the same words.
        is_worded = event in OWN_EVENTS or event == "unknown_system"
        return f"\0event {event} {fold(body or '')}" if is_worded else f"\0event {event}"
    if deleted:
        return DELETED_KEY
    if media in ("location", "live_location"):
        return LOCATION_KEY
    if media:
        return MEDIA_KEY
    text = body or ""
    if "@" in text:
        text = _without_names(text, raw or text, mentions)
    return text if text.isalnum() and text.islower() and text.isascii() else _SPACE.sub(" ", fold(text)).strip()


def _without_names(body: str, raw: str, mentions: Iterable[str]) -> str:
    """Cut the names out of mentions: each phone prints those of its own contacts."""
    if "\u2068" in raw:
        for printed in _MENTION.findall(raw):
            body = body.replace(_EDGES.sub("", printed), "@", 1)
    for name in mentions:
        body = body.replace(f"@{name}", "@", 1)
    return _MENTION.sub("@", body)
