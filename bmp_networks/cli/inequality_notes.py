"""What the keys and gaps of a table of ``inequality`` mean, said below it on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from bmp_networks.cli.words import language, say
from bmp_networks.resources import load_toml

if TYPE_CHECKING:
    import pandas as pd

    from bmp_networks.containers.roster import Roster

KEYS = {
    "indices": (("report", "inequality_notes"), ("inequality", "inequality_notes")),
    "contrasts": (("inequality", "contrast_notes"),),
    "hierarchy": (("inequality", "hierarchy_notes"),),
}
"""Table → files and tables of the texts that explain its notes."""

GAPS = {
    "multiverse": ("value", "say.no_number_choices"),
    "robustness": ("value", "say.no_number_choices"),
    "more": ("value", "say.no_number_more"),
}
"""Table → column whose gaps want a word, and the word."""


def tell_notes(what: str, table: pd.DataFrame, roster: Roster | None) -> None:
    """Say on standard error what the keys that occur in a table mean, and why something is missing from it."""
    for line in (*_keys(what, table), *_gaps(what, table), *(_splits(table, roster) if what == "groups" else ())):
        click.echo(line, err=True)


def _keys(what: str, table: pd.DataFrame) -> Iterator[str]:
    meanings: dict[str, str] = {}
    for file, name in KEYS.get(what, ()):
        meanings |= load_toml(f"texts/{file}_{language()}.toml").content[name]
    if meanings:
        occurring = {key for note in table["note"] for key in str(note or "").split()}
        yield from (f"{key}: {meaning}" for key, meaning in meanings.items() if key in occurring)


def _gaps(what: str, table: pd.DataFrame) -> Iterator[str]:
    if what in GAPS:
        column, sentence = GAPS[what]
        if table[column].isna().any():
            yield say(sentence)


def _splits(table: pd.DataFrame, roster: Roster | None) -> Iterator[str]:
    """Say which columns of the roster could not be used, or that there is no roster."""
    from bmp_networks.measures.contrasts import COLUMNS

    made = set(table["column"])
    if "admin" not in made:
        yield say("say.nobody_runs")
    if roster is None:
        yield say("say.no_split_without_roster")
        return
    told = [name for name in COLUMNS if name in roster.persons and roster.persons[name].notna().any()]
    left = [name for name in told if name not in made]
    if left:
        yield say("say.not_split", columns=", ".join(left))
