"""Places goods go to or people are in: a gazetteer in rings, and markets, streets and halls by their names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from bmp_networks.coding.phrases import AS_WRITTEN, Codes, Hit, PhraseTrie, Span, within
from bmp_networks.coding.signs import Surroundings, Term, mentions_and_links, names_in, surroundings, terms_of
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import Token, Tokens, fold, token_lists, tokenize

SURE = 0.5
"""Weight from which a place name counts without a preposition before it."""

SHORTEST_UNKNOWN = 4
"""Letters a place that no gazetteer has must have at least."""

LONGEST_NAME = 3
"""How many words the name of a street, market or hall may have."""


_OF_OFFICE = re.compile(r" *(?:(?:kab|kabupaten|kota|prov|provinsi|kec|kecamatan|unit|cabang|cab|kc|kcp)\.? +)?", re.I)
_CANONICAL = {
    "bale desa": "Balai Desa", "bale deso": "Balai Desa", "baledesa": "Balai Desa", "balaidesa": "Balai Desa",
    "pasar sapi": "Pasar", "pasar hewan": "Pasar", "pasar kambing": "Pasar",
    "alun2": "Alun-alun", "alun alun": "Alun-alun",
}  # fmt: skip
_RATE = re.compile(r"\s\d[\d.,]*\s?(?:rb|rbu|ribu|ewu|k)?\s?(?:/|per\b|se(?:kilo|dus|koli))", re.IGNORECASE)
"""What freight costs to a place: *Depok 11rb/dus*."""
_FACILITIES = ("street", "facility_of_district", "facility_of_village", "facility")


class _Home(NamedTuple):
    """The group's own village and district, which complete *balai desa* and *alun-alun*."""

    village: str | None
    district: str | None


def code_places(
    tokens: Tokens,
    lexicon: Lexicon,
    *,
    texts: Sequence[str | None],
    names: Iterable[str] = (),
    villages: Sequence[str] = (),
    masked: Sequence[Sequence[Span]] | None = None,
    around: Sequence[Surroundings] | None = None,
    people: Sequence[Sequence[tuple[int, int]]] | None = None,
) -> Codes:
    """Say which places each message names, in their short canonical form.

    A place does not count where it only belongs to the name of an office, a community or a contact, to a
    delegation (*stand Solo*, *Cilacap 3*), a dish or a route. Streets, markets, stations and halls count with
    their names; one without a name (*di balai desa*) is the one of the group's own village or district.

    Parameters
    ----------
    tokens
        The messages, as ``tokenize_all`` gives them.
    lexicon
        Places and cues.
    texts
        The messages as written.
    names
        Contact names of the members.
    villages
        Villages of the roster, one a person: places as well, and the commonest is the group's own.
    masked
        Spans of every message (of organisations), the same in equal ones; a place right after one belongs to its name.
    around
        Surroundings of every message (``surroundings``), where they were already worked out.
    people
        Where contact names of several words stand in every message (``names_in``), where that was already looked up.

    Returns
    -------
    Codes
        Places; spans with field ``places``, value, start, end and ring.
    """
    around = around or surroundings(tokens, lexicon)
    trie = _places_trie(lexicon, villages)
    names = list(names)
    people = people or names_in(tokens, names)
    persons = frozenset(token.text for name in names for token in tokenize(name))
    all_hits = trie.find_all(tokens)
    home = _home(all_hits, villages, trie)
    coded = Codes([], [])
    lists = token_lists(tokens)
    for place in lists.firsts(range(len(lists))):
        signs, hits = around[place], all_hits[place]
        found: list[Span] = []
        if hits or signs.has(*_FACILITIES, "place_follows"):
            text = texts[place] or ""
            organisations = [(span["start"], span["end"]) for span in (masked[place] if masked else ())]
            out = [*people[place], *mentions_and_links(text), *organisations]
            found = _found(signs, hits, text, out, organisations, home)
            out += [(span["start"], span["end"]) for span in found]
            found += _unknown(signs, hits, text, out, persons)
            found.sort(key=lambda span: int(span["start"]))
        coded.codes.append(tuple(dict.fromkeys(span["value"] for span in found)))
        coded.spans.append(tuple(found))
    return coded.spread(lists.which)


def _found(
    around: Surroundings,
    hits: Sequence[Hit[Term]],
    text: str,
    out: list[tuple[int, int]],
    organisations: list[tuple[int, int]],
    home: _Home,
) -> list[Span]:
    """Give the places of one message, in the order of the text."""
    found = [
        span for span in _facilities(around, hits, text, home) if not within(organisations, span["start"], span["end"])
    ]
    out = [*out, *((span["start"], span["end"]) for span in found)]
    joined = _joined(around.tokens, hits, text)
    for hit in hits:
        span = _span(around.tokens, hit, text)
        if (_counts(hit, around, text, span, out) or hit.first in joined) and not _ends_name(span, organisations, text):
            found.append(span)
    return sorted(found, key=lambda span: int(span["start"]))


def _joined(message: Sequence[Token], hits: Sequence[Hit[Term]], text: str) -> set[int]:
    """Give where the places of routes begin, written as *Binangun-Purwokerto*: each says that the other is a place."""
    found: set[int] = set()
    for hit, after in pairwise(hits):
        start, end = message[hit.last - 1].end, message[after.first].start
        sure = max(hit.values[0].weight, after.values[0].weight) >= SURE
        if sure and text[start:end] in ("-", " - ", "–", " – ") and text[message[hit.first].start].isupper():
            found |= {hit.first, after.first}
    return found


def _unknown(
    around: Surroundings,
    hits: Sequence[Hit[Term]],
    text: str,
    out: Sequence[tuple[int, int]],
    persons: frozenset[str],
) -> list[Span]:
    """Find places no gazetteer has: a word with a capital right after *ke*, *neng*, *dusun* and the like."""
    message = around.tokens
    known = {place for hit in hits for place in range(hit.first, hit.last)}
    found: list[Span] = []
    for cue in around.find("place_follows"):
        last = first = cue.last
        while last < len(message) and last - first < LONGEST_NAME - 1 and last not in known:
            if not _may_be_place(around, last, text, persons):
                break
            last += 1
        if last == first:
            continue
        start, end = message[first].start, message[last - 1].end
        if not within(out, start, end):
            found.append({"field": "places", "value": text[start:end], "start": start, "end": end, "ring": "hamlet"})
    return found


def _may_be_place(around: Surroundings, place: int, text: str, persons: frozenset[str]) -> bool:
    """Say whether a word is written like a name and is no person, day, title or thing."""
    token = around.tokens[place]
    word = text[token.start : token.end]
    return (
        word[:1].isupper()
        and word[1:].islower()
        and word.isalpha()
        and len(word) >= SHORTEST_UNKNOWN
        and text[around.tokens[place - 1].end : token.start] in _gaps(around.tokens[place - 1])
        and token.text not in persons
        and not around.has_at("not_a_name", place)
        and not around.has_at("title", place)
        and not around.has_at("not_a_place_name", place)
        and not around.has_at("time_after", place)
        and not any(around.has_at(kind, place) for kind in (*_FACILITIES, "shop", "preposition"))
    )


def _gaps(before: Token) -> tuple[str, ...]:
    """Give what may stand after the word before a place: after an abbreviation also a dot (*Kec. Turen*)."""
    return (" ", ". ") if len(before.text) <= SHORTEST_UNKNOWN - 1 else (" ",)


def _places_trie(lexicon: Lexicon, villages: Sequence[str]) -> PhraseTrie[Term]:
    """Index the places as they are written; a village of the roster is sure, and a hamlet where no file has it."""
    rows = [(f"{AS_WRITTEN}{phrase.lstrip(AS_WRITTEN)}", term) for phrase, term in terms_of(lexicon, "place:")]
    lived = {f"{AS_WRITTEN}{fold(village)}": village for village in villages if village}
    rows = [(phrase, term._replace(weight=1.0) if phrase in lived else term) for phrase, term in rows]
    known = {phrase for phrase, _ in rows}
    extra = sorted(phrase for phrase in lived if phrase not in known)
    return PhraseTrie(rows + [(phrase, Term(lived[phrase], "place:hamlet", 1.0)) for phrase in extra])


def _home(all_hits: list[list[Hit[Term]]], villages: Sequence[str], trie: PhraseTrie[Term]) -> _Home:
    lived = Counter(village for village in villages if village)
    named = Counter(hit.values[0].code for hits in all_hits for hit in hits if hit.values[0].field == "place:district")
    named.update({village: n for village, n in lived.items() if village in named})
    village = lived.most_common(1)[0][0] if lived else None
    return _Home(village, named.most_common(1)[0][0] if named else None)


def _span(message: Sequence[Token], hit: Hit[Term], text: str) -> Span:
    term = hit.values[0]
    start, end = message[hit.first].start, message[hit.last - 1].end
    return {"field": "places", "value": term.code, "start": start, "end": end, "ring": term.field.partition(":")[2]}


def _counts(hit: Hit[Term], around: Surroundings, text: str, span: Span, out: list[tuple[int, int]]) -> bool:
    """Say whether a place name stands for where goods go or people are."""
    if within(out, span["start"], span["end"]) or _is_currency(span, text):
        return False
    before = hit.first - 1
    if around.has_at("preposition", before):
        return True
    if hit.values[0].weight < SURE or around.has_at("not_place", before) or around.has_at("delegation", before):
        return False
    return not _is_delegation(hit, around, text, span)


def _is_currency(span: Span, text: str) -> bool:
    """Say whether a short form opens or ends an amount of money: *HK$ 380*, *HK 380*, *380 HK*."""
    if span["ring"] != "abroad" or span["end"] - span["start"] > SHORTEST_UNKNOWN - 1:
        return False
    after, before = text[span["end"] :].lstrip(" ")[:1], text[: span["start"]].rstrip(" ")[-1:]
    return after == "$" or after.isdigit() or before.isdigit()


def _is_delegation(hit: Hit[Term], around: Surroundings, text: str, span: Span) -> bool:
    """Say whether the place stands for the people from there: *Solo 3*, *Cilacap: …*, *se-Jateng*."""
    start, end = span["start"], span["end"]
    after = text[end : end + 2]
    before = text[:start].rpartition("\n")[2]
    opens_line = not before.strip(" *-•0123456789.)")
    if (opens_line and after[:1] == ":") or before[-3:].casefold() == "se-":
        return True
    if hit.last not in around.numbers or after[:1] != " " or span["ring"] == "abroad" or _RATE.match(text, end):
        return False
    return opens_line or before.rstrip()[-1:] in (",", ":", ";", "(", "&")


def _ends_name(span: Span, organisations: list[tuple[int, int]], text: str) -> bool:
    """Say whether the place is the last word of an organisation's name: *Disnaker Kab Cilacap*."""
    return any(end <= span["start"] and _OF_OFFICE.fullmatch(text, end, span["start"]) for _, end in organisations)


def _facilities(around: Surroundings, hits: Sequence[Hit[Term]], text: str, home: _Home) -> list[Span]:
    """Find streets, markets, stations and halls, with the name that follows or the group's own place."""
    found: list[Span] = []
    message = around.tokens
    places = {hit.first: hit for hit in hits}
    for kind, own in zip(_FACILITIES, (None, home.district, home.village, None), strict=True):
        for cue in around.find(kind):
            head = text[message[cue.first].start : message[cue.last - 1].end]
            name, last = _name_after(around, cue.last, places, text)
            if (
                name is None
                and own
                and (around.has_at("preposition", cue.first - 1) or around.has_at("visit", cue.first - 1))
            ):
                name = own
            if name is not None:
                value = f"{'Jl.' if kind == 'street' else _titled(head)} {name}"
                start, end = message[cue.first].start, message[last - 1].end
                found.append({"field": "places", "value": value, "start": start, "end": end, "ring": "hamlet"})
    inner = {
        (span["start"], span["end"]) for span in found for other in found if span is not other and _covers(other, span)
    }
    return [span for span in found if (span["start"], span["end"]) not in inner]


def _covers(other: Span, span: Span) -> bool:
    """Say whether one facility stands inside another: *pendapa* in *pendapa Kecamatan Binangun*."""
    return bool(other["start"] <= span["start"] and span["end"] < other["end"])


def _name_after(around: Surroundings, first: int, places: dict[int, Hit[Term]], text: str) -> tuple[str | None, int]:
    """Give the name that follows a facility: a place of the gazetteer, or words with capitals."""
    message = around.tokens
    if first >= len(message) or "\n" in text[message[first - 1].end : message[first].start]:
        return None, first
    gap = text[message[first - 1].end : message[first].start]
    if gap.strip(" ") and len(message[first - 1].text) >= SHORTEST_UNKNOWN:
        return None, first  # a full stop after a whole word ends its sentence: di balai desa. Sing nggawa
    if first in places and not gap.strip(" ."):
        hit = places[first]
        return hit.values[0].code, hit.last
    last = first
    while last < len(message) and last - first < LONGEST_NAME and _is_name_word(around, last, first, places, text):
        last += 1
    return (text[message[first].start : message[last - 1].end], last) if last > first else (None, first)


def _is_name_word(around: Surroundings, place: int, first: int, places: dict[int, Hit[Term]], text: str) -> bool:
    token = around.tokens[place]
    gap = text[around.tokens[place - 1].end : token.start]
    return (
        text[token.start].isupper()
        and not gap.strip(" ." if place == first else " ")
        and "\n" not in gap
        and place not in places
        and not around.has_at("not_a_name", place)
    )


def _titled(head: str) -> str:
    """Write a facility with a capital: *pasar* is Pasar, *balai desa* is Balai Desa; *BLK* stays."""
    if head.isupper():
        return head
    if head.casefold() in _CANONICAL:
        return _CANONICAL[head.casefold()]
    return " ".join(word[:1].upper() + word[1:].lower() for word in head.split())
