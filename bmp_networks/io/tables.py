"""Tables that people write: roster, aliases and corrected codings; every complaint names the line and the column."""

from __future__ import annotations

import csv
import difflib
import io
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from bmp_networks.containers.chat import SELF, Chat
from bmp_networks.containers.roster import PEOPLE, Roster
from bmp_networks.errors import InputRefusedError, TableError
from bmp_networks.io.coding_sheet_reading import read_coding_sheet
from bmp_networks.io.roster_links import link_people
from bmp_networks.io.spreadsheets import WORKBOOK_BEGINS, read_sheet
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.text import clean_name

ROSTER_NUMBERS = {"level": (0, 2), "status_level": (0, 5), "authority": (0, 1), "formal_rank": (0, 3)}
ROSTER_WORDS = {"smartphone": ("yes", "no", "shared"), "in_group": ("yes", "no"), "consent": ("yes", "no"),
                "bot": ("yes", "no")}  # fmt: skip
_FLAGS = {"true": "yes", "1": "yes", "false": "no", "0": "no"}
ROSTER_DAYS = ("joined", "left")


@dataclass(frozen=True)
class Row:
    """One row of a person's table: its physical line, and its cells by column name, stripped."""

    line: int
    cells: dict[str, str]


def read_rows(path: Path | NamedBytes, *, required: Iterable[str], known: Iterable[str]) -> list[Row]:
    """Read a table a person wrote: CSV with comma, semicolon or tab, with or without BOM, or a workbook's first sheet.

    Columns may stand in any order. Those that are not known are left out, unless they look like a misspelt known one.

    Raises
    ------
    TableError
        When a required column is missing, a column seems misspelt or stands twice, or a row has more cells than the
        header.
    InputRefusedError
        When the file is missing or is no text.
    """
    lines = _lines_of_cells(path)
    header = [cell.strip().casefold() for cell in next(lines, (1, []))[1]]
    _check_header(header, list(required), list(known), path)
    rows = []
    for line, cells in lines:
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            raise TableError(
                "a row has more cells than the header",
                where=f"{path.name}, line {line}",
                hint='put a cell that contains a comma between quotes: "…, …"',
            )
        padded = (cells + [""] * len(header))[: len(header)]
        rows.append(Row(line, {name: _plain_cell(cell) for name, cell in zip(header, padded, strict=True)}))
    return rows


def _lines_of_cells(path: Path | NamedBytes) -> Iterator[tuple[int, list[str]]]:
    """Give the number of each line and its cells, of a text or of the first sheet of a workbook."""
    data = _read_bytes(path)
    if data.startswith(WORKBOOK_BEGINS):
        yield from enumerate(read_sheet(data, path.name), 1)
        return
    text = _decoded(data, path)
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    for cells in reader:
        yield reader.line_num, cells


def _plain_cell(cell: str) -> str:
    """Strip a cell, and take off the mark that keeps a spreadsheet from running ``=Ayu`` as a formula."""
    cell = cell.strip()
    return cell[1:] if cell[:1] == "'" and cell[1:2] in tuple("=+-@") else cell


def _read_text(path: Path | NamedBytes) -> str:
    return _decoded(_read_bytes(path), path)


def _read_bytes(path: Path | NamedBytes) -> bytes:
    try:
        return path.data if isinstance(path, NamedBytes) else path.read_bytes()
    except FileNotFoundError:
        raise InputRefusedError(
            "there is no such file", where=str(path), hint="check the name and the folder"
        ) from None
    except OSError as error:
        raise InputRefusedError(f"the file cannot be read ({error.strerror})", where=str(path)) from None


def _decoded(data: bytes, path: Path | NamedBytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise TableError(
            "this is no text in UTF-8", where=path.name, hint="save it as CSV UTF-8 from the spreadsheet"
        ) from None


def _delimiter(text: str) -> str:
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _check_header(header: list[str], required: list[str], known: list[str], path: Path | NamedBytes) -> None:
    twice = next((name for name in header if name and header.count(name) > 1), None)
    if twice is not None:
        raise TableError(f"the column {twice!r} stands twice", where=path.name, hint="keep one of them")
    for name in header:
        close = difflib.get_close_matches(name, [key for key in known if key not in header], n=1, cutoff=0.75)
        if name not in known and close:
            raise TableError(
                f"there is a column {name!r} that is not known", where=path.name, hint=f"did you mean {close[0]!r}?"
            )
    missing = [name for name in required if name not in header]
    if missing:
        raise TableError(
            f"the column {missing[0]!r} is missing",
            where=path.name,
            hint=f"the columns that are known: {', '.join(known)}",
        )


def read_roster(path: str | Path | NamedBytes) -> Roster:
    """Read what a researcher knows of the people: one row a name as it stands in the export.

    Only ``name`` must be there; ``person`` defaults to the name. Cells may be empty: then it is not known.

    Raises
    ------
    TableError
        When a column is misspelt, a value is not allowed, one name belongs to two persons, or a cell that names other
        people names nobody of the roster.
    """
    path = path if isinstance(path, NamedBytes) else Path(path)
    rows = read_rows(path, required=["name"], known=PEOPLE.names)
    people = [_person(row, path) for row in rows if row.cells["name"]]
    if not people:
        raise TableError(
            "there is no name in this roster", where=path.name, hint="write one row a name under the header"
        )
    owner: dict[str, str] = {}
    for person, row in zip(people, (row for row in rows if row.cells["name"]), strict=True):
        if owner.setdefault(person["name"], person["person"]) != person["person"]:
            raise TableError("one name belongs to two persons", where=f"{path.name}, line {row.line}")
    places = [f"{path.name}, line {row.line}" for row in rows if row.cells["name"]]
    return Roster(PEOPLE.from_rows(link_people(people, places)))


def _person(row: Row, path: Path | NamedBytes) -> dict[str, Any]:
    where = f"{path.name}, line {row.line}"
    name = clean_name(row.cells["name"])
    person: dict[str, Any] = {column: row.cells.get(column) or None for column in PEOPLE.names}
    person["name"] = name
    person["person"] = person["person"] or name
    for column, (low, high) in ROSTER_NUMBERS.items():
        person[column] = _number(person[column], column, low, high, where)
    bot = (person["bot"] or "").casefold() or None
    person["bot"] = _FLAGS.get(bot or "", bot)
    for column, words in ROSTER_WORDS.items():
        if person[column] is not None and person[column].casefold() not in words:
            raise TableError(f"{column} holds a word that is not known", where=where, hint=f"use {', '.join(words)}")
    for column in ROSTER_DAYS:
        person[column] = _day(person[column], column, where)
    return person


def _number(cell: str | None, column: str, low: float, high: float, where: str) -> float:
    if cell is None:
        return math.nan
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        value = math.nan
    if not low <= value <= high:
        raise TableError(f"{column} should be a number from {low} to {high}, or empty", where=where)
    return value


def _day(cell: str | None, column: str, where: str) -> pd.Timestamp:
    if cell is None:
        return pd.NaT
    try:
        return pd.Timestamp(pd.to_datetime(cell, format="%Y-%m-%d"))
    except ValueError:
        raise TableError(f"{column} should be a day like 2018-11-05, or empty", where=where) from None


def read_aliases(path: str | Path) -> dict[str, str]:
    """Read who is whom: name as in an export → name to use, from the columns ``name`` and ``person``.

    Raises
    ------
    TableError
        When one of the two columns is missing.
    """
    rows = read_rows(Path(path), required=["name", "person"], known=["name", "person"])
    return {
        clean_name(row.cells["name"]): clean_name(row.cells["person"])
        for row in rows
        if row.cells["name"] and row.cells["person"]
    }


def read_codes(path: str | Path, *, coder: str | None = None) -> list[dict[str, Any]]:
    """Read a person's coding: a coding sheet, or JSON lines in the codebook's fields, each with its ``i``.

    Parameters
    ----------
    coder
        Whose columns of a coding sheet (.xlsx) count, ``A`` (the default) or ``B``.

    Raises
    ------
    TableError
        When a line is no JSON object or has no whole number ``i``, or an ``i`` stands twice; when a cell of a sheet
        cannot be read.
    """
    path = Path(path)
    if path.suffix.lower() == ".xlsx":
        return read_coding_sheet(path, coder=coder)
    codes = []
    seen: set[int] = set()
    for number, line in enumerate(_read_text(path).splitlines(), 1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        try:
            row = json.loads(line)
        except json.JSONDecodeError:
            raise TableError(
                "this line is no JSON", where=where, hint="one object a line, as `code` prints it"
            ) from None
        if not isinstance(row, dict) or not isinstance(row.get("i"), int) or isinstance(row["i"], bool):
            raise TableError("this line has no whole number 'i'", where=where, hint="keep the column i of `code`")
        if row["i"] in seen:
            raise TableError("the same message is coded twice", where=where, hint="keep one line a message")
        seen.add(row["i"])
        codes.append(row)
    return codes


STARTER_COLUMNS = (
    "name",
    "person",
    "community",
    "village",
    "role",
    "level",
    "gender",
    "smartphone",
    "status",
    "consent",
)


def starter_roster(chat: Chat) -> str:
    """Give a roster to fill in, as CSV text: every name and number seen, also in joins and leaves.

    Names that a change of number or a merge ties together share a ``person``; everything else is left empty.
    """
    owner: dict[str, str] = {}
    same = {old: new for old, new in chat.aliases if old != new}
    events = chat.events
    changes = events["event"] == "number_changed"
    for actor, targets in zip(events.loc[changes, "actor"], events.loc[changes, "targets"], strict=True):
        if actor and targets:
            same[targets[0]] = actor
    for name in _names_seen(chat):
        known = owner.get(same.get(name, ""))
        owner[name] = known or f"p{len(set(owner.values())) + 1:02d}"
    out = io.StringIO()
    writer = csv.DictWriter(out, STARTER_COLUMNS, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows({"name": name, "person": person} for name, person in owner.items())
    return out.getvalue()


def _names_seen(chat: Chat) -> list[str]:
    """Give every name once: who writes first, then who is only told of in system lines; never the exporter's mark."""
    told = [name for targets in chat.events["targets"] for name in targets]
    names = [*chat.messages["author"], *(name for name in chat.events["actor"] if name), *told]
    return [name for name in dict.fromkeys(names) if name != SELF]
