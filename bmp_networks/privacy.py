"""Hiding people: keyed pseudonyms, the key's place, and tables in which nobody is named."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from bmp_networks.errors import InputRefusedError

KEY_BYTES = 32
DIGITS = 8


@dataclass(frozen=True)
class Key:
    """The secret of a project: the same key gives the same pseudonyms, another key others.

    Parameters
    ----------
    secret
        At least 16 bytes.
    path
        Where it is kept, None for a key that is not kept.
    is_new
        Whether it was made just now, so that the person can be told to keep it.
    """

    secret: bytes
    path: Path | None = None
    is_new: bool = False


def find_or_make_key(folders: Iterable[Path], *, path: Path | None = None) -> Key:
    """Read the project's key, or make one in the first folder that can be written.

    Parameters
    ----------
    folders
        Where ``.bmp/key`` is looked for, in order; the first that can be written gets the new key.
    path
        A key file the person named; it is read when it exists and made when it does not.

    Raises
    ------
    InputRefusedError
        When the key file is no key, or no folder can be written.
    """
    places = [path] if path is not None else [folder / ".bmp" / "key" for folder in folders]
    for place in places:
        if place.is_file():
            return Key(_read_key(place), place)
    for place in places:
        try:
            return Key(_make_key(place), place, is_new=True)
        except OSError:
            continue
    raise InputRefusedError(
        "there is no folder in which the key for the pseudonyms can be kept",
        hint="name a file that can be written with --key, or print names with --names",
    )


def _read_key(place: Path) -> bytes:
    try:
        secret = bytes.fromhex(place.read_text("ascii").strip())
    except (ValueError, OSError):
        secret = b""
    if len(secret) < KEY_BYTES // 2:
        raise InputRefusedError(
            "this key file holds no key",
            where=str(place),
            hint="name the key that was made for this project with --key",
        )
    return secret


def _make_key(place: Path) -> bytes:
    place.parent.mkdir(parents=True, exist_ok=True)
    secret = secrets.token_bytes(KEY_BYTES)
    with place.open("x", encoding="ascii") as file:  # never over a key that another run made meanwhile
        file.write(secret.hex() + "\n")
    place.chmod(0o600)
    return secret


def pseudonyms(names: Iterable[str], key: Key) -> dict[str, str]:
    """Give each name its pseudonym: ``P`` and at least eight hex digits, the same in every run with the same key.

    More digits are used where two names would share eight.

    Source: HMAC-SHA-256, RFC 2104.
    """
    wanted = sorted(set(names))
    digests = {name: hmac.new(key.secret, name.encode("utf-8"), "sha256").hexdigest() for name in wanted}
    digits = DIGITS
    while len({digest[:digits] for digest in digests.values()}) < len(wanted):
        digits += 1
    return {name: f"P{digests[name][:digits]}" for name in wanted}


def relabel(table: pd.DataFrame, shown: Mapping[str, str], columns: Iterable[str]) -> pd.DataFrame:
    """Give a copy of a table in which the nodes of the named columns stand under the names to be shown."""
    out = table.copy()
    for column in columns:
        out[column] = _mapped(out[column].to_numpy(), shown)
    return out


def _mapped(values: np.ndarray, shown: Mapping[str, str]) -> np.ndarray:
    out = np.empty(len(values), dtype=object)
    out[:] = [shown.get(value, value) if value is not None else None for value in values]
    return out


def relabel_ties(ties: pd.DataFrame, shown: Mapping[str, str]) -> pd.DataFrame:
    """Give the ties under the names to be shown, each pair again with the smaller name first.

    The order of a pair would otherwise tell whose hidden name comes first in the alphabet.
    """
    out = relabel(ties, shown, ("source", "target"))
    turned = (out["target_kind"] == "member").to_numpy() & (out["source"] > out["target"]).to_numpy()
    for one, other in (("source", "target"), ("w_forward", "w_back")):
        first, second = out[one].to_numpy().copy(), out[other].to_numpy().copy()
        out[one] = np.where(turned, second, first)
        out[other] = np.where(turned, first, second)
    flip = {"up": "down", "down": "up"}
    directions = np.empty(len(out), dtype=object)
    directions[:] = [
        flip.get(value, value) if turn else value for value, turn in zip(out["status_direction"], turned, strict=True)
    ]
    out["status_direction"] = directions
    return out.sort_values(["target_kind", "source", "target"], kind="stable").reset_index(drop=True)


def turned_pairs(ties: pd.DataFrame, shown: Mapping[str, str]) -> pd.DataFrame:
    """Give pairs, still as nodes, two members each with the smaller of the names to be shown first.

    The order of a pair would otherwise tell whose hidden name comes first in the alphabet.
    """
    out = ties.copy()
    pairs = zip(ties["source"], ties["target"], strict=True)
    turned = np.array([a in shown and b in shown and shown[a] > shown[b] for a, b in pairs], dtype=bool)
    for one, other in (("source", "target"), ("target", "source")):
        out[one] = np.where(turned, ties[other], ties[one])
    if "status_direction" not in ties:
        return out
    flip = {"up": "down", "down": "up"}
    out["status_direction"] = [
        flip.get(value, value) if turn else value for value, turn in zip(ties["status_direction"], turned, strict=True)
    ]
    return out


def find_node_shown(
    wanted: str, nodes: pd.DataFrame, names: Mapping[str, str], codes: Mapping[str, str] | None = None
) -> str:
    """Find the node a person means: by its id, its label, a name of the export, or its pseudonym.

    Parameters
    ----------
    wanted
        What she wrote; case does not count.
    nodes
        Table under ``NODES``.
    names
        Name of the export or roster → node.
    codes
        Node → pseudonym.

    Raises
    ------
    InputRefusedError
        When nobody, or more than one, is called so.
    """
    known = set(nodes["node"])
    if wanted in known:
        return wanted
    called = [*zip(nodes["node"], nodes["node"], strict=True), *zip(nodes["label"], nodes["node"], strict=True)]
    called += [*names.items(), *((code, node) for node, code in (codes or {}).items())]
    key = wanted.strip().casefold()
    found = {node for name, node in called if name is not None and name.casefold() == key and node in known}
    if len(found) == 1:
        return str(found.pop())
    if found:
        raise InputRefusedError("more than one person is called so", hint="give the id, or the code that ties prints")
    raise InputRefusedError("there is no such person or organisation in this network", hint="look at the names in ties")
