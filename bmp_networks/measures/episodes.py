"""Episodes of a group and turns of its members: the units in which messages belong together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from bmp_networks.containers.chat import Chat
from bmp_networks.containers.graph import TURNS
from bmp_networks.resources import load_toml
from bmp_networks.text import tokenize

PHATIC_LANGUAGES = ("id", "jv", "en")
_DRAWN_OUT = re.compile(r"(\w)\1{2,}")


def find_episodes(at: Sequence[pd.Timestamp] | pd.Series, *, minutes: float = 60) -> np.ndarray:
    """Give the conversation each message belongs to: a silence longer than ``minutes`` ends one.

    Parameters
    ----------
    at
        Time of each message, in file order, shape ``(n,)``. A clock that runs back ends no episode.
    minutes
        Longest silence inside an episode.

    Returns
    -------
    np.ndarray
        Episode of each message, from 0, shape ``(n,)``.
    """
    return _numbered(_gaps(at) > minutes)


def find_turns(nodes: Sequence[str], at: Sequence[pd.Timestamp] | pd.Series, *, minutes: float = 5) -> np.ndarray:
    """Give the turn each message belongs to: consecutive messages of one speaker with no pause longer than ``minutes``.

    Returns
    -------
    np.ndarray
        Turn of each message, from 0, shape ``(n,)``.
    """
    speaker = np.asarray(nodes, dtype=object)
    changes = np.zeros(len(speaker), dtype=bool)
    changes[1:] = speaker[1:] != speaker[:-1]
    return _numbered(changes | (_gaps(at) > minutes))


def spread_minutes(at: Sequence[pd.Timestamp] | pd.Series) -> np.ndarray:
    """Give times in minutes with the messages of one minute spread evenly over it, in file order.

    For exports that stop at the minute: the r-th of k messages of a minute is put at (r - 1/2)/k of it.

    Returns
    -------
    np.ndarray
        Minutes since 1970, shape ``(n,)``; only differences mean anything.
    """
    minute = np.floor(_seconds(at) / 60)
    starts = np.flatnonzero(np.r_[True, minute[1:] != minute[:-1]]) if len(minute) else np.array([], dtype=int)
    counts = np.diff(np.r_[starts, len(minute)])
    rank = np.arange(len(minute)) - np.repeat(starts, counts)
    spread: np.ndarray = minute + (rank + 0.5) / np.repeat(counts, counts)
    return spread


def describe_turns(chat: Chat, nodes: Sequence[str], *, episode_minutes: float = 60) -> pd.DataFrame:
    """Describe every user message of a chat by speaker, episode, turn, number of words and whether it says anything.

    Parameters
    ----------
    chat
        The chat.
    nodes
        Who wrote each user message, in the order of ``chat.messages``, shape ``(n messages,)``.
    episode_minutes
        Longest silence inside an episode.

    Returns
    -------
    pd.DataFrame
        Table under ``TURNS``, one row a user message, in file order.
    """
    messages = chat.messages
    at = messages["timestamp"]
    names = frozenset(token.text for name in set(messages["author"]) for token in tokenize(name or ""))
    spoken = list(zip(messages["body"], messages["media"], messages["deleted"], strict=True))
    return TURNS.build(
        {
            "i": messages["i"],
            "node": list(nodes),
            "at": at,
            "episode": find_episodes(at, minutes=episode_minutes),
            "turn": find_turns(nodes, at),
            "words": [0 if deleted else count_words(body, media) for body, media, deleted in spoken],
            "phatic": [bool(deleted) or is_phatic(body, media, names=names) for body, media, deleted in spoken],
        }
    )


def count_words(body: str | None, media: str | None = None) -> int:
    """Count the words of a message; of a photo or file only those of its caption."""
    return len(tokenize(_said(body, media)))


def is_phatic(body: str | None, media: str | None = None, *, names: frozenset[str] = frozenset()) -> bool:
    """Say whether a message answers without contributing: a sticker, ok, amin, or emoji only.

    Parameters
    ----------
    body
        The text.
    media
        Media kind; None for plain text.
    names
        Folded words of the members' names: one may follow a form of address (*siap mbak Eni*).
    """
    if media is not None and media != "sticker":
        return False
    if media == "sticker":
        return True
    words = [token.text for token in tokenize(body or "")]
    if not words:
        return "?" not in (body or "")
    answers, address = _phatic_words()
    answered = False
    for number, word in enumerate(words):
        if word in answers or _DRAWN_OUT.sub(r"\1", word) in answers:
            answered = True
        elif not (word in address or (number and words[number - 1] in address and word in names)):
            return False
    return answered


@cache
def _phatic_words() -> tuple[frozenset[str], frozenset[str]]:
    tables = [load_toml(f"lexicons/phatic_{language}.toml").content["phatic"] for language in PHATIC_LANGUAGES]
    return (
        frozenset(word for table in tables for word in table["answers"]),
        frozenset(word for table in tables for word in table["address"]),
    )


def _said(body: str | None, media: str | None) -> str:
    if media is None:
        return body or ""
    # The first line of an attachment is the placeholder or the file's name; a caption follows it.
    return (body or "").partition("\n")[2]


def _seconds(at: Sequence[pd.Timestamp] | pd.Series) -> np.ndarray:
    seconds: np.ndarray = np.asarray(at, dtype="datetime64[s]").astype(np.int64).astype(float)
    return seconds


def _gaps(at: Sequence[pd.Timestamp] | pd.Series) -> np.ndarray:
    """Minutes since the message before, shape ``(n,)``, 0 for the first."""
    seconds = _seconds(at)
    return np.diff(seconds, prepend=seconds[:1]) / 60


def _numbered(starts: np.ndarray) -> np.ndarray:
    numbers: np.ndarray = np.cumsum(starts).astype(np.int64)
    return numbers - (numbers[0] if len(numbers) else 0)
