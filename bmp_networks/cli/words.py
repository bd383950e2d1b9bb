"""The sentences of the command line, in the person's language: ``--lang``, ``BMP_LANG``, the system's, Indonesian."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import Any

from bmp_networks.resources import load_toml

LANGUAGES = ("id", "en")


@cache
def language() -> str:
    """Choose the language before the options are read, because the help is written in it."""
    words = sys.argv[1:]
    for word, following in zip(words, [*words[1:], ""], strict=False):
        wanted = following if word == "--lang" else word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if wanted in LANGUAGES:
            return wanted
    for variable in ("BMP_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        wanted = os.environ.get(variable, "")[:2].lower()
        if wanted in LANGUAGES:
            return wanted
    return "id"


@cache
def _texts() -> dict[str, dict[str, Any]]:
    content: dict[str, dict[str, Any]] = load_toml(f"texts/cli_{language()}.toml").content
    return content


def say(key: str, **values: object) -> str:
    """Give the sentence ``table.key`` with its values filled in."""
    table, _, name = key.partition(".")
    return str(_texts()[table][name]).format(**values)
