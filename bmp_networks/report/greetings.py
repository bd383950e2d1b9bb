"""People a facilitator may want to greet: a sentence, other explanations, and one thing to do. No ranking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from bmp_networks.report.view import View
from bmp_networks.resources import load_toml

MESSAGES_SHOWN = 3
LONGEST_TEXT = 240
NONE_BELOW = 0.5
"""An expected number of answers below this is said as "none"."""


@dataclass(frozen=True)
class Sign:
    """One state of a person: what was seen, in words and numbers, why it may be harmless, what can be done."""

    label: str
    sentence: str
    numbers: str
    explanations: tuple[str, ...]
    action: str


@dataclass(frozen=True)
class Person:
    """Somebody it may be good to greet, with the messages meant."""

    name: str
    signs: tuple[Sign, ...]
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One part of the list, people in alphabetical order."""

    title: str
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Greetings:
    """The list in its parts, and the day it counts back from."""

    parts: tuple[Part, ...]
    as_of: str

    @property
    def people(self) -> tuple[Person, ...]:
        """Everybody in the list."""
        return tuple(person for part in self.parts for person in part.people)


def greetings(view: View) -> Greetings:
    """List the people it may be good to greet, in three parts by urgency, by name in each."""
    titles = load_toml(f"texts/member_states_{view.words.lang}.toml").content["common"]["tiers"]
    found: dict[int, list[Person]] = {}
    for row in view.study.members.states.to_dict("records"):
        tier = min((int(reason.get("tier", 1)) for reason in row["reasons"]), default=1)
        found.setdefault(tier, []).append(_person(view, row))
    parts = (Part(titles[tier - 1], tuple(people)) for tier, people in sorted(found.items()))
    return Greetings(tuple(parts), view.words.date(view.period[1]))


def _person(view: View, row: dict[str, Any]) -> Person:
    texts = load_toml(f"texts/member_states_{view.words.lang}.toml").content
    name = _name(view, str(row["member"]))
    signs = []
    for state, reason in zip(row["states"], row["reasons"], strict=True):
        entry = texts["states"][state]
        numbers = {key: _plain(view, texts, key, value) for key, value in reason.items()}
        signs.append(
            Sign(
                label=entry["label"],
                sentence=entry["sentence"].format(name=name),
                numbers=entry["reason"].format(name=name, **numbers),
                explanations=tuple(entry["explanations"]),
                action=entry["action"].format(name=name),
            )
        )
    return Person(name, tuple(signs), tuple(quoted(view, row["evidence"])))


def _name(view: View, member: str) -> str:
    """Give the name of a member, or of somebody of the roster who is not in the group and so in no table."""
    if member in view.shown or view.study.roster is None:
        return view.shown.get(member, member)
    people = view.study.roster.persons
    known = dict(zip(people["person"], people["name"], strict=True))
    return str(known.get(member) or member)


def _plain(view: View, texts: dict[str, Any], key: str, value: Any) -> str:
    """Print a number or text behind a state: shares as per cent, days as dates, codes as words."""
    words = view.words
    if value is None:
        return words("format.missing")
    if isinstance(value, str):
        day = pd.to_datetime(value, format="%Y-%m-%d", errors="coerce")
        return str(texts["common"]["words"].get(value, value)) if pd.isna(day) else words.date(day)
    if isinstance(value, float) and "share" in key:
        return words.percent(value)
    if key == "answered":
        counts = texts["common"]["answered"]
        return str(counts["none"] if value < NONE_BELOW else counts["about"].format(n=words.events(float(value))))
    return words.events(float(value))


def quoted(view: View, evidence: tuple[str, ...]) -> list[str]:
    """Quote the first few of some messages, each with its day and time: for a facilitator's eyes only."""
    coded = view.study.coding.messages
    times = view.study.chat.messages["timestamp"]
    chosen = coded[coded["id"].isin(evidence)].head(MESSAGES_SHOWN)
    return [_message(view, times.iloc[i], text) for i, text in zip(chosen["i"], chosen["text"], strict=True)]


def _message(view: View, when: pd.Timestamp, text: str | None) -> str:
    words = view.words
    body = " ".join((text or "").split()) or words("greet.no_text")
    if len(body) > LONGEST_TEXT:
        body = body[:LONGEST_TEXT].rstrip() + " …"
    return words("greet.message", date=words.date(when, short=True), time=f"{when:%H.%M}", text=body)
