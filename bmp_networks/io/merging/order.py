"""Weaving two files into one: a common order, and of each shared message the richer record, once."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.io.merging.pairs import Pairing
from bmp_networks.io.merging.strands import Strand, is_self_mark, texts

_TYPELESS = (None, "unknown")


def weave(pairing: Pairing) -> Strand:
    """Weave the second strand into the first.

    Shared records that stand in one order in both are hooks; between two hooks the records of both files are sorted
    in by time, each file's own order kept; of a shared record the richer one stays.
    """
    first, second = pairing.first, pairing.second
    n_first = len(first.keys)
    moved = second.records.copy()
    seconds = np.array(pairing.yours, dtype=np.int64)
    moved["timestamp"] = seconds.astype("datetime64[s]")
    cells = _Cells(
        pd.concat([first.records, moved], ignore_index=True),
        np.concatenate([np.array(pairing.mine, dtype=np.int64), seconds]),
        np.concatenate([first.exact, second.exact]),
    )
    keep = np.arange(n_first + len(seconds))
    for other, one in pairing.found.items():
        keep[one] = cells.join(one, n_first + other)
    rows = keep[_common_order(pairing, cells.exact)]
    keys = [*first.keys, *second.keys]
    return Strand(
        cells.table().iloc[rows].reset_index(drop=True),
        [keys[row] for row in rows],
        cells.seconds[rows],
        cells.exact[rows],
        first.sources + second.sources,
        pd.concat([first.unread, second.unread], ignore_index=True),
    )


def increasing(found: dict[int, int]) -> list[tuple[int, int]]:
    """Give the most pairs (row of the first, row of the second) that stand in one order in both strands."""
    ordered = sorted((one, other) for other, one in found.items())
    tails: list[int] = []
    tail_at: list[int] = []
    before = [-1] * len(ordered)
    for position, (_, other) in enumerate(ordered):
        length = bisect_left(tails, other)
        before[position] = tail_at[length - 1] if length else -1
        tails[length : length + 1] = [other]
        tail_at[length : length + 1] = [position]
    chain = []
    position = tail_at[-1] if tail_at else -1
    while position >= 0:
        chain.append(ordered[position])
        position = before[position]
    return chain[::-1]


def _common_order(pairing: Pairing, exact: np.ndarray) -> list[int]:
    """Give the rows of both strands (the second's counted on) in their common order, shared records once."""
    n_first, n_second = len(pairing.mine), len(pairing.yours)
    order: list[int] = []
    one = other = 0
    for next_one, next_other in [*increasing(pairing.found), (n_first, n_second)]:
        free = [row for row in range(other, next_other) if row not in pairing.found]
        order.extend(_sorted_in(pairing, range(one, next_one), free, exact))
        if next_one < n_first:
            order.append(next_one)
        one, other = next_one + 1, next_other + 1
    return order


def _sorted_in(pairing: Pairing, mine: range, yours: list[int], exact: np.ndarray) -> list[int]:
    """Merge two runs of rows by time, each in its own order; in doubt the first file's record comes first."""
    n_first = len(pairing.mine)
    order: list[int] = []
    waiting = 0
    for one in mine:
        while waiting < len(yours) and _is_earlier(pairing, yours[waiting], one, exact):
            order.append(n_first + yours[waiting])
            waiting += 1
        order.append(one)
    order.extend(n_first + row for row in yours[waiting:])
    return order


def _is_earlier(pairing: Pairing, other: int, one: int, exact: np.ndarray) -> bool:
    early, late = pairing.yours[other], pairing.mine[one]
    both_exact = exact[one] and exact[len(pairing.mine) + other]
    return bool(early < late) if both_exact else early // 60 < late // 60


class _Cells:
    """The columns in which one record of a pair can fill what the other lacks."""

    def __init__(self, records: pd.DataFrame, seconds: np.ndarray, exact: np.ndarray) -> None:
        self._records = records
        self.seconds, self.exact = seconds, exact
        self._media, self._attachment = texts(records["media"]), texts(records["attachment"])
        self._body, self._actor = texts(records["body"]), texts(records["actor"])
        self._targets: list[tuple[str, ...]] = records["targets"].tolist()
        self._deleted: list[bool] = records["deleted"].tolist()
        self._edited: list[bool] = records["edited"].tolist()

    def join(self, one: int, other: int) -> int:
        """Choose the richer of two rows, fill in what only the other has, and give its number."""
        best, rest = (one, other) if self._richness(one) >= self._richness(other) else (other, one)
        if self._media[best] == "unknown" and self._media[rest] not in _TYPELESS:
            self._media[best] = self._media[rest]
        self._attachment[best] = self._attachment[best] or self._attachment[rest]
        same_minute = self.seconds[best] // 60 == self.seconds[rest] // 60
        if self.exact[rest] and not self.exact[best] and same_minute:
            self.seconds[best], self.exact[best] = self.seconds[rest], True
        return best

    def _richness(self, row: int) -> tuple[Any, ...]:
        names = (self._actor[row] or "", *self._targets[row])
        n_named = sum(1 for name in names if name and not is_self_mark(name))
        has_caption = self._media[row] is not None and "\n" in (self._body[row] or "")
        is_typed = self._media[row] not in _TYPELESS
        return (
            not self._deleted[row],
            self._edited[row],
            n_named,
            has_caption,
            self._attachment[row] is not None,
            is_typed,
            bool(self.exact[row]),
        )

    def table(self) -> pd.DataFrame:
        """Give the records with what was filled in."""
        filled = {
            "timestamp": self.seconds.astype("datetime64[s]"),
            "media": pd.Series(self._media, dtype=object),
            "attachment": pd.Series(self._attachment, dtype=object),
        }
        return self._records.assign(**filled)
