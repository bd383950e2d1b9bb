"""The commands for handing on data without exposing anyone: ``anonymize``, ``consent`` and ``erase``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bmp_networks.cli.options import (
    CODING,
    DERIVING,
    NAMING,
    PRINTING,
    READING,
    inputs_of,
    plan_of,
    project_key,
    with_options,
)
from bmp_networks.cli.output import print_table
from bmp_networks.cli.words import say

if TYPE_CHECKING:
    from bmp_networks.privacy import Key

_FILE = click.Path(path_type=Path)


@click.command(help=say("help.anonymize"), epilog=say("option.chat"))
@click.option("--shift-days", type=int, default=0, help=say("option.shift_days"))
@click.option("--also", multiple=True, help=say("option.also"))
@click.option("--group", help=say("option.group"))
@click.option("--list", "changes", type=_FILE, help=say("option.changes"))
@click.option("-o", "--output", type=_FILE, required=True, help=say("option.output_anonymize"))
@with_options(READING, CODING[:3], CODING[-1:], NAMING[:1])
def anonymize(**options: Any) -> None:  # noqa: D103 - the help is the sentence
    from bmp_networks.sharing.anonymizing import anonymize as rewrite
    from bmp_networks.sharing.files import write_anonymized, write_changes
    from bmp_networks.study import read_material

    material = read_material(inputs_of(options), plan_of(options))
    key = project_key(options)
    made = rewrite(
        material.chat,
        key,
        roster=material.roster,
        gazetteer=material.gazetteer,
        lexicon=material.lexicon,
        shift_days=options["shift_days"],
        also=options["also"],
        group=options["group"],
    )
    for path in write_anonymized(made, options["output"]):
        click.echo(say("say.written", path=path), err=True)
    if len(material.chat.unread):
        click.echo(say("say.unread_left_out", n=len(material.chat.unread)), err=True)
    target = options["changes"] or _beside(key, options["output"])
    write_changes(made, target)
    click.echo(say("say.replaced", n=made.n_replaced, left=made.n_left, path=target), err=True)


def _beside(key: Key, output: Path) -> Path:
    """Put the owner's list beside the key, where nobody sends it along with the export."""
    folder = key.path.parent if key.path is not None else output.resolve().parent / ".bmp"
    return folder / f"replaced_{output.stem}.csv"


@click.command(help=say("help.consent"), epilog=say("option.chat"))
@with_options(READING, CODING, DERIVING, PRINTING)
def consent(**options: Any) -> None:  # noqa: D103
    from bmp_networks.sharing.effect import EFFECT, effect_of_removal

    print_table(effect_of_removal(inputs_of(options), plan_of(options)), EFFECT, options)


@click.command(help=say("help.erase"))
@click.argument("name")
@click.argument("paths", nargs=-1, required=True, type=_FILE)
@click.option("--roster", type=_FILE, help=say("option.roster_erase"))
@click.option("--key", type=_FILE, help=say("option.key_erase"))
@click.option("--lang", type=click.Choice(["id", "en"]), help=say("option.lang"))
def erase(**options: Any) -> None:  # noqa: D103
    from bmp_networks.sharing.erasing import erase_person

    names = _names_of(options)
    total = 0
    for path in _files(options["paths"]):
        done = erase_person(names, path)
        total += done.rows + done.cells
        click.echo(say("say.erased", path=path, rows=done.rows, cells=done.cells))
    if not total:
        click.echo(say("say.erased_nothing"), err=True)


def _names_of(options: dict[str, Any]) -> list[str]:
    """Gather under which names, ids and pseudonyms a person stands in the files of a project."""
    from bmp_networks.io.tables import read_roster
    from bmp_networks.privacy import find_or_make_key, pseudonyms
    from bmp_networks.text import name_key

    names = [options["name"]]
    if options["roster"]:
        people = read_roster(options["roster"]).people
        wanted = name_key(options["name"])
        is_her = (people["name"].map(name_key) == wanted) | (people["person"].map(name_key) == wanted)
        persons = set(people.loc[is_her, "person"])
        names += [*persons, *people.loc[people["person"].isin(persons), "name"]]
    if options["key"] and options["key"].is_file():
        names += pseudonyms(names, find_or_make_key((), path=options["key"])).values()
    return list(dict.fromkeys(names))


def _files(paths: tuple[Path, ...]) -> list[Path]:
    """Give the files named, and of folders every file a person can be erased from."""
    from bmp_networks.sharing.erasing import ENDINGS

    found = []
    for path in paths:
        inside = (
            [file for file in sorted(path.iterdir()) if file.suffix.lower() in ENDINGS] if path.is_dir() else [path]
        )
        found += inside
    return found
