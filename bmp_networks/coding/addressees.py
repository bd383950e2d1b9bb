"""Whom a message speaks to by name or mention; someone only spoken about is not addressed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from bmp_networks.coding.calls import Call, Calls
from bmp_networks.coding.learnt_names import learn_from_answers
from bmp_networks.coding.names import (
    NameBook,
    build_names,
    digits_of,
    is_number,
    learn_introductions,
)
from bmp_networks.coding.trade_names import drop_words_of_trade
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.roster import Roster
from bmp_networks.text import Token

_MENTION = re.compile(r"@⁨([^⁩]+)⁩|@~?\+?(\d[\d\s-]{6,}\d)")


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
    calls = Calls(know_names(chat, tokens, roster))
    book = calls.book
    names: list[tuple[str, ...]] = []
    spans: list[list[dict[str, Any]]] = []
    columns = (messages["author"], messages["body"], messages["mentions"], tokens)
    for i, (author, text, mentions, words) in enumerate(zip(*columns, strict=True)):
        found = address(calls, i, author or "", text, words, mentions) if text else []
        if not found:
            names.append(())
            spans.append([])
            continue
        under = [(name, hit) for hit in found if (name := book.name_in_use(hit.person, i, hit.word))]
        names.append(tuple(dict.fromkeys([name for name, _ in under])))
        spans.append(
            [{"field": "addressees", "value": name, "start": hit.start, "end": hit.end} for name, hit in under]
        )
    return Addressees(names, spans)


def know_names(chat: Chat, tokens: Sequence[list[Token]], roster: Roster | None = None) -> NameBook:
    """Gather what the members are called: by contact names, introductions, and how those are answered who have none.

    Parameters
    ----------
    chat, tokens, roster
        As for ``find_addressees``.
    """
    messages = chat.messages
    authors = [author or None for author in messages["author"]]
    book = build_names(authors, roster, _named_in_events(chat))
    _note_joining(book, chat)
    told = [(i, authors[i] or "", body) for i, body in enumerate(messages["body"]) if body]
    drop_words_of_trade(book, told, tokens)
    learn_introductions(book, told, tokens)
    learn_from_answers(book, told, tokens)
    return book


def address(
    calls: Calls, i: int, author: str, text: str, tokens: Sequence[Token], mentions: Sequence[str] = ()
) -> list[Addressed]:
    """Find who is spoken to in one message."""
    book = calls.book
    own = book.person_of.get(author, author)
    found = _mentioned(book, text, mentions) if "@" in text or mentions else []
    if len(text) - sum([hit.end - hit.start for hit in found]) > 2:
        named = calls.of(text, tokens)
        found += _named(book, i, own, named) if named else ()
    if not found:
        return found
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


def _named(book: NameBook, i: int, own: str, calls: Sequence[Call]) -> list[Addressed]:
    found = []
    for call in calls:
        persons = [person for person in call.persons if person != own and book.is_present(person, i)]
        if not persons:
            continue
        person = persons[0] if len(persons) == 1 else _namesake(book, persons, call, i)
        if person in call.speaks_to:
            found.append(Addressed(person, call.place.start, call.place.word_end, call.place.word))
    return found


def _namesake(book: NameBook, persons: Sequence[str], call: Call, i: int) -> str:
    """Choose among namesakes: by the second name or the title, else who wrote last."""
    second = [person for person in persons if person in book.further.get(call.next_word, ())]
    title = call.place.title
    titled = [person for person in persons if title and title in book.titles.get(person, ())]
    return book.last_active(second or titled or persons, i)


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
