"""Organisations and outside people a message names: gazetteer rows by their variants, and names to accept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from bmp_networks.coding.phrases import Codes, Hit, PhraseTrie, Span, within
from bmp_networks.coding.signs import mentions_and_links, names_in
from bmp_networks.containers.roster import Gazetteer
from bmp_networks.resources import load_toml
from bmp_networks.text import Token, Tokens, fold, lookup_keys, token_lists, tokenize

CONTEXT_WORDS = 5
"""How many words before or after an ambiguous name one of its context words must stand."""

P_WITHOUT_CONTEXT = 0.3
"""How likely an ambiguous name means the organisation where no context word stands beside it (not counted)."""

P_OF_A_LIKENESS = 0.5
"""How likely words that look like an organisation are one (not counted)."""

_PLAIN_NAME = re.compile(r"[^(),;/]+")


def code_actors(
    tokens: Tokens,
    gazetteer: Gazetteer,
    *,
    texts: Sequence[str | None],
    names: Iterable[str] = (),
    communities: Sequence[str | None] = (),
) -> Codes:
    """Say which organisations of a gazetteer each message names.

    A name inside a contact name or a mention of a member is not the organisation. An ambiguous name counts only
    with one of its context words within five words; without one it is proposed with probability .3. Names that
    look like an organisation (*PT X*, *Yayasan X*) and stand in no gazetteer are proposed, never counted.

    Parameters
    ----------
    tokens
        The messages, as ``tokenize_all`` gives them.
    gazetteer
        The organisations.
    texts
        The messages as written.
    names
        Contact names of the members (authors and roster).
    communities
        Communities of the roster, one a person. The group's own, that of more than half, is no organisation the
        group has a tie to, unless the project's gazetteer lists it.

    Returns
    -------
    Codes
        ``codes`` mappings with id and text (as written), one an organisation and message; ``spans`` with field
        ``actors``; ``proposed`` spans with a value ``proposed:<slug>`` or the id of the ambiguous row, and ``p``.
    """
    rows = gazetteer.organisations
    names = list(names)
    titles = _title_words(names)
    trie = _variants(gazetteer, _own_rows(gazetteer, communities))
    contexts = [_keys(words) for words in rows["context"]]
    ids = rows["id"].tolist()
    coded = Codes([], [], [])
    lists = token_lists(tokens)
    hidden = names_in(lists.different, [name for name in names if not _is_variant(name, trie)])
    all_heads = _head_trie().find_all(lists.different)
    for message, text, people, hits, heads in zip(
        lists.distinct, lists.firsts(texts), hidden, trie.find_all(lists.different), all_heads, strict=True
    ):
        if not hits and not heads:
            _add(coded, [], [])
            continue
        out = [*people, *(span for span in mentions_and_links(text) if text and text[span[0]] == "@")]
        found: list[Span] = []
        doubtful: list[Span] = []
        for hit in hits:
            span = _span(message, hit, text or "", ids)
            if within(out, span["start"], span["end"]) or _is_title_of_member(message, hit, titles):
                continue
            context = contexts[hit.values[0]]
            if context and not _has_context(message, hit, context):
                doubtful.append({**span, "p": P_WITHOUT_CONTEXT})
            else:
                found.append(span)
        _add(
            coded,
            found,
            [*doubtful, *(_proposals(message, heads, text or "", [*out, *_places(found)]) if heads else [])],
        )
    return coded.spread(lists.which)


def _own_rows(gazetteer: Gazetteer, communities: Sequence[str | None]) -> frozenset[int]:
    """Say which packaged rows are the group's own community."""
    lived = Counter(community for community in communities if community)
    own, n = lived.most_common(1)[0] if lived else ("", 0)
    if n <= len(communities) / 2:
        return frozenset()
    rows = gazetteer.organisations
    words = f" {fold(own)} "
    return frozenset(
        place
        for place, (variants, source) in enumerate(zip(rows["variants"], rows["source"], strict=True))
        if source == "general" and any(f" {fold(variant)} " in words for variant in variants)
    )


def _variants(gazetteer: Gazetteer, left_out: frozenset[int]) -> PhraseTrie[int]:
    """Index every variant and plain name by the row it belongs to; an earlier row wins."""
    owner: dict[str, int] = {}
    rows = gazetteer.organisations
    for place, (name, variants) in enumerate(zip(rows["name"], rows["variants"], strict=True)):
        for variant in (*variants, *([name] if name and _PLAIN_NAME.fullmatch(name) else [])):
            owner.setdefault(fold(variant), place)
    return PhraseTrie((f"={variant}", place) for variant, place in owner.items() if place not in left_out)


def _span(message: list[Token], hit: Hit[int], text: str, ids: list[str]) -> Span:
    start, end = message[hit.first].start, message[hit.last - 1].end
    return {"field": "actors", "value": ids[hit.values[0]], "start": start, "end": end, "text": text[start:end]}


def _add(coded: Codes, found: list[Span], proposed: list[Span]) -> None:
    first: dict[str, Span] = {}
    for span in found:
        first.setdefault(span["value"], span)
    coded.codes.append(tuple({"id": value, "text": span["text"]} for value, span in first.items()))
    coded.spans.append(tuple({key: value for key, value in span.items() if key != "text"} for span in found))
    coded.proposed.append(tuple(proposed))


def _places(spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [(span["start"], span["end"]) for span in spans]


def _keys(words: Iterable[str]) -> frozenset[str]:
    return frozenset(key for word in words for token in tokenize(word) for key in lookup_keys(token.text)[:1])


def _has_context(message: list[Token], hit: Hit[int], context: frozenset[str]) -> bool:
    before = message[max(0, hit.first - CONTEXT_WORDS) : hit.first]
    after = message[hit.last : hit.last + CONTEXT_WORDS]
    return any(key in context for token in (*before, *after) for key in lookup_keys(token.text))


def _is_variant(name: str, trie: PhraseTrie[int]) -> bool:
    tokens = tokenize(name)
    return any(hit.first == 0 and hit.last == len(tokens) for hit in trie.find(tokens))


def _title_words(names: Iterable[str]) -> frozenset[str]:
    """Words of contact names: *Pak Sekdes* is the member whose contact name says so, not the office."""
    return frozenset(token.text for name in names for token in tokenize(name)[1:])


def _is_title_of_member(message: list[Token], hit: Hit[int], titles: frozenset[str]) -> bool:
    """Say whether a hit is a member's title after a form of address: *Pak Sekdes*."""
    address = _heads()["titles"]
    first = hit.first if message[hit.first].text in address else hit.first - 1
    if first < 0 or message[first].text not in address:
        return False
    return hit.last == first + 2 and message[first + 1].text in titles


@cache
def _heads() -> dict[str, list[str]]:
    names: dict[str, list[str]] = load_toml("lexicons/heads_id.toml").content["names"]
    return names


@cache
def _head_trie() -> PhraseTrie[str]:
    return PhraseTrie((f"={head}", head) for head in _heads()["heads"])


def _proposals(message: list[Token], hits: list[Hit[str]], text: str, taken: list[tuple[int, int]]) -> list[Span]:
    """Give what looks like an organisation: a head word (*Yayasan*) and words with capitals after it."""
    found: list[Span] = []
    for hit in hits:
        last = hit.last
        while last < len(message) and _goes_on(message, last, text, after_head=last == hit.last):
            last += 1
        start, end = message[hit.first].start, message[last - 1].end
        if last > hit.last and not within(taken, start, end):
            value = f"proposed:{_slug(text[start:end])}"
            found.append({"field": "actors", "value": value, "start": start, "end": end, "p": P_OF_A_LIKENESS})
    return found


def _goes_on(message: list[Token], place: int, text: str, *, after_head: bool) -> bool:
    """Say whether a word has a capital and follows a word of the name, or its head after a dot (*PT. Surya*)."""
    gap = text[message[place - 1].end : message[place].start]
    return text[message[place].start].isupper() and (gap in (" ", " & ") or (after_head and gap == ". "))


def _slug(name: str) -> str:
    return re.sub(r"\W+", "_", fold(name)).strip("_")
