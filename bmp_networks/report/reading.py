"""How the files were read, and what could not be read: so that a person can check it."""

from __future__ import annotations

from dataclasses import dataclass

from bmp_networks.containers.chat import Source
from bmp_networks.report.tables import Cell, Column, Table
from bmp_networks.report.texts import Words
from bmp_networks.report.view import View

LINES_LISTED = 40

MID_AIR = "history_begins_in_mid_air"
"""The note that says what ``left_truncated`` says too."""


@dataclass(frozen=True)
class ReadFile:
    """One export file: its title, what is known of it as pairs of name and value, and notes."""

    title: str
    facts: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]


def read_files(view: View) -> list[ReadFile]:
    """Describe each export file."""
    return [_read_file(view, number, source) for number, source in enumerate(view.study.chat.sources, 1)]


def _read_file(view: View, number: int, source: Source) -> ReadFile:
    words = view.words
    # A file is named after its group, and a chat of two after the other person: a name not for everybody's eyes.
    title = source.name if view.is_facilitator else words("reading.file_number", n=number)
    sure = words.word("confidence", source.date_confidence)
    if words.lang == "en" and source.date_reason:
        sure += f" ({source.date_reason})"
    languages = [words.word("languages", language) for language in source.languages]
    facts = (
        (words("reading.platform"), words.word("platforms", source.platform)),
        (words("reading.dates"), words.word("date_orders", source.date_order)),
        (words("reading.sure"), sure),
        (words("reading.seconds"), words("format.yes" if source.has_seconds else "format.no")),
        (words("reading.encoding"), source.encoding.upper()),
        (words("reading.languages"), words.listing(languages) or words("format.missing")),
        (words("reading.lines"), words.number(source.n_lines)),
        (words("reading.hash"), source.sha256),
    )
    history = words("reading.truncated" if source.left_truncated else "reading.complete")
    return ReadFile(title, facts, (history, *(_note(words, note) for note in source.notes if note != MID_AIR)))


def _note(words: Words, note: str) -> str:
    key, _, value = note.partition(":")
    return words.word("notes", key).replace("{value}", value)


def unread_sentence(view: View) -> str:
    """Say how many lines were not understood, and which."""
    words, chat = view.words, view.study.chat
    if not len(chat.unread):
        return words("reading.all_understood")
    key = "reading.line_of_file" if len(chat.sources) > 1 else "reading.line_of"
    places = [
        words(key, source=source, line=line)
        for source, line in zip(chat.unread["source"], chat.unread["line"], strict=True)
    ]
    where = ", ".join(places[:LINES_LISTED]) + (" …" if len(places) > LINES_LISTED else "")
    total = sum(source.n_lines for source in chat.sources)
    return words("reading.not_understood", n=words.number(len(places)), lines=words.number(total), where=where)


def unread_table(view: View) -> Table | None:
    """Make the table of lines not understood, with their text: for the facilitator only."""
    unread = view.study.chat.unread
    if not view.is_facilitator or unread.empty:
        return None
    words = view.words
    rows = tuple(
        (Cell(f"{source}:{line}", float(line)), Cell(text or ""))
        for source, line, text in zip(unread["source"], unread["line"], unread["text"], strict=True)
    )
    columns = (Column(words("reading.line")), Column(words("reading.text")))
    return Table("unread-table", words("reading.unread_text"), columns, rows)
