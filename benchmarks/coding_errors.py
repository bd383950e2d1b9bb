"""The kinds of error the machine makes against hand-coded chats, counted: what is worth mending first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

NAMES = {
    "products": "product", "stages": "stage", "places": "place", "actors": "organisation", "addressees": "addressee",
    "prices": "price", "quantities": "amount", "act": "act", "topic": "topic",
}  # fmt: skip
UNNAMED = ("products", "stages")
"""Fields whose codes a message may have without a word for them."""


def kinds_of_error(
    field: str, machine: Counter[str], person: Counter[str], spans: tuple[Mapping[str, Any], ...]
) -> Iterator[str]:
    """Say what kinds of error the machine made in one field of one message.

    Parameters
    ----------
    machine, person
        What the machine and what a person coded, as multisets.
    spans
        The places in the text the machine read; without one a product or stage was taken over from the thread.
    """
    name = NAMES[field]
    extra, missed = list((machine - person).elements()), list((person - machine).elements())
    if field in ("act", "topic"):
        yield from (f"{name}: {given} for {right}" for given, right in zip(extra, missed, strict=True))
        return
    if field == "stages" and len(extra) == len(missed) == 1:
        yield f"stage: {extra[0]} for {missed[0]}"
        return
    if field == "products" and extra and missed:
        yield from ("product: another one" for _ in zip(extra, missed, strict=False))
        extra, missed = extra[len(missed) :], missed[len(extra) :]
    has_words = {str(span["value"]).casefold() for span in spans if span["field"] == field}
    for code in extra:
        taken = "" if field not in UNNAMED else ", a word for it" if code in has_words else ", from the thread"
        yield f"{name}{f' {code}' if field == 'stages' else ''}: too much{taken}"
    for code in missed:
        silent = "" if field not in UNNAMED else ", other words read" if has_words else ", no word read"
        yield f"{name}{f' {code}' if field == 'stages' else ''}: missed{silent}"
