"""How the files were read, in words: what a person should look at, and what the reader is unsure about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from bmp_networks.app.words import app_words
from bmp_networks.containers.chat import SELF
from bmp_networks.report.texts import load_words

if TYPE_CHECKING:
    from bmp_networks.app.results import Result
    from bmp_networks.app.sessions import Choices
    from bmp_networks.containers.chat import Chat, Source
    from bmp_networks.report.texts import Words

LINES_SHOWN = 200


def describe(chat: Chat, choices: Choices, lang: str) -> dict[str, Any]:
    """Say what was read, and what a person should look at."""
    words = load_words(lang)
    times = chat.messages["timestamp"]
    authors = sorted(set(chat.messages["author"]), key=str.casefold)
    unread = chat.unread.head(LINES_SHOWN)
    several = len(chat.sources) > 1
    return {
        "group": chat.group or "",
        "messages": len(chat.messages),
        "people": len(authors),
        "latest": _latest(chat),
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


def describe_effect(result: Result, lang: str) -> list[dict[str, str]]:
    """Give each headline in words, with everybody, without those who said no, and the difference."""
    words, headlines = load_words(lang), app_words(lang)["headlines"]
    rows = []
    for row in result.effect.to_dict("records"):
        digits = 2 if row["headline"].endswith("gini") else 1 if row["headline"].endswith("enm") else 0
        numbers = {key: words.number(row[key], digits) for key in ("everybody", "consenting", "difference")}
        if row["difference"] > 0:
            numbers["difference"] = "+" + numbers["difference"]
        rows.append({"headline": headlines[row["headline"]], **numbers})
    return rows


def _names_self(chat: Chat) -> bool:
    events = chat.events
    return bool((events["actor"] == SELF).any()) or any(SELF in targets for targets in events["targets"])


def _source(chat: Chat, number: int, source: Source, words: Words) -> dict[str, Any]:
    times = chat.messages.loc[chat.messages["source"] == number, "timestamp"]
    first = times.iloc[0] if len(times) else pd.NaT
    doubtful, other, order = _read_otherwise(times, source.date_order)
    is_unsure = source.date_confidence == "locale_default"
    guess = app_words(words.lang)["check"]["guess"]
    notes = [note for note in source.notes if note != "history_begins_in_mid_air"]
    return {
        "name": source.name,
        "platform": words.word("platforms", source.platform),
        "order": source.date_order,
        "order_words": words.word("date_orders", source.date_order),
        "sure": guess if is_unsure else words.word("confidence", source.date_confidence),
        "unsure": is_unsure,
        "first": words.date(first),
        "doubtful": words.date(doubtful),
        "otherwise": words.date(other),
        "other_order": order,
        "lines": source.n_lines,
        "notes": [_note(words, note) for note in notes],
    }


def _latest(chat: Chat) -> int:
    """Give how many of the last messages of a very long chat are looked at; 0 where all are."""
    notes = [note for source in chat.sources for note in source.notes if note.startswith("latest_only:")]
    return int(notes[0].partition(":")[2]) if notes else 0


def _note(words: Words, note: str) -> str:
    key, _, value = note.partition(":")
    value = words.number(int(value)) if value.isdigit() else value
    return words.word("notes", key).replace("{value}", value)


def _read_otherwise(times: pd.Series, order: str) -> tuple[pd.Timestamp, pd.Timestamp, str]:
    """Give the first day that day and month exchanged make another day of, that other day, and the order of it."""
    exchanged = {"day-first": "month-first", "month-first": "day-first"}.get(order, "")
    doubtful = times[(times.dt.day <= 12) & (times.dt.day != times.dt.month)]
    if not exchanged or doubtful.empty:
        return pd.NaT, pd.NaT, ""
    day = doubtful.iloc[0]
    return day, pd.Timestamp(year=day.year, month=day.day, day=day.month), exchanged
