"""What the name of an exported file tells: the group, in every language in which WhatsApp names its exports."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from bmp_networks.resources import load_csv

IOS_MEMBER = "_chat.txt"
"""What an iPhone calls the chat inside its zip: a name that does not tell the group."""

_GAP = "[ _+]"
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_ENDINGS = re.compile(r"(?:\.(?:txt|zip|text))+$", re.IGNORECASE)
# Saved twice: "G (1)"; mail programmes and some browsers make "_1_" of the brackets.
_COPY = re.compile(r"(?:[ _]*\(\d{1,3}\)|_\d{1,2}_)+$")


def base_name(name: str) -> str:
    """Give the last part of a path, whichever way its slashes lean."""
    return re.split(r"[/\\]", name)[-1]


def group_from_name(name: str) -> str | None:
    """Read the group's name from the name of an export; None where the name is not one that WhatsApp gives."""
    # A Mac stores names decomposed: Korean and Japanese would not match.
    stem = _MARKS.sub("", unicodedata.normalize("NFC", base_name(name))).replace("\u00a0", " ").replace("\u202f", " ")
    stem = _COPY.sub("", _ENDINGS.sub("", stem)).strip()
    for pattern in _patterns():
        match = pattern.fullmatch(stem)
        if match:
            underscored = "_" in stem and " " not in stem
            group = match["group"].replace("_", " ") if underscored else match["group"]
            return group.strip() or None
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    templates = [row["template"] for row in load_csv("whatsapp/file_names.csv").content]
    return tuple(re.compile(_as_pattern(template), re.IGNORECASE | re.DOTALL) for template in templates)


def _as_pattern(template: str) -> str:
    """Turn a template into a pattern: between CJK words the space may be missing, elsewhere it may be an underscore."""
    parts: list[str] = []
    for part in re.split(r"(\{group\}| )", template):
        if part == "{group}":
            parts.append("(?P<group>.+?)")
        elif part == " ":
            parts.append(_GAP + ("*" if re.search("[\u3040-\u9fff]", template) else "+"))
        else:
            parts.append(re.escape(part))
    return "".join(parts)
