"""Accounts that broadcast and are no persons: by the roster, by name, and because they only repeat themselves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache

import numpy as np

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.roster import Roster
from bmp_networks.resources import load_toml
from bmp_networks.text import fold, name_key, tokenize

REASONS = ("roster", "named", "repeats")

REPEATED_FROM = 0.95
"""An account of which more than this share is copies of a few texts may be one that broadcasts (METHODS 0.2)."""

FEWEST_MESSAGES, FEWEST_COPIES = 20, 5
"""Of fewer messages, and of a text sent fewer times, it is not said."""

LONG_WORDS = 8
"""Short answers are alike among people too."""

ON_TIME = 0.9
"""So large a share of the copies of a text within a minute of one time of day, or of what sets it off."""

LANGUAGES = ("id", "jv", "en")

_MINUTES = 24 * 60
_CHANGES = re.compile(r"https?://\S+|www\.\S+|@\S+|\d+(?:[.,:/-]\d+)*")
_COMMAND = re.compile(r"[/!.]\w")


def find_bots(chat: Chat, nodes: Mapping[str, str], roster: Roster | None = None) -> dict[str, str]:
    """Say which accounts broadcast and are no persons, and how it is known.

    ``roster``: the roster says so (``bot`` yes, or the role bot). ``named``: an account of WhatsApp itself.
    ``repeats``: of at least 20 messages more than 95 % are copies of texts sent five times or more, in which links,
    numbers and mentions may change, and these texts are automatic: sent at one minute of the day, at a command or a
    join, or of eight words and more without a greeting. Somebody who greets every day in the same words is a person.

    Parameters
    ----------
    chat
        The chat.
    nodes
        Name as in the export → node.
    roster
        What is known of the people; whom it calls no bot, or gives another role, is none.

    Returns
    -------
    dict
        Node → one of ``REASONS``.
    """
    told = _told(roster)
    reasons = {node: "roster" for node, is_bot in told.items() if is_bot}
    messages = chat.messages
    rows: dict[str, list[int]] = {}
    for place, name in enumerate(messages["author"]):
        rows.setdefault(nodes.get(name, name), []).append(place)
    named = {nodes.get(name, name) for name in set(messages["author"]) if name_key(name or "") in _accounts()}
    reasons |= dict.fromkeys(named - set(told), "named")
    spoken = zip(messages["body"], messages["media"], messages["deleted"], strict=True)
    bodies = [None if media is not None or deleted else body for body, media, deleted in spoken]
    triggers: np.ndarray | None = None
    for node, places in rows.items():
        if node in told or node in reasons or len(places) < FEWEST_MESSAGES:
            continue
        copies = _copied(bodies, places)
        if copies:
            triggers = _set_off(chat) if triggers is None else triggers
            automatic = sum(
                len(of_one) for text, of_one in copies.items() if _is_automatic(text, of_one, chat, triggers)
            )
            if automatic > REPEATED_FROM * len(places):
                reasons[node] = "repeats"
    return reasons


def _told(roster: Roster | None) -> dict[str, bool]:
    """Say of every person of whom the roster tells it whether she is a bot."""
    if roster is None:
        return {}
    columns = (roster.persons[name] for name in ("person", "bot", "role"))
    return {
        person: bot == "yes" if bot else role.casefold() == "bot"
        for person, bot, role in zip(*columns, strict=True)
        if bot or role
    }


def _copied(bodies: list[str | None], places: list[int]) -> dict[str, list[int]]:
    """Give every text that one account sent five times or more and where; nothing where too much of it is not such."""
    found: dict[str, list[int]] = {}
    most = len(places) * (1 - REPEATED_FROM + REPEATED_FROM / FEWEST_COPIES)
    for place in places:
        found.setdefault(_CHANGES.sub("#", fold(bodies[place] or "")), []).append(place)
        if len(found) > most:
            return {}
    found.pop("", None)
    return {text: of_one for text, of_one in found.items() if len(of_one) >= FEWEST_COPIES}


def _is_automatic(text: str, places: list[int], chat: Chat, triggers: np.ndarray) -> bool:
    words = [token.text for token in tokenize(text)]
    if not words:  # a mark, an emoji
        return False
    days, minutes = np.divmod(
        chat.messages["timestamp"].to_numpy()[places].astype("datetime64[m]").astype(int), _MINUTES
    )
    times = Counter(minutes.tolist())
    around = max(sum(times[(minute + step) % _MINUTES] for step in (-1, 0, 1)) for minute in times)
    is_long = len(words) >= LONG_WORDS
    if around >= ON_TIME * len(places) and len(set(days.tolist())) >= FEWEST_COPIES:
        return True
    if triggers[places].mean() >= ON_TIME and (is_long or not _greetings().intersection(words)):
        return True
    return is_long and not _greetings().intersection(words)


def _set_off(chat: Chat) -> np.ndarray:
    """Say of each message whether it comes within a minute of a join, or of somebody else's command."""
    messages, events = chat.messages, chat.events
    at = messages["timestamp"].to_numpy().astype("datetime64[s]").astype(np.int64)
    joins = events.loc[events["event"].isin(["member_added", "member_joined"]), "timestamp"]
    joined = np.sort(joins.to_numpy().astype("datetime64[s]").astype(np.int64))
    before = np.searchsorted(joined, at, side="right") - 1
    set_off: np.ndarray = np.zeros(len(at), dtype=bool)
    if len(joined):
        set_off |= (before >= 0) & (at - joined[before] <= 60)
    bodies, authors = messages["body"].to_numpy(), messages["author"].to_numpy()
    for place in range(1, len(at)):
        is_command = _COMMAND.match(bodies[place - 1] or "") is not None
        if is_command and authors[place - 1] != authors[place] and at[place] - at[place - 1] <= 60:
            set_off[place] = True
    return set_off


@cache
def _greetings() -> frozenset[str]:
    files = (load_toml(f"members/broadcast_{language}.toml").content["broadcast"] for language in LANGUAGES)
    return frozenset(word for content in files for word in content["greetings"])


@cache
def _accounts() -> frozenset[str]:
    return frozenset(name_key(name) for name in load_toml("members/broadcast_en.toml").content["broadcast"]["accounts"])
