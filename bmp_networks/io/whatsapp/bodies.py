"""Bodies: media, attachments, deletions, edits, places and mentions, and what WhatsApp wrote under a person's name."""

from __future__ import annotations

import re
from typing import NamedTuple

from bmp_networks.io.whatsapp.authors import clean_name
from bmp_networks.io.whatsapp.phrases import MARKS
from bmp_networks.io.whatsapp.placeholders import HEAD, SHORT_HEAD, all_placeholders

_ANY_MARK = re.compile(f"[{MARKS}]")
_WORTH = re.compile(f"[{MARKS}•]")
_LEADING = "\u200e\u200f"
_MENTION = re.compile("@\u2068([^\u2066-\u2069\n]+)\u2069|(?<![\\w@])@([0-9]{8,15})(?![\\w@])", re.ASCII)
_MAP_LINK = re.compile(
    r"https?://(?:maps\.google\.|www\.google\.[a-z.]+/maps|(?:www\.)?foursquare\.com|4sq\.com|maps\.apple\.)"
)
_IOS_KIND = re.compile(r"(?:^|-)(PHOTO|VIDEO|AUDIO|STICKER|GIF)-")
_ANDROID_KIND = re.compile(r"(IMG|VID|PTT|AUD|STK|DOC)-\d{8}-WA\d+")
_POLL_OPTION = re.compile(r"\n[^\n:：]{2,20}[:：] ?[^\n]* ?[(（]\d+[^\n)）]*[)）]")
_PAGES = re.compile(r" ?(?:• ?[^\n•]*)?$")
_KIND_OF_WORD = {
    "PHOTO": "image", "VIDEO": "video", "AUDIO": "audio", "STICKER": "sticker", "GIF": "gif",
    "IMG": "image", "VID": "video", "PTT": "audio", "AUD": "audio", "STK": "sticker", "DOC": "document",
}  # fmt: skip
_ENDINGS = {
    "image": ("jpg", "jpeg", "png", "heic", "heif", "bmp"),
    "video": ("mp4", "mov", "3gp", "avi", "mkv"),
    "audio": ("opus", "m4a", "mp3", "ogg", "aac", "amr", "wav"),
    "sticker": ("webp",),
    "gif": ("gif",),
    "contact": ("vcf",),
}
_KIND_OF_ENDING = {ending: kind for kind, endings in _ENDINGS.items() for ending in endings}
_MOST_REMEMBERED, _LONGEST_REPEATED = 5_000, 40


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


def worth_a_look(texts: list[str]) -> list[int]:
    """Give the numbers of the texts that may be more than words: by their first characters, or a sign inside."""
    heads, short_heads, search = all_placeholders().heads, all_placeholders().short_heads, _WORTH.search
    return [
        number
        for number, text in enumerate(texts)
        if "@" in text
        or "<" in text
        or "(" in text
        or text[:HEAD] in heads
        or (not text.isascii() and (text[:SHORT_HEAD] in short_heads or search(text)))
    ]


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
        self._seen: dict[str, Body | None] = {}
        self._words = all_placeholders()

    def read(self, raw: str) -> Body | None:
        """Read one body as it stands in the file; None where it is nothing but words, all of them the writer's."""
        if len(raw) > _LONGEST_REPEATED:
            return self._read(raw)
        if raw in self._seen:
            return self._seen[raw]
        body = self._read(raw)
        if len(self._seen) < _MOST_REMEMBERED:
            self._seen[raw] = body
        return body

    def _read(self, printed: str) -> Body | None:
        raw = printed
        if "\r" in raw:
            raw = (raw.replace("\r\n", "\n") if self._crlf else raw).replace("\r", "\n")
        if raw[-1:] == "\n":
            raw = raw.rstrip("\n")
        text = raw if raw.isascii() else _without_marks(raw)
        has_mark = text is not raw and raw[0] in _LEADING
        words = self._words
        edited = text[-1:] == ">" and text.endswith(words.edited)
        if edited:
            suffix = next(suffix for suffix in words.edited if text.endswith(suffix))
            text = text[: -len(suffix)].removesuffix(" ")
        if text[-1:] == "\n":
            text = text.rstrip("\n")
        mentions: tuple[str, ...] = ()
        if "@" in raw:
            mentions = tuple([clean_name(name) if name else digits for name, digits in _MENTION.findall(raw)])
        ends_as_document = self._typed and text.endswith(words.document_ends)
        if has_mark or ends_as_document or "<" in text or "(" in text or words.may_begin(text):
            special = self._special(text, raw, has_mark=has_mark)
            if special:
                return special._replace(edited=edited, mentions=mentions) if edited or mentions else special
        if text is printed and not mentions:
            return None
        return Body(text, raw, None, None, False, edited, mentions)

    def _special(self, text: str, raw: str, *, has_mark: bool) -> Body | None:
        """Read a body that WhatsApp wrote, in whole or in part; None for one that a person wrote."""
        words = self._words
        # Without the mark, in a file that marks its own words, the sentence was typed by a person.
        official = has_mark or not self._marked
        sentence = text.removesuffix(".").removesuffix("。")
        meaning = words.meaning(sentence) if words.may_begin(text) or has_mark else None
        if meaning is None and "\n" in text:
            first = words.exact.get(text[: text.index("\n")])
            meaning = first if first and first.value == "unknown" else None
        if meaning:
            what, value, language = meaning
            if what == "omitted_in_brackets" or what == "live_location":
                return Body(text, raw, value, language=language)
            if what == "omitted" and official and self._typed:
                return Body(text, raw, value, language=language)
            if what == "deleted" and official:
                return Body(text, raw, deleted=True, language=language)
            if what == "waiting" or (what == "call" and official):
                return Body(text, raw, system="waiting_message" if what == "waiting" else what, language=language)
            if what == "unsupported":
                return None
        found = self._attachment(text, raw) or self._document(text, raw)
        if found:
            return found
        if text.startswith(words.location) and _MAP_LINK.search(text):
            return Body(text, raw, "location")
        if has_mark and self._typed and not text.startswith(words.poll) and not _POLL_OPTION.search(text):
            return Body(text, raw, system="marked")
        return None

    def _document(self, text: str, raw: str) -> Body | None:
        """Read ``Name.pdf • 3 pages document omitted`` (iPhones): the name of the document, where it has one."""
        words = self._words
        if not self._typed or not text.endswith(words.document_ends) or (self._marked and len(text) == len(raw)):
            return None
        line = text[text.rfind("\n") + 1 :]
        suffix = next(suffix for suffix in words.document_ends if line.endswith(suffix))
        name = _PAGES.sub("", line[: -len(suffix)])
        return Body(text, raw, "document", name or None, language=words.documents[suffix.strip("<>")])

    def _attachment(self, text: str, raw: str) -> Body | None:
        words = self._words
        first = text[: text.index("\n")] if "\n" in text else text
        if first.endswith(words.after_ends):
            suffix = next(suffix for suffix in words.after_ends if first.endswith(suffix))
            name = first[: -len(suffix)].rstrip(" ")
            if name:
                return Body(text, raw, kind_of_file(name), name, language=words.after[suffix])
        match = words.tag.search(text) if "<" in text else None
        if not match or (match.start() and match.end() < len(text)):
            return None
        name = match["inner"] or match["before"] or match["outer"]
        return Body(text, raw, kind_of_file(name), name, language=words.words.get(match["word"] or "", ""))


def _without_marks(text: str) -> str:
    # Three marks are nearly all there are; replacing them costs less than a pattern.
    for mark in ("\u200e", "\u2068", "\u2069"):
        text = text.replace(mark, "")
    return _ANY_MARK.sub("", text) if _ANY_MARK.search(text) else text


def kind_of_file(name: str) -> str:
    """Tell the media kind of an attached file by its name: WhatsApp's own names first, else by its ending."""
    match = _ANDROID_KIND.match(name) or (_IOS_KIND.search(name) if name[:1].isdigit() else None)
    if match:
        return _KIND_OF_WORD[match[1]]
    return _KIND_OF_ENDING.get(name.rpartition(".")[2].lower(), "document")
