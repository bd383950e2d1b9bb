"""From bytes to records: where each begins, its date, time, author and text, with every physical line accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat

import numpy as np

from bmp_networks.io.whatsapp.clocks import Clock
from bmp_networks.io.whatsapp.shapes import Shape, header_pattern

_CHUNK = 1 << 20
NO_AUTHOR = 0
"""Code of the author of lines that print none."""


class Codes(dict[str, int]):
    """Numbers distinct texts in the order in which they come: each text is looked at once, however often it occurs."""

    def __missing__(self, key: str) -> int:
        code = self[key] = len(self)
        return code


@dataclass
class Skeleton:
    """The records of a file before their texts are read.

    Parameters
    ----------
    dates, authors
        Distinct tokens by their code.
    date_codes, author_codes
        For each record the codes, shape ``(n records,)``; the code 0 of ``authors`` is "no author".
    clock
        For each record the seconds since midnight, -1 where what is printed is no time, shape ``(n records,)``.
    texts
        What stands after the header (and after the author), to the next header.
    lines
        How many physical lines each record takes, shape ``(n records,)``.
    before
        The text before the first header; None where there is none.
    """

    dates: list[str]
    authors: list[str]
    date_codes: np.ndarray
    clock: np.ndarray
    author_codes: np.ndarray
    texts: list[str]
    lines: np.ndarray
    before: str | None = None

    @property
    def first_lines(self) -> np.ndarray:
        """Number of the first physical line of each record, from 1, shape ``(n records,)``."""
        n_before = 0 if self.before is None else self.before.count("\n") + 1
        return n_before + 1 + np.concatenate([[0], np.cumsum(self.lines)[:-1]]) if len(self.lines) else self.lines


def cut_records(data: bytes, shape: Shape) -> Skeleton:
    """Cut the text of a file into records.

    The text is decoded piece by piece: one emoji would make a whole decoded file four bytes a character.
    """
    pattern = header_pattern(shape)
    dates, clock, authors = Codes(), Clock(shape), Codes({None: NO_AUTHOR})  # type: ignore[dict-item]
    date_codes: list[np.ndarray] = []
    seconds: list[np.ndarray] = []
    author_codes: list[np.ndarray] = []
    texts: list[str] = []
    lines: list[np.ndarray] = []
    tail: list[str] = []
    before = None
    where_date, where_time = (2, 1) if shape.signature.time_first else (1, 2)
    for chunk in _chunks(data, b"\r\n" if shape.crlf else b"\n"):
        parts = pattern.split(chunk)
        tail.append(parts[0])
        if len(parts) == 1:
            continue
        before = _end_last(texts, lines, tail, before)
        n = len(parts) // 4
        date_codes.append(np.fromiter(map(dates.__getitem__, parts[where_date::4]), np.int32, n))
        seconds.append(clock.seconds(parts[where_time::4]))
        author_codes.append(np.fromiter(map(authors.__getitem__, parts[3::4]), np.int32, n))
        found = parts[4::4]
        texts += found
        lines.append(np.fromiter(map(str.count, found, repeat("\n")), np.int64, n) + 1)
    before = _end_last(texts, lines, tail, before)
    empty = [np.zeros(0, dtype=np.int32)]
    return Skeleton(
        list(dates),
        list(authors),
        np.concatenate(date_codes or empty),
        np.concatenate(seconds or empty),
        np.concatenate(author_codes or empty),
        texts,
        np.concatenate(lines or [np.zeros(0, dtype=np.int64)]),
        before,
    )


def _end_last(texts: list[str], lines: list[np.ndarray], tail: list[str], before: str | None) -> str | None:
    """Add what stands before the first header of a piece to the record before, or to what stands before all."""
    joined = "".join(tail)
    tail.clear()
    if not joined:
        return before
    if not texts:
        return joined.removeprefix("\r").removeprefix("\n")
    texts[-1] += joined
    lines[-1][-1] += joined.count("\n")
    return before


def _end(data: bytes) -> int:
    """Give the place where the last line ends, without its line end."""
    return len(data) - (2 if data.endswith(b"\r\n") else int(data.endswith((b"\n", b"\r"))))


def _chunks(data: bytes, line_end: bytes) -> Iterator[str]:
    """Decode the text in pieces that begin with a line end."""
    start = 0
    first = True
    while start < len(data) or first:
        end = start + _CHUNK
        cut = data.find(line_end, end) if end < len(data) else -1
        piece = data[start : _end(data) if cut < 0 else cut]
        text = piece.decode("utf-8", "replace")
        yield line_end.decode() + text if first else text
        if cut < 0:
            return
        start, first = cut, False
