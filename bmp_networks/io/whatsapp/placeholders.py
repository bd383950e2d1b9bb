"""What WhatsApp writes in place of a message, in all languages, in the forms in which it is looked up."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bmp_networks.io.whatsapp.phrases import Phrases, Template, all_phrases, is_fixed, spellings

_SENTENCES = ("deleted", "waiting", "call", "unsupported")
HEAD, SHORT_HEAD = 8, 2
"""So many first characters tell that a body may be one of these: of Latin letters, and of others."""


class Meaning(NamedTuple):
    """What a whole sentence means: what kind of thing, which media, in which language."""

    what: str
    value: str
    language: str


class Placeholders:
    """The placeholders of all languages.

    Parameters
    ----------
    languages
        The phrases; where two languages share a sentence the first one has it.
    """

    def __init__(self, languages: tuple[Phrases, ...]) -> None:
        self.exact: dict[str, Meaning] = {}
        self.patterns: list[tuple[str, Template, str]] = []
        self.documents: dict[str, str] = {}
        self.after: dict[str, str] = {}
        self.words: dict[str, str] = {}
        for phrases in languages:
            self._add_media(phrases)
            self._add_sentences(phrases)
        self.edited = self._texts(languages, "edited")
        self.location = self._texts(languages, "location")
        self.poll = self._texts(languages, "poll")
        self.after_ends = tuple(self.after)
        self.document_ends = tuple(form for text in self.documents for form in (text, f"<{text}>"))
        self.tag = self._tag_pattern()
        texts = [*self.exact, *(form for _, template, _ in self.patterns for form in _openings(template.text))]
        texts += [text + following for text in self.location for following in (" ", "h")]
        self.heads = frozenset(text[:HEAD] for text in texts if text[:HEAD].isascii())
        self.short_heads = frozenset(text[:SHORT_HEAD] for text in texts if not text[:HEAD].isascii())

    def _add_media(self, phrases: Phrases) -> None:
        bodies, code = phrases.bodies, phrases.language
        for kind, texts in bodies.get("omitted_kind", {}).items():
            for text in texts:
                self.exact.setdefault(text, Meaning("omitted", kind, code))
                self.exact.setdefault(f"<{text}>", Meaning("omitted_in_brackets", kind, code))
                if kind == "document":
                    self.documents.setdefault(text, code)
        for text in bodies.get("omitted", ()):
            self.exact.setdefault(text, Meaning("omitted_in_brackets", "unknown", code))
        for text in bodies.get("live_location", ()):
            self.exact.setdefault(text, Meaning("live_location", "live_location", code))
        self.after.update(dict.fromkeys(bodies.get("attached_after", ()), code))
        self.words.update(dict.fromkeys(bodies.get("attached_word", ()), code))

    def _add_sentences(self, phrases: Phrases) -> None:
        for what in _SENTENCES:
            for text in phrases.bodies.get(what, ()):
                if not is_fixed(text):
                    self.patterns.append((what, Template(text, loose=phrases.loose), phrases.language))
                    continue
                for form in spellings(text):
                    self.exact.setdefault(form, Meaning(what, "", phrases.language))

    def may_begin(self, text: str) -> bool:
        """Whether a body begins like one of these."""
        return text[:HEAD] in self.heads or text[:SHORT_HEAD] in self.short_heads

    def meaning(self, sentence: str) -> Meaning | None:
        """Say what a whole sentence (without its final stop) means; None where it is somebody's own."""
        found = self.exact.get(sentence)
        if found:
            return found
        for what, template, language in self.patterns:
            if template.stem in sentence and template.pattern.fullmatch(sentence):
                return Meaning(what, "", language)
        return None

    @staticmethod
    def _texts(languages: tuple[Phrases, ...], key: str) -> tuple[str, ...]:
        return tuple(text for phrases in languages for text in phrases.bodies.get(key, ()))

    def _tag_pattern(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, self.words))
        return re.compile(
            rf"<(?P<word>{words})[:：] ?(?P<inner>[^<>\n]+)>$"
            rf"|^<(?:{words})[:：] ?(?P<before>[^<>\n]+)>"
            rf"|^(?P<outer>[^<>\n]+?) ?<(?:{words})>$"
        )


@cache
def all_placeholders() -> Placeholders:
    """Give the placeholders of all languages of the package."""
    return Placeholders(all_phrases())


def _openings(template: str) -> list[str]:
    """Give the beginnings that a sentence can have; none where anything may stand there."""
    fixed = re.split(r"[{…]", template)[0]
    # A bracket that is cut in two cannot be written out; what stands before it can.
    for opening, closing in ("()", "[]"):
        if fixed.count(opening) != fixed.count(closing):
            fixed = fixed[: fixed.rindex(opening)]
    return [form for form in spellings(fixed) if len(form) >= SHORT_HEAD]
