"""What earlier lists of people to greet said: where the file lies, when it is read, and when it is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bmp_networks.cli.options import project_folders, project_key
from bmp_networks.cli.words import say

if TYPE_CHECKING:
    from bmp_networks.containers.memory import Memory
    from bmp_networks.privacy import Key
    from bmp_networks.study import Study

REMEMBERING = (
    click.option("--no-memory", "no_memory", is_flag=True, help=say("option.no_memory")),
    click.option("--mute", multiple=True, help=say("option.mute")),
)


def recall(options: dict[str, Any]) -> tuple[Memory | None, Path | None]:
    """Read what earlier lists said, for a facilitator's report; nothing for other readers, or where not wanted.

    Gives the memory and the file to which the report of today is to be added.
    """
    if options["audience"] != "facilitator" or options["no_memory"]:
        if options["mute"]:
            raise click.UsageError(say("say.mute_needs_memory"))
        return None, None
    from bmp_networks.io.memory import read_memory

    key = project_key(options)
    place = memory_place(key, options)
    return read_memory(place, key.secret), place


def recall_only(options: dict[str, Any]) -> Memory | None:
    """Read what earlier reports said where there was one: a table is no report, so nothing is made or written."""
    if options["audience"] != "facilitator" or options["no_memory"]:
        return None
    from bmp_networks.io.memory import read_memory
    from bmp_networks.privacy import find_or_make_key

    named: Path | None = options["key"]
    folders = [folder / ".bmp" for folder in project_folders(options)]
    keys = [named] if named is not None else [folder / "key" for folder in folders]
    kept = next((key for key in keys if key.is_file()), None)
    if kept is None:
        return None
    key = find_or_make_key((), path=kept)
    place = memory_place(key, options)
    return read_memory(place, key.secret) if place.is_file() else None


def memory_place(key: Key, options: dict[str, Any]) -> Path:
    """Say where the file lies: in the project folder, beside the key, also where that was named by hand."""
    from bmp_networks.io.memory import FILE_NAME

    if key.path is not None and key.path.parent.name == ".bmp":
        return key.path.with_name(FILE_NAME)
    return project_folders(options)[0] / ".bmp" / FILE_NAME


def remember(study: Study, place: Path | None) -> None:
    """Write what is to be remembered, now that the report is saved, and say so when it is the first time."""
    if study.memory is None or place is None:
        return
    from bmp_networks.io.memory import write_memory

    is_new = not place.exists()
    write_memory(study.memory, place)
    if is_new:
        click.echo(say("say.new_memory", path=place), err=True)
