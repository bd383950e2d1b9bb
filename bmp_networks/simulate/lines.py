"""One message of an invented community while it is being made: who, when, what, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(eq=False)
class Line:
    """A message in the making.

    Parameters
    ----------
    speaker
        Number of the member.
    at
        Moment, in minutes since the first midnight.
    text
        What is written.
    act, topic
        As in the codebook.
    answers
        The message it answers; None where it opens something new.
    addressees
        Numbers of the members it calls by name or mention.
    codes
        products, stages, prices, quantities, places, actors, as far as there are any.
    conversation
        Number of the conversation it belongs to, from 0.
    mentions
        Digits behind an @.
    is_media
        A medium that the export leaves out.
    """

    speaker: int
    at: float
    text: str
    act: str
    topic: str
    answers: Line | None = None
    addressees: tuple[int, ...] = ()
    codes: dict[str, list[Any]] = field(default_factory=dict)
    conversation: int = -1
    mentions: tuple[str, ...] = ()
    is_media: bool = False
