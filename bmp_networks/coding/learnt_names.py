"""Names learnt from answers to members who are known only by a phone number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bmp_networks.coding.names import NameBook, vocative_words
from bmp_networks.coding.nicknames import ordinary_words
from bmp_networks.coding.vocatives import Place, is_vocative
from bmp_networks.text import Token

_AT_A_THING = re.compile(r"\b(?:neng|nang|ning|nek|di|ke|ka|dari|dr|sekang|seko|saka|ti)\s+\w+\s*$", re.IGNORECASE)
_LOOK_BACK = 12
_NEAR_BY = 7
_LONGEST_NAME = 10


def learn_from_answers(book: NameBook, told: Sequence[tuple[int, str, str]], tokens: Sequence[list[Token]]) -> None:
    """Learn how members known only by number are called, from answers to them: *Bisa Wik, ...*, *... ya Wik*.

    Parameters
    ----------
    book
        The names; what is learnt is added.
    told
        ``(i, author, text)`` of every message with text.
    tokens
        Tokens of every message, by ``i``.
    """
    if not book.nameless:
        return
    votes: dict[str, dict[str, float]] = {}
    called: dict[tuple[str, str, bool], list[tuple[str, float]]] = {}
    recent: list[str] = []
    for i, author, text in told:
        own = book.person_of[author]
        target = next((person for person in recent[:-_NEAR_BY:-1] if person != own and person in book.nameless), None)
        if target is not None:
            key = (text, own, recent[-1] == target)
            if key not in called:
                called[key] = list(_names_called(book, own, text, tokens[i], just_before=key[2]))
            for name, weight in called[key]:
                per_person = votes.setdefault(name, {})
                per_person[target] = per_person.get(target, 0.0) + weight
        recent = [*recent[-_LOOK_BACK:], own]
    for name, per_person in sorted(votes.items(), key=lambda vote: -max(vote[1].values())):
        person = max(per_person, key=lambda key: per_person[key])
        most = per_person[person]
        if most >= 1 and most * 2 > sum(per_person.values()) and person in book.nameless:
            book.learn(name, person)


def _names_called(
    book: NameBook, own: str, text: str, tokens: list[Token], *, just_before: bool
) -> Iterator[tuple[str, float]]:
    """Give the unknown names that an answer calls its target by, and how surely it does."""
    words = vocative_words()
    sure_titles = words.titles - words.spoken_of_after
    for at, token in enumerate(tokens):
        if not _may_be_a_name(book, own, text, token):
            continue
        before = tokens[at - 1].text if at else ""
        place = Place(text, tokens, at)
        if before in sure_titles:
            ends = place.closes and not place.opens and is_vocative(place) and not _is_owned(place)
            leads = just_before and not place.first and (place.comma_after or place.after not in words.state)
            if ends or leads:
                yield token.text, 1.0
        elif at and before in words.vocative_after and place.closes and not place.opens:
            yield token.text, 1.0 if place.first <= 2 or just_before else 0.6
        elif token.text in ordinary_words() or before in words.spoken_of_after:
            continue
        elif just_before and place.comma_after and 0 < at <= 2 and not place.opens:
            yield token.text, 1.0
        elif place.closes and not place.opens and is_vocative(place):
            yield token.text, 0.5  # *tak tf sore Wik*


def _is_owned(place: Place) -> bool:
    """Say whether a titled name follows a thing at which something is, and which may be hers: *neng kebon pak Kus*."""
    return bool(_AT_A_THING.search(place.text[: place.start]))


def _may_be_a_name(book: NameBook, own: str, text: str, token: Token) -> bool:
    """Say whether a word is written like a name nobody in the group but the writer is known by."""
    words = vocative_words()
    if not text[token.start].isupper() or not token.text.isalpha() or not 3 <= len(token.text) <= _LONGEST_NAME:
        return False
    return (
        token.text not in book.given
        and not set(book.shorts.get(token.text, ())).difference((own,))
        and token.text not in words.common
        and token.text not in words.titles
    )
