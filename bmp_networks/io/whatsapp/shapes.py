"""Header shapes: what distinguishes them, and the pattern that finds the records of a file in one of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import Any, NamedTuple

from bmp_networks.resources import load_toml

MARK = "[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
SPACE = "[ \u00a0\u202f\u2009]"


class Signature(NamedTuple):
    """What distinguishes one header from another when digits are no matter."""

    platform: str
    mark: str
    year: str
    join: str
    clock: str
    seconds: bool
    period: str
    time_first: bool


@dataclass(frozen=True)
class Shape:
    """The shape of a file's headers.

    Parameters
    ----------
    key
        ``<platform>_<locale>`` of the data file of shapes; ``<platform>_other`` where no row there fits.
    signature
        Marks and places of its parts.
    order
        The date order usual for it.
    words
        The words for halves of the day that occur, with the others of their group.
    early, late, noon
        The same by meaning, lower case without spaces and dots.
    marked
        Whether direction marks stand inside the date.
    ascii
        Whether its digits are 0 to 9.
    crlf
        Whether records end with CRLF while lines inside a message end with LF.
    """

    key: str
    signature: Signature
    order: str
    words: tuple[str, ...] = ()
    early: frozenset[str] = field(default_factory=frozenset)
    late: frozenset[str] = field(default_factory=frozenset)
    noon: frozenset[str] = field(default_factory=frozenset)
    marked: bool = False
    ascii: bool = True
    crlf: bool = False


@cache
def shape_data() -> dict[str, Any]:
    """Give the content of the data file of shapes."""
    content: dict[str, Any] = load_toml("whatsapp/shapes.toml").content
    return content


def header_pattern(shape: Shape) -> re.Pattern[str]:
    """Give the pattern that finds the beginning of every record, with the groups date, time and author.

    The author is what stands before the first colon and space; None where the first colon is not followed by a space.
    """
    signature = shape.signature
    prefix = "\r\n" if shape.crlf else "\n"
    date = f"({_date_pattern(shape)})"
    time = f"({_time_pattern(shape)})"
    join = f"{MARK}*" * shape.marked + spaced(signature.join)
    when = f"{time}{join}{date}" if signature.time_first else f"{date}{join}{time}"
    begin, end = {
        "android": ("", f"(?:{MARK}*{SPACE}[-–]{SPACE})"),
        "ios": (f"\\[{MARK}*", f"{MARK}*\\] ?"),
        "ios_old": ("", ": "),
    }[signature.platform]
    if signature.platform == "android" and not shape.marked:
        end = " [-–] "
    return re.compile(f"{prefix}{MARK}*{begin}{when}{end}(?:([^:\n]*): |)")


def _date_pattern(shape: Shape) -> str:
    digit = "[0-9]" if shape.ascii else r"\d"
    mark = re.escape(shape.signature.mark.rstrip()) + (SPACE + "?" if shape.signature.mark.endswith(" ") else "")
    if shape.marked:
        mark = f"{MARK}*{mark}{MARK}*"
    two, four = f"{digit}{{1,2}}", f"{digit}{{4}}"
    first = four if shape.signature.year == "first" else two
    last = four if shape.signature.year == "last" else two
    tail = (
        r"\.?" if shape.signature.mark == ". " else "(?: ?(?:BE|พ\\.ศ\\.))?" if shape.signature.year == "last" else ""
    )
    return f"{first}{mark}{two}{mark}{last}{tail}"


def _time_pattern(shape: Shape) -> str:
    digit = "[0-9]" if shape.ascii else r"\d"
    clock = re.escape(shape.signature.clock)
    core = f"{digit}{{1,2}}{clock}{digit}{{2}}" + f"{clock}{digit}{{2}}" * shape.signature.seconds
    if not shape.signature.period:
        return core
    words = "|".join(spaced(re.escape(word)) for word in sorted(shape.words, key=len, reverse=True))
    gap = f"(?:{SPACE}|{MARK})*" if shape.marked else f"{SPACE}?"
    return f"(?:{words}){gap}{core}" if shape.signature.period == "before" else f"{core}{gap}(?:{words})"


def spaced(text: str) -> str:
    """Let every space of a pattern be any of the spaces that phones print."""
    return text.replace("\\ ", " ").replace(" ", SPACE)


def plain_word(word: str) -> str:
    """Give a word for half of the day in lower case without spaces and dots."""
    return re.sub(f"{SPACE}|{MARK}|\\.", "", word).lower()
