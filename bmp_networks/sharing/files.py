"""The files of an export under other names: the chat, the roster, the organisations, and the owner's list."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from bmp_networks.containers.roster import PEOPLE, Roster
from bmp_networks.containers.tables import Column, Contract
from bmp_networks.io.output import plain_number, render, write_whole
from bmp_networks.io.whatsapp.writer import write_chat
from bmp_networks.sharing.anonymizing import REPLACED, Anonymized

_ORGANISATION_COLUMNS = ("id", "name", "variants", "kind", "sector", "status_level", "authority", "market", "own",
                         "relation", "valid_from", "valid_to", "context", "why")  # fmt: skip
_ALWAYS = ("name", "person")


def write_anonymized(made: Anonymized, target: Path) -> list[Path]:
    """Write an export under other names: one .txt file, or a folder with chat.txt, roster.csv and actors.csv.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    InputRefusedError
        When the files cannot be written.
    """
    shape = made.chat.sources[0].shape
    if target.suffix.lower() == ".txt":
        write_chat(made.chat, target, shape=shape)
        return [target]
    target.mkdir(parents=True, exist_ok=True)
    written = [target / "chat.txt"]
    write_chat(made.chat, written[0], shape=shape)
    if made.roster is not None:
        written.append(_write(roster_csv(made.roster), target / "roster.csv"))
    if made.organisations is not None:
        written.append(_write(organisations_csv(made.organisations), target / "actors.csv"))
    return written


def write_changes(made: Anonymized, target: Path) -> None:
    """Write what was replaced and what was left, readable by the owner only: the list names everybody."""
    target.parent.mkdir(parents=True, exist_ok=True)
    _write(render(made.changes, REPLACED, "csv"), target)
    target.chmod(0o600)


def roster_csv(roster: Roster) -> str:
    """Give a roster as people write it: columns nobody filled in are left out."""
    columns = {name: [_cell(value) for value in roster.people[name]] for name in PEOPLE.names}
    return _csv({name: cells for name, cells in columns.items() if name in _ALWAYS or any(cells)})


def organisations_csv(rows: pd.DataFrame) -> str:
    """Give organisations as a file that ``--gazetteer`` reads."""
    columns = {name: [_cell(value) for value in rows[name]] for name in _ORGANISATION_COLUMNS}
    flags = {name: ["yes" if value else "no" for value in rows[name]] for name in ("market", "own")}
    return _csv(columns | flags)


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        return "|".join(str(part) for part in value)
    if value is None or value != value or value is pd.NaT:
        return ""
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, float):
        return str(plain_number(value))
    if value is True or value is False or type(value).__name__ == "bool":
        return "yes" if value else ""
    return str(value)


def _csv(columns: dict[str, list[str]]) -> str:
    contract = Contract("row", tuple(Column(name, "text", "") for name in columns))
    return render(pd.DataFrame(columns, dtype=object), contract, "csv")


def _write(text: str, target: Path) -> Path:
    write_whole(target, lambda path: path.write_text(text, encoding="utf-8", newline="\n"))
    return target
