"""The small file that remembers earlier lists of people to greet, under keys that name nobody."""

from __future__ import annotations

import hmac
import json
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from bmp_networks.containers.memory import KEY_DIGITS, GroupMemory, Memory
from bmp_networks.errors import InputRefusedError
from bmp_networks.io.output import write_whole

FILE_NAME = "greetings.json"
VERSION = 1


def read_memory(place: Path, secret: bytes) -> Memory:
    """Read what earlier lists said; nothing where there is no file yet.

    Raises
    ------
    InputRefusedError
        When the file is broken, or was made with another key: it is never silently begun anew.
    """
    if not place.is_file():
        return Memory(secret)
    try:
        content = json.loads(place.read_text("utf-8"))
        kept, version = content["key"], content["version"]
        groups = {str(group): _group(entry) for group, entry in content["groups"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        kept, version, groups = "", None, {}
    if version != VERSION:
        raise InputRefusedError(
            "the file of earlier lists cannot be read",
            where=str(place),
            hint="delete it to begin anew, or leave it aside with --no-memory",
        )
    if kept != _mark(secret):
        raise InputRefusedError(
            "the file of earlier lists was made with another key",
            where=str(place),
            hint="name that key with --key, or leave the file aside with --no-memory",
        )
    return Memory(secret, groups)


def write_memory(memory: Memory, place: Path) -> None:
    """Write what is known of the lists: keys and days, no name and no message; whole or not at all.

    Raises
    ------
    InputRefusedError
        When the file cannot be written.
    """
    content = {
        "file": "bmp_networks: earlier lists of people to greet; no names",
        "version": VERSION,
        "key": _mark(memory.secret),
        "groups": {group: _plain(known) for group, known in sorted(memory.groups.items())},
    }
    text = json.dumps(content, indent=1) + "\n"
    write_whole(place, lambda path: _write(path, text))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")
    path.chmod(0o600)


def _mark(secret: bytes) -> str:
    """Give what tells one key from another without telling the key."""
    return hmac.new(secret, b"greetings file", "sha256").hexdigest()[:KEY_DIGITS]


def _plain(known: GroupMemory) -> dict[str, Any]:
    reports = {
        _text(day): {state: sorted(people) for state, people in sorted(states.items())}
        for day, states in sorted(known.reports.items())
    }
    return {"reports": reports, "muted": {person: _text(day) for person, day in sorted(known.muted.items())}}


def _group(entry: dict[str, Any]) -> GroupMemory:
    reports = {
        _day(day): {str(state): frozenset(map(str, people)) for state, people in states.items()}
        for day, states in entry["reports"].items()
    }
    return GroupMemory(reports, {str(person): _day(day) for person, day in entry["muted"].items()})


def _day(text: str) -> pd.Timestamp:
    return pd.Timestamp(date.fromisoformat(text))


def _text(day: pd.Timestamp) -> str:
    return f"{day:%Y-%m-%d}"
