"""Signs around a word that decide what it means: numbers, money, units, denials, similes, trade, names, links."""

from __future__ import annotations

import re
import weakref
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

import pandas as pd

from bmp_networks.coding.once import Once
from bmp_networks.coding.phrases import Hit, PhraseTrie
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import Token, Tokens, lookup_key, lookup_set, token_lists, tokenize

BESIDE = 3
"""How many words before or after a phrase a word of ``not_if`` may stand."""

CLOSE = 2
"""How many words away a number or a word of trade is close to a word."""

_MENTION = re.compile("@\u2068[^\u2069]*\u2069|@\\d{6,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


class Term(NamedTuple):
    """What a lexicon says of a phrase: its code, and the words and signs (``#money``) it needs or must not have."""

    code: str
    field: str
    weight: float
    needs: frozenset[str] = frozenset()
    needs_signs: tuple[str, ...] = ()
    not_if: frozenset[str] = frozenset()
    not_signs: tuple[str, ...] = ()


def terms_of(lexicon: Lexicon, *fields: str) -> list[tuple[str, Term]]:
    """Give the phrases of some fields of a lexicon and what they mean; a lexicon that lives on is read once."""
    kept: dict[tuple[str, ...], list[tuple[str, Term]]] = _kept(lexicon, "terms")
    if fields not in kept:
        chosen: pd.DataFrame = lexicon.terms[lexicon.terms["field"].str.startswith(fields)]
        columns = (chosen[name] for name in ("phrase", "code", "field", "weight", "needs", "not_if"))
        kept[fields] = [
            (phrase, Term(code, field, weight, *_parted(needs), *_parted(not_if)))
            for phrase, code, field, weight, needs, not_if in zip(*columns, strict=True)
        ]
    return kept[fields]


def terms_trie(lexicon: Lexicon, *fields: str) -> PhraseTrie[Term]:
    """Put the phrases of some fields of a lexicon into a trie; a lexicon that lives on is indexed once."""
    tries: dict[tuple[str, ...], PhraseTrie[Term]] = _kept(lexicon, "tries")
    if fields not in tries:
        tries[fields] = PhraseTrie(terms_of(lexicon, *fields))
    return tries[fields]


_KEPT: dict[int, tuple[weakref.ref[Lexicon], dict[Any, Any]]] = {}


def _kept(lexicon: Lexicon, what: str) -> dict[Any, Any]:
    """Give what is kept for a lexicon (its ``terms``, ``tries`` or ``cues``); what belongs to one that is gone goes."""
    kept = _KEPT.get(id(lexicon))
    if kept is None or kept[0]() is not lexicon:
        for key in [key for key, (living, _) in _KEPT.items() if living() is None]:
            del _KEPT[key]
        kept = _KEPT[id(lexicon)] = (weakref.ref(lexicon), {})
    found: dict[Any, Any] = kept[1].setdefault(what, {})
    return found


def _parted(words: Iterable[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Part words from signs."""
    words = tuple(words)
    keys = frozenset(lookup_key(token.text) for word in words if word[:1] != "#" for token in tokenize(word)[:1])
    return keys, tuple(word for word in words if word[:1] == "#")


class Surroundings:
    """The signs of one message, worked out when they are asked for.

    Parameters
    ----------
    tokens
        The message.
    hits
        The small words (cues) of the lexicon in it, all of them.
    numbers
        The places of the numbers.
    telling
        Word to the keys it may stand for that a term needs or that rule one out; other words are left out.
    """

    def __init__(
        self,
        tokens: Sequence[Token],
        hits: Sequence[Hit[str]],
        numbers: Collection[int],
        telling: Mapping[str, frozenset[str]],
    ) -> None:
        self.tokens = tokens
        self.numbers = numbers
        self._hits = hits
        self._telling = telling

    @Once
    def kinds(self) -> dict[str, set[int]]:
        """Give the kinds of cues that are there, each with the places of its words."""
        places: dict[str, set[int]] = {}
        for first, last, kinds in self._hits:
            for kind in kinds:
                if kind in places:
                    places[kind].update(range(first, last))
                else:
                    places[kind] = set(range(first, last))
        return places

    def has(self, *kinds: str) -> bool:
        """Say whether the message holds a cue of any of the kinds."""
        return not self.kinds.keys().isdisjoint(kinds)

    def find(self, kind: str) -> list[Hit[str]]:
        """Give the cues of one kind."""
        return [hit for hit in self._hits if kind in hit[2]] if kind in self.kinds else []

    def has_at(self, kind: str, place: int) -> bool:
        """Say whether the word at a place belongs to a cue of a kind."""
        return kind in self.kinds and place in self.kinds[kind]

    @Once
    def words(self) -> frozenset[str]:
        """Give every key a word of the message may stand for that some term needs."""
        telling = self._telling
        return frozenset().union(*[telling[token[0]] for token in self.tokens if token[0] in telling])

    @Once
    def has_unit(self) -> bool:
        """Say whether a number stands before a unit."""
        return any(self.has_at("unit", place + 1) for place in self.numbers)

    @Once
    def has_money(self) -> bool:
        """Say whether an amount of money seems to stand there."""
        return any(
            self.has_at("money_after", place + 1)
            or self.has_at("money_before", place - 1)
            or bool(_THOUSANDS.fullmatch(self.tokens[place].text))
            for place in self.numbers
        )

    @Once
    def has_trade(self) -> bool:
        """Say whether the message speaks of buying, selling or making."""
        return self.has("trade") or self.has_unit or self.has_money

    @Once
    def denied(self) -> frozenset[int]:
        """Give the places up to three words after a denial."""
        return frozenset(place for hit in self.find("denial") for place in range(hit.last, hit.last + BESIDE))

    def fits(self, term: Term, first: int, last: int, *, product: bool = False) -> bool:
        """Say whether what a term needs is there and what rules it out is not, for a hit from first to last.

        ``product`` says whether the message is about a product.
        """
        for sign in term.not_signs:
            if self.shows(sign, first, last):
                return False
        if (term.needs or term.needs_signs) and not self._has_need(term, first, last, product):
            return False
        return not term.not_if or not self._beside(term.not_if, first, last)

    def _has_need(self, term: Term, first: int, last: int, product: bool) -> bool:
        for sign in term.needs_signs:
            if product if sign == "#product" else self.shows(sign, first, last):
                return True
        return bool(term.needs) and not self.words.isdisjoint(term.needs)

    def shows(self, sign: str, first: int, last: int) -> bool:
        """Say whether a sign such as ``#money`` holds for a hit from first to last."""
        if sign in ("#before", "#after"):
            return (first - 1 if sign == "#before" else last) in self.numbers
        if sign == "#close":
            return self._is_close(first, last)
        if sign == "#negated":
            return first in self.denied
        if sign == "#time":
            return self.has_at("time_after", last)
        if sign == "#time_before":
            return self.has_at("clock", first - 2)
        if sign == "#number":
            return bool(self.numbers)
        if sign == "#unit":
            return self.has_unit
        return self.has_money if sign == "#money" else sign == "#trade" and self.has_trade

    def _is_close(self, first: int, last: int) -> bool:
        """Say whether a number or a word of trade stands at most two words away."""
        return any(
            place in self.numbers or self.has_at("trade", place) or self.has_at("unit", place)
            for place in (*range(max(0, first - CLOSE), first), *range(last, last + CLOSE))
        )

    def _beside(self, keys: frozenset[str], first: int, last: int) -> bool:
        telling = self._telling
        for near in (self.tokens[max(0, first - BESIDE) : first], self.tokens[last : last + BESIDE]):
            for token in near:
                if token[0] in telling and not keys.isdisjoint(telling[token[0]]):
                    return True
        return False


def surroundings(tokens: Tokens, lexicon: Lexicon) -> list[Surroundings]:
    """Give the surroundings of every message; one list serves all fields, so that nothing is looked up twice."""
    kept = _kept(lexicon, "cues")
    if "trie" not in kept:
        kept["trie"] = PhraseTrie((phrase, term.code) for phrase, term in terms_of(lexicon, "cue"))
    trie: PhraseTrie[str] = kept["trie"]
    lists = token_lists(tokens)
    hits = trie.find_every_all(lists.different)
    keys = _telling_keys(lexicon)
    words = lists.word_index.words
    telling = {word: keys & lookup_set(word) for word in words if not keys.isdisjoint(lookup_set(word))}
    numbers = dict(lists.places_of(word[0].isdigit() for word in words))
    known = [
        Surroundings(message, cues, numbers.get(number, ()), telling)
        for number, (message, cues) in enumerate(zip(lists.distinct, hits, strict=True))
    ]
    return [known[number] for number in lists.which]


def _telling_keys(lexicon: Lexicon) -> frozenset[str]:
    """Give the keys that some term of a lexicon needs, or must not have beside it."""
    kept = _kept(lexicon, "telling")
    if not kept:
        words = chain.from_iterable(chain(lexicon.terms["needs"], lexicon.terms["not_if"]))
        kept["keys"] = _parted(dict.fromkeys(words))[0]
    found: frozenset[str] = kept["keys"]
    return found


def names_in(tokens: Tokens, names: Iterable[str]) -> list[list[tuple[int, int]]]:
    """Find contact names of two words and more in the messages: what stands inside is a person, not a thing."""
    known = {name for name in names if name and len([t for t in tokenize(name) if t.text[0].isalpha()]) > 1}
    trie: PhraseTrie[str] = PhraseTrie((f"={name}", name) for name in sorted(known))
    nowhere: list[tuple[int, int]] = []
    return [
        [(message[hit.first].start, message[hit.last - 1].end) for hit in hits] if hits else nowhere
        for message, hits in zip(tokens, trie.find_all(tokens, gap=1), strict=True)
    ]


def mentions_and_links(text: str | None) -> list[tuple[int, int]]:
    """Find the mentions and web addresses of a message: words inside them are no talk."""
    if not text:
        return []
    found = list(_LINK.finditer(text)) if "://" in text or "www." in text else []
    if "@" in text:
        found += _MENTION.finditer(text)
    return [match.span() for match in found]
