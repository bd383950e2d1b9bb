"""Refusing what is no WhatsApp export: which kind of file it seems to be, and the sentence that says so."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from bmp_networks.errors import ArchiveError, InputRefusedError, NotAnExportError
from bmp_networks.resources import load_toml

if TYPE_CHECKING:
    from bmp_networks.io.whatsapp.archive import ExportText

SIZE_LIMIT = 1 << 30
"""The largest text that is read, in bytes. An export of a phone holds at most some 40,000 messages, a few megabytes."""

_HEAD = 1 << 16
_LINES = 400
_LINE_LENGTH = 500
_CLASSES: dict[str, type[InputRefusedError]] = {
    "not_an_export": NotAnExportError,
    "archive": ArchiveError,
    "unreadable": InputRefusedError,
}
# Kinds whose lines begin with a date and a time as those of an export do.
_DATED = frozenset({"copied", "irc", "kakaotalk", "line", "log", "signal", "telegram"})
_SENTENCE = re.compile(r"[^\W\d_]{2,}(?:[ ,;]+[^\W\d_]{2,}){4}")


def refusal(reason: str, *, where: str, kind: str = "") -> InputRefusedError:
    """Make the error for a reason such as ``archive.encrypted``; its words stand in the texts file ``refusals``.

    Parameters
    ----------
    reason
        Table and key in the texts file, with a dot between.
    where
        Name of the file.
    kind
        What the file seems to be: a key of the table ``kinds``.
    """
    message, hint = refusal_texts(reason, kind=kind)
    error = _CLASSES[reason.partition(".")[0]](message, where=where, hint=hint)
    error.reason, error.kind = reason, kind
    return error


def refusal_texts(reason: str, *, kind: str = "", lang: str = "en") -> tuple[str, str]:
    """Give the sentence and the hint of a refusal, in English or Indonesian (``lang="id"``)."""
    texts = load_toml(f"texts/refusals_{lang}.toml").content
    table, _, key = reason.partition(".")
    message = texts[table][key].format(what=texts["kinds"].get(kind, ""), limit=f"{SIZE_LIMIT >> 20} MB")
    return message, texts["hints"][texts["advice"][key]]


def refuse(export: ExportText) -> NotAnExportError:
    """Give the error for a text in which no header shape of WhatsApp fits, naming what the text seems to be."""
    kind = kind_of_text(export.data)
    error = refusal("not_an_export.foreign" if kind else "not_an_export.unknown", where=export.name, kind=kind or "")
    assert isinstance(error, NotAnExportError)
    return error


def refuse_if_foreign(export: ExportText) -> None:
    """Refuse a text whose lines begin with a date in no usual shape, and which reads as another program's.

    Raises
    ------
    NotAnExportError
        When the text is a log, messages copied by hand, or another messenger's history.
    """
    kind = kind_of_text(export.data)
    if kind in _DATED:
        raise refusal("not_an_export.foreign", where=export.name, kind=kind)


def kind_of_bytes(data: bytes) -> str | None:
    """Tell a file that is no text by its first bytes: a key of the table ``kinds``, or None."""
    for kind, offset, magic in _magics():
        if data.startswith(magic, offset):
            return kind
    return None


def kind_of_opening(data: bytes) -> str | None:
    """Tell another program's file by how it opens, where no chat could open so: a key of ``kinds``, or None."""
    head = _decode(data[:_HEAD]).lstrip()
    return next((kind for kind, pattern in _openings() if pattern.match(head)), None)


def kind_of_text(data: bytes) -> str | None:
    """Tell what a text that is no export seems to be: a key of ``kinds``, or None where it is like nothing known."""
    opening = kind_of_opening(data)
    if opening:
        return opening
    lines = [line[:_LINE_LENGTH] for line in _decode(data[: 4 * _HEAD]).splitlines() if line.strip()][:_LINES]
    if not lines:
        return None
    for kind, pattern, share in _contents():
        n_found = sum(1 for line in lines if pattern.search(line))
        if n_found and n_found >= share * len(lines):
            return kind
    if _is_table(lines):
        return "csv"
    return "prose" if sum(1 for line in lines if _SENTENCE.search(line)) >= len(lines) / 4 else None


def _is_table(lines: list[str]) -> bool:
    """Whether nearly all lines hold the same number, one or more, of one delimiter (as a line count: at least two)."""
    if len(lines) < 2:
        return False
    for delimiter in (",", ";", "\t", "|"):
        counts = [line.count(delimiter) for line in lines]
        wanted = counts[0]
        # Text cells may hold commas of their own: a few rows may have more.
        if wanted and sum(count == wanted for count in counts) >= 0.8 * len(lines):
            return True
        if wanted >= 2 and all(count >= wanted for count in counts):
            return True
    return False


def _decode(data: bytes) -> str:
    return data.decode("utf-8", "replace")


@cache
def _magics() -> tuple[tuple[str, int, bytes], ...]:
    entries: list[dict[str, Any]] = load_toml("whatsapp/foreign.toml").content["magic"]
    return tuple((entry["kind"], entry.get("offset", 0), bytes.fromhex(entry["bytes"])) for entry in entries)


@cache
def _openings() -> tuple[tuple[str, re.Pattern[str]], ...]:
    entries: list[dict[str, Any]] = load_toml("whatsapp/foreign.toml").content["opening"]
    return tuple((entry["kind"], re.compile(entry["pattern"], re.IGNORECASE)) for entry in entries)


@cache
def _contents() -> tuple[tuple[str, re.Pattern[str], float], ...]:
    entries: list[dict[str, Any]] = load_toml("whatsapp/foreign.toml").content["content"]
    return tuple(
        (entry["kind"], re.compile(entry["pattern"], re.IGNORECASE), float(entry.get("share", 0))) for entry in entries
    )
