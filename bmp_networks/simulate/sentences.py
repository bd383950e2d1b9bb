"""Sentences put together from the data files: what is said about everyday things, organisations and products."""

from __future__ import annotations

import re
from functools import cache
from random import Random
from typing import Any

from bmp_networks.resources import load_toml

SHORTENED, DECORATED, FRAMED = 0.12, 0.2, 0.1
"""How often a word is typed short, something is set after a sentence, and something before it."""

Slots = dict[str, str]

FOLLOWS: dict[str, dict[str, float]] = {
    "question": {"answer": 0.8, "question": 0.2},
    "request": {"agreement": 0.55, "refusal": 0.15, "answer": 0.3},
    "offer": {"agreement": 0.5, "question": 0.3, "answer": 0.2},
    "announcement": {"agreement": 0.5, "question": 0.25, "refusal": 0.1, "thanks": 0.15},
    "report": {"thanks": 0.5, "other": 0.3, "question": 0.2},
    "greeting": {"greeting": 1.0},
}
"""What a message is answered with, by its act; anything else is answered like a question."""


@cache
def talk_topics() -> tuple[str, ...]:
    """List the topics of everyday talk that have things to talk about."""
    content = load_toml("simulate/talk_id.toml").content
    return tuple(topic for topic, table in content.items() if "thing" in table)


@cache
def _tables(topic: str, place: str) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Give the sentences by act, Indonesian and Javanese."""
    name = "simulate/organisation_talk_id.toml" if topic == "outward" else "simulate/talk_id.toml"
    content = load_toml(name).content
    indonesian = (content if topic == "outward" else content[topic]).get(place, {})
    javanese = {} if topic == "outward" else load_toml("simulate/talk_jv.toml").content.get(topic, {}).get(place, {})
    return indonesian, javanese


def new_slots(topic: str, rng: Random) -> Slots:
    """Choose what a conversation is about: the words all its sentences share."""
    if topic == "outward":
        return {"what": rng.choice(load_toml("simulate/organisation_talk_id.toml").content["parts"]["what"])}
    table = load_toml("simulate/talk_id.toml").content[topic]
    return {"thing": rng.choice(table["thing"]), "when": rng.choice(table["when"])} if "thing" in table else {}


def topic_of_outward(slots: Slots) -> str:
    """Give the codebook's topic of news from an organisation."""
    return str(load_toml("simulate/organisation_talk_id.toml").content["topics"][slots["what"]])


def choose_act(topic: str, place: str, rng: Random, *, after: str = "") -> str:
    """Choose an act for which there are sentences; ``after`` is the act that is answered, empty for a beginning."""
    acts = _tables(topic, place)[0]
    weights = {act: float(len(acts[act])) for act in acts}
    if after:
        wanted = FOLLOWS.get(after, FOLLOWS["question"])
        weights = {act: wanted[act] for act in acts if act in wanted} or weights
    return rng.choices(list(weights), list(weights.values()))[0]


def sentence(topic: str, place: str, act: str, slots: Slots, javanese: float, rng: Random) -> str:
    """Say something: a sentence of the topic, the place in the conversation (open, reply, back) and the act."""
    indonesian, own = _tables(topic, place)
    patterns = own[act] if act in own and rng.random() < javanese else indonesian[act]
    return dress(rng.choice(patterns).format_map(slots), rng)


def has_act(topic: str, place: str, act: str) -> bool:
    """Whether there are sentences for an act."""
    return act in _tables(topic, place)[0]


def dress(text: str, rng: Random) -> str:
    """Write a sentence as people type: a word cut short, an emoji, a particle."""
    parts = load_toml("simulate/parts_id.toml").content
    chance = rng.random()
    if chance < SHORTENED:
        words = [word for word in _shorts() if re.search(rf"\b{word}\b", text)]
        if words:
            word = rng.choice(words)
            text = re.sub(rf"\b{word}\b", parts["short"][word], text, count=1)
    elif chance < SHORTENED + DECORATED:
        after = rng.choice(parts["around"]["after"])
        # A word goes before the question mark, an emoji behind it.
        text = f"{text[:-1]}{after}?" if text.endswith("?") and after[1:].isalpha() else text + after
    elif chance < SHORTENED + DECORATED + FRAMED:
        text = rng.choice(parts["around"]["before"]) + text[:1].lower() + text[1:]
    return text


@cache
def _shorts() -> tuple[str, ...]:
    return tuple(load_toml("simulate/parts_id.toml").content["short"])


def call_by_name(text: str, name: str, rng: Random) -> str:
    """Let a sentence speak to somebody: her name before it, or at its end."""
    if rng.random() < 0.6:
        return f"{name}, {text[:1].lower()}{text[1:]}"
    cut = text.find("?")
    if cut >= 0:
        return f"{text[:cut]} {name}{text[cut:]}"
    return f"{text}, {name}"


def mention(text: str, digits: str) -> str:
    """Let a sentence speak to somebody by mention, as an export prints it: @ and the number."""
    return f"@{digits} {text[:1].lower()}{text[1:]}"


def price_text(amount: int, unit: str, rng: Random) -> str:
    """Write a price per unit in one of the ways people do."""
    money = load_toml("simulate/parts_id.toml").content["money"]
    patterns = money["patterns"] if amount % 1000 == 0 else money["odd"]
    full = f"{amount:,}".replace(",", ".")
    return str(rng.choice(patterns).format(k=amount // 1000, full=full, unit=unit))


def amount_text(value: int, unit: str, rng: Random) -> str:
    """Write an amount of goods."""
    patterns = load_toml("simulate/parts_id.toml").content["amounts"]["patterns"]
    return str(rng.choice(patterns).format(value=value, unit=unit))


def part(table: str, key: str) -> Any:
    """Give an entry of the file of parts."""
    return load_toml("simulate/parts_id.toml").content[table][key]
