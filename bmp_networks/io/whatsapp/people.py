"""Where an author ends: names with colons, system lines with colons, colons without a space; the whole file in view."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator
from typing import NamedTuple

import numpy as np

from bmp_networks.io.whatsapp.authors import Authors, clean_text
from bmp_networks.io.whatsapp.events import Event, EventReader
from bmp_networks.io.whatsapp.headers import NO_AUTHOR, Skeleton
from bmp_networks.io.whatsapp.long_names import lengthen_names

_LONGEST_NAME = 100


def settle_authors(skeleton: Skeleton, looked: list[int], reader: EventReader, *, bracketed: bool) -> Settled:
    """Correct the authors of a file, whole file in view, and give the lines that have none with what they tell.

    Changes ``author_codes``, ``authors`` and ``texts`` of the skeleton.

    Parameters
    ----------
    skeleton
        The records.
    looked
        Numbers of the records whose text may be more than words.
    reader
        Reader of system lines; learns the names that are found.
    bracketed
        Whether headers stand in brackets, as on iPhones.
    """
    authors = Authors(skeleton)
    system = _system_lines_with_colon(authors, reader)
    system.update(_lines_without_author(authors, reader, bracketed=bracketed, skip=set(system)))
    lengthen_names(authors, looked, system, reader, bracketed=bracketed)
    return Settled(system, authors.changed, authors.dashed)


class Settled(NamedTuple):
    """The lines without author and what they tell, by record (None: of unknown wording); whose text was changed.

    ``dashed`` says whether system lines have a dash for an author, as WhatsApp on a computer prints them.
    """

    system: dict[int, Event | None]
    changed: set[int]
    dashed: bool


def _system_lines_with_colon(authors: Authors, reader: EventReader) -> dict[int, Event | None]:
    """Find "authors" that are the beginning of a system line, such as a change of subject to "BMP: HK"."""
    skeleton = authors.skeleton
    found: dict[int, Event | None] = {}
    for code, first in enumerate(authors.first_records()):
        if code == NO_AUTHOR or first < 0:
            continue
        name = skeleton.authors[code]
        if skeleton.texts[first][:1] in ("\u200e", "\u200f") and skeleton.texts[first]:
            continue
        if not reader.read_unauthored(clean_text(f"{name}: {skeleton.texts[first]}").rstrip(), len(clean_text(name))):
            continue
        records = np.flatnonzero(skeleton.author_codes == code).tolist()
        texts = [f"{name}: {skeleton.texts[number]}" for number in records]
        events = [reader.read_unauthored(clean_text(text).rstrip(), len(clean_text(name))) for text in texts]
        if all(events):
            for number, text, event in zip(records, texts, events, strict=True):
                authors.set_text(number, text)
                skeleton.author_codes[number] = NO_AUTHOR
                found[number] = event
    return found


def _lines_without_author(
    authors: Authors, reader: EventReader, *, bracketed: bool, skip: set[int]
) -> dict[int, Event | None]:
    """Read the lines in which no author was found; some have one that ends without a space, or holds a colon."""
    system: dict[int, Event | None] = {}
    skeleton = authors.skeleton
    open_lines: list[tuple[int, str]] = []
    is_tight = bracketed and _writes_tight(skeleton)
    for number in np.flatnonzero(skeleton.author_codes == NO_AUTHOR).tolist():
        if number in skip:
            continue
        text = skeleton.texts[number]
        if bracketed and text.startswith("- "):
            # WhatsApp on a computer prints an empty author and a dash.
            authors.dashed = True
            authors.set_text(number, text[2:])
            system[number] = reader.read(clean_text(text[2:]).rstrip())
            continue
        line = text.partition("\n")[0]
        if ":" not in line:
            system[number] = reader.read(clean_text(text).rstrip())
            continue
        colon = line.index(":")
        cut = (
            (line[:colon], colon + 1) if is_tight and 0 < colon <= _LONGEST_NAME else _known_author(line, authors.codes)
        )
        if cut is None and not reader.read_unauthored(clean_text(text).rstrip(), len(clean_text(line[:colon]))):
            cut = _plain_author(line)
        if cut is None:
            open_lines.append((number, line))
        else:
            authors.give(number, *cut)
    reader.learn(skeleton.authors)
    _settle_tight(authors, open_lines, system, reader, bracketed=bracketed)
    return system


def _writes_tight(skeleton: Skeleton) -> bool:
    """Whether most lines print no space after the author's colon, as some phones do."""
    n_spaced = int((skeleton.author_codes != NO_AUTHOR).sum())
    unread = np.flatnonzero(skeleton.author_codes == NO_AUTHOR)
    return len(unread) > n_spaced and sum(":" in skeleton.texts[number] for number in unread.tolist()) > n_spaced


def _known_author(line: str, known: Container[str | None]) -> tuple[str, int] | None:
    """Find the longest known author that stands before a colon: the name, and where the text begins."""
    best = None
    for colon in _colons(line):
        if line[:colon] in known:
            best = (line[:colon], colon + 1 + line.startswith(" ", colon + 1))
    return best


def _plain_author(line: str) -> tuple[str, int] | None:
    """Take what stands before the first colon and space, or before a colon at the end of the line or before a mark."""
    spaced = line.find(": ")
    if 0 < spaced <= _LONGEST_NAME:
        return line[:spaced], spaced + 2
    for colon in _colons(line):
        if colon and (colon + 1 == len(line) or line[colon + 1] in "\u200e\u200f"):
            return line[:colon], colon + 1
    return None


def _colons(line: str) -> Iterator[int]:
    colon = line.find(":")
    while 0 <= colon <= _LONGEST_NAME:
        yield colon
        colon = line.find(":", colon + 1)


def _settle_tight(
    authors: Authors,
    open_lines: list[tuple[int, str]],
    system: dict[int, Event | None],
    reader: EventReader,
    *,
    bracketed: bool,
) -> None:
    """Read "Name:text" where the file writes so: behind brackets, or where the name comes several times."""
    skeleton = authors.skeleton
    open_lines = [
        (number, line)
        for number, line in open_lines
        if not _told(number, skeleton.texts[number], len(clean_text(line.partition(":")[0])), system, reader)
    ]
    prefixes = [line.partition(":")[0] for _, line in open_lines]
    n_of_prefix = Counter(prefixes)
    for (number, line), prefix in zip(open_lines, prefixes, strict=True):
        rest = line[len(prefix) + 1 :]
        is_clock = prefix[-1:].isdigit() and rest[:1].isdigit()
        is_address = rest.startswith("//")
        quoted = bool(re.search('["“”„«「]', prefix))
        if prefix and not (is_clock or is_address or quoted) and (bracketed or n_of_prefix[prefix] > 1):
            authors.give(number, prefix, len(prefix) + 1)
        else:
            system[number] = reader.read(clean_text(skeleton.texts[number]).rstrip())


def _told(number: int, text: str, colon: int, system: dict[int, Event | None], reader: EventReader) -> bool:
    event = reader.read_unauthored(clean_text(text).rstrip(), colon)
    if event:
        system[number] = event
    return event is not None
