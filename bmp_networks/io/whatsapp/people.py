"""Where an author ends: names with colons, system lines with colons, colons without a space; the whole file in view."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterator

import numpy as np

from bmp_networks.io.whatsapp.authors import clean_name, clean_text
from bmp_networks.io.whatsapp.events import Event, EventReader
from bmp_networks.io.whatsapp.headers import NO_AUTHOR, Skeleton
from bmp_networks.io.whatsapp.phrases import MARKS

_SECOND = re.compile(r"([^\n]{1,60}?): ")
_BEFORE_MARK = re.compile("([^\n\u200e\u200f]{1,60}): [\u200e\u200f](?!<)")
_MENTIONED = re.compile("@\u2068([^\u2069\n]*: [^\u2069\n]*)\u2069")
_LONGEST_NAME = 100


def settle_authors(
    skeleton: Skeleton, looked: list[int], reader: EventReader, *, bracketed: bool
) -> tuple[dict[int, Event | None], set[int]]:
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

    Returns
    -------
    dict
        Record number → event (None: a system line of unknown wording), for every record without author.
    set
        Numbers of the records whose text was changed.
    """
    authors = _Authors(skeleton)
    system = _system_lines_with_colon(authors, reader)
    system.update(_lines_without_author(authors, reader, bracketed=bracketed, skip=set(system)))
    _lengthen_names(authors, looked, system)
    return system, authors.changed


class _Authors:
    """The records of a skeleton while their authors are corrected."""

    def __init__(self, skeleton: Skeleton) -> None:
        self.skeleton = skeleton
        self.changed: set[int] = set()
        self.codes: dict[str | None, int] = {name: code for code, name in enumerate(skeleton.authors)}

    def give(self, number: int, name: str, start: int) -> None:
        """Say that a record is by an author, and that its text begins at a place in what was its text."""
        code = self.codes.setdefault(name, len(self.codes))
        if code == len(self.skeleton.authors):
            self.skeleton.authors.append(name)
        self.skeleton.author_codes[number] = code
        self.set_text(number, self.skeleton.texts[number][start:])

    def set_text(self, number: int, text: str) -> None:
        self.skeleton.texts[number] = text
        self.changed.add(number)


def _system_lines_with_colon(authors: _Authors, reader: EventReader) -> dict[int, Event | None]:
    """Find "authors" that are the beginning of a system line, such as a change of subject to "BMP: HK"."""
    skeleton = authors.skeleton
    found: dict[int, Event | None] = {}
    for code, first in enumerate(_first_records(skeleton)):
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
    authors: _Authors, reader: EventReader, *, bracketed: bool, skip: set[int]
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
    authors: _Authors,
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


def _lengthen_names(authors: _Authors, looked: list[int], system: dict[int, Event | None]) -> None:
    """Take the longer of two readings of "A: B: text" where the file says that "A: B" is a name."""
    skeleton = authors.skeleton
    said = _names_with_colon(skeleton, looked, system)
    proven = _names_before_marks(skeleton, looked)
    counts = np.bincount(skeleton.author_codes, minlength=len(skeleton.authors))
    starts = np.concatenate([[0], np.cumsum(counts)])
    order: np.ndarray | None = None
    for code, first in enumerate(_first_records(skeleton)):
        if code == NO_AUTHOR or first < 0:
            continue
        name = skeleton.authors[code]
        clean = clean_name(name)
        longer = {text[len(clean) + 2 :] for text in said if text.startswith(f"{clean}: ")} | proven.get(code, set())
        match = _SECOND.match(skeleton.texts[first]) if counts[code] > 1 else None
        if not longer and not match:
            continue
        if order is None:
            order = np.argsort(skeleton.author_codes, kind="stable")
        records = order[starts[code] : starts[code + 1]].tolist()
        if match and not longer and clean not in said:
            always = all(skeleton.texts[number].startswith(match[0]) for number in records)
            longer = {match[1]} if always else set()
        for second in longer:
            _move_colon(authors, records, name, second)


def _first_records(skeleton: Skeleton) -> list[int]:
    """Give the first record of each author, by code; -1 for an author without records."""
    firsts = np.full(len(skeleton.authors), -1, dtype=np.int64)
    # Of several values for one place the last one stays: so backward.
    firsts[skeleton.author_codes[::-1]] = np.arange(len(skeleton.author_codes))[::-1]
    found: list[int] = firsts.tolist()
    return found


def _move_colon(authors: _Authors, records: list[int], name: str, second: str) -> None:
    for number in records:
        if authors.skeleton.texts[number].startswith(f"{second}: "):
            authors.give(number, f"{name}: {second}", len(second) + 2)


def _names_with_colon(skeleton: Skeleton, looked: list[int], system: dict[int, Event | None]) -> set[str]:
    """Collect the names in system lines and mentions (those with a colon matter)."""
    names = {name for event in system.values() if event for name in (event.actor, *event.targets) if name}
    for number in looked:
        text = skeleton.texts[number]
        if not text.isascii() and "@\u2068" in text:
            names.update(clean_name(name) for name in _MENTIONED.findall(text))
    return names


def _names_before_marks(skeleton: Skeleton, looked: list[int]) -> dict[int, set[str]]:
    """Collect what stands between an author's first colon and a colon before a mark: there the author really ends."""
    found: dict[int, set[str]] = {}
    for number in looked:
        text = skeleton.texts[number]
        if not text.isascii() and (": \u200e" in text or ": \u200f" in text):
            match = _BEFORE_MARK.match(text)
            if match and text[0] not in MARKS:
                found.setdefault(int(skeleton.author_codes[number]), set()).add(match[1])
    found.pop(NO_AUTHOR, None)
    return found
