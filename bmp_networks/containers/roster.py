"""``Roster`` and ``Gazetteer``: what a researcher knows of the people, and of the organisations around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any

import pandas as pd

from bmp_networks.containers.tables import Column, Contract
from bmp_networks.errors import TableError

PEOPLE = Contract(
    "name in the roster",
    (
        Column("name", "text", "as it stands in the export: a contact name or a phone number"),
        Column("person", "text", "short id; one person may own several names"),
        Column("community", "text", "the community she belongs to"),
        Column("village", "text", "where she lives"),
        Column("organisation", "text", "employer or office, where it matters"),
        Column("origin", "text", "returned, abroad, family, non-migrant (a boundary between people)"),
        Column("role", "text", "member, admin, treasurer, facilitator, official …"),
        Column("level", "number", "0 grassroots member, 1 intermediary, 2 state institution"),
        Column("status_level", "number", "0 household … 5 foreign or international body; outside power"),
        Column("authority", "number", "0 none, .5 unknown, .8 holds programmes or credit, 1 formal office"),
        Column("formal_rank", "number", "0 to 3, rank inside the own community"),
        Column("gender", "text", "f or m, as the researcher was told; never inferred"),
        Column("smartphone", "text", "yes, no or shared"),
        Column("status", "text", "returned, abroad, family, none: describes a person, no boundary"),
        Column("kin_of", "list", "persons she is related to; counts both ways"),
        Column("close_to", "list", "persons she is close to: friends, next-door neighbours, those she works with"),
        Column("joined", "time", "when she became a member, where known", "day"),
        Column("left", "time", "when she left, where known", "day"),
        Column("in_group", "text", "yes or no; missing when not said"),
        Column("bot", "text", "yes for an account that broadcasts, no for a person; missing: as the chat shows"),
        Column("consent", "text", "yes or no; missing when not asked"),
    ),
)

ORGANISATIONS = Contract(
    "organisation in the gazetteer",
    (
        Column("id", "text", "short id"),
        Column("name", "text", "full name"),
        Column("variants", "list", "as written in chats"),
        Column("kind", "text", "peer_community, ngo, agency, government, university, company, marketplace, media, "
                               "buyer, employer, finance, other"),
        Column("sector", "text", "government, business, university, community, civil_society, platform, buyer, media, "
                                 "finance"),
        Column("status_level", "number", "0 (grassroots) to 5 (foreign or international)"),
        Column("authority", "number", "0, .5, .8 or 1"),
        Column("market", "flag", "the tie is commercial exchange"),
        Column("own", "flag", "the group's own umbrella: bonding"),
        Column("relation", "text", "bridging, linking or channel where a person said so, else missing"),
        Column("valid_from", "time", "first day of the name", "day"),
        Column("valid_to", "time", "last day of the name", "day"),
        Column("context", "list", "words one of which must stand within five tokens of an ambiguous name"),
        Column("why", "text", "reason for level and authority"),
        Column("source", "text", "general (packaged) or project (a person's own file)"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class Roster:
    """What a researcher knows of the people of a group.

    Parameters
    ----------
    people
        Table under the contract ``PEOPLE``, one row a name; several names may share a ``person``.
    """

    people: pd.DataFrame

    def __post_init__(self) -> None:
        PEOPLE.check(self.people)

    @cached_property
    def person_of(self) -> dict[str, str]:
        """Name as in the export → person id."""
        return dict(zip(self.people["name"], self.people["person"], strict=True))

    @cached_property
    def persons(self) -> pd.DataFrame:
        """One row a person: the first name, every other column from the first row that knows it, lists joined."""
        by_person = self.people.groupby("person", sort=False, as_index=False)
        table = by_person.first()[PEOPLE.names]
        for column in PEOPLE.columns:
            if column.kind == "list":
                joined = by_person[column.name].agg(
                    lambda cells: tuple(dict.fromkeys(who for cell in cells for who in cell))
                )
                table[column.name] = joined[column.name]
        return table


@dataclass(frozen=True)
class Gazetteer:
    """The organisations a chat may name.

    Parameters
    ----------
    organisations
        Table under the contract ``ORGANISATIONS``, one row an organisation; a project's own rows come first and win.
    versions
        ``title version`` of every file it was made of, for the provenance.
    """

    organisations: pd.DataFrame
    versions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        ORGANISATIONS.check(self.organisations)


KINDS = ("peer_community", "ngo", "agency", "government", "university", "company", "marketplace", "media", "buyer",
         "employer", "finance", "other")  # fmt: skip
"""What an organisation is."""

SECTORS = {
    "peer_community": "community", "ngo": "civil_society", "agency": "business", "government": "government",
    "university": "university", "company": "business", "marketplace": "platform", "media": "media", "buyer": "buyer",
    "employer": "business", "finance": "finance", "other": None,
}  # fmt: skip
"""Sector of a kind, where a file gives the kind only."""

RELATIONS = ("bonding", "bridging", "linking", "channel")
"""What a person may say of the group's relation to an organisation."""

_LEVELS = {"0": (0.0, 0.0), "1": (2.0, 0.8), "2": (4.0, 1.0)}
_AUTHORITIES = ("0", "0.5", "0.8", "1")
_OTHER_NAMES = {"org_id": "id", "aliases": "variants", "needs_context": "context"}
GAZETTEER_COLUMNS = ("id", "name", "variants", "kind", "sector", "level", "status_level", "authority", "market", "own",
                     "relation", "valid_from", "valid_to", "context", "why", *_OTHER_NAMES)  # fmt: skip
"""Columns of a gazetteer file; the last three are other names of id, variants and context."""


def gazetteer_from_rows(
    rows: Sequence[Mapping[str, str]],
    *,
    where: str = "gazetteer",
    source: str = "project",
    lines: Sequence[int] | None = None,
    version: str = "",
) -> Gazetteer:
    """Make a gazetteer of the rows of one file, in the finer form or in the codebook's ``actors.csv`` form.

    The codebook's level 0, 1, 2 becomes status 0, 2, 4 with authority 0, .8, 1. Where the id column is called
    ``org_id``, ``level`` is the status level from 0 to 5 itself.

    Parameters
    ----------
    rows
        One mapping of column to text a row. Lists (variants, context) are split at ``|``.
    where
        Name of the file, for what is said when it does not fit.
    source
        ``general`` or ``project``.
    lines
        Line of every row in the file; counted from 2 where it is not given.
    version
        Title and version of the file, for the provenance.

    Raises
    ------
    TableError
        When a column is missing or unknown or a cell holds none of what is allowed; the line is named.
    """
    if not rows:
        return Gazetteer(ORGANISATIONS.from_rows([]))
    fine_level = "org_id" in rows[0]
    _check_columns([_OTHER_NAMES.get(name, name) for name in rows[0]], where)
    made: list[dict[str, Any]] = []
    for number, row in zip(lines or range(2, 2 + len(rows)), rows, strict=True):
        cells = {_OTHER_NAMES.get(name, name): (value or "").strip() for name, value in row.items()}
        if fine_level:
            cells["status_level"] = cells.pop("level", "") or cells.get("status_level", "")
        made.append(_organisation(cells, f"{where}, line {number}", source))
    return Gazetteer(ORGANISATIONS.from_rows(made), (version,) if version else ())


def merge_gazetteers(first: Gazetteer, *others: Gazetteer) -> Gazetteer:
    """Put gazetteers together; where two rows share a variant or an id, the earlier gazetteer's row stands.

    The row that stands takes over the other spellings of the row it replaces, except where those were only good
    beside a context word.
    """
    rows: list[dict[str, Any]] = [dict(row) for row in first.organisations.to_dict("records")]
    for other in others:
        owner = {name: row for row in reversed(rows) for name in _names(row)}
        for row in other.organisations.to_dict("records"):
            holder = next((owner[name] for name in _names(row) if name in owner), None)
            if holder is None:
                rows.append(row)
            elif not row["context"]:
                known = {name.casefold() for name in holder["variants"]}
                free = tuple(v for v in row["variants"] if v.casefold() not in known and v.casefold() not in owner)
                holder["variants"] = holder["variants"] + free
    versions = tuple(dict.fromkeys(version for gazetteer in (first, *others) for version in gazetteer.versions))
    return Gazetteer(ORGANISATIONS.from_rows(rows), versions)


def _names(row: Mapping[str, Any]) -> list[str]:
    return [name.casefold() for name in (row["id"], row["name"], *row["variants"]) if name]


def _check_columns(names: Sequence[str], where: str) -> None:
    """Refuse a table that lacks a column, naming the one that looks like it; other columns may stand there."""
    missing = [name for name in ("id", "variants") if name not in names]
    missing += [] if {"kind", "sector"} & set(names) else ["kind"]
    if not missing:
        return
    near = get_close_matches(missing[0], [name for name in names if name not in GAZETTEER_COLUMNS], n=1)
    raise TableError(
        f"the column {missing[0]!r} is missing",
        where=where,
        hint=f"did you mean it by {near[0]!r}?"
        if near
        else f"the columns that are known: {', '.join(GAZETTEER_COLUMNS)}",
    )


def _organisation(cells: Mapping[str, str], where: str, source: str) -> dict[str, Any]:
    kind, sector = cells.get("kind", ""), cells.get("sector", "")
    sectors = tuple(dict.fromkeys(value for value in SECTORS.values() if value))
    if not kind:
        _one_of(sector, sectors, "sector", where)
        kind = next(k for k, value in SECTORS.items() if value == sector)
    _one_of(kind, KINDS, "kind", where)
    if not cells["id"]:
        raise TableError("the id is empty", where=where)
    status, authority = _standing(cells, where)
    relation = cells.get("relation", "")
    if relation:
        _one_of(relation, RELATIONS, "relation", where)
    name = cells.get("name") or cells["id"]
    return {
        "id": cells["id"],
        "name": name,
        "variants": _list(cells.get("variants", "")) or (name,),
        "kind": kind,
        "sector": sector or SECTORS[kind],
        "status_level": status,
        "authority": authority,
        "market": _flag(cells, "market", where, default=kind in ("marketplace", "buyer")),
        "own": _flag(cells, "own", where, default=False),
        "relation": relation or None,
        "valid_from": _day(cells, "valid_from", where),
        "valid_to": _day(cells, "valid_to", where),
        "context": tuple(word.casefold() for word in _list(cells.get("context", ""))),
        "why": cells.get("why") or None,
        "source": source,
    }


def _standing(cells: Mapping[str, str], where: str) -> tuple[float, float]:
    """Give status level and authority, from the finer columns where they are, else from the codebook's level."""
    level, fine = cells.get("level", ""), cells.get("status_level", "")
    if level:
        _one_of(level, tuple(_LEVELS), "level", where)
    if fine:
        _one_of(fine, ("0", "1", "2", "3", "4", "5"), "status_level", where)
    status, authority = _LEVELS.get(level, (float("nan"), 0.5))
    given = cells.get("authority", "")
    if given:
        given = given.rstrip("0").rstrip(".") if "." in given else given
        _one_of(f"0{given}" if given.startswith(".") else given, _AUTHORITIES, "authority", where)
    return float(fine) if fine else status, float(given) if given else authority


def _one_of(value: str, allowed: Sequence[str], column: str, where: str) -> None:
    if value in allowed:
        return
    near = get_close_matches(value, allowed, n=1)
    what = f"did you mean {near[0]}? " if near else ""
    raise TableError(
        f"column {column!r} holds {value!r}" if value else f"column {column!r} is empty",
        where=where,
        hint=f"{what}allowed: {', '.join(allowed)}",
    )


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _flag(cells: Mapping[str, str], column: str, where: str, *, default: bool) -> bool:
    value = cells.get(column, "").casefold()
    if not value:
        return default
    _one_of(value, ("0", "1", "no", "yes", "false", "true"), column, where)
    return value in ("1", "yes", "true")


def _day(cells: Mapping[str, str], column: str, where: str) -> pd.Timestamp:
    value = cells.get(column, "")
    if not value:
        return pd.NaT
    try:
        return pd.Timestamp(date.fromisoformat(value))
    except ValueError:
        raise TableError(f"column {column!r} holds no date", where=where, hint="write 2019-12-31") from None
