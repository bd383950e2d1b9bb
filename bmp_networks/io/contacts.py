"""Meetings face to face, as a person wrote them down: pairs who met, or who came to which event."""

from __future__ import annotations

import math
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd

from bmp_networks.containers.people import CONTACTS
from bmp_networks.errors import TableError
from bmp_networks.io.tables import Row, read_rows

KNOWN = ("a", "b", "date", "weight", "event", "member")


def read_contacts(path: str | Path) -> pd.DataFrame:
    """Read who met whom: one row a pair (``a, b``), or one row a person at an event (``event, member``).

    Parameters
    ----------
    path
        CSV file; people by the roster's ``person`` or a name of theirs. ``date`` (2018-11-05) and, for pairs,
        ``weight`` may be left out.

    Returns
    -------
    pd.DataFrame
        Table under ``CONTACTS``. Of an event with k people each pair gets 1/(k - 1), so that a gathering of forty does
        not count as forty friendships (Newman 2001); an event with one person gives nothing.

    Raises
    ------
    TableError
        When columns are missing, a cell is no date or number, or somebody met herself.
    InputRefusedError
        When the file is missing or is no text.
    """
    path = Path(path)
    rows = read_rows(path, required=(), known=KNOWN)
    header = set(rows[0].cells) if rows else set()
    if {"a", "b"} <= header:
        made = [_pair(row, path) for row in rows]
    elif {"event", "member"} <= header:
        made = _gatherings(rows, path)
    else:
        raise TableError(
            "this is no table of contacts",
            where=path.name,
            hint="write one row a pair (columns a, b) or one row a person at an event (columns event, member)",
        )
    return CONTACTS.from_rows(made)


def _pair(row: Row, path: Path) -> dict[str, Any]:
    where = f"{path.name}, line {row.line}"
    one, other = _filled(row, "a", where), _filled(row, "b", where)
    if one == other:
        raise TableError("somebody met herself", where=where, hint="write two people in a and b")
    return {"one": one, "other": other, "at": _day(row, where), "weight": _weight(row, where)}


def _gatherings(rows: list[Row], path: Path) -> list[dict[str, Any]]:
    people: dict[tuple[str, Any], list[str]] = {}
    for row in rows:
        where = f"{path.name}, line {row.line}"
        came = people.setdefault((_filled(row, "event", where), _day(row, where)), [])
        member = _filled(row, "member", where)
        if member not in came:
            came.append(member)
    return [
        {"one": one, "other": other, "at": day, "weight": 1 / (len(came) - 1)}
        for (_, day), came in people.items()
        for one, other in combinations(came, 2)
    ]


def _filled(row: Row, column: str, where: str) -> str:
    if not row.cells.get(column):
        raise TableError(f"the column {column!r} is empty", where=where, hint="fill it in or take the row out")
    return row.cells[column]


def _day(row: Row, where: str) -> pd.Timestamp:
    cell = row.cells.get("date") or ""
    if not cell:
        return pd.NaT
    try:
        return pd.Timestamp(date.fromisoformat(cell))
    except ValueError:
        raise TableError("date holds no day", where=where, hint="write 2018-11-05") from None


def _weight(row: Row, where: str) -> float:
    cell = (row.cells.get("weight") or "1").replace(",", ".")
    try:
        weight = float(cell)
    except ValueError:
        weight = math.nan
    if not (math.isfinite(weight) and weight > 0):
        raise TableError("weight holds no number above 0", where=where, hint="write 1, or leave it empty")
    return weight
