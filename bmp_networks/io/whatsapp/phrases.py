"""The sentences WhatsApp prints itself, language by language, as the data files give them: read once, matched often."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from bmp_networks.errors import DataFileError
from bmp_networks.resources import data_names, load_toml

FOLDER = "whatsapp/phrases"
MARKS = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
"""Direction marks and byte order mark, for a character class."""

_PLACES = {
    "actor": "(?P<actor>.+?)",
    "actors": "(?P<actors>.+?)",
    "targets": "(?P<targets>.+?)",
    "group": "(?P<group>.*)",
    "any": ".*?",
}
_QUOTE = '["“”„«»「」『』]'
_VOWELS = "\u064b-\u0652"
_VOWEL = re.compile(f"[{_VOWELS}]")
_PLACE = re.compile(r"\{(\w+)(?::([^}]*))?\}")


@dataclass(frozen=True)
class Template:
    """One sentence with places for names, as a line of a phrases file writes it.

    Parameters
    ----------
    text
        The sentence; the head of the phrases file ``en.toml`` explains the signs.
    event
        What it tells, for sentences about events; empty for others.
    loose
        Whether its spaces may be missing in an export.
    """

    text: str
    event: str = ""
    loose: bool = False

    @cached_property
    def stem(self) -> str:
        """The longest piece that every sentence of this kind contains: looked for before the pattern is tried."""
        bare = re.sub(r"\[[^\]]*\]|\([^)]*\)", "\0", _PLACE.sub(_stem_of_place, self.text))
        pieces = re.split("[\0…\"'’" + (" " if self.loose else "") + "]", _VOWEL.sub("", bare))
        return max(pieces, key=len)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern that the whole sentence must fit; actor and targets as short as possible."""
        pattern = _as_pattern(self.text, self.loose)
        if self.text.startswith("{any}"):  # not an author and a colon: then somebody speaks of such a notice
            pattern = pattern.replace(_PLACES["any"], "(?:(?!: ).)*?", 1)
        return re.compile(pattern + r"[.。]?\s*", re.DOTALL)

    @cached_property
    def greedy(self) -> re.Pattern[str]:
        """The same pattern with the actor as long as possible: for names that contain the verb."""
        return re.compile(self.pattern.pattern.replace(">.+?)", ">.+)"), re.DOTALL)


@dataclass(frozen=True)
class Phrases:
    """Everything one language prints: events, placeholders and the words of its enumerations.

    Parameters
    ----------
    language
        Code of the language.
    templates
        The sentences about events, in the order in which they are tried.
    self_words
        Words for the one who exported the chat.
    joins, joins_known, commas
        What stands before the last name of several; the same, where it is only believed between known names; and
        between the names before.
    bodies
        The table ``bodies`` of the file.
    """

    language: str
    templates: tuple[Template, ...]
    self_words: frozenset[str]
    joins: tuple[str, ...]
    joins_known: tuple[str, ...]
    commas: tuple[str, ...]
    bodies: dict[str, Any]
    loose: bool = False


@cache
def all_phrases() -> tuple[Phrases, ...]:
    """Read the phrases of every language, Indonesian and English first."""
    read = {phrases.language: phrases for phrases in map(_read, data_names(FOLDER))}
    first = [read.pop(code) for code in ("id", "en") if code in read]
    return (*first, *read.values())


@cache
def self_words() -> frozenset[str]:
    """Give the words for the exporter in all languages: You, Anda, 您 and others."""
    return frozenset().union(*(phrases.self_words for phrases in all_phrases()))


def spellings(text: str) -> list[str]:
    """Write out every form of a sentence without places: what may be missing with and without, each alternative."""
    match = re.search(r"\[([^\[\]]*)\]|\(([^()]*)\)", text)
    if not match:
        return [text] if "'" not in text else [text, text.replace("'", "’")]
    either = match[2].split("|") if match[2] is not None else ["", *match[1].split("|")]
    return [form for words in either for form in spellings(text[: match.start()] + words + text[match.end() :])]


def is_fixed(text: str) -> bool:
    """Whether a sentence has no place where anything may stand."""
    return "{" not in text and "…" not in text


def without_vowels(text: str) -> str:
    """Drop Arabic vowel marks, which some versions print and some do not."""
    return _VOWEL.sub("", text)


def _read(name: str) -> Phrases:
    file = load_toml(name)
    words, events = file.content["words"], file.content["events"]
    loose = bool(words.get("spaces_may_be_missing"))
    templates = tuple(Template(text, event, loose) for event, texts in events.items() for text in texts)
    return Phrases(
        language=file.meta["language"],
        templates=templates,
        self_words=frozenset(words["self"]),
        joins=tuple(words["and"]),
        joins_known=tuple(words.get("and_between_known", ())),
        commas=tuple(words.get("list", (", ",))),
        bodies=file.content["bodies"],
        loose=loose,
    )


def _stem_of_place(match: re.Match[str]) -> str:
    words = match[2]
    return words if words and "|" not in words else "\0"


def _as_pattern(text: str, loose: bool) -> str:
    parts: list[str] = []
    position = 0
    for match in _PLACE.finditer(text):
        parts.append(_as_literal(text[position : match.start()], loose))
        name, words = match.groups()
        if name not in _PLACES:
            raise DataFileError(f"the place {{{name}}} is not known", where=FOLDER)
        if words:
            either = "|".join(_as_literal(word, loose) for word in words.split("|"))
            parts.append(f"(?P<{name}_self>{either})")
        else:
            parts.append(_PLACES[name])
        position = match.end()
    parts.append(_as_literal(text[position:], loose))
    return "".join(parts)


def _as_literal(text: str, loose: bool) -> str:
    return "".join(_as_sign(character, loose) for character in _VOWEL.sub("", text))


def _as_sign(character: str, loose: bool) -> str:
    signs = {"[": "(?:", "]": ")?", "(": "(?:", ")": ")", "|": "|", "…": ".*", '"': _QUOTE, "'": "['’]"}
    if character in signs:
        return signs[character]
    if character == " ":
        return " ?" if loose else " "
    if "\u0620" <= character <= "\u064a":
        return f"{character}[{_VOWELS}]*"
    return re.escape(character)
