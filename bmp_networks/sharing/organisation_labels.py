"""Names of organisations as they may stand beside pseudonyms: without the names of people in them."""

from __future__ import annotations

from functools import cache

from bmp_networks.coding.names import vocative_words
from bmp_networks.coding.nicknames import ordinary_words
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.packaged import packaged_gazetteer
from bmp_networks.resources import load_toml
from bmp_networks.sharing.known_names import ORDINARY, known_names
from bmp_networks.text import tokenize, tokenize_all

LEFT_OUT = "…"
"""What stands for a person's name in the name of an organisation."""

NOWHERE = -2
"""A place after which no word begins."""


def organisation_labels(
    graph: InteractionGraph, chat: Chat, roster: Roster | None, gazetteer: Gazetteer
) -> dict[str, str]:
    """Give every organisation's name with ``…`` for people's names: *Majikan … di Taichung*, *Toko Carica Bu …*.

    A project's own list of organisations may call an employer or a shop by a member's name, which would undo her
    pseudonym.

    Returns
    -------
    dict
        Organisation node to the name that may be shown.
    """
    nodes = graph.nodes[graph.nodes["kind"] == "organisation"]
    if nodes.empty:
        return {}
    names = known_names(chat, tokenize_all(chat.messages["body"]), roster, gazetteer)
    offices = names.institutions | vocative_words().offices | ordinary_words() | _packaged_words()
    people = {word for word, kind in names.words.items() if kind != ORDINARY} - offices
    return {node: _without(label, people) for node, label in zip(nodes["node"], nodes["label"], strict=True)}


def _without(label: str, people: set[str]) -> str:
    """Leave out names: known ones, and whatever has a capital right after a form of address or *teman*, *majikan*."""
    shown, reached, called_until = "", 0, NOWHERE
    for token in tokenize(label):
        is_called = token.start == called_until + 1 and not label[token.start : token.end].isupper()
        if label[token.start].isupper() and (token.text in people or is_called):
            shown += label[reached : token.start] + LEFT_OUT
            reached = token.end
        called_until = token.end if token.text in vocative_words().titles or token.text in _relations() else NOWHERE
    return shown + label[reached:]


@cache
def _relations() -> frozenset[str]:
    """List words after which the name of a person stands: *teman*, *majikan*."""
    return frozenset(load_toml("sharing/homonyms_id.toml").content["relations"]["words"])


@cache
def _packaged_words() -> frozenset[str]:
    """List the words by which the packaged organisations are called."""
    named = packaged_gazetteer().organisations["variants"]
    return frozenset(token.text for variants in named for variant in variants for token in tokenize(variant))
