"""The word lists, organisations and weights that come with the package, as the coding uses them."""

from __future__ import annotations

from functools import cache

from bmp_networks.containers.lexicon import Lexicon, lexicon_from_tables
from bmp_networks.containers.roster import Gazetteer, gazetteer_from_rows, merge_gazetteers
from bmp_networks.resources import data_names, load_csv, load_toml

LEXICON_KINDS = ("products", "stages", "places", "cues")
OWN_KINDS = ("numbers", "units", "currencies", "money", "vocatives", "acts", "topics", "act", "topic")


@cache
def packaged_lexicon() -> Lexicon:
    """Give the words that come with the package."""
    names = [name for name in data_names("lexicons") if _kind(name) in LEXICON_KINDS]
    files = [load_toml(name) for name in names]
    return lexicon_from_tables([(file.meta, file.content) for file in files])


@cache
def packaged_gazetteer() -> Gazetteer:
    """Give the organisations that come with the package."""
    parts = [
        gazetteer_from_rows(
            file.content, where=file.name, source="general", version=f"{file.meta['title']} {file.meta['version']}"
        )
        for file in (load_csv(name) for name in data_names("gazetteers") if name.endswith(".csv"))
    ]
    return merge_gazetteers(parts[0], *parts[1:])


@cache
def own_versions() -> tuple[str, ...]:
    """Name the files of number words, cues and weights that the coding used, with their versions."""
    files = [load_toml(name) for name in data_names("lexicons") if _kind(name) in OWN_KINDS]
    return tuple(f"{file.meta['title']} {file.meta['version']}" for file in files)


def _kind(name: str) -> str:
    return name.split("/")[-1].partition("_")[0]
