"""Bodies as they are printed: as they stand, or worded anew where the platform or the language asks for other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from bmp_networks.errors import InputRefusedError
from bmp_networks.io.whatsapp.phrases import MARKS, Phrases, all_phrases

_MARK = re.compile(f"[{MARKS}]")
_PLACES = ("location", "live_location")


@dataclass(frozen=True)
class Wording:
    """Which words a written export takes for what WhatsApp itself prints.

    Parameters
    ----------
    platform
        ``android``, ``ios``, ``ios_old`` or ``desktop``.
    fallback
        Language for what the platform prints otherwise than the record has it.
    language
        Language for everything that WhatsApp prints in messages; None keeps the words of the records.
    """

    platform: str
    fallback: str
    language: str | None

    def __post_init__(self) -> None:
        codes = [phrases.language for phrases in all_phrases()]
        if (self.language or self.fallback) not in codes:
            raise InputRefusedError("there is no such language of exports", hint=f"use one of {', '.join(codes)}")

    @property
    def is_typed(self) -> bool:
        """Whether placeholders say what was left out."""
        return self.platform != "android"

    @property
    def mark(self) -> str:
        """What an iPhone prints before its own words; nothing elsewhere."""
        if self.platform != "ios":
            return ""
        return "\u200f" if (self.language or self.fallback) == "ar" else "\u200e"

    @cached_property
    def words(self) -> dict[str, Any]:
        """The words for bodies, in the language asked for or of the phone; English fills gaps."""
        by_code = {phrases.language: phrases for phrases in all_phrases()}
        return {**by_code["en"].bodies, **by_code[self.language or self.fallback].bodies}

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """What any language prints for a medium that was left out, with and without brackets."""
        texts: set[str] = set()
        for phrases in all_phrases():
            texts.update(phrases.bodies.get("omitted", ()))
            texts.update(_kinds(phrases))
        return frozenset(texts | {f"<{text}>" for text in texts})

    @cached_property
    def untyped(self) -> frozenset[str]:
        """What Android prints, in any language."""
        return frozenset(text for phrases in all_phrases() for text in phrases.bodies.get("omitted", ()))


def printed_body(row: dict[str, Any], wording: Wording) -> str:
    """Give the body of a record as it is to be printed, marks included."""
    body = (row["body"] or "").replace("\r\n", "\n").replace("\r", "\n")
    raw = row["body_raw"]
    raw = raw.replace("\r\n", "\n").replace("\r", "\n") if isinstance(raw, str) else body
    is_same = _is_same(body, raw, edited=row["edited"])
    if row["kind"] == "system":
        return raw if is_same else body
    if wording.language is None and is_same and _suits(row, body, wording):
        return _marked(row, raw, wording)
    return _reworded(row, body, wording)


def _is_same(body: str, raw: str, *, edited: bool) -> bool:
    """Whether the raw body still belongs to the body: a person may have changed the one and not the other."""
    clean = _MARK.sub("", raw)
    return clean == body or (edited and clean.startswith(body))


def _suits(row: dict[str, Any], body: str, wording: Wording) -> bool:
    """Whether the platform would print this body so: Android does not say what it left out."""
    if wording.is_typed or row["media"] in (None, *_PLACES) or row["attachment"]:
        return True
    return body.partition("\n")[0] in wording.untyped


def _marked(row: dict[str, Any], raw: str, wording: Wording) -> str:
    """Set an iPhone's mark before words of its own, where the record comes from a phone that sets none."""
    is_official = row["deleted"] or (row["media"] not in (None, "location"))
    if wording.mark and is_official and not _MARK.search(raw):
        return wording.mark + raw
    return raw


def _reworded(row: dict[str, Any], body: str, wording: Wording) -> str:
    words = wording.words
    if row["deleted"]:
        text = wording.mark + plain(words["deleted"][0]) + ("." if wording.mark else "")
    elif row["media"] is None:
        text = body
    elif row["media"] in _PLACES:
        text = wording.mark + plain(words["live_location"][0]) if row["media"] == "live_location" else body
    else:
        text = _with_caption(_medium(row, wording), _caption(row, body, wording))
    return f"{text} {wording.mark}{words['edited'][0]}" if row["edited"] else text


def _medium(row: dict[str, Any], wording: Wording) -> str:
    """Print a medium: its file's name, or the placeholder for what was left out."""
    words, name = wording.words, row["attachment"]
    if name and wording.platform == "ios":
        return f"{wording.mark}<{words['attached_word'][0]}: {name}>"
    if name:
        return f"{name} {words['attached_after'][0]}"
    if wording.is_typed and row["media"] != "unknown":
        return f"{wording.mark}{words['omitted_kind'][row['media']][0]}"
    return str(wording.mark + words["omitted"][0])


def _caption(row: dict[str, Any], body: str, wording: Wording) -> str:
    """Give what a person wrote under a medium: the body without what WhatsApp printed."""
    first, _, rest = body.partition("\n")
    is_printed = first in wording.placeholders or (row["attachment"] and row["attachment"] in first)
    return rest if is_printed else body


def _with_caption(printed: str, caption: str) -> str:
    return f"{printed}\n{caption}" if caption else printed


def plain(template: str) -> str:
    """Give the shortest sentence that a phrase with optional and alternative parts stands for."""
    text = re.sub(r"\[[^\]]*\]|\{[^}]*\}|…", "", template)
    return re.sub(r"\(([^|)]*)[^)]*\)", r"\1", text).strip()


def _kinds(phrases: Phrases) -> list[str]:
    return [text for texts in phrases.bodies.get("omitted_kind", {}).values() for text in texts]
