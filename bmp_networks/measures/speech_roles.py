"""How a member speaks of an outside organisation: from direct contact down to passing on news (METHODS 2.4)."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bmp_networks.resources import load_toml
from bmp_networks.text import tokenize

LANGUAGES = ("id", "jv", "en")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)|\n")
_NEGATION_REACH = 2


class SpeechRole(NamedTuple):
    """What a sentence says of an organisation: the role's name, and how much of a tie it shows, 0 to 1."""

    name: str
    weight: float


def speech_role(text: str, mention: str) -> SpeechRole:
    """Say in what role a message speaks of an organisation: contact, programme, referral, notice or news.

    Only the sentence (or line) that names the organisation counts, and its strongest role. A phrase after a word of
    negation does not count. A sentence without any phrase is news.

    Parameters
    ----------
    text
        The message.
    mention
        The organisation's name as written in it; where it is empty or not found, the whole message counts.

    Returns
    -------
    SpeechRole
        Name and weight: contact 1, programme .8, referral .3, notice and news .1.
    """
    phrases, negations, weights = _tables()
    found = SpeechRole("news", weights["news"])
    order = list(weights)
    for sentence in _sentences_with(text, mention):
        words = [token.text for token in tokenize(sentence)]
        for position, word in enumerate(words):
            if negations.intersection(words[max(0, position - _NEGATION_REACH) : position]):
                continue
            for role, phrase in phrases.get(word, ()):
                stands = tuple(words[position : position + len(phrase)]) == phrase
                # The roles stand in the file from the strongest to the weakest.
                if stands and order.index(role) < order.index(found.name):
                    found = SpeechRole(role, weights[role])
    return found


def _sentences_with(text: str, mention: str) -> list[str]:
    sentences = [part for part in _SENTENCE_END.split(text) if part.strip()]
    wanted = mention.casefold()
    holding = [part for part in sentences if wanted and wanted in part.casefold()]
    return holding or [text]


@cache
def _tables() -> tuple[dict[str, list[tuple[str, tuple[str, ...]]]], frozenset[str], dict[str, float]]:
    """Give the phrases by their first word, the words of negation, and the weight of every role."""
    phrases: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    negations: set[str] = set()
    weights: dict[str, float] = {}
    for language in LANGUAGES:
        content = load_toml(f"lexicons/speech_roles_{language}.toml").content
        negations.update(content["negation"]["words"])
        for role, table in content["roles"].items():
            if "weight" in table:
                weights[role] = float(table["weight"])
            for phrase in table["phrases"]:
                words = tuple(phrase.split())
                phrases.setdefault(words[0], []).append((role, words))
    return phrases, frozenset(negations), weights
