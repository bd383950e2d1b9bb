"""The words, numbers and dates of a page, in its language."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from bmp_networks.resources import load_toml

LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class Words:
    """Everything a page says, in one language.

    Parameters
    ----------
    lang
        ``id`` or ``en``.
    report
        The texts file ``report``.
    reading
        The texts file ``reading``.
    """

    lang: str
    report: dict[str, Any] = field(repr=False)
    reading: dict[str, Any] = field(repr=False)

    def __call__(self, key: str, /, **values: Any) -> str:
        """Give the sentence of a key such as ``network.lead``, with the values put in."""
        text = self.entry(key)
        if not isinstance(text, str):
            raise KeyError(key)
        return text.format(**values) if values else text

    def entry(self, key: str) -> Any:
        """Give what stands under a key: a sentence, a list or a table."""
        found: Any = self.report
        for part in key.split("."):
            found = found[part]
        return found

    def word(self, table: str, key: object) -> str:
        """Give the word for a code (a stage, an act …); the code itself, spelled out, where there is none."""
        words = self.report.get(table) or self.reading.get(table) or {}
        if key is None or key != key:
            return self("format.missing")
        return str(words.get(key, str(key).replace("_", " ")))

    def number(self, value: float, digits: int = 0) -> str:
        """Print a number as this language does; a dash where it is missing."""
        if value is None or math.isnan(value):
            return self("format.missing")
        text = f"{value:,.{digits}f}"
        if float(text.replace(",", "")) == 0:
            text = text.lstrip("-")
        swapped = text.replace(",", "\0").replace(".", self("format.decimal"))
        return swapped.replace("\0", self("format.thousands")).replace("-", "−")

    def percent(self, share: float) -> str:
        """Print a share from 0 to 1 as per cent; a dash where it is missing."""
        missing = share is None or math.isnan(share)
        return self("format.missing") if missing else f"{self.number(100 * share)}%"

    def events(self, value: float) -> str:
        """Print an expected number of events: one digit while it is small, none when it is not."""
        return self.number(value, 0 if value >= 100 or value == round(value) else 1)

    def date(self, when: pd.Timestamp, *, short: bool = False) -> str:
        """Print a day, such as 2 September 2018; a dash where it is missing."""
        if pd.isna(when):
            return self("format.missing")
        months = self.entry("format.months_short" if short else "format.months")
        return f"{when.day} {months[when.month - 1]} {when.year}"

    def span(self, first: pd.Timestamp, last: pd.Timestamp) -> str:
        """Print a period, the year once where it is one: 2 Sep – 24 Nov 2018."""
        begin, end = self.date(first, short=True), self.date(last, short=True)
        if begin == end:
            return begin
        if first.year == last.year:
            begin = begin.removesuffix(f" {first.year}")
        return f"{begin} – {end}"

    def listing(self, parts: Iterable[str]) -> str:
        """Join parts with commas and an ``and`` before the last."""
        items = list(parts)
        if len(items) < 2:
            return "".join(items)
        comma = "," if len(items) > 2 else ""
        return f"{', '.join(items[:-1])}{comma} {self('format.and')} {items[-1]}"


def load_words(lang: str) -> Words:
    """Load everything a page says in Indonesian (``id``) or English (``en``)."""
    report = _joined(load_toml(f"texts/report_{lang}.toml").content, load_toml(f"texts/inequality_{lang}.toml").content)
    return Words(lang, report, load_toml(f"texts/reading_{lang}.toml").content)


def _joined(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Put the tables of two texts files together, those of one name into one."""
    return {name: {**one.get(name, {}), **other.get(name, {})} for name in [*one, *(set(other) - set(one))]}
