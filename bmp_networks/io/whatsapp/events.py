"""System lines: what each tells, who did it and to whom."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from typing import NamedTuple

from bmp_networks.containers.chat import LEFT_OUT, SELF
from bmp_networks.io.whatsapp.authors import clean_name
from bmp_networks.io.whatsapp.phrases import Phrases, Template, all_phrases, without_vowels

UNKNOWN = "unknown_system"
_LONGEST_LINE = 4_000
_NAMES = ("actor", "actors", "targets")


class Event(NamedTuple):
    """What a system line tells.

    ``event`` is of the closed list; ``actor`` and ``targets`` are cleaned names, ``<self>`` for the exporter;
    ``group`` is a group name that the line announces; ``language`` the language whose sentence fitted.
    """

    event: str
    actor: str | None = None
    targets: tuple[str, ...] = ()
    group: str | None = None
    language: str = ""


class EventReader:
    """Reads system lines; remembers which languages the file has shown, and lines it has read.

    Parameters
    ----------
    known
        Cleaned names of the people who write in the file: they settle where a name ends.
    """

    def __init__(self, known: Iterable[str]) -> None:
        self._known = set(known)
        self._languages = list(all_phrases())
        self._read: dict[tuple[str, str | None], Event | None] = {}

    def learn(self, names: Iterable[str | None]) -> None:
        """Add the names of people as the file prints them."""
        self._known.update(clean_name(name) for name in names if name)

    def read(self, text: str, author: str | None = None) -> Event | None:
        """Say what a line tells; None where no sentence is known that fits.

        Parameters
        ----------
        text
            The line without header and author, in clean form (no direction marks, ordinary spaces).
        author
            Cleaned name printed before the line (iOS), where there is one.
        """
        key = (text, author)
        if key not in self._read:
            self._read[key] = self._find(text, author)
        return self._read[key]

    def read_unauthored(self, text: str, colon: int) -> Event | None:
        """Say what a line without author tells although a colon in it looks like the end of one.

        None also where the colon lies inside a name that is not known: then the text before it is an author (unless
        somebody known did it to that name).
        """
        for phrases, template, match in self._matches(text):
            event = self._event(phrases, template, match)
            place = next((name for name in _NAMES if match.groupdict().get(name) and _holds(match, name, colon)), None)
            by_known = place == "targets" and (event.actor == SELF or event.actor in self._known)
            if place is None or by_known or clean_name(match[place]) in self._known:
                return event
        return None

    def _find(self, text: str, author: str | None) -> Event | None:
        for phrases, template, match in self._matches(text, author):
            return self._event(phrases, template, match)
        return None

    def _matches(self, text: str, author: str | None = None) -> Iterator[tuple[Phrases, Template, re.Match[str]]]:
        if len(text) > _LONGEST_LINE:
            return
        bare = without_vowels(text)
        for phrases in list(self._languages):
            for template in phrases.templates:
                if template.stem in bare:
                    match = template.pattern.fullmatch(text)
                    if match:
                        match = self._better(template, text, match, author)
                        # The language that fitted is tried first from now on.
                        self._languages.remove(phrases)
                        self._languages.insert(0, phrases)
                        yield phrases, template, match

    def _better(self, template: Template, text: str, match: re.Match[str], author: str | None) -> re.Match[str]:
        """Let the actor reach further where only then it is somebody known: a name can contain the verb."""
        if "actor" not in match.groupdict():
            return match
        wanted = {author} if author else self._known
        if clean_name(match["actor"]) in wanted:
            return match
        other = template.greedy.fullmatch(text)
        return other if other and clean_name(other["actor"]) in wanted else match

    def _event(self, phrases: Phrases, template: Template, match: re.Match[str]) -> Event:
        places = match.groupdict()
        actor: str | None = None
        targets: tuple[str, ...] = ()
        if places.get("actor_self"):
            actor = SELF
        elif places.get("actor"):
            actor = self._name(places["actor"], phrases)
            actor = None if actor == LEFT_OUT else actor
        if places.get("targets_self"):
            targets = (SELF,)
        elif places.get("targets"):
            targets = self._names(places["targets"], phrases)
        if places.get("actors"):
            several = self._names(places["actors"], phrases)
            # One line for several people who left has no place for two actors: they stand as targets.
            actor, targets = (several[0], ()) if len(several) == 1 else (None, several)
        group = places.get("group")
        return Event(template.event, actor, targets, group or None, phrases.language)

    def _name(self, text: str, phrases: Phrases) -> str:
        name = clean_name(text).strip()
        return SELF if name in phrases.self_words else name

    def _names(self, text: str, phrases: Phrases) -> tuple[str, ...]:
        pieces = split_names(text.strip(), phrases, self._known)
        names = (self._name(piece, phrases) for piece in pieces)
        return tuple(name for name in names if name != LEFT_OUT)


def _holds(match: re.Match[str], place: str, position: int) -> bool:
    return match.start(place) <= position < match.end(place)


def split_names(text: str, phrases: Phrases, known: Container[str]) -> list[str]:
    """Cut an enumeration ("A, B and C") into names; a name that is known stays whole."""
    if clean_name(text) in known:
        return [text]
    cut = _last_join(text, phrases, known)
    if cut is None:
        return [text]
    before, last = cut
    pieces = _split_commas(before.rstrip(","), phrases, known)
    return [*pieces, last]


def _last_join(text: str, phrases: Phrases, known: Container[str]) -> tuple[str, str] | None:
    """Find the place before the last name: where what follows is known, else the last place there is."""
    cuts: list[tuple[str, str]] = []
    for word in phrases.joins + phrases.joins_known:
        start = text.find(word)
        while start >= 0:
            before, after = text[:start], text[start + len(word) :]
            sure = clean_name(after) in known
            if word in phrases.joins_known:
                listed = any(comma in before for comma in phrases.commas)
                if before and sure and (listed or clean_name(before) in known):
                    return before, after
            elif before and after:
                if sure:
                    return before, after
                cuts.append((before, after))
            start = text.find(word, start + 1)
    return max(cuts, key=lambda cut: len(cut[0]), default=None)


def _split_commas(text: str, phrases: Phrases, known: Container[str]) -> list[str]:
    for comma in phrases.commas:
        if comma in text:
            break
    else:
        return [text]
    names: list[str] = []
    pieces = text.split(comma)
    while pieces:
        # The longest run of pieces that is one known name, else a single piece.
        n = next((n for n in range(len(pieces), 1, -1) if clean_name(comma.join(pieces[:n])) in known), 1)
        names.append(comma.join(pieces[:n]))
        pieces = pieces[n:]
    return names
