"""Signs around a word that decide what it means: numbers, money, units, denials, similes, trade, names, links."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from bmp_networks.coding.phrases import Hit, PhraseTrie
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import Token, Tokens, lookup_key, lookup_keys, tokenize

BESIDE = 3
"""How many words before or after a phrase a word of ``not_if`` may stand."""

_MENTION = re.compile("@\u2068[^\u2069]*\u2069|@\\d{6,}")
_LINK = re.compile(r"(?:https?://|www\.)\S+")
_MONEY_AFTER = frozenset(("rb", "ribu", "k", "jt", "juta", "rupiah", "perak", "ewu", "rbu", "an"))
_MONEY_BEFORE = frozenset(("rp", "idr", "hk", "nt", "rm"))
_TIME_AFTER = frozenset(
    "jam tgl tanggal besok bsk sesuk pagi siang sore malam senin selasa rabu kamis jumat sabtu minggu subuh isya "
    "maghrib januari februari maret april mei juni juli agustus september oktober november desember kapan".split()
)
_UNITS = frozenset(
    "bks bungkus pak pack box kotak dus kardus kg kilo gr gram ons lembar lbr botol btl lusin kodi pcs biji cup paket "
    "toples potong meter liter jerigen karung kuintal tandan sisir porsi gulung rol koli ikat set bal gelas kaleng "
    "pouch dozen boxes packs bottles pieces".split()
)


_BESIDE_SIGNS = ("#before", "#after", "#time", "#time_before", "#negated")


class Term(NamedTuple):
    """What a lexicon says of a phrase."""

    code: str
    field: str
    weight: float
    needs: tuple[str, ...]
    not_if: tuple[str, ...]


def terms_trie(lexicon: Lexicon, *fields: str, as_written: bool = False) -> PhraseTrie[Term]:
    """Put the phrases of some fields of a lexicon (``place:`` stands for all rings) into a trie."""
    chosen: pd.DataFrame = lexicon.terms[lexicon.terms["field"].str.startswith(fields)]
    return PhraseTrie(
        (phrase if not as_written or phrase.startswith("=") else f"={phrase}", Term(code, field, weight, needs, not_if))
        for code, field, phrase, weight, needs, not_if in zip(
            chosen["code"], chosen["field"], chosen["phrase"], chosen["weight"], chosen["needs"], chosen["not_if"],
            strict=True,
        )
    )  # fmt: skip


@dataclass(frozen=True)
class Cues:
    """The small words of a lexicon, by kind (simile, shop, denial, trade …), each with its trie."""

    tries: dict[str, PhraseTrie[Term]]

    @classmethod
    def of(cls, lexicon: Lexicon) -> Cues:
        """Take the cues out of a lexicon."""
        cues = lexicon.terms[lexicon.terms["field"] == "cue"]
        return cls(
            {
                str(kind): PhraseTrie((phrase, Term(str(kind), "cue", 1.0, (), ())) for phrase in group["phrase"])
                for kind, group in cues.groupby("code", sort=True)
            }
        )

    def find(self, kind: str, tokens: Sequence[Token]) -> list[Hit[Term]]:
        """Find the cues of one kind in a message."""
        trie = self.tries.get(kind)
        return trie.find(tokens) if trie else []

    def has(self, kind: str, tokens: Sequence[Token]) -> bool:
        """Say whether a message holds a cue of one kind."""
        return bool(self.find(kind, tokens))


class Surroundings:
    """The signs of one message, worked out when they are asked for.

    Parameters
    ----------
    tokens
        The message.
    cues
        The small words of the lexicon.
    near_product
        True where a product is spoken of in the message or close by.
    """

    def __init__(self, tokens: Sequence[Token], cues: Cues, *, near_product: bool = False) -> None:
        self.tokens = tokens
        self.cues = cues
        self.near_product = near_product

    @cached_property
    def words(self) -> frozenset[str]:
        """Every key a word of the message may stand for."""
        return frozenset(key for token in self.tokens for key in lookup_keys(token.text))

    @cached_property
    def numbers(self) -> frozenset[int]:
        """The places of the numbers."""
        return frozenset(place for place, token in enumerate(self.tokens) if token.text[0].isdigit())

    @cached_property
    def has_unit(self) -> bool:
        """Whether a number stands before a unit."""
        return any(self._word(place + 1) in _UNITS for place in self.numbers)

    @cached_property
    def has_money(self) -> bool:
        """Whether an amount of money seems to stand there."""
        return any(
            self._word(place + 1) in _MONEY_AFTER
            or self._word(place - 1) in _MONEY_BEFORE
            or bool(re.fullmatch(r"\d{1,3}(?:\.\d{3})+", self.tokens[place].text))
            for place in self.numbers
        )

    @cached_property
    def has_trade(self) -> bool:
        """Whether the message speaks of buying, selling or making."""
        return self.has_money or self.has_unit or self.cues.has("trade", self.tokens)

    @cached_property
    def denied(self) -> frozenset[int]:
        """The places up to three words after a denial."""
        hits = self.cues.find("denial", self.tokens)
        return frozenset(place for hit in hits for place in range(hit.last, hit.last + BESIDE))

    def fits(self, term: Term, first: int, last: int) -> bool:
        """Say whether what a term needs is there and what rules it out is not, for a hit from first to last."""
        if term.not_if and any(self._beside(word, first, last) for word in term.not_if):
            return False
        return not term.needs or any(
            self.shows(word) or (word in _BESIDE_SIGNS and self._beside(word, first, last)) for word in term.needs
        )

    def shows(self, word: str) -> bool:
        """Say whether a word, or what a sign such as ``#money`` stands for, is in the message."""
        if not word.startswith("#"):
            return _key(word) in self.words
        if word == "#product":
            return self.near_product
        if word == "#number":
            return bool(self.numbers)
        if word == "#unit":
            return self.has_unit
        if word == "#money":
            return self.has_money
        return word == "#trade" and self.has_trade

    def _beside(self, word: str, first: int, last: int) -> bool:
        if word == "#before":
            return first - 1 in self.numbers
        if word == "#after":
            return last in self.numbers
        if word == "#negated":
            return first in self.denied
        if word == "#time":
            return self._word(last) in _TIME_AFTER
        if word == "#time_before":
            return self._word(first - 2) in ("jam", "pukul", "tgl")
        if word in ("#money", "#unit", "#trade", "#number", "#product"):
            return self.shows(word)
        key = _key(word)
        near = [*self.tokens[max(0, first - BESIDE) : first], *self.tokens[last : last + BESIDE]]
        return any(key in lookup_keys(token.text) for token in near)

    def _word(self, place: int) -> str:
        return self.tokens[place].text if 0 <= place < len(self.tokens) else ""


def _key(word: str) -> str:
    tokens = tokenize(word)
    return lookup_key(tokens[0].text) if tokens else word


def names_in(tokens: Tokens, names: Iterable[str]) -> list[list[tuple[int, int]]]:
    """Find contact names of two words and more in the messages: what stands inside is a person, not a thing."""
    known = {name for name in names if name and len([t for t in tokenize(name) if t.text[0].isalpha()]) > 1}
    trie: PhraseTrie[str] = PhraseTrie((f"={name}", name) for name in sorted(known))
    return [
        [(message[hit.first].start, message[hit.last - 1].end) for hit in hits]
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
