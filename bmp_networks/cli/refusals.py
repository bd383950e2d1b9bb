"""What the package refuses, said in the language of the command line."""

from __future__ import annotations

from bmp_networks.cli.words import language
from bmp_networks.errors import BmpError


def sentences_of(error: BmpError) -> tuple[str, str]:
    """Give the sentence and the hint of an error; what has no translation stays in English."""
    if language() == "en":
        return error.message, error.hint
    from bmp_networks.io import refusals  # only a refusal pays for the tables of sentences

    return refusals.sentences_of(error, language())
