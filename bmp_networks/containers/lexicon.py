"""``Lexicon``: the words by which products, stages and other codes are recognised; data, not code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.containers.tables import Column, Contract
from bmp_networks.errors import TableError

TERMS = Contract(
    "term of a lexicon",
    (
        Column("field", "text", "what it codes: product, material, stage, cue, or place:<ring>"),
        Column("code", "text", "product id, stage, kind of cue, or place in its short form"),
        Column("phrase", "text", "one or several words in small letters; a leading = means: only as written"),
        Column("weight", "number", "how surely the phrase means the code, 0 to 1"),
        Column("needs", "list", "words or signs (#number …) one of which must stand in the message too"),
        Column("not_if", "list", "words that rule the phrase out when they stand beside it"),
        Column("language", "text", "language of the phrase"),
        Column("source", "text", "title and version of the file it comes from"),
    ),
)


@dataclass(frozen=True)
class Lexicon:
    """The words of products and stages, from the packaged files and a person's own.

    Parameters
    ----------
    terms
        Table under the contract ``TERMS``.
    versions
        ``title version`` of every file it was made of, for the provenance.
    """

    terms: pd.DataFrame
    versions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        TERMS.check(self.terms)


FIELDS = {"products": "product", "common": "product", "materials": "material", "stages": "stage", "cues": "cue"}
"""Sections of a lexicon file and the field their phrases code; ``[places.<ring>]`` codes ``place:<ring>``."""

WEIGHTS = {"common": 0.4, "materials": 0.6}
"""How surely a phrase means its code where the file does not say; 1 elsewhere."""

RINGS = ("hamlet", "district", "province", "indonesia", "abroad")
"""How far a place is: hamlet or village, the districts around, the province, the country, the world."""

_ENTRY_KEYS = ("phrase", "weight", "needs", "not_if")


def lexicon_from_tables(tables: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Lexicon:
    """Make a lexicon of the contents of lexicon files; a person's own come first.

    Parameters
    ----------
    tables
        One pair a file: its meta block (title, version, language) and its sections. A section maps a code to
        a list of phrases; a phrase is a text, or a mapping with phrase (or a list of phrases), weight, needs
        and not_if.

    Raises
    ------
    TableError
        When a section, a stage, a ring or an entry is none of what is allowed; ``where`` is ``section.code``.
    """
    rows: list[dict[str, Any]] = []
    versions: list[str] = []
    for meta, content in tables:
        source = f"{meta.get('title', 'own lexicon')} {meta.get('version', '')}".strip()
        versions.append(source)
        for section, code, entry in _entries(content):
            rows.append({**_term(section, code, entry), "language": meta.get("language"), "source": source})
    return Lexicon(TERMS.from_rows(rows), tuple(versions))


def _entries(content: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    for section, codes in content.items():
        if section == "places":
            for ring, places in _table(codes, section).items():
                _allowed(ring, RINGS, "ring of places", f"places.{ring}")
                yield from _phrases(f"place:{ring}", places, f"places.{ring}")
            continue
        _allowed(section, (*FIELDS, "places"), "section", section)
        if section == "stages":
            for stage in _table(codes, section):
                _allowed(stage, STAGES, "stage", f"stages.{stage}")
        yield from _phrases(section, codes, section)


def _phrases(section: str, codes: Any, where: str) -> Iterator[tuple[str, str, Any]]:
    for code, entries in _table(codes, where).items():
        if not isinstance(entries, list):
            raise TableError("a code takes a list of phrases", where=f"{where}.{code}", hint='for example ["tiwul"]')
        for entry in entries:
            if isinstance(entry, Mapping) and isinstance(entry.get("phrases"), list):
                shared = {key: value for key, value in entry.items() if key != "phrases"}
                yield from ((section, code, {"phrase": phrase, **shared}) for phrase in entry["phrases"])
            else:
                yield section, code, entry


def _term(section: str, code: str, entry: Any) -> dict[str, Any]:
    where = f"{section.replace('place:', 'places.')}.{code}"
    given = {"phrase": entry} if isinstance(entry, str) else entry
    if not isinstance(given, Mapping) or not str(given.get("phrase", "")).strip(" ="):
        raise TableError("a phrase is a text, or a mapping with the key phrase", where=where)
    for key in given:
        _allowed(key, _ENTRY_KEYS, "key of a phrase", where)
    weight = given.get("weight", WEIGHTS.get(section, 1.0))
    if isinstance(weight, bool) or not isinstance(weight, int | float) or not 0 <= weight <= 1:
        raise TableError("a weight is a number from 0 to 1", where=where)
    return {
        "field": FIELDS.get(section, section),
        "code": code,
        "phrase": str(given["phrase"]).casefold(),
        "weight": float(weight),
        "needs": _words(given.get("needs", []), where),
        "not_if": _words(given.get("not_if", []), where),
    }


def _words(words: Any, where: str) -> tuple[str, ...]:
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise TableError("needs and not_if take a list of words", where=where)
    return tuple(word.casefold() for word in words)


def _table(value: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TableError("here a table of codes is expected", where=where, hint='for example tiwul = ["tiwul"]')
    return value


def _allowed(name: str, allowed: tuple[str, ...], what: str, where: str) -> None:
    if name in allowed:
        return
    near = get_close_matches(name, allowed, n=1)
    hint = f"did you mean {near[0]}?" if near else f"allowed: {', '.join(allowed)}"
    raise TableError(f"{name!r} is no {what}", where=where, hint=hint)
