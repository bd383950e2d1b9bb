"""Words that may be organisations, misspelt terms or products nobody listed: a review list, never counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pandas as pd

from bmp_networks.coding.actors import P_WITHOUT_CONTEXT, code_actors
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.containers.proposals import KINDS, PROPOSALS
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.packaged import packaged_gazetteer, packaged_lexicon
from bmp_networks.resources import data_names, load_toml
from bmp_networks.text import Token, Tokens, fold, lookup_key, lookup_keys, tokenize, tokenize_all

LONG_WORD = 6
"""Letters a word must have before a neighbour one edit away is proposed: short words have too many."""

SHORT_GOODS = 3
"""Letters a word must have to be proposed as a product."""

LEAST_MESSAGES = 2
"""In how many messages an unknown word must stand beside amounts or words of trade."""

P_SPELLING = 0.5
"""How likely a long word one edit away from a term is that term misspelt; a rule of thumb."""

P_PRODUCT = 0.3
"""How likely an unknown word beside amounts is a product; a rule of thumb."""

SPELT = ("product", "material", "stage")
"""Fields of the lexicon whose words are looked for in misspelt form."""


@dataclass
class _Found:
    """Where one proposal stands."""

    written: str
    p: float
    messages: dict[int, None] = field(default_factory=dict)


_Proposed = dict[tuple[str, str, str], _Found]
"""Kind, the folded words and what they suggest → where they stand."""


def propose_codes(
    chat: Chat,
    coding: Coding,
    roster: Roster | None = None,
    *,
    gazetteer: Gazetteer | None = None,
    lexicon: Lexicon | None = None,
) -> pd.DataFrame:
    """List words that may be organisations, misspelt terms or products, for a person to accept into the own files.

    Four kinds: words that look like an organisation and stand in no gazetteer (*Yayasan X*); names of a known one that
    mean something else as well and stand without a word of its context; long words one edit away from a term of the
    lexicon (Damerau–Levenshtein distance 1, at least six letters); and words unknown to every packaged list that stand
    beside an amount of goods in at least two messages. None of them is counted by any measure.

    Parameters
    ----------
    chat
        The export.
    coding
        Its coding; amounts are taken from the spans.
    roster
        What a researcher knows of the people; names of members are never proposed.
    gazetteer, lexicon
        What is known already; the packaged ones where None.

    Returns
    -------
    pandas.DataFrame
        Under the contract ``PROPOSALS``, by kind, the most frequent first.
    """
    gazetteer = packaged_gazetteer() if gazetteer is None else gazetteer
    lexicon = packaged_lexicon() if lexicon is None else lexicon
    texts = [text or "" for text in coding.messages["text"]]
    tokens = tokenize_all(texts)
    authors = coding.messages["author"].tolist()
    names = [name or "" for name in dict.fromkeys([*authors, *(roster.people["name"] if roster is not None else ())])]
    members = {token.text for name in names for token in tokenize(name)}
    terms = _terms(lexicon, gazetteer)
    known = _known_words(lexicon, gazetteer)
    found: _Proposed = {}
    for note in (
        *_organisations(tokens, gazetteer, texts, names, roster),
        *_misspelt(tokens, terms, known | members),
        *_goods(tokens, coding.messages["spans"].tolist(), known | members, terms),
    ):
        _note(found, note, texts)
    kept = {key: entry for key, entry in found.items() if key[0] != "product" or len(entry.messages) >= LEAST_MESSAGES}
    return _table(kept, authors, coding.messages["id"].tolist())


@dataclass(frozen=True)
class _Note:
    """One place in one message: what kind of proposal, what it suggests, how likely."""

    kind: str
    suggests: str
    message: int
    start: int
    end: int
    p: float


def _note(found: _Proposed, note: _Note, texts: Sequence[str]) -> None:
    written = texts[note.message][note.start : note.end]
    entry = found.setdefault((note.kind, fold(written), note.suggests), _Found(written, note.p))
    entry.messages[note.message] = None


def _organisations(
    tokens: Tokens, gazetteer: Gazetteer, texts: Sequence[str], names: Sequence[str], roster: Roster | None
) -> Iterator[_Note]:
    communities = roster.persons["community"].tolist() if roster is not None else []
    coded = code_actors(tokens, gazetteer, texts=texts, names=names, communities=communities)
    for i, spans in enumerate(coded.proposed):
        for span in spans:
            kind = "ambiguous" if span["p"] == P_WITHOUT_CONTEXT else "organisation"
            yield _Note(kind, span["value"].removeprefix("proposed:"), i, span["start"], span["end"], span["p"])


def _misspelt(tokens: Tokens, terms: Mapping[str, str], known: set[str]) -> Iterator[_Note]:
    """Give the words one edit away from a term that no list knows as another word."""
    near = _Neighbours(terms)
    suggested: dict[str, str | None] = {}
    for i, token in _words(tokens, LONG_WORD):
        word = token.text
        if word not in suggested:
            suggested[word] = None if _is_known(word, known) else near.of(lookup_key(word))
        suggestion = suggested[word]
        if suggestion is not None:
            yield _Note("spelling", suggestion, i, token.start, token.end, P_SPELLING)


def _goods(
    tokens: Tokens, spans: Sequence[Sequence[Mapping[str, Any]]], known: set[str], terms: Mapping[str, str]
) -> Iterator[_Note]:
    """Give the unknown words right before or after an amount of goods in a message that names no product."""
    near = _Neighbours(terms)
    for i, message in enumerate(tokens):
        amounts = [span for span in spans[i] if span["field"] in ("quantities", "prices")]
        if not amounts or any(span["field"] == "products" for span in spans[i]):
            continue
        beside = {place for span in amounts for place in _beside(message, span)}
        for place in sorted(beside):
            token = message[place]
            taken = any(span["start"] <= token.start < span["end"] for span in spans[i])
            if taken or len(token.text) < SHORT_GOODS or not token.text[0].isalpha() or _is_known(token.text, known):
                continue
            if len(token.text) < LONG_WORD or near.of(lookup_key(token.text)) is None:
                yield _Note("product", f"other:{token.text}", i, token.start, token.end, P_PRODUCT)


def _beside(message: Sequence[Token], span: Mapping[str, Any]) -> list[int]:
    """Give the word before an amount and the one after it."""
    before = [place for place, token in enumerate(message) if token.end <= span["start"]]
    after = [place for place, token in enumerate(message) if token.start >= span["end"]]
    return [*before[-1:], *after[:1]]


def _words(tokens: Tokens, shortest: int) -> Iterator[tuple[int, Token]]:
    for i, message in enumerate(tokens):
        for token in message:
            if len(token.text) >= shortest and token.text.isalpha():
                yield i, token


class _Neighbours:
    """Terms by what is left of them when one letter goes: two words one edit apart share such a rest."""

    def __init__(self, terms: Mapping[str, str]) -> None:
        self._terms = terms
        self._by_rest: dict[str, list[str]] = {}
        for term in terms:
            for rest in _rests(term):
                self._by_rest.setdefault(rest, []).append(term)

    def of(self, word: str) -> str | None:
        """Give what the neighbours of a word stand for, if they all stand for one thing."""
        near = {term for rest in _rests(word) for term in self._by_rest.get(rest, ())}
        codes = {self._terms[term] for term in near if is_one_edit_away(word, term)}
        return codes.pop() if len(codes) == 1 else None


def _rests(word: str) -> Iterable[str]:
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def is_one_edit_away(first: str, second: str) -> bool:
    """Say whether two words differ by one letter more, one less, one other, or two neighbours exchanged."""
    short, long = sorted((first, second), key=len)
    if len(long) - len(short) > 1 or short == long:
        return False
    same = next((place for place, letter in enumerate(short) if letter != long[place]), len(short))
    if len(short) < len(long):
        return short[same:] == long[same + 1 :]
    swapped = short[same : same + 2] == long[same : same + 2][::-1] and short[same + 2 :] == long[same + 2 :]
    return swapped or short[same + 1 :] == long[same + 1 :]


def _terms(lexicon: Lexicon, gazetteer: Gazetteer) -> dict[str, str]:
    """Give the long single words of products, stages and organisations, with what each stands for."""
    terms: dict[str, str] = {}
    listed = lexicon.terms[lexicon.terms["field"].isin(SPELT)]
    pairs = [*zip(listed["phrase"], listed["code"], strict=True), *_variants(gazetteer)]
    for phrase, code in pairs:
        words = tokenize(phrase)
        if len(words) == 1 and len(words[0].text) >= LONG_WORD:
            terms.setdefault(lookup_key(words[0].text), code)
    return terms


def _variants(gazetteer: Gazetteer) -> list[tuple[str, str]]:
    rows = gazetteer.organisations
    return [(v, row) for row, variants in zip(rows["id"], rows["variants"], strict=True) for v in variants]


def _known_words(lexicon: Lexicon, gazetteer: Gazetteer) -> set[str]:
    """Give the lookup keys of every word that a lexicon, a gazetteer or a packaged list of words holds."""
    phrases = [*lexicon.terms["phrase"], *(variant for variant, _ in _variants(gazetteer))]
    return {lookup_key(token.text) for phrase in phrases for token in tokenize(phrase)} | _packaged_words()


@cache
def _packaged_words() -> frozenset[str]:
    """Give the lookup keys of all words in the packaged word lists, of whatever kind."""
    texts = (text for name in data_names("lexicons") if name.endswith(".toml") for text in _texts_of(name))
    return frozenset(lookup_key(token.text) for text in texts for token in tokenize(text))


def _texts_of(name: str) -> Iterator[str]:
    waiting: list[Any] = [load_toml(name).content]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, Mapping):
            yield from (key for key in value if isinstance(key, str))
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value


def _is_known(word: str, known: set[str]) -> bool:
    return any(key in known for key in lookup_keys(word))


def _table(found: _Proposed, authors: Sequence[str | None], ids: Sequence[str]) -> pd.DataFrame:
    rows: list[dict[str, Any]] = []
    for (kind, _, suggests), entry in found.items():
        messages = list(entry.messages)
        rows.append(
            {
                "kind": kind, "written": entry.written, "suggests": suggests, "messages": len(messages),
                "writers": len(Counter(authors[i] for i in messages)), "p": entry.p,
                "ids": tuple(ids[i] for i in messages),
            }
        )  # fmt: skip
    rows.sort(key=lambda row: (KINDS.index(row["kind"]), -row["messages"], fold(row["written"])))
    return PROPOSALS.from_rows(rows)
