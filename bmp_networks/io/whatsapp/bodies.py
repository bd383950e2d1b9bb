"""Bodies: media, attachments, deletions, edits, places and mentions, and what WhatsApp wrote under a person's name."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bmp_networks.io.whatsapp.authors import clean_name
from bmp_networks.io.whatsapp.phrases import MARKS, Template, all_phrases, body_templates

_ANY_MARK = re.compile(f"[{MARKS}]")
_LEADING = "\u200e\u200f"
_MENTION = re.compile("@\u2068([^\u2066-\u2069\n]+)\u2069|(?<![\\w.@])@([0-9]{8,15})(?![\\w@])", re.ASCII)
_MAP_LINK = re.compile(
    r"https?://(?:maps\.google\.|www\.google\.[a-z.]+/maps|(?:www\.)?foursquare\.com|4sq\.com|maps\.apple\.)"
)
_IOS_KIND = re.compile(r"(?:^|-)(PHOTO|VIDEO|AUDIO|STICKER|GIF)-")
_ANDROID_KIND = re.compile(r"(IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d+")
_POLL_OPTION = re.compile(r"\n[^\n:：]{2,20}[:：] ?[^\n]* ?[(（]\d+[^\n)）]*[)）]")
_WHOLE_LINE_KINDS = {"PHOTO": "image", "VIDEO": "video", "AUDIO": "audio", "STICKER": "sticker", "GIF": "gif"}
_FILE_KINDS = {"IMG": "image", "VID": "video", "PTT": "audio", "AUD": "audio", "STK": "sticker", "DOC": "document"}
_ENDINGS = {
    "image": ("jpg", "jpeg", "png", "heic", "heif", "bmp"),
    "video": ("mp4", "mov", "3gp", "avi", "mkv"),
    "audio": ("opus", "m4a", "mp3", "ogg", "aac", "amr", "wav"),
    "sticker": ("webp",),
    "gif": ("gif",),
    "contact": ("vcf",),
}
_KIND_OF_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}


class Body(NamedTuple):
    """What a body says beside its words.

    ``system`` is empty for a message; ``marked`` where only its mark shows that WhatsApp wrote it (iOS), else the event
    (``waiting_message``, ``call``).
    """

    text: str
    raw: str
    media: str | None = None
    attachment: str | None = None
    deleted: bool = False
    edited: bool = False
    mentions: tuple[str, ...] = ()
    system: str = ""
    language: str = ""


class BodyReader:
    """Reads bodies of one file.

    Parameters
    ----------
    marked
        Whether the file marks what WhatsApp itself writes with a direction mark, as iPhones do. Then a placeholder
        without the mark was typed by a person.
    typed
        Whether placeholders say what was left out (iPhones); on Android such words were typed by a person.
    crlf
        Whether CRLF may still stand inside a text; else a CR is a line end of its own.
    """

    def __init__(self, *, marked: bool, typed: bool, crlf: bool = True) -> None:
        self._marked = marked
        self._typed = typed
        self._crlf = crlf
        self._seen: dict[str, Body] = {}
        self._words = _words()

    def read(self, raw: str) -> Body:
        """Read one body as it stands in the file."""
        body = self._seen.get(raw)
        if body is None:
            body = self._read(raw)
            if len(self._seen) < 20_000:
                self._seen[raw] = body
        return body

    def _read(self, raw: str) -> Body:
        if "\r" in raw:
            raw = (raw.replace("\r\n", "\n") if self._crlf else raw).replace("\r", "\n")
        raw = raw.rstrip("\n")
        text = raw if raw.isascii() else _ANY_MARK.sub("", raw)
        words = self._words
        edited = False
        if text.endswith(words.edited):
            suffix = next(suffix for suffix in words.edited if text.endswith(suffix))
            text = text[: -len(suffix)].removesuffix(" ")
            edited = True
        text = text.rstrip("\n")
        mentions: tuple[str, ...] = ()
        if "@" in raw:
            mentions = tuple(clean_name(name) if name else digits for name, digits in _MENTION.findall(raw))
        if text[:4] in words.heads or len(text) != len(raw) or "<" in text or "(" in text or "•" in text:
            special = self._special(text, raw)
            if special:
                return special._replace(edited=edited, mentions=mentions)
        return Body(text, raw, edited=edited, mentions=mentions)

    def _special(self, text: str, raw: str) -> Body | None:
        """Read a body that WhatsApp wrote, in whole or in part; None for one that a person wrote."""
        has_mark = raw[:1] in _LEADING and bool(raw)
        # Without the mark, in a file that marks its own words, the sentence was typed by a person.
        official = has_mark or not self._marked
        sentence = text.removesuffix(".").removesuffix("。")
        found = self._placeholder(text, raw, sentence, official) or self._attachment(text, raw)
        if found:
            return found
        words = self._words
        if official and _fits(words.deleted, sentence):
            return Body(text, raw, deleted=True, language=words.language_of(sentence))
        if text.startswith(words.location) and _MAP_LINK.search(text):
            return Body(text, raw, "location")
        if sentence in words.live:
            return Body(text, raw, "live_location")
        if _fits(words.waiting, sentence):
            return Body(text, raw, system="waiting_message")
        if official and _fits(words.call, sentence):
            return Body(text, raw, system="call")
        if has_mark and not self._is_message(text):
            return Body(text, raw, system="marked")
        return None

    def _is_message(self, text: str) -> bool:
        """Whether a marked body is a person's all the same: a poll, or something this phone could not show."""
        words = self._words
        if text.startswith(words.poll) or _POLL_OPTION.search(text):
            return True
        return _fits(words.unsupported, text.removesuffix("."))

    def _placeholder(self, text: str, raw: str, sentence: str, official: bool) -> Body | None:
        words = self._words
        first, _, _ = text.partition("\n")
        if first in words.omitted:
            return Body(text, raw, "unknown", language=words.omitted[first])
        bracketed = sentence[:1] == "<" and sentence[-1:] == ">"
        kind = words.kinds.get(sentence[1:-1] if bracketed else sentence)
        if kind and (bracketed or (official and self._typed)):
            return Body(text, raw, kind[0], language=kind[1])
        if not self._typed:
            return None
        last_line = text[text.rfind("\n") + 1 :]
        match = words.document.fullmatch(last_line)
        if match and (not self._marked or len(text) != len(raw)):
            return Body(text, raw, "document", match["name"] or None, language=words.kinds[match["words"]][1])
        return None

    def _attachment(self, text: str, raw: str) -> Body | None:
        words = self._words
        first, _, _ = text.partition("\n")
        if first.endswith(words.after):
            suffix = next(suffix for suffix in words.after if first.endswith(suffix))
            name = first[: -len(suffix)].rstrip(" ")
            if name:
                return Body(text, raw, kind_of_file(name), name, language=words.after_language[suffix])
        if ">" not in text:
            return None
        match = words.tag.search(text)
        if not match or (match.start() and match.end() < len(text)):
            return None
        name = match["inner"] or match["before"] or match["outer"]
        return Body(text, raw, kind_of_file(name), name, language=words.tag_language.get(match["word"] or "", ""))


def kind_of_file(name: str) -> str:
    """Tell the media kind of an attached file by its name: WhatsApp's own names first, else by its ending."""
    match = _ANDROID_KIND.match(name)
    if match:
        return _FILE_KINDS[match[1]]
    match = _IOS_KIND.search(name)
    if match and name[:1].isdigit():
        return _WHOLE_LINE_KINDS[match[1]]
    return _KIND_OF_ENDING.get(name.rpartition(".")[2].lower(), "document")


class _Words:
    """The placeholders of all languages, in the forms in which they are looked up."""

    def __init__(self) -> None:
        languages = all_phrases()
        self.kinds: dict[str, tuple[str, str]] = {}
        self.omitted: dict[str, str] = {}
        self.after_language: dict[str, str] = {}
        self.tag_language: dict[str, str] = {}
        for phrases in languages:
            bodies, code = phrases.bodies, phrases.language
            for kind, texts in bodies.get("omitted_kind", {}).items():
                self.kinds.update((text, (kind, code)) for text in texts if text not in self.kinds)
            self.omitted.update((text, code) for text in bodies.get("omitted", ()))
            self.after_language.update((text, code) for text in bodies.get("attached_after", ()))
            self.tag_language.update((text, code) for text in bodies.get("attached_word", ()))
        self.after = tuple(self.after_language)
        self.edited = self._texts("edited")
        self.location = self._texts("location")
        self.live = frozenset(self._texts("live_location"))
        self.poll = self._texts("poll")
        self.deleted = self._sentences("deleted")
        self.waiting = self._sentences("waiting")
        self.call = self._sentences("call")
        self.unsupported = self._sentences("unsupported")
        self.document = self._document_pattern()
        self.tag = self._tag_pattern()
        self.heads = self._heads()

    def language_of(self, sentence: str) -> str:
        """Give the language of a sentence about a deleted message."""
        return next((code for code, templates in self.deleted if _fits_one(templates, sentence)), "")

    def _texts(self, key: str) -> tuple[str, ...]:
        return tuple(text for phrases in all_phrases() for text in phrases.bodies.get(key, ()))

    def _sentences(self, key: str) -> list[tuple[str, list[Template]]]:
        return [(phrases.language, body_templates(phrases, key)) for phrases in all_phrases()]

    def _document_pattern(self) -> re.Pattern[str]:
        texts = "|".join(re.escape(text) for text, (kind, _) in self.kinds.items() if kind == "document")
        return re.compile(rf"(?P<name>[^\n]*?)(?: ?• ?[^\n•]*?)? ?<?(?P<words>{texts})>?")

    def _tag_pattern(self) -> re.Pattern[str]:
        words = "|".join(map(re.escape, self.tag_language))
        return re.compile(
            rf"<(?P<word>{words})[:：] ?(?P<inner>[^<>\n]+)>$"
            rf"|^<(?:{words})[:：] ?(?P<before>[^<>\n]+)>"
            rf"|^(?P<outer>[^<>\n]+?) ?<(?:{words})>$"
        )

    def _heads(self) -> frozenset[str]:
        """Collect the first four characters of everything that is looked for at the beginning of a body."""
        texts = [*self.kinds, *self.omitted, *self.location, *self.live, *self.poll]
        for sentences in (self.deleted, self.waiting, self.call, self.unsupported):
            for _, templates in sentences:
                for template in templates:
                    texts += _openings(template.text)
        return frozenset(text[:4] for text in texts)


def words_heads() -> frozenset[str]:
    """Give the first four characters of everything that WhatsApp itself may have written."""
    return _words().heads


@cache
def _words() -> _Words:
    return _Words()


def _openings(template: str) -> list[str]:
    """Give the beginnings that a sentence can have: its first words, or each of the first alternatives."""
    if template.startswith("("):
        inner, _, rest = template[1:].partition(")")
        return [word + rest for word in inner.split("|")]
    return [] if template.startswith("{") else [template]


def _fits(sentences: list[tuple[str, list[Template]]], text: str) -> bool:
    return any(_fits_one(templates, text) for _, templates in sentences)


def _fits_one(templates: list[Template], text: str) -> bool:
    return any(template.stem in text and template.pattern.fullmatch(text) for template in templates)
