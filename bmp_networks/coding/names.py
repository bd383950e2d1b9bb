"""Who the members are called: given names, offices, short forms, names taught by an introduction, numbers."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.nicknames import ordinary_words, short_forms, sound_key
from bmp_networks.containers.roster import Roster
from bmp_networks.resources import data_names, load_toml
from bmp_networks.text import Token, clean_name, tokenize

_DIGITS = re.compile(r"\D+")
_STACKED = frozenset(
    ("h", "hj", "haji", "hajah", "drs", "dra", "dr", "ir", "ust", "ustadz", "ustadzah", "kh", "prof", "kuwu")
)
"""Titles that stand after another one: *Bu Hj Aminah*."""
_FIRST_MESSAGES = 4
_INTRODUCTION_WORDS = 14
_GREETING_WORDS = 6
_JUST_WROTE = 5


class VocativeWords(NamedTuple):
    """The words around names, from the data files; see the comments there."""

    titles: frozenset[str]
    offices: frozenset[str]
    spoken_of_after: frozenset[str]
    belongs_to: frozenset[str]
    state: frozenset[str]
    vocative_after: frozenset[str]
    only: frozenset[str]
    introduces: frozenset[str]
    come_from: frozenset[str]
    self: frozenset[str]
    common: frozenset[str]


@cache
def vocative_words() -> VocativeWords:
    """Gather the words around names of all packaged languages."""
    tables: dict[str, set[str]] = {name: set() for name in VocativeWords._fields}
    for name in data_names("lexicons"):
        if name.startswith("lexicons/vocatives_"):
            for table, words in load_toml(name).content["words"].items():
                tables["come_from" if table == "from" else table].update(words)
    return VocativeWords(**{name: frozenset(words) for name, words in tables.items()})


@dataclass
class NameBook:
    """The members of a group and the words by which they are spoken to.

    Parameters
    ----------
    person_of
        Name as in the export → person.
    given
        Given name, folded → persons who bear it.
    titles
        Person → titles in the contact name (*bu*, *mbak*).
    offices
        Office in a contact name (*sekdes*) → persons.
    shorts
        Short form (*ka*, *wik*) → persons.
    numbers
        Digits of a phone number → person.
    wrote
        Person → running numbers of the messages written, and under which name.
    last_used
        Person → name → running number of the last message written under it.
    joined
        Person → running number of the first message after joining, where a system line tells.
    nameless
        Persons known only by a phone number.
    further
        Second part of a contact name that is no ordinary word (*Siti Rohmah*, *rohmah*) → persons.
    sounds
        What is heard of a given name → the name.
    clipped
        Short form that is also a word of trade (*kas*) → persons: a name only after a title.
    words
        Every given name, office and short form: words that may name somebody.
    """

    person_of: dict[str, str]
    given: dict[str, list[str]] = field(default_factory=dict)
    titles: dict[str, set[str]] = field(default_factory=dict)
    offices: dict[str, list[str]] = field(default_factory=dict)
    shorts: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    wrote: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    last_used: dict[str, dict[str, int]] = field(default_factory=dict)
    joined: dict[str, int] = field(default_factory=dict)
    nameless: set[str] = field(default_factory=set)
    further: dict[str, list[str]] = field(default_factory=dict)
    sounds: dict[str, str] = field(default_factory=dict)
    clipped: dict[str, list[str]] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)

    def name_in_use(self, person: str, i: int, called: str = "") -> str | None:
        """Give the name under which a person stands at message ``i``: the one called, else the last, else the next."""
        wrote = self.wrote.get(person)
        if wrote:
            place = bisect_right(wrote, (i, "\uffff"))
            last_used = self.last_used[person]
            if called and len(last_used) > 1 and not (place and wrote[place - 1][0] >= i - _JUST_WROTE):
                spoken = [name for name, at in last_used.items() if at > i and name.casefold().startswith(called)]
                if len(spoken) == 1:
                    return spoken[0]
            return wrote[max(place - 1, 0)][1]
        return next((name for name, owner in self.person_of.items() if owner == person), None)

    def is_present(self, person: str, i: int) -> bool:
        """Say whether a person can be in the group at message ``i``, as far as the export tells."""
        joined = self.joined.get(person)
        if joined is None or joined <= i:
            return True
        wrote = self.wrote.get(person, [])
        return bool(wrote) and wrote[0][0] <= i

    def last_active(self, persons: Iterable[str], i: int) -> str:
        """Choose among namesakes: who wrote last before message ``i``, else the first."""

        def last(person: str) -> int:
            wrote = self.wrote.get(person, [])
            place = bisect_right(wrote, (i, "\uffff"))
            return wrote[place - 1][0] if place else -1

        return max(list(persons), key=last)

    def learn(self, name: str, person: str) -> None:
        """Remember that a person is called by a name."""
        self.add_given(name, person)
        self.nameless.discard(person)

    def add_given(self, name: str, person: str) -> None:
        """Take up a given name, what it is clipped to and what is heard of it."""
        owners = self.given.setdefault(name, [])
        if person not in owners:
            owners.append(person)
        self.words.add(name)
        self.sounds.setdefault(sound_key(name), name)
        _add_shorts(self, name, person)

    def add_office(self, office: str, person: str) -> None:
        """Take up the office that a contact name holds."""
        self.offices.setdefault(office, []).append(person)
        self.words.add(office)


def build_names(authors: Sequence[str | None], roster: Roster | None, further: Iterable[str] = ()) -> NameBook:
    """Gather the members' names from the authors of a chat, its system lines and the roster.

    Parameters
    ----------
    authors
        Author of every message.
    roster
        What a researcher knows of the people.
    further
        More names: of members that only system lines name.
    """
    person_of = dict(roster.person_of) if roster is not None else {}
    for name in [*authors, *further]:
        if name and name not in person_of:
            person_of[name] = name
    book = NameBook(person_of)
    not_names = _places_and_groups(roster)
    for name, person in person_of.items():
        _read_name(book, name, person, not_names)
    for i, author in enumerate(authors):
        if author:
            book.wrote.setdefault(person_of[author], []).append((i, author))
            book.last_used.setdefault(person_of[author], {})[author] = i
    named = {person for persons in book.given.values() for person in persons}
    book.nameless = {person for person in person_of.values() if person not in named}
    return book


def is_number(name: str) -> bool:
    """Say whether a name is a bare phone number."""
    return not any(letter.isalpha() for letter in name)


def digits_of(name: str) -> str:
    """Give the digits of a phone number, without the zero or plus before."""
    return _DIGITS.sub("", name).lstrip("0")


def _places_and_groups(roster: Roster | None) -> frozenset[str]:
    """Give the words of communities, villages and roles: in a contact name they are no second name."""
    if roster is None:
        return frozenset()
    columns = [column for column in ("community", "village", "role") if column in roster.persons]
    entries = {str(entry) for column in columns for entry in roster.persons[column] if entry}
    return frozenset(token.text for entry in entries for token in tokenize(entry))


def _read_name(book: NameBook, name: str, person: str, not_names: frozenset[str] = frozenset()) -> None:
    if is_number(name):
        book.numbers[digits_of(name)] = person
        return
    words = vocative_words()
    tokens = [token.text for token in tokenize(clean_name(name)) if token.text[0].isalpha()]
    while len(tokens) > 1 and (tokens[0] in words.titles or tokens[0] in words.offices):
        token = tokens.pop(0)
        if token in words.titles and token not in _STACKED and book.titles.get(person):
            tokens.insert(0, token)  # *Kang Neng*: the second is the name
            break
        if token in words.titles:
            book.titles.setdefault(person, set()).add(token)
        if token in words.offices:
            book.add_office(token, person)
    for token in tokens[1:]:
        if token in words.offices:
            book.add_office(token, person)
        elif len(token) > 2 and token not in not_names and token not in ordinary_words():
            book.words.add(token)
            book.further.setdefault(token, []).append(person)
    if tokens and len(tokens[0]) > 1:
        book.add_given(tokens[0], person)


def _add_shorts(book: NameBook, name: str, person: str) -> None:
    """Add the forms a name is clipped to, where they are no words that stand before names or beside numbers."""
    words, money = vocative_words(), money_words()
    taken = words.titles | words.state
    trade = words.belongs_to.union(*money)
    for short in short_forms(name) - taken:
        if short not in trade:
            book.words.add(short)
        owners = (book.clipped if short in trade else book.shorts).setdefault(short, [])
        if person not in owners:
            owners.append(person)


def learn_introductions(
    book: NameBook, messages: Sequence[tuple[int, str, str]], tokens: Sequence[Sequence[Token]]
) -> None:
    """Read the names by which members introduce themselves: *Yuni dari Sojokerto*, *iki Siti*, *saya Pak Gito*.

    Parameters
    ----------
    book
        The names; what is learnt is added.
    messages
        ``(i, author, text)`` of every message with text.
    tokens
        Tokens of every message, by ``i``.
    """
    seen: dict[str, int] = {}
    numbered = {name for name in book.person_of if is_number(name)}
    for i, author, text in messages:
        if author not in numbered:
            continue
        seen[author] = seen.get(author, 0) + 1
        name = _introduced(text, tokens[i], early=seen[author] <= _FIRST_MESSAGES)
        if name:
            book.learn(name, book.person_of[author])


def _introduced(text: str, tokens: Sequence[Token], *, early: bool) -> str | None:
    words = vocative_words()
    for at, token in enumerate(tokens[:_INTRODUCTION_WORDS]):
        place = at + 1
        if token.text not in words.introduces and not (token.text == "is" and at and tokens[at - 1].text == "this"):
            continue
        titled = place < len(tokens) and tokens[place].text in words.titles
        place += titled
        parted = place >= len(tokens) or text[token.end : tokens[place].start].strip(" .~")
        if parted and not titled:
            continue
        if place < len(tokens) and _may_be_name(
            text, tokens[place], loose=early and (titled or token.text in ("iki", "ini"))
        ):
            return tokens[place].text
    for at, token in enumerate(tokens[: _GREETING_WORDS if early else 0]):
        opens = not at or bool(text[tokens[at - 1].end : token.start].strip())
        comes = at + 1 < len(tokens) and tokens[at + 1].text in words.come_from
        if opens and comes and _may_be_name(text, token, loose=False):
            return token.text
    return None


def _may_be_name(text: str, token: Token, *, loose: bool) -> bool:
    words = vocative_words()
    if not token.text.isalpha() or len(token.text) < 3 or token.text in words.common or token.text in words.titles:
        return False
    written = text[token.start : token.end]
    return (written[0].isupper() and not written.isupper()) or (loose and token.text not in words.state)
