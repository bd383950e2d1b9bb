"""What stands beside the page: the provenance, and every table with a description of its columns."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from bmp_networks.containers.graph import EDGES
from bmp_networks.containers.results import (
    AMOUNTS,
    INEQUALITY,
    LORENZ,
    MARKED_TIES,
    MEMBERS,
    SERIES,
    TIES,
    Ties,
)
from bmp_networks.containers.tables import Contract
from bmp_networks.io.output import render, write_whole
from bmp_networks.privacy import relabel, relabel_ties
from bmp_networks.sharing.shared import share_study
from bmp_networks.study import Study

_METHOD = frozenset({"reply_rule", "profile", "infer", "episode_minutes", "resamples", "seed"})
_FIELD_TYPES = {"text": "string", "number": "number", "count": "integer", "flag": "boolean", "list": "array"}


def write_provenance(study: Study, target: Path, *, audience: str = "research") -> None:
    """Write what the study rests on as JSON: version, seed, settings, hashes, word lists, counts, lines not understood.

    For ``sharing`` only what leads to no file and no person: version, seed, word lists and the choices of method.

    Raises
    ------
    InputRefusedError
        When the file cannot be written.
    """
    known = study.provenance
    if audience == "sharing":
        settings = {key: value for key, value in known.get("settings", {}).items() if key in _METHOD}
        known = {key: known[key] for key in ("program", "version", "seed", "word_lists") if key in known}
        known["settings"] = settings
    _write(json.dumps(known, ensure_ascii=False, indent=1) + "\n", target)


def write_tables(study: Study, folder: Path, names: Mapping[str, str], *, audience: str = "research") -> None:
    """Write every table that may be shared as CSV, with ``datapackage.json`` and ``provenance.json``.

    Who may want to be greeted is not among them: that never leaves the facilitator's view. Nor is any message.

    Parameters
    ----------
    names
        Node → what is shown for it.
    audience
        ``sharing`` writes sums over members only, small ones left out; any other the full tables.

    Raises
    ------
    InputRefusedError
        When the folder cannot be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tables = share_study(study).tables if audience == "sharing" else full_tables(study, names)
    for name, (table, contract) in tables.items():
        _write(render(table, contract, "csv"), folder / f"{name}.csv")
    package = {
        "name": "bmp-networks-tables",
        "title": "Tables of a group chat read as a social network",
        "resources": [_resource(name, contract) for name, (_, contract) in tables.items()],
    }
    _write(json.dumps(package, ensure_ascii=False, indent=1) + "\n", folder / "datapackage.json")
    write_provenance(study, folder / "provenance.json", audience=audience)


def full_tables(study: Study, names: Mapping[str, str]) -> dict[str, tuple[pd.DataFrame, Contract]]:
    """Give every table but that of people to greet, under the names to be shown, by file name."""
    return {
        "ties": tie_table(study.ties, names),
        "edges": (relabel(study.graph.edges, names, ("source", "target")), EDGES),
        "members": (relabel(study.members.members, names, ("member",)), MEMBERS),
        "inequality": (study.inequality.indices, INEQUALITY),
        "lorenz": (study.inequality.lorenz, LORENZ),
        "products": (study.products.series, SERIES),
        "prices": (relabel(study.products.prices, names, ("member",)), AMOUNTS),
        "quantities": (relabel(study.products.quantities, names, ("member",)), AMOUNTS),
    }


def tie_table(ties: Ties, names: Mapping[str, str]) -> tuple[pd.DataFrame, Contract]:
    """Give the ties under the names to be shown; where some are inferred, with a column that says which."""
    return relabel_ties(ties.marked if ties.inferred else ties.ties, names), MARKED_TIES if ties.inferred else TIES


def _resource(name: str, contract: Contract) -> dict[str, object]:
    fields = []
    for column in contract.columns:
        kind = ("date" if column.unit == "day" else "datetime") if column.kind == "time" else _FIELD_TYPES[column.kind]
        fields.append({"name": column.name, "type": kind, "description": column.meaning, "unit": column.unit})
    return {
        "name": name,
        "path": f"{name}.csv",
        "description": f"one row a {contract.name}",
        "schema": {"fields": fields},
    }


def _write(text: str, target: Path) -> None:
    write_whole(target, lambda path: path.write_text(text, encoding="utf-8", newline="\n"))
