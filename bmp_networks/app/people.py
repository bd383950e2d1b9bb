"""The roster on the page: every name and number seen, what is known of each, and ``people.csv`` made of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from bmp_networks.containers.roster import PEOPLE
from bmp_networks.io.tables import STARTER_COLUMNS, read_rows, starter_roster
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.text import clean_name

if TYPE_CHECKING:
    from bmp_networks.containers.chat import Chat

FILE_NAME = "people.csv"


def people_rows(chat: Chat, roster: NamedBytes | None, counts: Mapping[str, int]) -> list[dict[str, str]]:
    """Give one row a name: those of the roster first, as they are, then those only the chat has.

    Each row has the roster's columns as text and ``messages``, how many the name wrote.
    """
    known = {} if roster is None else {clean_name(row["name"]): row for row in _rows(roster) if row["name"]}
    taken = {row.get("person") or name for name, row in known.items()}
    rows = [{**row, "name": name, "person": row.get("person") or name} for name, row in known.items()]
    # A number for a person must not be one that the roster already gives to somebody else.
    renamed: dict[str, str] = {}
    for row in _rows(NamedBytes(FILE_NAME, starter_roster(chat).encode())):
        name = clean_name(row["name"])
        if name not in known:
            person = renamed.setdefault(row["person"], _free(row["person"], taken))
            taken.add(person)
            rows.append({**row, "name": name, "person": person})
    return [{**row, "messages": str(counts.get(row["name"], 0))} for row in rows]


def people_csv(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Give rows as the text of ``people.csv``, UTF-8 with the mark that Excel wants; no cell can act as a formula."""
    rows = list(rows)
    filled = {name for row in rows for name, cell in row.items() if cell}
    columns = [name for name in PEOPLE.names if name in filled or name in STARTER_COLUMNS]
    columns.sort(key=lambda name: STARTER_COLUMNS.index(name) if name in STARTER_COLUMNS else len(STARTER_COLUMNS))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([_safe(row.get(name, "")) for name in columns] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _rows(file: NamedBytes) -> list[dict[str, str]]:
    return [
        {name: row.cells.get(name, "") for name in PEOPLE.names}
        for row in read_rows(file, required=["name"], known=PEOPLE.names)
    ]


def _free(person: str, taken: set[str]) -> str:
    number = 1
    while (wanted := person if number == 1 else f"{person}-{number}") in taken:
        number += 1
    return wanted


def _safe(cell: str) -> str:
    text = " ".join(str(cell).split())
    is_number = text[:1] == "+" and text[1:].replace(" ", "").replace("-", "").isdigit()
    return "'" + text if text[:1] in tuple("=+-@") and not is_number else text
