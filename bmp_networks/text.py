"""Folded copies, tokens and lookup keys of a message, for matching only: the message itself is never rewritten."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt

T = TypeVar("T")

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\u00ad]")
_VISIBLE = re.compile(_INVISIBLE.pattern.replace("[", "[^", 1))
_ACCENT = re.compile("[\u0300-\u036f]")
_PHONE = re.compile(r"\+?[\d\s().\-]{8,}")
_TOKEN = re.compile(
    r"[^\W\d_]+(?:[-'’][^\W\d_]+)*(?:2(?!\d)[^\W\d_]*)?|\d+(?:[.,:/]\d+)*",
    re.UNICODE,
)
_NOT_ONLY_LETTERS = re.compile("[0-9'-]")
_APART = {code: " " for code in range(128) if not chr(code).isalpha()}
_CLUSTER = re.compile(".[\u0300-\u036f]*", re.DOTALL)
_REPEATED = re.compile(r"(.)\1{2,}")
_DIGRAPHS = str.maketrans({"’": "'"})

_SUFFIXES = ("nya", "kan", "ake", "aken", "ipun", "ne", "ke", "an", "in", "ku", "mu", "na", "e", "i")
_PREFIXES = (
    "tak", "dak", "di", "ter", "ber", "per", "se", "ke", "pe", "me", "mem", "men", "meng", "meny", "nge", "ng", "ny",
    "m", "n", "pem", "pen", "peng", "peny",
)  # fmt: skip
# What a nasal prefix may have swallowed: *mengirim* is kirim, *nuku* is tuku, *nyetak* is cetak, *masarke* is pasar.
_SWALLOWED = {
    "meng": "k", "nge": "k", "ng": "k", "peng": "k", "mem": "p", "m": "p", "pem": "p", "men": "t", "n": "t", "pen": "t",
    "meny": "sc", "ny": "sc", "peny": "sc",
}  # fmt: skip
_SHORTEST_STEM = 3


_made = tuple.__new__  # a third of the cost of calling the class, which counts in 40,000 messages


class Token(NamedTuple):
    """A word or number of a message: its folded form and where it stands in the verbatim text."""

    text: str
    start: int
    end: int


Tokens = list[list[Token]]
"""The tokens of many messages, one list a message."""


def fold(text: str) -> str:
    """Give the form in which two spellings of one word look alike: NFKC, no invisible marks, lower case."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def tokenize(text: str) -> list[Token]:
    """Cut a message into words and numbers, folded, with their positions in the verbatim text.

    A doubled word (*icip-icip*, *macam2*, *oleh2e*) is one token; words that a hyphen merely joins
    (*magelang-wsb*) are two. Marks that nobody sees do not cut a word.

    Returns
    -------
    list of Token
        In the order of the text; ``text[start:end]`` is the word as written.
    """
    folded, places = _folded_with_places(text)
    if places is None and folded.isascii() and not _NOT_ONLY_LETTERS.search(folded):
        return _letters_only(folded)
    if places is None and "-" not in folded:
        return [_made(Token, (match.group(), *match.span())) for match in _TOKEN.finditer(folded)]
    tokens: list[Token] = []
    for match in _TOKEN.finditer(folded):
        word, start, end = match.group(), match.start(), match.end()
        if "-" in word and not _is_doubled(word):
            for part in word.split("-"):
                tokens.append(_token(part, start, start + len(part), places))
                start += len(part) + 1
        else:
            tokens.append(_token(word, start, end, places))
    return tokens


class WordIndex(NamedTuple):
    """Where the words of many messages stand: the different words, then one entry a token, message after message.

    Parameters
    ----------
    words
        The different words.
    word, message, place
        The number of each token's word, of its message, and its place there; int64 of shape ``(n tokens,)``.
    """

    words: list[str]
    word: npt.NDArray[np.int64]
    message: npt.NDArray[np.int64]
    place: npt.NDArray[np.int64]

    def tokens_of(self, chosen: Iterable[bool]) -> npt.NDArray[np.int64]:
        """Give the numbers of the tokens whose words are chosen (one entry a different word), ascending."""
        return np.flatnonzero(np.array(list(chosen), dtype=bool)[self.word])


class TokenLists(list[list[Token]]):
    """The tokens of many messages, with an index of their words, so that rare words are found without a search.

    Parameters
    ----------
    distinct
        The different messages.
    which
        Which of these each message is, in the order of the messages.
    """

    def __init__(self, distinct: list[list[Token]], which: list[int]) -> None:
        super().__init__([distinct[number] for number in which])
        self.distinct, self.which = distinct, which

    @cached_property
    def word_index(self) -> WordIndex:
        """Give the places of the words in the different messages."""
        numbers: defaultdict[str, int] = defaultdict()
        numbers.default_factory = numbers.__len__
        word = np.array([numbers[token[0]] for tokens in self.distinct for token in tokens], dtype=np.int64)
        sizes = np.array([len(tokens) for tokens in self.distinct], dtype=np.int64)
        before = np.repeat(np.cumsum(sizes) - sizes, sizes)
        return WordIndex(list(numbers), word, np.repeat(np.arange(len(sizes)), sizes), np.arange(len(word)) - before)

    @cached_property
    def different(self) -> TokenLists:
        """Give the different messages only, each once."""
        once = TokenLists(self.distinct, list(range(len(self.distinct))))
        once.word_index = self.word_index
        return once

    @cached_property
    def _first(self) -> list[int]:
        firsts: list[int] = np.unique(np.array(self.which, dtype=np.int64), return_index=True)[1].tolist()
        return firsts

    def places_of(self, chosen: Iterable[bool]) -> Iterator[tuple[int, list[int]]]:
        """Give the places of chosen words (one entry a word of the index) in every different message that has any."""
        index = self.word_index
        found = index.tokens_of(chosen)
        messages, places = index.message[found], index.place[found].tolist()
        begins = np.flatnonzero(np.diff(messages, prepend=-1))
        ends = np.append(begins[1:], len(places))[: len(begins)].tolist()
        for number, begin, end in zip(messages[begins].tolist(), begins.tolist(), ends, strict=True):
            yield number, places[begin:end]

    def firsts(self, entries: Sequence[T]) -> list[T]:
        """Give of one entry a message those of the first of equal messages, in the order of the different ones."""
        return [entries[at] for at in self._first]

    def spread(self, found: dict[int, list[T]]) -> list[list[T]]:
        """Give every message what was found in the different ones, an empty list where nothing was."""
        nothing: list[T] = []
        return [found.get(number, nothing) for number in self.which]


def tokenize_all(texts: Iterable[str | None]) -> TokenLists:
    """Cut many messages into tokens; a message without text has none, equal messages share one list."""
    numbers: dict[str, int] = {}
    which = [numbers.setdefault(text or "", len(numbers)) for text in texts]
    return TokenLists([tokenize(text) if text else [] for text in numbers], which)


def token_lists(tokens: Sequence[list[Token]]) -> TokenLists:
    """Give the tokens of many messages with an index of their words."""
    return tokens if isinstance(tokens, TokenLists) else TokenLists(list(tokens), list(range(len(tokens))))


@lru_cache(maxsize=200_000)
def lookup_key(word: str) -> str:
    """Give the spelling under which a word stands in a lexicon: long letters short, th, dh, kh as t, d, k.

    Only lexicon lookup uses it: *thiwul* and *tiwul*, *gedhe* and *gede* meet here.
    """
    key = _REPEATED.sub(r"\1", fold(word).translate(_DIGRAPHS))
    return key.replace("th", "t").replace("dh", "d").replace("kh", "k")


@lru_cache(maxsize=200_000)
def lookup_keys(word: str) -> tuple[str, ...]:
    """Give every lexicon key a word may stand for, the likeliest first.

    The word itself, the doubled form of *macam2*, the bare form of a doubled word, and what is left when
    Indonesian and Javanese prefixes and suffixes are taken off (*dikirimke* gives *kirim*). A key that no
    lexicon holds costs nothing, so there may be many.

    Examples
    --------
    >>> "kirim" in lookup_keys("ngirim"), "tiwul" in lookup_keys("thiwule"), lookup_keys("oleh2")[0]
    (True, True, 'oleh-oleh')
    """
    key = lookup_key(word)
    if not key[:1].isalpha():
        return (key,)
    bases = _bases(key)
    stems = [stem for base in bases for stem in _stems(base)]
    return tuple(dict.fromkeys([*bases, *stems]))


@lru_cache(maxsize=200_000)
def lookup_set(word: str) -> frozenset[str]:
    """Give the keys of ``lookup_keys`` as a set, for asking whether two words may be one."""
    return frozenset(lookup_keys(word))


def _bases(key: str) -> list[str]:
    """Undo doubling: ``icip2an`` is icip-icip, icip-icipan, icip."""
    if "2" in key:
        stem, _, tail = key.partition("2")
        doubled = [f"{stem}-{stem}", f"{stem}-{stem}{tail}"] if tail else [f"{stem}-{stem}"]
        return [*doubled, key, stem]
    if "-" in key:
        first, _, second = key.partition("-")
        return [key, f"{first}-{first}", first] if second != first else [key, first]
    if len(key) > _SHORTEST_STEM and key[-1] == key[-2]:
        return [key, key[:-1]]
    return [key]


def _stems(base: str) -> list[str]:
    shortened = [base[: -len(s)] for s in _SUFFIXES if base.endswith(s) and len(base) - len(s) >= _SHORTEST_STEM]
    stems = list(shortened)
    for word in (base, *shortened):
        for prefix in _PREFIXES:
            if not word.startswith(prefix):
                continue
            rest = word[len(prefix) :]
            if len(rest) > _SHORTEST_STEM:
                stems.append(rest)
            if rest[:1] in "aiueo":
                stems += [letter + rest for letter in _SWALLOWED.get(prefix, "") if len(rest) >= _SHORTEST_STEM]
    return stems


def _letters_only(folded: str) -> list[Token]:
    """Cut a text without digits and marks that may join letters: every run of letters is a word."""
    tokens = []
    start = 0
    for word in folded.translate(_APART).split(" "):
        end = start + len(word)
        if word:
            tokens.append(_made(Token, (word, start, end)))
        start = end + 1
    return tokens


def _is_doubled(word: str) -> bool:
    first, _, second = word.partition("-")
    return bool(first) and (second.startswith(first) or first.endswith(second)) and len(first) > 1


def _token(word: str, start: int, end: int, places: list[tuple[int, int]] | None) -> Token:
    if places is None:
        return Token(word, start, end)
    return Token(word, places[start][0], places[end - 1][1])


def _folded_with_places(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """Fold a text; where folding moves letters, say for every folded letter where it began and ended, accents too."""
    if text.isascii():
        return text.lower(), None
    plain = unicodedata.is_normalized("NFKC", text)
    folded = text.casefold() if plain else fold(text)
    if plain and len(folded) == len(text):  # else a letter more and one less may make the lengths meet by chance
        if not _INVISIBLE.search(text):
            return folded, None
        if not _ACCENT.search(text):  # letter for letter, but for the marks nobody sees
            return _INVISIBLE.sub("", folded), [match.span() for match in _VISIBLE.finditer(text)]
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    for match in _CLUSTER.finditer(text):
        part = fold(match.group())
        parts.append(part)
        places.extend([match.span()] * len(part))
    return "".join(parts), places


# Joiners (U+200C, U+200D) stay: they hold an emoji or a Persian name together.
_INVISIBLE_IN_NAMES = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def clean_name(name: str) -> str:
    """Give a name as people would type it: no invisible marks, plain spaces, no ``~`` before a push name."""
    spaced = name.replace("\u00a0", " ").replace("\u202f", " ")
    return _INVISIBLE_IN_NAMES.sub("", spaced).strip().removeprefix("~").strip()


def name_key(name: str) -> str:
    """Give the form in which two writings of one name or number look alike.

    A number is reduced to its digits, with Indonesia's country code for a leading zero; a name is folded.
    """
    cleaned = clean_name(name)
    if _PHONE.fullmatch(cleaned):
        digits = re.sub(r"\D", "", cleaned)
        return f"62{digits[1:]}" if digits.startswith("0") else digits
    return " ".join(fold(cleaned).split())
