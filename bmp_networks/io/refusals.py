"""What the package refuses, said in the person's language; the package itself raises its sentences in English."""

from __future__ import annotations

import re
from functools import cache

from bmp_networks.errors import BmpError
from bmp_networks.io.whatsapp.refusals import refusal_texts
from bmp_networks.resources import load_toml


def sentences_of(error: BmpError, lang: str) -> tuple[str, str]:
    """Give the sentence and the hint of an error in ``id`` or ``en``; what has no translation stays in English."""
    if lang == "en":
        return error.message, error.hint
    if reason := getattr(error, "reason", ""):
        return refusal_texts(reason, kind=getattr(error, "kind", ""), lang=lang)
    return translate(error.message), translate(error.hint)


def translate(sentence: str) -> str:
    """Give the Indonesian twin of an English sentence, with what stood in its gaps."""
    for pattern, twin in _twins():
        if match := pattern.fullmatch(sentence):
            return twin.format(*match.groups())
    return sentence


@cache
def _twins() -> list[tuple[re.Pattern[str], str]]:
    """Give each English sentence as a pattern (``{}`` is a gap), the longest first, with its twin."""
    pairs = [(pair["en"], pair["id"]) for pair in load_toml("texts/errors_id.toml").content["sentence"]]
    pairs.sort(key=lambda pair: -len(pair[0]))
    return [(re.compile("(.+?)".join(map(re.escape, english.split("{}"))), re.DOTALL), twin) for english, twin in pairs]
