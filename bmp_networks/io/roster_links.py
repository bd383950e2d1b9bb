"""The cells of a roster that name other people: who is related, who is close to whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bmp_networks.errors import TableError
from bmp_networks.text import name_key

LINKS = ("kin_of", "close_to")


def link_people(people: Sequence[Mapping[str, Any]], places: Sequence[str]) -> list[dict[str, Any]]:
    """Put the person ids in place of what such cells hold: ids or names of the same roster, with ; or | between.

    Parameters
    ----------
    people
        One mapping a row, with ``name``, ``person`` and the text of the cells (None where empty).
    places
        File and line of each row, for what is said when a cell does not fit.

    Raises
    ------
    TableError
        When a cell names nobody of the roster, the person herself, or somebody who could be two.
    """
    known: dict[str, set[str]] = {}
    for row in people:
        known.setdefault(name_key(row["name"]), set()).add(row["person"])
    known |= {name_key(row["person"]): {row["person"]} for row in people}  # an id is never somebody's name
    return [
        {**row, **{column: _linked(row, column, known, where) for column in LINKS}}
        for row, where in zip(people, places, strict=True)
    ]


def _linked(row: Mapping[str, Any], column: str, known: Mapping[str, set[str]], where: str) -> tuple[str, ...]:
    found: list[str] = []
    for part in re.split(r"[;|]", row[column] or ""):
        if not part.strip():
            continue
        who = known.get(name_key(part), set())
        if not who:
            raise TableError(
                f"{column} names somebody who stands in no row of this roster",
                where=where,
                hint="write a person id or a name as in the columns person and name; several with ; or | between",
            )
        if len(who) > 1:
            raise TableError(f"{column} holds a name of two persons", where=where, hint="write the person id")
        if who == {row["person"]}:
            raise TableError(f"{column} names the person herself", where=where, hint="leave her out of her own row")
        found.extend(who)
    return tuple(dict.fromkeys(found))
