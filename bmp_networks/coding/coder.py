"""The coding of a whole chat: every field of the codebook, with probabilities and the places in the text."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from bmp_networks.coding.actors import code_actors
from bmp_networks.coding.acts import code_acts
from bmp_networks.coding.addressees import find_addressees
from bmp_networks.coding.carry_over import carry_over, carry_stages
from bmp_networks.coding.corrections import apply_codes
from bmp_networks.coding.message_signs import message_signs
from bmp_networks.coding.money_threads import Counted, Said, count_messages, read_numbers
from bmp_networks.coding.packaged import own_versions
from bmp_networks.coding.phrases import Codes
from bmp_networks.coding.places import code_places
from bmp_networks.coding.products import code_products
from bmp_networks.coding.replies import ReplyHints, infer_replies
from bmp_networks.coding.signs import Surroundings, names_in, surroundings
from bmp_networks.coding.stage_features import StageSigns
from bmp_networks.coding.stage_model import decide_stages
from bmp_networks.coding.stages import code_stages
from bmp_networks.coding.targets import best_targets, likely_sources, likely_targets
from bmp_networks.coding.topics import code_topics
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import CODED, Coding
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.packaged import packaged_gazetteer, packaged_lexicon
from bmp_networks.text import Tokens, tokenize_all

__all__ = ["apply_codes", "code_messages"]

_IN_THE_TEXT = itemgetter("start", "end", "field")
CERTAIN_RULES = ("previous", "previous_other", "mention")
"""Reply rules that look at no prices and amounts."""


@dataclass(frozen=True)
class _Spoken:
    """The messages as they are read: words only, without placeholders of media."""

    texts: list[str]
    tokens: Tokens
    around: list[Surroundings]
    authors: list[str]
    seconds: np.ndarray
    media: list[str | None]
    deleted: np.ndarray


@dataclass(frozen=True)
class _Lexical:
    """What the words of the messages say, before the thread."""

    products: Codes
    places: Codes
    actors: Codes


@contextmanager
def _uncollected() -> Iterator[None]:
    """Keep Python from looking through a million live tokens for garbage again and again: a quarter of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


@_uncollected()
def code_messages(
    chat: Chat,
    roster: Roster | None = None,
    *,
    gazetteer: Gazetteer | None = None,
    lexicon: Lexicon | None = None,
    reply_rule: str = "ranker",
    seed: int = 0,
) -> Coding:
    """Say of every message whom it answers and addresses, and what it is about, as a person would code it.

    Parameters
    ----------
    chat
        The export.
    roster
        What a researcher knows of the people.
    gazetteer, lexicon
        Organisations, and words of products, stages and places; the packaged ones where None.
    reply_rule
        How answers are inferred: ``ranker``, ``previous``, ``previous_other``, ``mention`` or ``window``.
    seed
        Kept for rules that draw; the coding itself draws nothing.

    Returns
    -------
    Coding
        One row a user message, coder ``machine``.

    Raises
    ------
    OptionError
        When there is no such reply rule.
    """
    del seed
    gazetteer = packaged_gazetteer() if gazetteer is None else gazetteer
    lexicon = packaged_lexicon() if lexicon is None else lexicon
    spoken = _spoken(chat, lexicon)
    lexical = _lexical(spoken, gazetteer, lexicon, roster)
    addressees = find_addressees(chat, spoken.tokens, roster)
    said = _said(spoken, lexical.products)
    before = range(-1, len(said) - 1)
    counted = (
        [] if reply_rule in CERTAIN_RULES else count_messages(said, spoken.seconds, before, lexical.products.codes)
    )
    hints = _hints(chat, spoken, lexical, addressees.names, counted)
    replies = infer_replies(chat.messages, hints, rule=reply_rule)
    parents, p_reply, p_new = best_targets(replies, len(spoken.texts))
    products = carry_over(
        spoken.tokens, lexicon, products=lexical.products, parents=parents.tolist(), texts=spoken.texts,
        authors=spoken.authors, around=spoken.around, likely=likely_sources(replies),
    )  # fmt: skip
    named = [
        (*actors, *(span for span in goods if span["role"] == "named"))
        for actors, goods in zip(lexical.actors.spans, lexical.products.spans, strict=True)
    ]
    stages = code_stages(
        spoken.tokens, lexicon, texts=spoken.texts, products=products.codes, masked=named,
        sent_at=chat.messages["timestamp"].to_numpy(), around=spoken.around,
    )  # fmt: skip
    carried = carry_stages(stages, products, parents.tolist())
    counted = count_messages(said, spoken.seconds, parents.tolist(), products.codes)
    signs = message_signs(
        spoken.texts, spoken.tokens, spoken.authors, spoken.seconds, likely_targets(replies, len(spoken.texts)),
        1 - p_new, spoken.media, spoken.deleted,
        [products.codes, [c.prices for c in counted], [c.quantities for c in counted], addressees.names, carried.codes,
         lexical.actors.codes],
    )  # fmt: skip
    acts, p_act = code_acts(signs)
    topics, p_topic = code_topics(signs)
    stages, _ = decide_stages(
        StageSigns(stages, carried, products, parents.tolist(), lexical.places.codes, acts, topics, signs)
    )
    columns = {
        "reply_to": np.where(parents >= 0, parents, np.nan),
        "p_reply": p_reply,
        "p_new": p_new,
        "addressees": addressees.names,
        "products": products.codes,
        "stages": stages.codes,
        "prices": [[price.as_code() for price in c.prices] for c in counted],
        "quantities": [[quantity.as_code() for quantity in c.quantities] for c in counted],
        "places": lexical.places.codes,
        "actors": lexical.actors.codes,
        "act": acts,
        "p_act": p_act,
        "topic": topics,
        "p_topic": p_topic,
        "spans": _spans([products, stages, lexical.places, lexical.actors], addressees.spans, counted),
    }
    versions = (*lexicon.versions, *gazetteer.versions, *own_versions())
    return Coding(_table(chat, columns), replies, versions, reply_rule)


def _table(chat: Chat, columns: dict[str, Any]) -> pd.DataFrame:
    messages = chat.messages
    known = {"i": messages["i"], "id": chat.ids, "author": messages["author"], "text": messages["body"]}
    return CODED.build({**known, **columns, "coder": ["machine"] * len(messages)})


def _said(spoken: _Spoken, products: Codes) -> list[Said]:
    named = [[(span["value"], span["start"], span["end"]) for span in found] for found in products.spans]
    return read_numbers(spoken.texts, spoken.tokens, named)


def _spoken(chat: Chat, lexicon: Lexicon) -> _Spoken:
    messages = chat.messages
    media = [kind or None for kind in messages["media"]]
    deleted = messages["deleted"].to_numpy()
    texts = [
        _words_of(body or "", kind, gone) for body, kind, gone in zip(messages["body"], media, deleted, strict=True)
    ]
    seconds = messages["timestamp"].to_numpy().astype("datetime64[s]").astype(np.float64)
    tokens = tokenize_all(texts)
    around = surroundings(tokens, lexicon)
    return _Spoken(texts, tokens, around, [author or "" for author in messages["author"]], seconds, media, deleted)


def _words_of(body: str, media: str | None, deleted: bool) -> str:
    """Blank out what WhatsApp wrote into a body, at equal length, so that places in the text stay right."""
    if deleted:
        return ""
    if media is None:
        return body
    first, cut, rest = body.partition("\n")
    return " " * len(first) + cut + rest if cut else ""


def _lexical(spoken: _Spoken, gazetteer: Gazetteer, lexicon: Lexicon, roster: Roster | None) -> _Lexical:
    names = list(dict.fromkeys([*spoken.authors, *(roster.people["name"] if roster is not None else ())]))
    villages = [village for village in roster.persons["village"] if village] if roster is not None else []
    communities = roster.persons["community"].tolist() if roster is not None else []
    actors = code_actors(spoken.tokens, gazetteer, texts=spoken.texts, names=names, communities=communities)
    people = names_in(spoken.tokens, names)
    products = code_products(
        spoken.tokens, lexicon, texts=spoken.texts, authors=spoken.authors, names=names, masked=actors.spans,
        around=spoken.around, people=people,
    )  # fmt: skip
    places = code_places(
        spoken.tokens, lexicon, texts=spoken.texts, names=names, villages=villages, masked=actors.spans,
        around=spoken.around, people=people,
    )  # fmt: skip
    return _Lexical(products, places, actors)


def _hints(
    chat: Chat,
    spoken: _Spoken,
    lexical: _Lexical,
    addressees: Sequence[Sequence[str]],
    counted: Sequence[Counted],
) -> ReplyHints:
    return ReplyHints(
        addressees=addressees,
        mentions=chat.messages["mentions"].tolist(),
        products=lexical.products.codes,
        actors=[[actor["id"] for actor in found] for found in lexical.actors.codes],
        prices=[[price.amount for price in c.prices] for c in counted] or None,
        quantities=[[quantity.value for quantity in c.quantities] for c in counted] or None,
        is_question=np.array(["?" in text for text in spoken.texts], dtype=bool),
    )


def _spans(
    fields: Sequence[Codes], addressees: Sequence[Sequence[Mapping[str, Any]]], counted: Sequence[Counted]
) -> list[tuple[Mapping[str, Any], ...]]:
    """Gather the places of all codes of every message, in the order of the text."""
    gathered = []
    coded = zip(*(codes.spans for codes in fields), addressees, strict=True)
    for c, spans in zip(counted, coded, strict=True):
        found: list[Mapping[str, Any]] = list(chain.from_iterable(spans))
        found += [_span("prices", price.amount, price) for price in c.prices]
        found += [_span("quantities", quantity.value, quantity) for quantity in c.quantities]
        if len(found) > 1:
            found.sort(key=_IN_THE_TEXT)
        gathered.append(tuple(found))
    return gathered


def _span(field: str, value: float, entry: Any) -> dict[str, Any]:
    return {"field": field, "value": value, "start": entry.start, "end": entry.end}
