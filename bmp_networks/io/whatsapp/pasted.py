"""Lines that look like headers and are none: impossible dates, and chats pasted into a message in the same shape."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bmp_networks.io.whatsapp.headers import NO_AUTHOR, Skeleton

LONGEST_PASTE = 40
_MINUTE = 60
_SURE = 61 * _MINUTE
"""Summer time moves a clock back by an hour at most; a line further back was not written then."""


def find_pasted(skeleton: Skeleton, seconds: np.ndarray, *, dates_are_sure: bool) -> np.ndarray:
    """Mark the records that are lines pasted into the message before them, shape ``(n records,)`` of bool.

    A short run is taken for pasted where its time runs backward and then on, and one more reason speaks for it: it
    repeats earlier records, its authors occur only there, or it lies more than an hour back. A late delivery goes
    back by minutes and stays a record.

    Parameters
    ----------
    skeleton
        The records.
    seconds
        Time of each record in seconds, shape ``(n records,)``.
    dates_are_sure
        Whether the order of day and month is known; where it is not, going back far is no reason.
    """
    n = len(seconds)
    pasted = np.zeros(n, dtype=bool)
    starts = np.flatnonzero(np.diff(seconds) < 0) + 1
    if not len(starts):
        return pasted
    counts = np.bincount(skeleton.author_codes, minlength=len(skeleton.authors))
    earlier = _Earlier(skeleton)
    far_back: list[tuple[int, int]] = []
    done = 0
    for start in map(int, starts):
        if start < done or skeleton.author_codes[start - 1] == NO_AUTHOR or skeleton.author_codes[start] == NO_AUTHOR:
            continue
        end = _end_of_run(seconds, start)
        if end is None:
            continue
        back = int(seconds[start - 1] - seconds[start:end].max())
        goes_on = end < n
        if (goes_on and _has_strangers(skeleton, counts, start, end, back)) or earlier.has_all(start, end):
            pasted[start:end] = True
            done = end
        elif goes_on and dates_are_sure and back > _SURE:
            far_back.append((start, end))
            done = end
    # A file that runs back everywhere is not sorted by time: then it is no reason.
    if len(far_back) <= max(3, n // 50):
        for start, end in far_back:
            pasted[start:end] = True
    return pasted


def fold_into_previous(skeleton: Skeleton, folded: np.ndarray, data: bytes, *, crlf: bool) -> Skeleton:
    """Make the marked records part of the record before them, word for word (or of what stands before all)."""
    first_lines = skeleton.first_lines
    ends = np.flatnonzero(np.frombuffer(data, dtype=np.uint8) == ord("\n"))
    texts: list[str] = []
    lines: list[int] = []
    before = skeleton.before
    for number, is_folded in enumerate(folded.tolist()):
        if not is_folded:
            texts.append(skeleton.texts[number])
            lines.append(int(skeleton.lines[number]))
            continue
        first, n_lines = int(first_lines[number]), int(skeleton.lines[number])
        start = 0 if first == 1 else int(ends[first - 2]) + 1
        last = first + n_lines - 2
        end = int(ends[last]) if last < len(ends) else len(data)
        text = data[start:end].decode("utf-8", "replace")
        text = text.removesuffix("\r") if crlf else text
        if texts:
            texts[-1] += ("\r\n" if crlf else "\n") + text
            lines[-1] += n_lines
        else:
            before = text if before is None else f"{before}\n{text}"
    kept = ~folded
    return replace(
        skeleton,
        date_codes=skeleton.date_codes[kept],
        clock=skeleton.clock[kept],
        author_codes=skeleton.author_codes[kept],
        texts=texts,
        lines=np.array(lines, dtype=np.int64),
        before=before,
    )


class _Earlier:
    """Finds out whether records repeat, to the letter, records that stand earlier in the file."""

    def __init__(self, skeleton: Skeleton) -> None:
        self._skeleton = skeleton
        self._keys = skeleton.date_codes.astype(np.int64) * 86_400 + skeleton.clock
        self._order = np.argsort(self._keys, kind="stable")
        self._sorted = self._keys[self._order]

    def has_all(self, start: int, end: int) -> bool:
        return all(self._has(number, start) for number in range(start, end))

    def _has(self, number: int, start: int) -> bool:
        skeleton, key = self._skeleton, self._keys[number]
        low, high = np.searchsorted(self._sorted, key), np.searchsorted(self._sorted, key, "right")
        first, _, _ = skeleton.texts[number].partition("\n")
        return any(
            other < start
            and skeleton.author_codes[other] == skeleton.author_codes[number]
            and skeleton.texts[other].partition("\n")[0] == first
            for other in map(int, self._order[low : min(high, low + 50)])
        )


def _end_of_run(seconds: np.ndarray, start: int) -> int | None:
    """Give the record at which time has caught up with the one before the run; None where that takes too long."""
    limit = min(len(seconds), start + LONGEST_PASTE + 1)
    caught_up = np.flatnonzero(seconds[start:limit] >= seconds[start - 1])
    if len(caught_up):
        return start + int(caught_up[0])
    return limit if limit == len(seconds) else None


def _has_strangers(skeleton: Skeleton, counts: np.ndarray, start: int, end: int, back: int) -> bool:
    """Whether everyone who speaks in the run speaks nowhere else, and it is more than one late line."""
    codes, n_here = np.unique(skeleton.author_codes[start:end], return_counts=True)
    if NO_AUTHOR in codes or not (counts[codes] == n_here).all():
        return False
    announced = skeleton.texts[start - 1].rstrip().endswith(":")
    return back >= 10 * _MINUTE or (back >= 2 * _MINUTE and (end - start > 1 or announced))
