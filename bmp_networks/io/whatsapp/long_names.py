"""Names with a colon and a space in them: where "A: B: text" is by "A: B", as the whole file shows."""

from __future__ import annotations

import re

import numpy as np

from bmp_networks.io.whatsapp.authors import Authors, clean_name, clean_text
from bmp_networks.io.whatsapp.events import Event, EventReader
from bmp_networks.io.whatsapp.headers import NO_AUTHOR, Skeleton
from bmp_networks.io.whatsapp.phrases import MARKS

_SECOND = re.compile(r"([^\n]{1,60}?): ")
_BEFORE_MARK = re.compile("([^\n\u200e\u200f]{1,60}): [\u200e\u200f](?!<)")
_MENTIONED = re.compile("@\u2068([^\u2069\n]*: [^\u2069\n]*)\u2069")


def lengthen_names(
    authors: Authors, looked: list[int], system: dict[int, Event | None], reader: EventReader, *, bracketed: bool
) -> None:
    """Take the longer of two readings of "A: B: text" where the file says that "A: B" is a name.

    It says so where the name stands in a system line or a mention, where what follows begins with WhatsApp's own mark,
    or where nothing by "A" begins otherwise than with "B: ". Lines such as "A: B left" then are system lines; they are
    added to ``system``.
    """
    skeleton = authors.skeleton
    marked = [number for number in looked if not skeleton.texts[number].isascii()]
    said, seconds = _names_said(skeleton, marked, system)
    proven = _names_before_marks(skeleton, marked)
    counts = np.bincount(skeleton.author_codes, minlength=len(skeleton.authors))
    starts = np.concatenate([[0], np.cumsum(counts)])
    order: np.ndarray | None = None
    for code, first in enumerate(authors.first_records()):
        if code == NO_AUTHOR or first < 0:
            continue
        name = skeleton.authors[code]
        longer = seconds.get(clean_name(name), set()) | proven.get(code, set())
        match = _SECOND.match(skeleton.texts[first]) if counts[code] > 1 and not longer else None
        if not longer and (not match or clean_name(name) in said):
            continue
        if order is None:
            order = np.argsort(skeleton.author_codes, kind="stable")
        records = order[starts[code] : starts[code + 1]].tolist()
        if match:
            longer = _always(skeleton, records, name, match[1], reader)
        for second in longer:
            _move_colon(authors, records, name, second)
            _take_system_lines(authors, records, f"{name}: {second}", system, reader, bracketed=bracketed)


def _always(skeleton: Skeleton, records: list[int], name: str, second: str, reader: EventReader) -> set[str]:
    """Give the second part of a name where all that is by the first part begins with it, or tells of such a person."""
    begins = f"{second}: "
    n_with = 0
    for number in records:
        text = skeleton.texts[number]
        if text.startswith(begins):
            n_with += 1
        elif not text.startswith(f"{second} ") or not reader.read(clean_text(f"{name}: {text}")):
            return set()
    # A word that others begin with too ("Info: …") is a label, no part of a name.
    n_anywhere = sum(1 for text in skeleton.texts if text.startswith(begins)) if n_with > 1 else 0
    return {second} if n_with == n_anywhere else set()


def _take_system_lines(
    authors: Authors,
    records: list[int],
    name: str,
    system: dict[int, Event | None],
    reader: EventReader,
    *,
    bracketed: bool,
) -> None:
    """Find the lines "A: B left" that were read as something that A wrote."""
    first, _, second = name.partition(": ")
    for number in records:
        text = authors.skeleton.texts[number]
        if bracketed or authors.skeleton.author_codes[number] == NO_AUTHOR or not text.startswith(f"{second} "):
            continue
        event = reader.read(clean_text(f"{first}: {text}").rstrip())
        if event:
            system[number] = event
            authors.take(number, f"{first}: {text}")


def _move_colon(authors: Authors, records: list[int], name: str, second: str) -> None:
    for number in records:
        if authors.skeleton.texts[number].startswith(f"{second}: "):
            authors.give(number, f"{name}: {second}", len(second) + 2)


def _names_said(
    skeleton: Skeleton, looked: list[int], system: dict[int, Event | None]
) -> tuple[set[str], dict[str, set[str]]]:
    """Collect the names in system lines and mentions: all, and of those with a colon the second part by the first."""
    names = {name for event in system.values() if event for name in (event.actor, *event.targets) if name}
    for number in looked:
        text = skeleton.texts[number]
        if "@\u2068" in text:
            names.update(clean_name(name) for name in _MENTIONED.findall(text))
    seconds: dict[str, set[str]] = {}
    for name in names:
        first, colon, second = name.partition(": ")
        if colon:
            seconds.setdefault(first, set()).add(second)
    return names, seconds


def _names_before_marks(skeleton: Skeleton, looked: list[int]) -> dict[int, set[str]]:
    """Collect what stands between an author's first colon and a colon before a mark: there the author really ends."""
    found: dict[int, set[str]] = {}
    for number in looked:
        text = skeleton.texts[number]
        if ": \u200e" in text or ": \u200f" in text:
            match = _BEFORE_MARK.match(text)
            if match and text[0] not in MARKS:
                found.setdefault(int(skeleton.author_codes[number]), set()).add(match[1])
    found.pop(NO_AUTHOR, None)
    return found
