"""What goes into a study: its files and choices, what was read of them, and the account of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

import bmp_networks
from bmp_networks.containers.chat import Chat, keep_latest
from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.containers.roster import Gazetteer, Roster
from bmp_networks.errors import EmptyChatError, InputRefusedError
from bmp_networks.io.consent import known_keys, members_removed, names_without_consent, renumbered_codes, without_people
from bmp_networks.io.lexicons import read_gazetteer, read_lexicon
from bmp_networks.io.tables import read_aliases, read_codes, read_roster
from bmp_networks.io.whatsapp.archive import NamedBytes
from bmp_networks.io.whatsapp.reader import read_chat
from bmp_networks.measures.bots import REASONS
from bmp_networks.measures.identity import identify_people
from bmp_networks.text import name_key


@dataclass(frozen=True)
class Inputs:
    """The files of a study.

    Parameters
    ----------
    without
        People to be taken out before anything is measured, besides those whose roster says ``consent`` no.
    consent
        ``honoured``, or ``ignored`` to measure what taking people out changes.
    sources
        Exports of one group, from one or several phones; they are merged.
    roster, aliases, lexicon, codes
        What a person knows of the people, who is whom in the exports, her own words, and her corrected coding.
    gazetteers
        Her own organisations; they come before the packaged ones.
    other_groups
        Exports of other groups with the same people: news may have come there first.
    coder
        Whose columns count where ``codes`` is a coding sheet: A (the default) or B.
    """

    sources: tuple[Path | NamedBytes, ...]
    roster: Path | NamedBytes | None = None
    aliases: Path | None = None
    gazetteers: tuple[Path, ...] = ()
    lexicon: Path | None = None
    codes: Path | None = None
    coder: str | None = None
    other_groups: tuple[Path | NamedBytes, ...] = ()
    without: tuple[str, ...] = ()
    consent: str = "honoured"


@dataclass(frozen=True)
class Plan:
    """Every choice a person can make about a study.

    Parameters
    ----------
    date_order
        ``auto``, ``day-first``, ``month-first`` or ``year-first``.
    me
        Who "You" or "Anda" is.
    timezone
        Names the clock of the export; never shifts it.
    since, until
        First and last day looked at, both included.
    group_size
        Members of the group, silent ones too, where known.
    reply_rule
        How answers are inferred.
    profile
        The reading of the literature by which ties are typed.
    infer
        Whether ties of which the roster is silent are inferred; without a roster they always are.
    episode_minutes
        A pause longer than this ends an episode.
    resamples
        Bootstrap resamples of the intervals.
    seed
        Start of every random choice.
    latest
        Only so many of the last messages are looked at; all of them where it is None.
    """

    date_order: str = "auto"
    me: str | None = None
    timezone: str = "Asia/Jakarta"
    since: pd.Timestamp | None = None
    until: pd.Timestamp | None = None
    group_size: int | None = None
    reply_rule: str = "ranker"
    profile: str = "seed002"
    infer: bool = False
    episode_minutes: int = 60
    resamples: int = 2000
    seed: int = 0
    latest: int | None = None


@dataclass(frozen=True)
class Material:
    """What was read: the chat and what people know about it.

    ``others`` are chats of other groups with the same people.
    ``removed`` counts the names under which people wrote who did not consent, and their messages: both are out.
    """

    chat: Chat
    roster: Roster | None
    gazetteer: Gazetteer
    lexicon: Lexicon
    codes: tuple[dict[str, Any], ...] = ()
    removed: tuple[int, int] = (0, 0)
    others: tuple[Chat, ...] = ()


def read_material(inputs: Inputs, plan: Plan) -> Material:
    """Read every file of a study.

    Raises
    ------
    InputRefusedError
        When a file is missing or does not fit its description.
    EmptyChatError
        When the export holds no message.
    """
    roster = read_roster(inputs.roster) if inputs.roster else None
    gazetteer = read_gazetteer(*inputs.gazetteers)
    lexicon = read_lexicon(inputs.lexicon)
    codes = tuple(read_codes(inputs.codes, coder=inputs.coder)) if inputs.codes else ()
    aliases = read_aliases(inputs.aliases) if inputs.aliases else None
    chat = read_chat(*inputs.sources, date_order=plan.date_order, me=plan.me, aliases=aliases)
    if not len(chat.messages):
        raise EmptyChatError(
            "there is no message in this export",
            where=chat.sources[0].name,
            hint="export the chat again from WhatsApp and give the new file",
        )
    others = tuple(
        read_chat(other, date_order=plan.date_order, me=plan.me, aliases=aliases) for other in inputs.other_groups
    )
    material = Material(chat, roster, gazetteer, lexicon, codes, others=others)
    if inputs.consent == "honoured":
        material = honour_consent(material, inputs.without)
    if plan.latest is not None:
        material = replace(material, chat=keep_latest(material.chat, plan.latest))
    return material


def honour_consent(material: Material, without: Iterable[str] = ()) -> Material:
    """Take out everybody whose roster says no, or who is named: messages, system lines, roster rows, hand codes.

    Raises
    ------
    InputRefusedError
        When nobody is called as somebody who is to be taken out.
    EmptyChatError
        When no message is left.
    """
    names = names_without_consent(material.roster, without)
    if not names:
        return material
    unknown = {name_key(name) for name in without} - known_keys(material.chat, material.roster)
    if unknown:  # a misspelt name would leave in what was to be taken out
        raise InputRefusedError(
            f"{len(unknown)} of the people to be taken out stand under no such name in the chat or the roster",
            hint="write the name as the export or the roster has it; `roster` lists them",
        )
    names |= _other_names(material, names)
    chat, roster = without_people(material.chat, material.roster, names)
    if not len(chat.messages):
        raise EmptyChatError("nobody who consented wrote a message", hint="look at the column consent of the roster")
    codes = renumbered_codes(material.codes, material.chat, chat)
    removed = members_removed(material.chat, names)
    others = tuple(without_people(other, material.roster, names)[0] for other in material.others)
    return Material(chat, roster, material.gazetteer, material.lexicon, codes, removed, others)


def _other_names(material: Material, names: frozenset[str]) -> frozenset[str]:
    """Give the further names and numbers of the same people, as changes of number and merges of exports show them."""
    found: set[str] = set()
    for chat in (material.chat, *material.others):
        keys = identify_people(chat, material.roster).keys
        persons = {node for key, node in keys.items() if key in names}
        found |= {key for key, node in keys.items() if node in persons}
    return frozenset(found)


def found_broadcasting(material: Material) -> tuple[int, int]:
    """Count the accounts that the chat, not the roster, shows to be no persons, and their messages."""
    left = _left_out(material)
    found = [how for how in REASONS if how != "roster"]
    return sum(left[f"broadcasting_by_{how}"] for how in found), sum(left[f"messages_by_{how}"] for how in found)


def _left_out(material: Material) -> dict[str, int]:
    """Count the accounts that are no persons, by how that is known, and their messages: no measure has them."""
    people = identify_people(material.chat, material.roster)
    nodes = (people.nodes.get(name, name) for name in material.chat.messages["author"])
    written = Counter(people.bot_reasons[node] for node in nodes if node in people.bots)
    known = Counter(people.bot_reasons.values())
    return {f"broadcasting_by_{how}": known[how] for how in REASONS} | {
        f"messages_by_{how}": written[how] for how in REASONS
    }


def provenance(material: Material, coding: Coding, graph: InteractionGraph, plan: Plan) -> dict[str, Any]:
    """Say what a study rests on: version, settings, hashes of the input, word lists, counts, lines not understood."""
    settings = {
        key: str(value.date()) if isinstance(value, pd.Timestamp) else value for key, value in asdict(plan).items()
    }
    chat = material.chat
    return {
        "program": "bmp_networks",
        "version": bmp_networks.__version__,
        "seed": plan.seed,
        "settings": settings,
        "sources": [asdict(source) for source in chat.sources],
        "word_lists": sorted({*coding.versions, *material.lexicon.versions, *material.gazetteer.versions}),
        "counts": {
            "records": len(chat.records),
            "user_messages": len(chat.messages),
            "system_lines": len(chat.events),
            "messages_in_period": len(graph.turns),
            "episodes": int(graph.turns["episode"].nunique()),
            "members": int((graph.nodes["kind"] == "member").sum()),
            "members_writing": int((graph.nodes["messages"] > 0).sum()),
            "roster_names": 0 if material.roster is None else len(material.roster.people),
            "hand_coded_messages": len(material.codes),
            "names_without_consent": material.removed[0],
            "messages_without_consent": material.removed[1],
            **_left_out(material),
        },
        "lines_not_understood": [
            f"{source}:{line}" for source, line in zip(chat.unread["source"], chat.unread["line"], strict=True)
        ],
    }
