"""The chat as one plain text, and where in it each code stands: what programs for qualitative analysis work with.

Positions count Unicode code points from 0; the end is the first position after the selection.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding

LABELLED = ("products", "stages", "places", "actors", "addressees")
"""Fields whose codes are labels; each label is a code of its own below the field."""

AMOUNTS = ("prices", "quantities")
"""Fields whose codes are numbers; the field itself is the code, the number stands in the text."""

CHOSEN = ("act", "topic")
"""Fields with one code for the whole message."""

Code = tuple[str, ...]
"""A code: its field, and its label where it has one."""


@dataclass(frozen=True)
class Transcript:
    """A chat as one text.

    Parameters
    ----------
    text
        Each message under a line with its number, time and author, an empty line between them; lines end with one
        newline, so that every program counts alike.
    heads, starts, ends
        For each message where its head line, its text and what follows begin; a message without text starts where
        it ends.
    """

    text: str
    heads: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def whole(self, i: int) -> tuple[int, int]:
        """Give the place of a message's text; of its head line where it has no text."""
        if self.starts[i] < self.ends[i]:
            return self.starts[i], self.ends[i]
        return self.heads[i], self.starts[i] - 1


@dataclass(frozen=True)
class Selection:
    """A stretch of the text and what one coder coded in it."""

    start: int
    end: int
    coder: str
    codes: tuple[Code, ...]


def transcript_of(coding: Coding, chat: Chat) -> Transcript:
    """Write a chat as one text."""
    parts: list[str] = []
    heads, starts, ends = [], [], []
    at = 0
    times = chat.messages["timestamp"].dt.strftime("%Y-%m-%d %H:%M").tolist()
    messages = coding.messages
    for i, time, author, text in zip(messages["i"], times, messages["author"], messages["text"], strict=True):
        head, body = f"[{i}] {time} {author}\n", (text or "").replace("\r", " ")
        heads.append(at)
        starts.append(at + len(head))
        ends.append(at + len(head) + len(body))
        parts += [head, body, "\n\n"]
        at = ends[-1] + 2
    return Transcript("".join(parts), tuple(heads), tuple(starts), tuple(ends))


def selections_of(coding: Coding, transcript: Transcript) -> list[Selection]:
    """Say what was coded where: labels where a word tells them, else the whole message; ascending."""
    found: dict[tuple[int, int, str], set[Code]] = {}
    names = ("i", "coder", "spans", *LABELLED, *AMOUNTS, *CHOSEN)
    columns = [coding.messages[name].tolist() for name in names]
    for cells in zip(*columns, strict=True):
        row = dict(zip(names, cells, strict=True))
        for start, end, code in _coded_places(row, transcript):
            found.setdefault((start, end, row["coder"]), set()).add(code)
    return [Selection(*place, tuple(sorted(codes))) for place, codes in sorted(found.items())]


def _coded_places(row: Mapping[str, Any], transcript: Transcript) -> Iterator[tuple[int, int, Code]]:
    """Give the codes of one message with their places in the text."""
    i = row["i"]
    begin, length = transcript.starts[i], transcript.ends[i] - transcript.starts[i]
    labels = codes_of(row)
    placed: set[Code] = set()
    for span in row["spans"]:
        start, end = span["start"], span["end"]
        code: Code = (span["field"],) if span["field"] in AMOUNTS else (span["field"], str(span["value"]))
        # Words that hint at a stage which was not chosen in the end leave a span too.
        if code in labels and 0 <= start < end <= length:
            placed.add(code)
            yield begin + start, begin + end, code
    for code in sorted(labels - placed):
        yield *transcript.whole(i), code


def codes_of(row: Mapping[str, Any]) -> set[Code]:
    """List every code of one message."""
    codes: set[Code] = {(field,) for field in AMOUNTS if row[field]}
    codes |= {(field, row[field]) for field in CHOSEN if row[field]}
    for field in LABELLED:
        codes |= {(field, str(entry["id"] if isinstance(entry, Mapping) else entry)) for entry in row[field]}
    return codes
