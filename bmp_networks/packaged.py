"""The words and organisations that come with the package, as the rooms above use them."""

from __future__ import annotations

from functools import cache

from bmp_networks.containers.lexicon import Lexicon, lexicon_from_tables
from bmp_networks.containers.roster import Gazetteer, gazetteer_from_rows, merge_gazetteers
from bmp_networks.resources import data_names, load_csv, load_toml

KINDS_OF_LEXICON = ("products", "stages", "places", "cues")
"""How the files that make the lexicon are called, before the language."""


@cache
def packaged_lexicon() -> Lexicon:
    """Give the words that come with the package, in all its languages.

    Raises
    ------
    DataFileError
        When a file of the installation is broken.
    """
    files = [load_toml(name) for name in data_names("lexicons") if lexicon_kind(name) in KINDS_OF_LEXICON]
    return lexicon_from_tables([(file.meta, file.content) for file in files])


@cache
def packaged_gazetteer() -> Gazetteer:
    """Give the organisations that come with the package.

    Raises
    ------
    DataFileError
        When a file of the installation is broken.
    """
    parts = [
        gazetteer_from_rows(
            file.content, where=file.name, source="general", version=f"{file.meta['title']} {file.meta['version']}"
        )
        for file in (load_csv(name) for name in data_names("gazetteers") if name.endswith(".csv"))
    ]
    return merge_gazetteers(*parts) if parts else gazetteer_from_rows([])


def lexicon_kind(name: str) -> str:
    """Say what a lexicon file holds: its name before the language."""
    return name.rpartition("/")[2].partition("_")[0]
