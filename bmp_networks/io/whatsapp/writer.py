"""Writing a chat as a phone would export it: the inverse of reading, for invented chats and pseudonymised ones."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, TextIO

import pandas as pd

from bmp_networks.containers.chat import RECORDS, Chat
from bmp_networks.errors import InputRefusedError
from bmp_networks.io.output import write_whole
from bmp_networks.io.whatsapp.authors import clean_name
from bmp_networks.io.whatsapp.writing import Wording, printed_body
from bmp_networks.resources import load_toml

PLATFORMS = ("android", "ios_old", "ios", "desktop")
_TYPED_BY_WHATSAPP = ("waiting_message", "call")
_PIECE = 4096
_LETTERS = re.compile("yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|a")


@dataclass(frozen=True)
class PrintShape:
    """How every record of a written export begins and ends.

    Parameters
    ----------
    platform
        ``android``, ``ios``, ``ios_old`` or ``desktop``.
    locale
        Key of the locale in the data file of shapes.
    language
        Language in which placeholders are worded where they have to be.
    header
        Gives the header of a moment.
    line_end
        What ends a record; lines inside a message end with LF.
    """

    platform: str
    locale: str
    language: str
    header: Callable[[pd.Timestamp], str]
    line_end: str


def write_chat(
    chat: Chat | pd.DataFrame,
    target: Path | str | TextIO | BinaryIO,
    *,
    shape: str = "android_id",
    language: str | None = None,
    group: str | None = None,
) -> None:
    """Write a chat, or its records, as an export that reads back as the same records.

    What a shape cannot carry is lost: Android prints no seconds, and neither the kind of a medium nor an author of
    system lines; a line of a message that looks like the beginning of a record is read as one on Android, where
    nothing tells them apart. Names are printed as in ``author_raw`` where that is still the same name.

    Parameters
    ----------
    chat
        A chat, or a table under the contract ``RECORDS``.
    target
        A file, or a stream for text or bytes; a file is written whole or not at all.
    shape
        ``<platform>_<locale>``: a platform (``android``, ``ios``, ``ios_old``, ``desktop``) and a locale of the data
        file of shapes, for example ``android_id``, ``ios_en_us``.
    language
        Print placeholders, deletions and edits anew in this language; by default they stay as they are, and only
        what the platform prints otherwise is worded in the language of the locale.
    group
        Name that iPhones print before system lines; the chat's own by default.

    Raises
    ------
    InputRefusedError
        When there is no such shape or language, or the file cannot be written.
    """
    records = chat.records if isinstance(chat, Chat) else RECORDS.check(chat)
    printed = print_shape(shape)
    name = group or (chat.group if isinstance(chat, Chat) else None)
    pieces = _pieces(records, printed, language, name)
    if isinstance(target, (str, Path)):
        write_whole(Path(target), lambda path: _write_file(path, pieces))
    elif isinstance(target, io.TextIOBase):
        for piece in pieces:
            target.write(piece)
    else:
        for piece in pieces:
            target.write(piece.encode("utf-8"))  # type: ignore[arg-type]


def print_shape(key: str) -> PrintShape:
    """Find how a shape prints, by its key ``<platform>_<locale>``.

    Raises
    ------
    InputRefusedError
        When the platform or the locale is not known.
    """
    platform = next((name for name in PLATFORMS if key.startswith(f"{name}_")), "")
    locale = key.removeprefix(f"{platform}_")
    content, own = load_toml("whatsapp/shapes.toml").content, load_toml("whatsapp/writing.toml").content
    locale = own["locales"].get(locale, locale)
    row = next((row for row in content["locale"] if row["key"] == locale), None)
    if not platform or row is None:
        known = ", ".join(row["key"] for row in content["locale"])
        raise InputRefusedError(
            f"there is no header shape {key!r}", hint=f"join one of {', '.join(PLATFORMS)} with one of {known}"
        )
    return PrintShape(
        platform,
        locale,
        own["languages"].get(locale.partition("_")[0], "en"),
        _header(platform, row),
        "\r\n" if platform == "ios" else "\n",
    )


def shape_keys() -> list[str]:
    """List every shape in which a chat can be written."""
    rows = load_toml("whatsapp/shapes.toml").content["locale"]
    # Time before date is known only between brackets.
    return [
        f"{platform}_{row['key']}"
        for platform in PLATFORMS
        for row in rows
        if not (platform == "ios_old" and row.get("time_first"))
    ]


def _header(platform: str, row: dict[str, Any]) -> Callable[[pd.Timestamp], str]:
    frame = load_toml("whatsapp/shapes.toml").content["platforms"]["ios" if platform == "desktop" else platform]
    time = row["time"] if platform == "android" else re.sub(r"([:.])mm", r"\1mm\1ss", row["time"])
    words, space = _period(row)
    time = time.replace(" a", f"{space}a")
    first, second = (time, row["date"]) if row.get("time_first") else (row["date"], time)
    pattern = frame.format(date=first, join=row["join"], time=second)
    return _printer(pattern, words)


def _printer(pattern: str, words: tuple[str, str]) -> Callable[[pd.Timestamp], str]:
    """Turn a pattern of the Unicode locale data's letters into a function that prints a moment."""
    parts = re.split(f"({_LETTERS.pattern}|ss)", pattern)
    cells: dict[str, Callable[[pd.Timestamp], str]] = {
        "yyyy": lambda at: f"{at.year:04d}",
        "yy": lambda at: f"{at.year % 100:02d}",
        "MM": lambda at: f"{at.month:02d}",
        "M": lambda at: str(at.month),
        "dd": lambda at: f"{at.day:02d}",
        "d": lambda at: str(at.day),
        "HH": lambda at: f"{at.hour:02d}",
        "H": lambda at: str(at.hour),
        "hh": lambda at: f"{at.hour % 12 or 12:02d}",
        "h": lambda at: str(at.hour % 12 or 12),
        "mm": lambda at: f"{at.minute:02d}",
        "ss": lambda at: f"{at.second:02d}",
        "a": lambda at: words[at.hour >= 12],
    }
    steps = [cells.get(part) or _constant(part) for part in parts if part]
    return lambda at: "".join([step(at) for step in steps])


def _constant(text: str) -> Callable[[pd.Timestamp], str]:
    return lambda _: text


def _period(row: dict[str, Any]) -> tuple[tuple[str, str], str]:
    own = load_toml("whatsapp/writing.toml").content
    key, short = row["key"], row["key"].partition("_")[0]
    early, late = row.get("words") or own["periods"].get(key) or own["periods"].get(short) or own["periods"]["en"]
    return (early, late), own["spaces"].get(key, own["spaces"].get(short, " "))


def _write_file(path: Path, pieces: Iterator[str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(pieces)


def _pieces(records: pd.DataFrame, shape: PrintShape, language: str | None, group: str | None) -> Iterator[str]:
    """Print the records, a few thousand at a time."""
    wording = Wording(shape.platform, shape.language, language)
    for start in range(0, len(records), _PIECE):
        rows = records.iloc[start : start + _PIECE].to_dict("records")
        yield "".join([_printed(row, shape, wording, group) for row in rows])


def _printed(row: dict[str, Any], shape: PrintShape, wording: Wording, group: str | None) -> str:
    header = shape.header(row["timestamp"])
    body = printed_body(row, wording)
    author = _author(row, shape, group)
    if author is None:
        return f"{header}{body}{shape.line_end}"
    if row["kind"] == "system" and shape.platform == "ios" and body[:1] not in ("\u200e", "\u200f"):
        # Without the mark an iPhone's line with an author would be that author's message.
        body = wording.mark + body
    return f"{header}{author}: {body}{shape.line_end}"


def _author(row: dict[str, Any], shape: PrintShape, group: str | None) -> str | None:
    """Give the author as it is to be printed; None where the shape prints none."""
    printed, author = row["author_raw"], row["author"]
    if row["kind"] == "message":
        same = isinstance(printed, str) and clean_name(printed) == author
        return _in_one_line(printed if same else author)
    by_a_person = row["event"] in _TYPED_BY_WHATSAPP and isinstance(printed, str)
    if shape.platform in ("android", "ios_old", "desktop") and not by_a_person:
        return None
    return _in_one_line(printed) if isinstance(printed, str) else _in_one_line(group) if group else None


def _in_one_line(name: str) -> str:
    return " ".join(name.splitlines())
