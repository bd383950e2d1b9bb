"""Read the Ubuntu chat data with reply graph (Kummerfeld et al. 2019) as chats; strip names, thin conversations."""

from __future__ import annotations

import re
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
from shared_data import shared_path

_LINE = re.compile(r"\[(\d\d):(\d\d)\] (?:<([^>]*)> ?|\s*\* (\S+) )(.*)")
_LEAD = re.compile(r"^\s*@?(\S+?)\s*[:,;>]+\s*")


@dataclass(frozen=True)
class IrcChat:
    """One annotated stretch: its messages, their gold targets, and the system lines that link to themselves.

    ``targets[i]`` holds the messages that ``i`` answers, ``i`` itself where it opens something new; only annotated
    messages have an entry. ``system_links`` counts gold links of system lines, ``system_right`` those to themselves.
    """

    name: str
    minute: np.ndarray
    author: list[str]
    body: list[str]
    targets: dict[int, tuple[int, ...]]
    system_lines: int = 0
    system_links: int = 0
    system_right: int = 0
    extra: dict[str, object] = field(default_factory=dict)

    @property
    def messages(self) -> pd.DataFrame:
        """The messages as the package's tables have them (the columns reply inference reads)."""
        seconds = (self.minute * 60).astype("int64")
        start = np.datetime64("2020-01-01T00:00:00", "s")
        empty = np.full(len(self.author), None, dtype=object)
        return pd.DataFrame(
            {
                "timestamp": start + seconds.astype("timedelta64[s]"),
                "author": np.array(self.author, dtype=object),
                "body": np.array(self.body, dtype=object),
                "media": empty,
                "deleted": np.zeros(len(self.author), dtype=bool),
            }
        )


@cache
def unpacked() -> Path:
    """Unpack the data once for each run, into a temporary folder."""
    folder = Path(tempfile.gettempdir()) / "bmp-irc"
    if not (folder / "data" / "dev").exists():
        with tarfile.open(shared_path("bench", "irc-train-dev.tar.xz")) as archive:
            archive.extractall(folder, filter="data")
    return folder / "data"


def read_part(part: str) -> Iterator[IrcChat]:
    """Read all files of ``train`` or ``dev``, in the order of their names."""
    for path in sorted((unpacked() / part).glob("*.annotation.txt")):
        yield read_file(path)


def read_file(path: Path) -> IrcChat:
    """Read one annotated file and the log beside it."""
    raw = path.with_name(path.name.replace("annotation", "raw")).read_text(encoding="utf-8", errors="replace")
    number: dict[int, int] = {}
    minute, author, body = [], [], []
    day, last = 0, 0
    for line_number, line in enumerate(raw.split("\n")):
        match = _LINE.match(line)
        if not match:
            continue
        now = int(match[1]) * 60 + int(match[2])
        if now < last - 600:
            day += 1440
        last = now
        number[line_number] = len(author)
        minute.append(now + day)
        author.append(match[3] if match[3] is not None else match[4])
        body.append(match[5])
    targets: dict[int, list[int]] = {}
    system: dict[int, list[int]] = {}
    for line in path.read_text().splitlines():
        low, high = sorted(int(place) for place in line.split()[:2])
        if high < 1000:
            continue
        if high not in number:
            system.setdefault(high, []).append(low)
        elif low in number:
            targets.setdefault(number[high], []).append(number[low])
        else:
            targets.setdefault(number[high], []).append(-2)
    return IrcChat(
        path.name.removesuffix(".annotation.txt"), np.array(minute, dtype=float), author, body,
        {i: tuple(sorted(js)) for i, js in sorted(targets.items())}, len(system),
        sum(map(len, system.values())), sum(line in js for line, js in system.items()),
    )  # fmt: skip


def strip_names(chat: IrcChat, how: str) -> IrcChat:
    """Take names out: ``full`` keeps them, ``lead`` removes a leading "name:", ``all`` every author's name."""
    if how == "full":
        return chat
    names = {name.casefold() for name in chat.author}
    body = []
    for text in chat.body:
        match = _LEAD.match(text)
        if match and match[1].casefold() in names:
            text = text[match.end() :]
        if how == "all":
            text = " ".join(
                piece for piece in text.split(" ")
                if piece.casefold() not in names and piece.strip(":,;.!?()@").casefold() not in names
            )  # fmt: skip
        body.append(text)
    return IrcChat(chat.name, chat.minute, chat.author, body, chat.targets, chat.system_lines, chat.system_links,
                   chat.system_right)  # fmt: skip


def conversations(chat: IrcChat) -> np.ndarray:
    """Number the gold conversation (connected part of the reply graph) of each message, -1 where not annotated."""
    parent = np.arange(len(chat.author))

    def root(x: int) -> int:
        while parent[x] != x:
            parent[x] = parent[parent[x]]
            x = int(parent[x])
        return x

    for i, js in chat.targets.items():
        for j in js:
            if j >= 0:
                parent[root(i)] = root(j)
    label = np.full(len(chat.author), -1)
    for i in chat.targets:
        label[i] = root(i)
    return label


def thin(chat: IrcChat, n_conversations: int, random: np.random.Generator, smallest: int = 6) -> Iterator[IrcChat]:
    """Leave only ``n_conversations`` at a time: neighbours in time, of at least ``smallest`` annotated messages."""
    label = conversations(chat)
    found, count = np.unique(label[label >= 0], return_counts=True)
    large = found[count >= smallest]
    middle = np.array([np.median(np.flatnonzero(label == one)) for one in large])
    large = large[np.argsort(middle + random.normal(0, 30, len(large)))]
    for start in range(0, len(large) - n_conversations + 1, n_conversations):
        kept = np.flatnonzero(np.isin(label, large[start : start + n_conversations]))
        place = {int(old): new for new, old in enumerate(kept)}
        targets = {}
        for new, old in enumerate(kept):
            js = tuple(sorted(place[j] for j in chat.targets[int(old)] if j in place))
            targets[new] = js or (-2,)
        yield IrcChat(
            f"{chat.name}-{start}", chat.minute[kept], [chat.author[k] for k in kept], [chat.body[k] for k in kept],
            targets,
        )  # fmt: skip
