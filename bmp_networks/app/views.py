"""What the page is told: where the work stands, how the files were read, and what the reader is unsure about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from bmp_networks.app.words import told
from bmp_networks.containers.chat import SELF

if TYPE_CHECKING:
    from bmp_networks.app.sessions import Session
    from bmp_networks.containers.chat import Chat, Source
    from bmp_networks.report.texts import Words

LINES_SHOWN = 200


def state_of(session: Session, lang: str) -> dict[str, Any]:
    """Give everything the page shows outside the report, as JSON values."""
    from bmp_networks.app.sessions import STEPS

    with session.lock:
        result = session.result
        return {
            "phase": session.phase,
            "run": session.run,
            "step": session.step,
            "step_number": STEPS.index(session.step),
            "steps": len(STEPS),
            "files": [
                {"number": upload.number, "name": upload.file.name, "kind": upload.kind, "bytes": len(upload.file.data)}
                for upload in session.uploads
            ],
            "error": None if session.error is None else told(session.error, lang),
            "result": None if result is None else describe(result.study.chat, session.choices, lang),
        }


def describe(chat: Chat, choices: Any, lang: str) -> dict[str, Any]:
    """Say what was read, and what a person should look at."""
    from bmp_networks.report.texts import load_words

    words = load_words(lang)
    times = chat.messages["timestamp"]
    authors = sorted(set(chat.messages["author"]), key=str.casefold)
    unread = chat.unread.head(LINES_SHOWN)
    several = len(chat.sources) > 1
    return {
        "group": chat.group or "",
        "messages": len(chat.messages),
        "people": len(authors),
        "period": words.span(times.min(), times.max()),
        "last_day": f"{times.max():%Y-%m-%d}",
        "sources": [_source(chat, number, source, words) for number, source in enumerate(chat.sources, 1)],
        "dates_unsure": choices.date_order == "auto"
        and any(source.date_confidence == "locale_default" for source in chat.sources),
        "me_unsure": choices.me is None and _names_self(chat),
        "authors": authors,
        "choices": {"date_order": choices.date_order, "me": choices.me or "", "timezone": choices.timezone},
        "unread": {
            "n": len(chat.unread),
            "lines": [
                {"place": f"{source}:{line}" if several else str(line), "text": text or ""}
                for source, line, text in zip(unread["source"], unread["line"], unread["text"], strict=True)
            ],
        },
    }


def _names_self(chat: Chat) -> bool:
    events = chat.events
    return bool((events["actor"] == SELF).any()) or any(SELF in targets for targets in events["targets"])


def _source(chat: Chat, number: int, source: Source, words: Words) -> dict[str, Any]:
    times = chat.records.loc[chat.records["source"] == number, "timestamp"]
    first = times.iloc[0] if len(times) else pd.NaT
    other, order = _read_otherwise(times, source.date_order)
    notes = [note for note in source.notes if note != "history_begins_in_mid_air"]
    return {
        "name": source.name,
        "platform": words.word("platforms", source.platform),
        "order": source.date_order,
        "order_words": words.word("date_orders", source.date_order),
        "sure": words.word("confidence", source.date_confidence).split(" --date-order")[0],
        "unsure": source.date_confidence == "locale_default",
        "first": words.date(first),
        "other_first": words.date(other),
        "other_order": order,
        "lines": source.n_lines,
        "notes": [_note(words, note) for note in notes],
    }


def _note(words: Words, note: str) -> str:
    key, _, value = note.partition(":")
    return words.word("notes", key).replace("{value}", value)


def _read_otherwise(times: pd.Series, order: str) -> tuple[pd.Timestamp, str]:
    """Give the first record's day with day and month exchanged, and the order that reads it so."""
    exchanged = {"day-first": "month-first", "month-first": "day-first"}.get(order, "")
    if not len(times) or not exchanged or times.iloc[0].day > 12:
        return pd.NaT, ""
    first = times.iloc[0]
    return pd.Timestamp(year=first.year, month=first.day, day=first.month), exchanged
