"""Which files of number words, cues, weights and constants the coding uses besides the lexicon."""

from __future__ import annotations

from functools import cache

from bmp_networks.coding.reply_model import ABOUT
from bmp_networks.packaged import lexicon_kind
from bmp_networks.resources import data_names, load_toml

OWN_KINDS = ("numbers", "units", "currencies", "money", "vocatives", "acts", "topics", "act", "topic", "stage")


@cache
def own_versions() -> tuple[str, ...]:
    """Name the files of number words, cues, weights and reply constants that the coding used, with their versions."""
    names = [name for name in data_names("lexicons") if lexicon_kind(name) in OWN_KINDS]
    files = [load_toml(name) for name in (*names, ABOUT)]
    return tuple(f"{file.meta['title']} {file.meta['version']}" for file in files)
