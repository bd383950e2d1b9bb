"""Newcomers whom nobody has welcomed yet."""

from __future__ import annotations

from functools import cache

import pandas as pd

from bmp_networks.measures.evidence import sort_evidence
from bmp_networks.measures.states import Flag, Scene
from bmp_networks.resources import load_toml
from bmp_networks.text import name_key, tokenize

NEW_FOR, GREETED_WITHIN = pd.Timedelta(days=30), pd.Timedelta(hours=48)
WELCOME_LANGUAGES = ("id", "jv", "en")


def find_newcomers_not_greeted(scene: Scene) -> list[Flag]:
    """Find members who joined in the last 30 days and got no reply, mention or welcome within 48 hours.

    They must have written something or been named, and somebody else must have written in those 48 hours, which
    must be over. The hours count from joining, or from the first own message where that comes later.
    """
    flags = []
    for node, joined in sorted(_joined(scene).items()):
        if joined < scene.last - NEW_FOR or joined < scene.first:
            continue
        own = scene.graph.turns[(scene.graph.turns["node"] == node) & (scene.graph.turns["at"] >= joined)]
        named = _answers_to(scene, node, joined, scene.last)
        if not len(own) and not len(named):
            continue
        seen = min(own["at"].min() if len(own) else scene.last, named["at"].min() if len(named) else scene.last)
        until = max(joined, seen) + GREETED_WITHIN
        others = scene.graph.turns[scene.graph.turns["at"].between(joined, until) & (scene.graph.turns["node"] != node)]
        if until > scene.last or not len(others) or _welcomed(scene, node, joined, until, others):
            continue
        ids = dict(zip(scene.coding.messages["i"], scene.coding.messages["id"], strict=True))
        numbers = {"joined": str(joined.date()), "messages": len(own), "hours": 48, "others_wrote": len(others)}
        evidence = sort_evidence(ids[i] for i in own["i"])
        flags.append(Flag(node, "newcomer_not_greeted", 1.0, numbers, evidence))
    return flags


def _joined(scene: Scene) -> dict[str, pd.Timestamp]:
    """Give who joined when, by the system lines: the last time for those who came back."""
    messages = scene.chat.messages
    author = dict(zip(messages["i"], messages["author"], strict=True))
    nodes = {name_key(label): node for node, label in zip(scene.members["node"], scene.members["label"], strict=True)}
    nodes |= {name_key(node): node for node in scene.members["node"]}
    nodes |= {
        name_key(author[i]): node
        for i, node in zip(scene.graph.turns["i"], scene.graph.turns["node"], strict=True)
        if i in author
    }
    joined = {}
    events = scene.chat.events
    coming = events[events["event"].isin(["member_added", "member_joined"])]
    for at, actor, targets in zip(coming["timestamp"], coming["actor"], coming["targets"], strict=True):
        for name in targets or (actor,):
            node = nodes.get(name_key(name)) if name else None
            if node is not None:
                joined[node] = at
    return joined


def _answers_to(scene: Scene, node: str, since: pd.Timestamp, until: pd.Timestamp) -> pd.DataFrame:
    events = scene.graph.interactions
    return events[(events["target"] == node) & (events["source"] != node) & events["at"].between(since, until)]


def _welcomed(scene: Scene, node: str, joined: pd.Timestamp, until: pd.Timestamp, others: pd.DataFrame) -> bool:
    """Say whether a reply (more probable than not), a mention, or words of welcome came in time."""
    answers = _answers_to(scene, node, joined, until)
    missed = float((1 - answers["weight"].clip(upper=1.0)).prod())
    if missed < 0.5:
        return True
    texts = scene.coding.messages.set_index("i")["text"].reindex(others["i"])
    return any(is_welcome(text) for text in texts if isinstance(text, str))


def is_welcome(text: str) -> bool:
    """Say whether a message has words that welcome somebody."""
    words = f" {' '.join(token.text for token in tokenize(text))} "
    return any(f" {phrase} " in words for phrase in _welcome_words())


@cache
def _welcome_words() -> tuple[str, ...]:
    tables = [load_toml(f"members/welcome_{language}.toml").content["welcome"] for language in WELCOME_LANGUAGES]
    return tuple(phrase for table in tables for phrase in table["phrases"])
