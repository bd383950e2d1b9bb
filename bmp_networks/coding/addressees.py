"""Whom a message speaks to by name or mention; someone only spoken about is not addressed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.names import (
    NameBook,
    build_names,
    digits_of,
    is_number,
    learn_introductions,
    vocative_words,
)
from bmp_networks.coding.numbers import number_words
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.roster import Roster
from bmp_networks.text import Token

_CUT = re.compile(r"[,.!?;:()\n…—]|[^\w\s'’\-@/&+%*\"“”⁨⁩~]")
_MENTION = re.compile(r"@⁨([^⁩]+)⁩|@~?\+?(\d[\d\s-]{6,}\d)")
_LOOK_BACK = 12
_ASKED_FOR = frozenset(("kurang", "belum", "blm", "tolong", "mohon", "durung", "dereng", "hadir", "wajib"))


class Addressed(NamedTuple):
    """A name or mention that speaks to a member: the person, where it stands, and the name word."""

    person: str
    start: int
    end: int
    word: str


class Addressees(NamedTuple):
    """Whom each message speaks to, in the form of the codebook, and where."""

    names: list[tuple[str, ...]]
    spans: list[list[dict[str, Any]]]


def find_addressees(chat: Chat, tokens: Sequence[list[Token]], roster: Roster | None = None) -> Addressees:
    """Say for every message which members it speaks to by name, title, short form or mention.

    Parameters
    ----------
    chat
        The export.
    tokens
        Tokens of every message.
    roster
        What a researcher knows of the people; a person with two names stands under the one in use.
    """
    messages = chat.messages
    authors = [author or None for author in messages["author"]]
    book = build_names(authors, roster, _named_in_events(chat))
    _note_joining(book, chat)
    texts = [body or "" for body in messages["body"]]
    told = [(i, authors[i] or "", text) for i, text in enumerate(texts) if text]
    learn_introductions(book, told, tokens)
    _learn_from_answers(book, told, tokens)
    names: list[tuple[str, ...]] = []
    spans: list[list[dict[str, Any]]] = []
    mentions = messages["mentions"].tolist()
    for i, text in enumerate(texts):
        found = address(book, i, authors[i] or "", text, tokens[i], mentions[i]) if text else []
        under = [(book.name_in_use(hit.person, i), hit) for hit in found]
        names.append(tuple(dict.fromkeys(name for name, _ in under if name)))
        spans.append(
            [{"field": "addressees", "value": name, "start": hit.start, "end": hit.end} for name, hit in under if name]
        )
    return Addressees(names, spans)


def address(
    book: NameBook, i: int, author: str, text: str, tokens: Sequence[Token], mentions: Sequence[str] = ()
) -> list[Addressed]:
    """Find who is spoken to in one message."""
    own = book.person_of.get(author, author)
    found = _mentioned(book, text, mentions) if "@" in text or mentions else []
    if len(text) - sum(hit.end - hit.start for hit in found) > 2:
        found += _named(book, i, own, text, tokens)
    seen: set[str] = set()
    kept = []
    for hit in sorted(found, key=lambda hit: hit.start):
        if hit.person != own and hit.person not in seen and book.is_present(hit.person, i):
            seen.add(hit.person)
            kept.append(hit)
    return kept


def _mentioned(book: NameBook, text: str, mentions: Sequence[str]) -> list[Addressed]:
    found = []
    for match in _MENTION.finditer(text):
        person = _person_of_mention(book, match.group(1) or match.group(2))
        if person:
            found.append(Addressed(person, match.start(), match.end(), ""))
    if not found:
        for mention in mentions:
            person = _person_of_mention(book, mention)
            start = text.find("@" + mention)
            if person:
                found.append(
                    Addressed(person, max(start, 0), max(start, 0) + len(mention) + 1 if start >= 0 else 0, "")
                )
    return found


def _person_of_mention(book: NameBook, mention: str) -> str | None:
    mention = mention.strip().removeprefix("~")
    if mention in book.person_of:
        return book.person_of[mention]
    return book.numbers.get(digits_of(mention)) if is_number(mention) else None


def _named(book: NameBook, i: int, own: str, text: str, tokens: Sequence[Token]) -> list[Addressed]:
    found = []
    for at, token in enumerate(tokens):
        short = False
        persons = book.given.get(token.text)
        if not persons:
            persons, short = book.shorts.get(token.text), True
            if not persons:
                persons, short = book.offices.get(token.text), False
                if not persons or not at or tokens[at - 1].text not in vocative_words().titles:
                    continue
        persons = [person for person in persons if person != own and book.is_present(person, i)]
        if not persons:
            continue
        place = Place(text, tokens, at)
        person = persons[0] if len(persons) == 1 else _namesake(book, persons, place.title, i)
        if is_vocative(place, short=short, silent=person not in book.wrote):
            found.append(Addressed(person, place.start, token.end, token.text))
    return found


def _namesake(book: NameBook, persons: Sequence[str], title: str, i: int) -> str:
    fitting = [person for person in persons if title and title in book.titles.get(person, ())]
    return book.last_active(fitting or persons, i)


class Place:
    """Where a name stands in a message: its title, its neighbours and the cuts around it."""

    def __init__(self, text: str, tokens: Sequence[Token], at: int) -> None:
        words = vocative_words()
        self.text, self.tokens, self.at = text, tokens, at
        name = tokens[at]
        first = at
        if at and tokens[at - 1].text in words.titles and not text[tokens[at - 1].end : name.start].strip(" ."):
            first = at - 1
        self.first = first
        self.title = tokens[first].text if first < at else ""
        self.start = tokens[first].start
        self.word = name.text
        self.capital = text[name.start : name.start + 1].isupper()
        self.before = tokens[first - 1].text if first else ""
        self.before2 = tokens[first - 2].text if first > 1 else ""
        self.after = tokens[at + 1].text if at + 1 < len(tokens) else ""
        self.after2 = tokens[at + 2].text if at + 2 < len(tokens) else ""
        left = text[tokens[first - 1].end if first else 0 : self.start]
        right = text[name.end : tokens[at + 1].start if at + 1 < len(tokens) else len(text)]
        self.opens = not first or bool(_CUT.search(left))
        self.closes = at + 1 >= len(tokens) or bool(_CUT.search(right))
        self.comma_after = "," in right
        self.comma_before = "," in left
        self.colon_before = ":" in left
        tail = re.split(r"[.!\n]\s|\n", text[name.end :], maxsplit=1)[0]
        self.asks = "?" in tail


def is_vocative(place: Place, *, short: bool = False, silent: bool = False) -> bool:
    """Say whether a name at a place speaks to its bearer rather than about her.

    Parameters
    ----------
    place
        Where the name stands.
    short
        The word is only a clipped form: it needs a clear place.
    silent
        The member never writes: she is mostly spoken about.
    """
    words = vocative_words()
    if place.before in ("ini", "iki") and place.after in ("to", "toh", "tho", "kan", "ya", "yo"):
        return True
    if _in_list(place):
        return False
    if not place.opens and _is_spoken_of(place):
        return False
    if short:
        return place.closes and (not place.opens or place.comma_before) and place.before not in words.titles
    if place.opens and _opens_statement_about(place):
        return False
    if silent:
        return (place.opens and place.comma_after) or (place.closes and not place.opens and bool(place.title))
    if place.title:
        return True
    if place.word in words.common and not place.capital:
        return False
    if place.closes and (not place.opens or place.comma_after or place.asks or place.comma_before):
        return True
    if place.opens:
        return place.comma_after or place.asks or place.after in words.vocative_after
    return place.before in words.vocative_after


def _is_spoken_of(place: Place) -> bool:
    """Say whether what stands before a name makes it one spoken about: *kata mbak Ning*, *rumah Bu Sri*."""
    words = vocative_words()
    before = place.before
    if before in words.spoken_of_after or before == "&":
        return not (place.closes and place.title and place.asks and before in ("titip", "nitip", "bukan"))
    if place.before2 in ("per", "tiap", "saben"):
        return False
    if re.search(r"&\s*$", place.text[: place.start]):
        return True
    owned = (
        before in words.belongs_to
        or (before in money_words().goods and before not in number_words().units)
        or before == "nya"
    )
    if owned and not (place.closes and (place.asks or (before not in words.belongs_to and before != "nya"))):
        return True
    if before[:1].isdigit() and not place.title and not place.comma_after and not place.asks:
        return True  # a rota: *06.00 - 11.00 Fajar*
    if place.after in words.only and not place.comma_after and before not in words.vocative_after:
        return True
    if before.endswith("nya") and not place.closes:
        return True
    thanks = re.search(r"kasih|suwun|nuwun|thank|makasih|mksh", place.text, re.IGNORECASE)
    if re.match(r"di[a-z]{3,}", before) and before not in words.vocative_after and not place.asks and not thanks:
        return not place.title or not place.comma_after
    return place.before2 in ("tak", "dak", "saya", "sy") and before.endswith("i") and len(before) > 4


def _opens_statement_about(place: Place) -> bool:
    """Say whether a sentence begins with a name and tells something of her: *Mbak Ning lg ga pegang hp*."""
    words = vocative_words()
    if place.asks or place.closes or place.after not in words.state:
        return False
    return place.after2 not in words.self and place.after2 not in ("tak", "dak")


def _in_list(place: Place) -> bool:
    """Say whether a name stands in a list of people: *Saya, Tari, Yanti*, *Sabtu pagi: Tari, Nur*."""
    line_start = place.text.rfind("\n", 0, place.start) + 1
    line_end = place.text.find("\n", place.start)
    line = place.text[line_start : line_end if line_end >= 0 else len(place.text)]
    colon = re.search(r":\s(?=[^:]*$)", place.text[line_start : place.start])
    if colon and not place.asks:
        head = {word.casefold() for word in re.findall(r"\w+", line[: colon.start()])}
        listed = re.fullmatch(r"[\w\s,&/]*", place.text[line_start + colon.end() : place.start])
        tail = place.text[place.tokens[place.at].end :].lstrip(" ")
        if listed and not tail[:1].isalnum() and not head & _ASKED_FOR:
            return True
    words = vocative_words()
    names = [part.strip().casefold() for part in re.split(r",|\bdan\b|&|\btrs\b|\bsama\b", line)]
    own = any(part in words.self for part in names)
    return own and len(names) > 2 and (place.comma_before or place.comma_after)


def _learn_from_answers(book: NameBook, told: Sequence[tuple[int, str, str]], tokens: Sequence[list[Token]]) -> None:
    """Learn how members known only by number are called, from answers to them: *Bisa Wik, ...*."""
    if not book.nameless:
        return
    words = vocative_words()
    votes: dict[str, dict[str, int]] = {}
    recent: list[str] = []
    for i, author, text in told:
        own = book.person_of[author]
        for at, token in enumerate(tokens[i]):
            if not text[token.start].isupper() or not token.text.isalpha() or not 3 <= len(token.text) <= 10:
                continue
            if token.text in book.given or token.text in words.common or token.text in words.titles:
                continue
            place = Place(text, tokens[i], at)
            answered = not place.opens and place.before in words.vocative_after and place.first <= 2 and place.closes
            if not (answered or (place.title and place.closes and not place.opens and is_vocative(place))):
                continue
            target = next((person for person in recent[::-1] if person != own), None)
            if target in book.nameless:
                per_person = votes.setdefault(token.text, {})
                per_person[target] = per_person.get(target, 0) + 1
        recent = [*recent[-_LOOK_BACK:], own]
    for name, per_person in votes.items():
        person = max(per_person, key=lambda key: per_person[key])
        if per_person[person] * 2 > sum(per_person.values()) and person in book.nameless:
            book.learn(name, person)


def _named_in_events(chat: Chat) -> list[str]:
    events = chat.events
    names = [name for targets in events["targets"] for name in targets]
    return [name for name in [*names, *events["actor"]] if name and not name.startswith("<")]


def _note_joining(book: NameBook, chat: Chat) -> None:
    """Note after which message each member came in, where a system line tells."""
    records = chat.records
    i = -1
    for number, event, actor, targets in zip(
        records["i"], records["event"], records["actor"], records["targets"], strict=True
    ):
        i = max(i, number)
        if event in ("member_added", "member_joined"):
            for name in targets or ((actor,) if actor else ()):
                if name in book.person_of:
                    book.joined.setdefault(book.person_of[name], i + 1)
