"""Dates: what each distinct token can mean, and which order of day and month fits the whole file."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from bmp_networks.errors import DateReadingError
from bmp_networks.io.whatsapp.shapes import Shape, shape_data

ORDERS = ("day-first", "month-first", "year-first")
_PLACES = {"day-first": (2, 1, 0), "month-first": (2, 0, 1), "year-first": (0, 1, 2)}
"""Where year, month and day stand among the three numbers of a date."""

NO_DAY = np.iinfo(np.int64).min
_NUMBER = re.compile(r"\d+")
_EPOCH = dt.date(1970, 1, 1).toordinal()
_FILE_DATE = re.compile(
    r"(?:PHOTO|VIDEO|AUDIO|STICKER|GIF)-(20\d\d)-(\d\d)-(\d\d)-\d\d|(?:IMG|VID|PTT|AUD|STK)-(20\d\d)(\d\d)(\d\d)-WA"
)


class DateReading(NamedTuple):
    """Which order was taken, how sure that is, why, and the day of every token (since 1970; ``NO_DAY`` for none)."""

    order: str
    confidence: str
    reason: str
    days: np.ndarray


@dataclass(frozen=True)
class _Candidate:
    order: str
    days: np.ndarray
    n_lines: int
    backward: int
    span: int


def read_dates(
    tokens: list[str], sequence: np.ndarray, times: np.ndarray, shape: Shape, *, order: str, name: str, texts: list[str]
) -> DateReading:
    """Decide over the whole file which number is the day.

    Parameters
    ----------
    tokens
        The distinct date tokens.
    sequence
        For each record the number of its token, in file order, shape ``(n records,)``.
    times
        Seconds since midnight of each record, shape ``(n records,)``.
    shape
        The header shape, for what its locale would do.
    order
        ``auto`` or one of ``ORDERS``.
    name
        Name of the file, for errors.
    texts
        Text of each record: some name a file with a date in its name.

    Raises
    ------
    DateReadingError
        When the dates count the years of a reign or of another calendar, or do not fit the order asked for.
    """
    numbers = [_numbers(token, name) for token in tokens]
    if order != "auto":
        return _given(numbers, order, name)
    candidates = [_candidate(numbers, sequence, times, wanted) for wanted in ORDERS if _allowed(wanted, numbers)]
    best = max((candidate.n_lines for candidate in candidates), default=0)
    if not best:
        raise DateReadingError(
            "no date in the file is a day of the calendar",
            where=name,
            hint="see whether the file was changed by another program",
        )
    fitting = [candidate for candidate in candidates if candidate.n_lines == best]
    return _decide(fitting, numbers, shape, sequence, texts)


def _decide(
    fitting: list[_Candidate], numbers: list[tuple[int, ...]], shape: Shape, sequence: np.ndarray, texts: list[str]
) -> DateReading:
    if len(fitting) == 1:
        return _reading(fitting[0], "certain", _why_certain(fitting[0], numbers))
    plausible = _without_long_spans(fitting, shape)
    if len(plausible) == 1:
        return _reading(plausible[0], "certain", "read in another order the chat would stretch over many more years")
    agreed = _agreeing(plausible, sequence, texts)
    if agreed:
        return _reading(agreed, "certain", "only this order agrees with the dates in the names of attached files")
    forward = min(candidate.backward for candidate in plausible)
    running = [candidate for candidate in plausible if candidate.backward == forward]
    if len(running) == 1:
        return _reading(running[0], "monotonic", "other orders fit too, but only in this one does time run forward")
    shortest = min(running, key=lambda candidate: candidate.span)
    n_days = len(np.unique(shortest.days[shortest.days != NO_DAY]))
    if n_days > 2 and all(c is shortest or c.span > 3 * shortest.span for c in running):
        return _reading(shortest, "locale_default", "the dates fit several orders; in this one the days change fastest")
    usual = next((candidate for candidate in running if candidate.order == shape.order), shortest)
    return _reading(
        usual, "locale_default", "the dates fit several orders; this is the one usual for dates printed like these"
    )


def _reading(candidate: _Candidate, confidence: str, reason: str) -> DateReading:
    return DateReading(candidate.order, confidence, reason, candidate.days)


def _why_certain(candidate: _Candidate, numbers: list[tuple[int, ...]]) -> str:
    year_at, _, day_at = _PLACES[candidate.order]
    if any(numbers_[year_at] > 99 for numbers_ in numbers) and year_at == 0:
        return "the year stands first, with four digits"
    place = ("first", "second", "third")[day_at]
    return f"the {place} number passes 12, so it is the day"


def _without_long_spans(fitting: list[_Candidate], shape: Shape) -> list[_Candidate]:
    """Leave out the reading of a two-digit day as a year: days become years, and weeks decades."""
    others = [candidate for candidate in fitting if candidate.order != "year-first"]
    first = next((candidate for candidate in fitting if candidate.order == "year-first"), None)
    if first is None or not others:
        return fitting
    shortest = min(others, key=lambda candidate: candidate.span)
    if shape.order == "year-first":
        # The locale prints the year first; only a clearly better reading speaks against it.
        worse = first.backward > min(c.backward for c in others) or first.span > 10 * max(shortest.span, 1)
        return others if worse else [first]
    better = first.backward < min(c.backward for c in others) and first.span < shortest.span
    return [first] if better else others


def _agreeing(candidates: list[_Candidate], sequence: np.ndarray, texts: list[str]) -> _Candidate | None:
    """Give the one reading in which records lie on the day that their attached file's name says (or just after)."""
    votes = [0] * len(candidates)
    for record, text in enumerate(texts):
        match = _FILE_DATE.search(text)
        if not match:
            continue
        year, month, day = (int(part) for part in match.groups() if part)
        named = _day(year, month, day)
        near = [abs(int(c.days[sequence[record]]) - named) <= 1 for c in candidates]
        if sum(near) == 1:
            votes[near.index(True)] += 1
    best = max(votes)
    return candidates[votes.index(best)] if best and votes.count(best) == 1 and best >= 0.8 * sum(votes) else None


def _given(numbers: list[tuple[int, ...]], order: str, name: str) -> DateReading:
    if order not in ORDERS:
        raise DateReadingError("no such date order", where=name, hint=f"use auto or one of {', '.join(ORDERS)}")
    days = np.array([_day_in_order(three, order) for three in numbers], dtype=np.int64)
    n_wrong = int((days == NO_DAY).sum())
    if n_wrong > len(days) // 2:
        raise DateReadingError(
            f"{n_wrong} of {len(days)} dates are no day of the calendar when read {order}",
            where=name,
            hint='leave the order to the file: date_order="auto" or --date-order auto',
        )
    return DateReading(order, "given", "the order was named by the person who read the file", days)


def _candidate(numbers: list[tuple[int, ...]], sequence: np.ndarray, times: np.ndarray, order: str) -> _Candidate:
    days = np.array([_day_in_order(three, order) for three in numbers], dtype=np.int64)
    by_record = days[sequence]
    fits = (by_record != NO_DAY) & (times >= 0)
    run = by_record[fits]
    # A file often begins with lines dated at joining before lines about the group's creation.
    steps = np.diff(run[3:] if len(run) > 8 else run)
    span = int(run.max() - run.min()) if len(run) else 0
    return _Candidate(order, days, int(fits.sum()), int((steps < 0).sum()), span)


def _allowed(order: str, numbers: list[tuple[int, ...]]) -> bool:
    """Whether the four-digit numbers stand where the order has its year."""
    year_at = _PLACES[order][0]
    n_long = sum(1 for three in numbers if max(three) > 99)
    n_right = sum(1 for three in numbers if three[year_at] > 99)
    return n_right * 2 >= n_long if n_long else True


def _day_in_order(three: tuple[int, ...], order: str) -> int:
    year_at, month_at, day_at = _PLACES[order]
    return _day(three[year_at], three[month_at], three[day_at])


def _day(year: int, month: int, day: int) -> int:
    data = shape_data()["years"]
    if year < 100:
        # A Thai phone prints the last two digits of the Buddhist year.
        year = year + 1957 if year >= 54 else year + 2000
    elif data["buddhist"][0] <= year <= data["buddhist"][1]:
        year -= 543
    if not data["first"] <= year <= data["last"]:
        return int(NO_DAY)
    try:
        return dt.date(year, month, day).toordinal() - _EPOCH
    except ValueError:
        return int(NO_DAY)


def _numbers(token: str, name: str) -> tuple[int, ...]:
    three = tuple(int(number) for number in _NUMBER.findall(token))
    lunar = shape_data()["years"]["lunar"]
    if any(lunar[0] <= number <= lunar[1] for number in three):
        raise other_calendar(name)
    return three


def other_calendar(name: str) -> DateReadingError:
    """Make the error for dates that count the years of a reign, a republic or a lunar calendar."""
    return DateReadingError(
        "the dates count the years of another calendar (a reign, a republic, or the moon's)",
        where=name,
        hint="set the phone to the Gregorian calendar (Settings, Language & Region) and export the chat again",
    )
