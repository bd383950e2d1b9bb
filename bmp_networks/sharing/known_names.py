"""Which words of a chat are somebody's name: members', and of people who are only spoken about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from bmp_networks.coding.addressees import know_names
from bmp_networks.coding.names import NameBook, is_number, vocative_words
from bmp_networks.coding.nicknames import ordinary_words, short_forms, sound_key
from bmp_networks.containers.chat import SELF, Chat
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.resources import data_names, load_toml
from bmp_networks.sharing.word_lists import is_goods
from bmp_networks.text import Token, clean_name, fold, name_key, tokenize

_HOLDER = re.compile(r"\b(?:a\.?\s?n\.?|atas nama|a/n)\s+((?:[A-Z][a-z']{2,}\s?){1,3})")
_SHORTEST = 3
_UNSURE_TITLES = frozenset(("h", "ms", "ci", "say", "om", "dr", "ir", "kh", "the"))
_WITH_STOP = frozenset(
    ("h", "hj", "bp", "ny", "tn", "nn", "ms", "dr", "ir", "kh", "ust", "drs", "dra", "bpk", "sdr", "sdri", "prof")
)
_USUAL = 2
"""So many times in small letters make a further word of a contact name an ordinary word (*parkir*, *kios*)."""

SURE, HOMONYM, ORDINARY = "sure", "homonym", "ordinary"


@dataclass(frozen=True)
class KnownNames:
    """The words by which people are called in a chat.

    Parameters
    ----------
    words
        Folded word → ``sure`` (a name wherever it stands), ``homonym`` (also an ordinary word: a name where it has a
        capital, a title before it, or speaks to her) or ``ordinary`` (a name only after a title or speaking to her).
    clips
        Clipped form → the words it may stand for.
    sounds
        What is heard of a name → the word.
    owners
        Person → her given words.
    phrases
        Every contact name as a whole.
    numbers
        Digits of the members' numbers, with the calling code.
    kept
        Words that stand in contact names and were left: products, places, offices.
    person_of
        Contact name → person.
    institutions
        Words of organisations, communities and places that are nobody's name.
    trades
        Goods by which a shop or maker calls herself, first in her contact name (*Sale Barokah*): they stay.
    """

    words: dict[str, str]
    clips: dict[str, list[str]]
    sounds: dict[str, str]
    owners: dict[str, list[str]]
    phrases: tuple[str, ...]
    numbers: frozenset[str]
    kept: Counter[str] = field(default_factory=Counter)
    person_of: dict[str, str] = field(default_factory=dict)
    institutions: frozenset[str] = frozenset()
    trades: frozenset[str] = frozenset()


@cache
def homonyms() -> frozenset[str]:
    """List given names that are ordinary words too, of all packaged languages."""
    return frozenset(
        word
        for name in data_names("sharing")
        if name.startswith("sharing/homonyms_")
        for word in load_toml(name).content["homonyms"]["words"]
    )


@cache
def further_titles() -> frozenset[str]:
    """List words that stand before names but are mostly something else (*ka Dina*), of all packaged languages."""
    return frozenset(
        word
        for name in data_names("sharing")
        if name.startswith("sharing/homonyms_")
        for word in load_toml(name).content["homonyms"]["titles"]
    )


def known_names(
    chat: Chat, tokens: Sequence[list[Token]], roster: Roster | None, gazetteer: Gazetteer, also: Iterable[str] = ()
) -> KnownNames:
    """Gather every word that names somebody.

    Parameters
    ----------
    chat
        The export.
    tokens
        Tokens of every message.
    roster
        What a researcher knows of the people.
    gazetteer
        Organisations: a word of their names in a contact name (*Lilis Sekar Bumi*) is no name of hers.
    also
        Further words to be hidden wherever they stand.
    """
    book = know_names(chat, tokens, roster)
    texts = [body or "" for body in chat.messages["body"]]
    phrases = _contact_names(chat, roster)
    institutions = _institution_words(roster, gazetteer)
    small, capital = _manner_of_writing(texts, tokens)
    trades = _trades(phrases)
    given = [word for word in book.given if word not in trades]
    words = {word: _kind_of_given(word, is_written_small=small[word] >= capital[word]) for word in given}
    kept: Counter[str] = Counter(trades)
    for word in [*book.further, *_all_words(phrases)]:
        if word in words or word in trades or word in vocative_words().titles or word in vocative_words().offices:
            continue
        if word in ordinary_words() or word in institutions or small[word] >= _USUAL or len(word) < _SHORTEST:
            kept[word] += 1
        else:
            words[word] = HOMONYM if word in homonyms() else SURE
    for word in [*_spoken_about(texts, tokens, institutions | set(kept)), *_spoken_about_in(gazetteer)]:
        if not _is_form_of_a_name(word, book):
            words.setdefault(word, HOMONYM if word in homonyms() else SURE)
    words |= {
        token.text: SURE for entry in also for token in tokenize(entry) if token.text not in vocative_words().titles
    }
    return KnownNames(
        words=words,
        clips=_clips(book, words),
        sounds={sound_key(word): word for word in words} | book.sounds,
        owners=_owners(book),
        phrases=phrases,
        numbers=frozenset(name_key(name) for name in phrases if is_number(name)),
        kept=kept,
        person_of=dict(book.person_of),
        institutions=frozenset(institutions - set(words)),
        trades=trades,
    )


def _kind_of_given(word: str, *, is_written_small: bool) -> str:
    if word in homonyms():
        return HOMONYM
    if word in vocative_words().common or len(word) < _SHORTEST:
        return ORDINARY
    if word in ordinary_words():
        return ORDINARY if is_written_small else HOMONYM
    return SURE


def _is_form_of_a_name(word: str, book: NameBook) -> bool:
    """Whether a word is a member's name clipped or misspelt: *Jum*, *Arip*, *Ndang*."""
    if word in book.given:
        return False
    is_part = len(word) > _SHORTEST and any(name.startswith(word) or name.endswith(word) for name in book.given)
    return word in book.shorts or sound_key(word) in book.sounds or is_part


def stands_before(text: str, title: Token, token: Token) -> bool:
    """Whether a title and a name stand together: a stop between them only after a short form (*Hj. Toyibah*)."""
    gap = text[title.end : token.start]
    return not gap.strip(" .") and ("." not in gap or title.text in _WITH_STOP)


def _contact_names(chat: Chat, roster: Roster | None) -> tuple[str, ...]:
    """Give every name people stand under, the longest first."""
    names = {name for name in chat.messages["author"] if name} | {name for pair in chat.aliases for name in pair}
    events = chat.events
    names |= {name for name in events["actor"] if name} | {name for names in events["targets"] for name in names}
    if roster is not None:
        names |= set(roster.people["name"])
    names = {clean_name(name) for name in names if name != SELF and not name.startswith("<")}
    return tuple(sorted((name for name in names if name), key=lambda name: (-len(name), name)))


def _trades(phrases: Iterable[str]) -> frozenset[str]:
    """Give the goods with which contact names begin, more words behind them, and which nobody bears after a title."""
    titles = vocative_words().titles
    first: set[str] = set()
    titled: set[str] = set()
    for name in phrases:
        words = [token.text for token in tokenize(name) if token.text[0].isalpha()]
        if len(words) > 1 and is_goods(words[0]) and words[0] not in homonyms():
            first.add(words[0])
        titled.update(word for before, word in pairwise(words) if before in titles)
    return frozenset(first - titled)


def _institution_words(roster: Roster | None, gazetteer: Gazetteer) -> set[str]:
    rows = gazetteer.organisations
    entries = [name for names in rows["variants"] for name in names]
    if roster is not None:
        for column in ("community", "village", "organisation", "role"):
            entries += [str(entry) for entry in roster.persons[column] if entry]
    words = vocative_words()
    found: set[str] = set()
    for entry in entries:
        tokens = [token.text for token in tokenize(entry)]
        found |= {word for place, word in enumerate(tokens) if not (place and tokens[place - 1] in words.titles)}
    return found


def _spoken_about_in(gazetteer: Gazetteer) -> set[str]:
    """Give the names of people who stand in a project's own list of organisations: *Toko Carica Bu Ning*."""
    rows = gazetteer.organisations
    own = rows[rows["source"] == "project"]
    entries = [*own["name"], *(name for names in own["variants"] for name in names)]
    found = _spoken_about(entries, [tokenize(entry) for entry in entries], set())
    # A row of kind "other" named by one word is a person: *Yuli*, who carries parcels.
    lone = own.loc[own["kind"].isin(["other", "buyer", "employer"]), "variants"]
    for variant in (variant for variants in lone for variant in variants):
        word = fold(variant)
        if variant.istitle() and word.isalpha() and len(word) >= _SHORTEST and word not in ordinary_words():
            found.add(word)
    return found


def _all_words(phrases: Iterable[str]) -> list[str]:
    return [token.text for name in phrases for token in tokenize(name) if token.text[0].isalpha()]


def _manner_of_writing(texts: Sequence[str], tokens: Sequence[list[Token]]) -> tuple[Counter[str], Counter[str]]:
    """Count how often each word stands in small letters without a title before it, and with a capital."""
    small: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    titles = vocative_words().titles
    for text, message in zip(texts, tokens, strict=True):
        for at, token in enumerate(message):
            if at and message[at - 1].text in titles:
                continue
            (capital if text[token.start].isupper() else small)[token.text] += 1
    return small, capital


def _spoken_about(texts: Sequence[str], tokens: Sequence[list[Token]], no_names: Iterable[str]) -> set[str]:
    """Find names after a title (*Bu Hj Kokom*, *pak Gito*) or as holder of an account (*an Sofiyatun*)."""
    words, no_names = vocative_words(), set(no_names)
    titles = words.titles - _UNSURE_TITLES
    found: set[str] = set()

    def may_name(text: str, token: Token) -> bool:
        written = text[token.start : token.end]
        return (
            written[0].isupper() and not (written.isupper() and len(written) > 1) and token.text.isalpha()
            and len(token.text) >= _SHORTEST and token.text not in words.titles | words.offices | words.common
            and token.text not in no_names and (token.text not in ordinary_words() or token.text in homonyms())
        )  # fmt: skip

    for text, message in zip(texts, tokens, strict=True):
        for at in range(1, len(message)):
            before, token = message[at - 1], message[at]
            follows = before.text in titles or (before.text in found and at > 1 and message[at - 2].text in titles)
            if follows and stands_before(text, before, token) and may_name(text, token):
                found.add(token.text)
        for match in _HOLDER.finditer(text):
            found |= {word for word in fold(match[1]).split() if word not in ordinary_words() | words.titles | no_names}
    return found


def _clips(book: NameBook, words: dict[str, str]) -> dict[str, list[str]]:
    """Give the clipped forms, each with the given names it may stand for."""
    found: dict[str, list[str]] = {}
    for word in book.given:
        for clip in short_forms(word):
            if (clip in book.shorts or clip in book.clipped) and clip not in words:
                found.setdefault(clip, []).append(word)
    return found


def _owners(book: NameBook) -> dict[str, list[str]]:
    owners: dict[str, list[str]] = {}
    for word, persons in [*book.given.items(), *book.further.items()]:
        for person in persons:
            owners.setdefault(person, []).append(word)
    return owners
