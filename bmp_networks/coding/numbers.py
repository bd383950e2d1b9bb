"""Numbers in a message: digits and words, with scale, currency and unit; dates, phones and the like set aside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bmp_networks.coding.number_halves import join_halves
from bmp_networks.coding.number_masks import mask_numbers
from bmp_networks.coding.number_words import number_words, read_words
from bmp_networks.text import Token

_DIGITS = re.compile(
    r"(?:(?<![^\W\d_])|(?<=\d[xX×])|(?<=\brp)|(?<=\brm)|(?<=\bnt)|(?<=\bidr)|(?<=\bhkd)|(?<=\bntd)|(?<=\busd)|(?<=\baud))(?<!\d[.,])(?<!\d)(?P<number>\d{1,3}(?:\.\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d{1,2})?(?!\d)|\d+)"
    r"(?P<fraction>[½¼¾]|\s?/\s?[24](?=\s?(?:kg|kilo|kw|kuintal|kwintal|ons|lusin|kodi|liter|ltr|m\b|meter)))?"
    r"|(?P<lone>[½¼¾])",
    re.IGNORECASE,
)
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_ABOUT = re.compile(r"-?an\b", re.IGNORECASE)
_ENDING = re.compile(r",-|\.-|,00\b")
_ENDINGS = (",", ".")
_TIMES = re.compile(r"[x×]\d")
_SIGNS = ("$", "€", "¥", "₩", "£")
_NEAR = 1
_WEEK = frozenset(
    ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ahad", "senen", "slasa", "rebo", "kemis", "setu",
     "jemuwah", "jemuah", "ngahad")
)  # fmt: skip


class Number(NamedTuple):
    """A number of a message.

    Parameters
    ----------
    value
        As written, before any scale: 15 in *15rb*.
    scale
        1000 in *15rb*, 1000000 in *1,5 jt*, else 1.
    form
        ``plain`` (25), ``decimal`` (12.5), ``grouped`` (12.500) or ``word`` (lima belas).
    currency
        Code of a currency that is written beside it, else None.
    unit
        Unit that follows it, in its short form, else None.
    kind
        Kind of that unit: ``goods``, ``size`` or ``other``; empty without a unit.
    start, end
        Where the number stands, with scale and currency.
    unit_end
        Where its unit ends; ``end`` without a unit.
    """

    value: float
    scale: float
    form: str
    currency: str | None
    unit: str | None
    kind: str
    start: int
    end: int
    unit_end: int

    @property
    def amount(self) -> float:
        """The number with its scale: 15000 for *15rb*."""
        return round(self.value * self.scale, 6)


class _Patterns(NamedTuple):
    """What may stand before and after a number, and the words without which there is nothing to look for."""

    before: re.Pattern[str]
    after: re.Pattern[str]
    suffix: re.Pattern[str]
    starters: frozenset[str]
    signs: frozenset[str]
    tails: frozenset[str]


@cache
def _patterns() -> _Patterns:
    words = number_words()

    def either(entries: dict[str, str] | dict[str, float]) -> str:
        return "|".join(re.escape(entry) for entry in sorted(entries, key=len, reverse=True))

    tails = {entry.split()[0] for entry in words.after}
    tails |= {suffix + ending for suffix in words.suffix for ending in ("", "an")}
    return _Patterns(
        re.compile(rf"(?<![^\W\d_])({either(words.before)})\.?\s?$", re.IGNORECASE),
        re.compile(rf"\s?({either(words.after)})(?![^\W_])", re.IGNORECASE),
        re.compile(rf"(?!\s+k-?an\b)\s?({either(words.suffix)})(?:\s?-?an)?(?![^\W_])", re.IGNORECASE),
        words.all_words,
        frozenset(entry.split()[-1] for entry in words.before),
        frozenset(tails),
    )


def may_begin_number(word: str) -> bool:
    """Say whether a number may begin with a word of a message."""
    return word[0].isdigit() or word in _patterns().starters


def find_numbers(text: str, tokens: list[Token]) -> list[Number]:
    """Find the numbers of a message, in the order of the text, without dates, times, phones, accounts and the like.

    Parameters
    ----------
    text
        The message, verbatim.
    tokens
        Its tokens, as ``bmp_networks.text.tokenize`` gives them.
    """
    starters = _patterns().starters
    has_words = not starters.isdisjoint([token.text for token in tokens])
    if not has_words and not any(token[0][0].isdigit() for token in tokens):
        return []
    masked = mask_numbers(text, tokens)
    found = _digit_numbers(masked, tokens)
    if has_words:
        taken = {place for number in found for place in range(number.start, number.end)}
        found += [number for number in _word_numbers(masked, tokens) if number.start not in taken]
        found = join_halves(sorted(found, key=lambda number: number.start), text, tokens)
    return _spread_scale(sorted(found, key=lambda number: number.start), text)


def _digit_numbers(text: str, tokens: list[Token]) -> list[Number]:
    starts = [token.start for token in tokens]
    found = []
    for match in _digit_matches(text, tokens):
        value, form = _value(match)
        start, end, scale, currency = match.start(), match.end(), 1.0, None
        at = bisect_left(starts, end)
        word = tokens[at].text if at < len(tokens) and starts[at] - end <= 1 else ""
        if word in _patterns().tails:
            scale, end, currency = _tail(text, end)
        sign = _sign(text, tokens, starts, start)
        if sign:
            start, currency = sign
        if text[end : end + 1] in _ENDINGS:
            ending = _ENDING.match(text, end)
            end = ending.end() if ending else end
        about = _ABOUT.match(text, end) if word == "an" else None
        unit, kind, unit_end = unit_after(
            text, tokens, bisect_left(starts, about.end() if about else end), about.end() if about else end
        )
        if scale != 1 and kind != "goods":
            unit, kind, unit_end = None, "", end
        found.append(Number(value, scale, form, currency, unit, kind, start, end, unit_end))
    return found


def _digit_matches(text: str, tokens: list[Token]) -> Iterator[re.Match[str]]:
    """Give the numbers written in digits; they are looked for where a token begins with one."""
    if not _FRACTIONS.keys().isdisjoint(text):
        yield from _DIGITS.finditer(text)
        return
    done = 0
    for token in tokens:
        place = token.start
        if _TIMES.match(token.text) and text[place - 1 : place].isdigit():
            place += 1  # *6x2.500* is cut before its x
        elif not token.text[0].isdigit():
            continue
        place = max(place, done)
        while place < token.end:
            match = _DIGITS.match(text, place)
            if match:
                yield match
            place = done = match.end() if match else place + 1


def _tail(text: str, end: int) -> tuple[float, int, str | None]:
    """Read *rb*, *juta*, *HKD* after a number: the scale, where that ends, the currency."""
    patterns, words = _patterns(), number_words()
    scale = 1.0
    scaled = patterns.suffix.match(text, end)
    if scaled:
        scale, end = words.suffix[scaled.group(1).casefold()], scaled.end()
    named = patterns.after.match(text, end)
    if named:
        return scale, named.end(), words.after[named.group(1).casefold()]
    return scale, end, None


def _sign(text: str, tokens: list[Token], starts: list[int], start: int) -> tuple[int, str] | None:
    """Read *Rp*, *HK$* before a number: where it begins, the currency."""
    at = bisect_left(starts, start)
    worded = at > 0 and tokens[at - 1].text in _patterns().signs
    if not worded and text[max(0, start - 2) : start].strip()[-1:] not in _SIGNS:
        return None
    sign = _patterns().before.search(text, max(0, start - 12), start)
    return (sign.start(), number_words().before[sign.group(1).casefold()]) if sign else None


def _value(match: re.Match[str]) -> tuple[float, str]:
    if match["lone"]:
        return _FRACTIONS[match["lone"]], "word"
    digits = match["number"]
    fraction = match["fraction"]
    if fraction:
        if fraction in _FRACTIONS:
            return float(digits) + _FRACTIONS[fraction], "decimal"
        return float(digits.replace(",", ".")) / int(fraction.strip(" /")), "word"
    if re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", digits):
        return float(re.sub(r"[.,]", "", digits)), "grouped"
    if "." in digits or "," in digits:
        return float(digits.replace(",", ".")), "decimal"
    return float(digits), "plain"


def unit_after(text: str, tokens: list[Token], at: int, end: int) -> tuple[str | None, str, int]:
    """Give the unit that the token at a place is, if it follows a number: its short form, its kind, where it ends."""
    if at >= len(tokens):
        return None, "", end
    token = tokens[at]
    if token.start - end > _NEAR or (token.start > end and not text[end].isspace()):
        return None, "", end
    units = number_words().units
    unit, kind = units.get(token.text, (None, ""))
    if token.text == "sak" and _next_word(tokens, at) in units:
        return None, "", end  # *18 sak bungkus* is a price for one
    if unit == "waktu" and _next_word(tokens, at) in _WEEK:
        return None, "", end  # *50 dinten setu* are wanted on Saturday
    if unit is None and token.text.endswith("nya"):
        unit, kind = units.get(token.text[:-3], (None, ""))
    return (unit, kind, token.end) if unit else (None, "", end)


def _word_numbers(text: str, tokens: list[Token]) -> list[Number]:
    words, starters = number_words(), _patterns().starters
    found = []
    position = 0
    while position < len(tokens):
        token = tokens[position]
        if token.text not in starters:
            position += 1
            continue
        stop, value, scale = read_words(tokens, position)
        if stop == position and token.text in words.once:
            found.append(
                Number(1, 1, "word", None, words.once[token.text], "once", token.start, token.start, token.end)
            )
        if stop > position:
            barred = words.not_after.get(token.text, ())
            if (position and tokens[position - 1].text in barred) or text[token.start] == " ":
                position = stop
                continue
            end = tokens[stop - 1].end
            unit, kind, unit_end = unit_after(text, tokens, stop, end)
            if scale != 1 and kind != "goods":
                unit, kind, unit_end = None, "", end
            form = "decimal" if value > 1 and value % 1 and scale == 1 else "word"
            found.append(Number(value, scale, form, None, unit, kind, token.start, end, unit_end))
        position = max(stop, position + 1)
    return found


def _next_word(tokens: list[Token], place: int) -> str:
    return tokens[place + 1].text if place + 1 < len(tokens) else ""


def _spread_scale(found: list[Number], text: str) -> list[Number]:
    """Give one end of a range the scale and currency of the other: *15-20rb*, *HK$18-20*."""
    for left in range(len(found) - 2, -1, -1):
        first, second = found[left], found[left + 1]
        between = text[first.end : second.start]
        if not re.fullmatch(r"\s?(?:-|–|—|s/d|sd|sampai|smp|sampe)\s?", between) or first.form == "word":
            continue
        if first.scale == 1 and (second.scale != 1 or second.currency) and first.form != "grouped":
            found[left] = first._replace(scale=second.scale, currency=first.currency or second.currency)
        elif first.currency not in (None, "IDR") and second.scale == 1 and not (second.currency or second.kind):
            found[left + 1] = second._replace(currency=first.currency)  # *HK$18-20*
        elif first.unit is None and second.unit and second.scale == 1 and not second.currency:
            found[left] = first._replace(unit=second.unit, kind=second.kind)
    return found
