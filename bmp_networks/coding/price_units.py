"""The unit a price is for: *15rb/bks*, *28rb sekilo*, *1 rol 35rb*."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.number_context import Around
from bmp_networks.coding.number_words import number_words
from bmp_networks.coding.numbers import Number

_PER = re.compile(
    r"(?:\s?/\s?|\s(?:per|tiap|saben|sak|sa|a|each|utk|untuk|for|se|satu|setunggal|siji)\s|\s?\bper-?\s?)(?P<n>\d+(?:[.,]\d+)?\s?)?(?P<unit>[^\W\d_]+)",
    re.IGNORECASE,
)
SMALL_THINGS = frozenset(("pcs", "lembar", "cup", "gr"))
"""Units whose price is written in full below 1000 rupiah."""
_NEXT_STEP = re.compile(r"\s?[,;/]?\s?(?:(?:kalau|kalo|kl|klo|nek|yen|lek|yg|yang|sing)\s)?", re.IGNORECASE)
_ORDERED = re.compile(r"[.,!?\n]|\b(?:aja|saja|mawon|wae|bae|thok|tok)\b", re.IGNORECASE)
_WEIGHED = ("kg", "koli")
_FREIGHT = frozenset(
    ("ongkir", "ongkire", "ongkirnya", "ongkos", "ongkose", "kargo", "cargo", "ekspedisi", "ems", "pos")
)
_PER_MANY = re.compile(
    r"\s?/\s?(?P<n>10|12|20|25|50|100|200|250|500|1000)(?![\d.,]*\d)(?!\s?(?:rb|ribu|k\b|jt))", re.IGNORECASE
)
_SAID_AFTER = re.compile(
    r"(?:\s(?:ya|yo|nggih|njih|bae|ae|wae|aja|mawon|saja))?\s((?:sak|sa|se)\s\w+|\w+)", re.IGNORECASE
)
LINK = re.compile(
    r"\s?(?:-|–|/|→|->|atau|utawa|apa|opo|napa|nopo|punapa|to|or|ke|sampai|sd|s/d"
    r"|(?:(?:kok|trus|terus|saiki|sekarang|skrg|sakniki|saniki)\s)?(?:jd|jadi|dadi|dados|menjadi|sampun|wis|sudah|udah|naik|turun|munggah|mundhak|mudhun))\s?",
    re.IGNORECASE,
)


def unit_of_price(text: str, numbers: Sequence[Number], place: int) -> tuple[str | None, int]:
    """Give the unit a price is for, also where it stands after a second price: *320 jd 365 per biji*."""
    per, end = unit_after_price(text, numbers[place])
    if per is not None or place + 1 == len(numbers) or numbers[place].kind:
        return per, end
    if LINK.fullmatch(text, numbers[place].end, numbers[place + 1].start):
        return unit_after_price(text, numbers[place + 1])[0], numbers[place].end
    return None, end


def unit_after_price(text: str, number: Number) -> tuple[str | None, int]:
    """Give the unit a price is for, as written after it, and where that ends."""
    words = number_words()
    match = _PER.match(text, number.end)
    if match:
        word = match["unit"].casefold()
        unit = words.units.get(word, (None, ""))[0] if words.units.get(word, ("", ""))[1] == "goods" else None
        unit = words.per_only.get(word) or unit
        if unit:
            count = (match["n"] or "").strip()
            return (f"{count} {unit}" if count and count != "1" else unit), match.end()
    many = _PER_MANY.match(text, number.end) if number.scale > 1 else None
    if many:
        return f"{many['n']} pcs", many.end()
    after = _SAID_AFTER.match(text, number.end)
    word = "".join(after.group(1).casefold().split()) if after else ""
    if after and word in words.once:
        unit = words.once[word]
        if number.scale > 1 or number.form == "grouped" or unit not in words.per_only:
            return unit, after.end()
    return None, number.end


def unit_before_price(
    text: str, numbers: Sequence[Number], place: int, left: list[int], around: Sequence[Around]
) -> str | None:
    """Read *5 bks 55rb*, *1 rol 35rb*, *12 bks @17.500*: the unit that stands before the price."""
    if not place or not left or left[-1] != place - 1:
        return None
    before, number = numbers[place - 1], numbers[place]
    if before.kind != "goods" or before.unit is None:
        return None
    between = text[before.unit_end : number.start]
    if re.fullmatch(r"\s?[x×*@]\s?(?:rp\s?)?", between, re.IGNORECASE):
        return before.unit
    if _is_step(text, numbers, place) or (before.unit in _WEIGHED and _freight(around[place - 1])):
        left.pop()  # *1 kg 205.000, 2 kg 268.000* is a list of prices
        return before.unit if before.value == 1 else f"{before.value:g} {before.unit}"
    if before.value <= 1 and len(between.split()) <= 3 and not _ORDERED.search(between):
        left.pop()  # *1 rol 35rb* prices one roll, it orders none
        return before.unit if before.value == 1 else f"{before.value:g} {before.unit}"
    ordered = around[place - 1].left[:1] and around[place - 1].left[0] in money_words().amount
    if between.strip() in ("", "=", ":") and "\n" not in between and len(numbers) <= 3 and not ordered:
        return f"{before.value:g} {before.unit}"
    return None


def _is_step(text: str, numbers: Sequence[Number], place: int) -> bool:
    """Say whether an amount and its price are a step of a list of prices of one thing: *1 kg 205.000, 2 kg 268.000*."""
    if text[numbers[place - 1].unit_end : numbers[place].start].strip() not in ("", "=", ":"):
        return False
    for first, second in ((place - 3, place - 1), (place - 1, place + 1)):
        if first < 0 or second + 1 >= len(numbers):
            continue
        one, price, other, dearer = numbers[first], numbers[first + 1], numbers[second], numbers[second + 1]
        if one.unit != other.unit or one.value >= other.value or price.amount >= dearer.amount:
            continue
        between = text[one.unit_end : price.start] + text[other.unit_end : dearer.start]
        if not between.strip(" =:") and _NEXT_STEP.fullmatch(text, price.end, other.start):
            return True
    return False


def _freight(here: Around) -> bool:
    return not _FREIGHT.isdisjoint(here.left[:3])
