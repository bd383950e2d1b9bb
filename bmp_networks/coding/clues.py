"""What the own words of a message say of its numbers; it holds in any thread, so that it is worked out only once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.number_context import Around, look_around
from bmp_networks.coding.numbers import Number
from bmp_networks.coding.price_units import SMALL_THINGS, unit_of_price
from bmp_networks.coding.sums import signs_between
from bmp_networks.text import Token

_PRICE_LIST = re.compile(r"\b(?:harga|hrg|rega|rego|pricelist|price list|tarif)\w*\b[^.!?\n:]{0,30}:", re.IGNORECASE)
_CORRECTS = re.compile(r"\b(?:ralat|ding|deng|koreksi|maksud(?:ku|nya|e)?|eh|keliru|kleru)\b", re.IGNORECASE)
_SPOKEN_PRICE = 15
"""Number words below this are amounts; from here on they may be thousands: *selawe setandan*."""
_LEAST_PRICE = 5
"""Thousands of rupiah below which a number after @ counts goods."""
_DAY = re.compile(r"\b(?:tgl|tanggal|tggl)\.?\s?(\d{1,2})\b", re.IGNORECASE)
_TWO_DAYS = re.compile(
    r"(?<![\d.,@])(\d{1,2})\s?(?:&|dan|karo|sama|lan|kaliyan|atau)\s?(\d{1,2})(?!\s?[\d.,x])\b", re.IGNORECASE
)
_DAYS_BESIDE = 2
_LEAST_SUM = 20
"""Thousands of rupiah from which a told sum of bare numbers is one of costs."""
_SUMS_UP = frozenset(
    ("jadi", "jd", "jadinya", "dadi", "dadine", "dados", "total", "totale", "totalnya", "kabeh", "kabehe", "sedaya",
     "sedanten", "semua", "semuanya", "jumlah", "jumlahe", "jumlahnya", "gunggunge")
)  # fmt: skip
_THE_ONE = ("yg", "yang", "sing", "ingkang", "kang")
PACK_SIZES = frozenset((100, 120, 125, 150, 200, 220, 225, 250, 300, 350, 400, 450, 500, 600, 750))
"""Grams or millilitres of a usual pack: *yang 250* is a kind of pack."""
_PAID_FOR = ("hari", "bulan", "orang", "jam", "minggu", "kali", "kepala")
"""Units of wages, rent and dues."""


class Clues(NamedTuple):
    """The numbers of a message and what the message itself says of them.

    Parameters
    ----------
    text, numbers, products
        The message, its numbers, and the products named in it: id, start, end.
    around
        The surroundings of each number.
    units
        The unit each number would be a price for, and where that ends.
    roles
        ``price``, empty where it is surely none, None where the thread decides.
    barred
        Whether each, if it is money, is dues, a fare, wages, a loan …; None where the thread decides.
    signs
        The sign of a sum before each number; empty where there is none.
    anchors
        Amounts of rupiah that are surely money.
    list_from
        Where a price list begins; beyond the end where there is none.
    corrects
        Whether the message corrects what was said before: *eh 4 ding*, *ralat 8*.
    parts
        Places of bare numbers that add up to the amount before them.
    counted
        Amounts of goods that are told in so many words, outside sums: *laku 38 kentang*, *4 dus*.
    """

    text: str
    numbers: Sequence[Number]
    products: Sequence[tuple[str, int, int]]
    around: Sequence[Around]
    units: Sequence[tuple[str | None, int]]
    roles: Sequence[str | None]
    barred: Sequence[bool | None]
    signs: Sequence[str]
    anchors: tuple[float, ...]
    list_from: int
    corrects: bool
    parts: frozenset[int] = frozenset()
    counted: frozenset[float] = frozenset()


def gather_clues(
    text: str, tokens: Sequence[Token], numbers: Sequence[Number], products: Sequence[tuple[str, int, int]] = ()
) -> Clues:
    """Gather what a message says of its numbers.

    Parameters
    ----------
    text, tokens
        The message and its tokens.
    numbers
        Its numbers, as ``find_numbers`` gives them.
    products
        Products named in it: id, start, end.
    """
    numbers = _without_days(text, numbers)
    around = look_around(text, tokens, numbers, [(start, end) for _, start, end in products])
    units = [unit_of_price(text, numbers, place) for place in range(len(numbers))]
    sure = [_is_sure(text, number, per) for number, (per, _) in zip(numbers, units, strict=True)]
    roles = [
        _role(text, number, here, per, known)
        for number, here, (per, _), known in zip(numbers, around, units, sure, strict=True)
    ]
    parts = _parts_of_amounts(numbers)
    roles = ["" if role is None and place in parts else role for place, role in enumerate(roles)]
    signs = signs_between(text, numbers)
    costs = _costs_added_up(numbers, around, signs, money=any(sure)) if None in roles else frozenset()
    roles = ["price" if role is None and place in costs else role for place, role in enumerate(roles)]
    barred = [role != "" and _is_barred(numbers, around, place, units[place][0]) for place, role in enumerate(roles)]
    anchors = [
        number.amount if number.amount >= 1000 or _is_small(number, per) else number.amount * 1000
        for number, (per, _), known in zip(numbers, units, sure, strict=True)
        if known and number.amount and number.currency in (None, "IDR")
    ]
    listed = _PRICE_LIST.search(text) if ":" in text and None in roles else None
    return Clues(
        text, numbers, products, around, units, roles, barred, signs, tuple(anchors),
        listed.end() if listed else len(text) + 1, bool(_CORRECTS.search(text)), parts,
        _counted(numbers, around, signs),
    )  # fmt: skip


def is_money(number: Number) -> bool:
    """Say whether a number is money by its form alone."""
    return bool(number.currency or number.scale > 1 or number.form == "grouped")


def _parts_of_amounts(numbers: Sequence[Number]) -> frozenset[int]:
    """Find bare numbers that add up to the amount before them: *100 bks, 40 balado 30 ori 30 pedes*."""
    for whole in range(len(numbers) - 2):
        if numbers[whole].kind != "goods":
            continue
        total = 0.0
        for place in range(whole + 1, len(numbers)):
            if is_money(numbers[place]) or (numbers[place].unit and numbers[place].kind != "goods"):
                break
            total += numbers[place].value
            if total == numbers[whole].value and place > whole + 1:
                return frozenset(range(whole + 1, place + 1))
    return frozenset()


def _costs_added_up(
    numbers: Sequence[Number], around: Sequence[Around], signs: Sequence[str], *, money: bool
) -> frozenset[int]:
    """Find bare numbers whose sum is told: *330, opak = 60. Kabeh 390*, *salak 50 kg 125, gula 85, dadi 210*."""
    for total in range(2, len(numbers)):
        if numbers[total].kind or numbers[total].value < _LEAST_SUM or _SUMS_UP.isdisjoint(around[total].left[:2]):
            continue
        before = range(total)
        results = [place for place in before if signs[place] == "="]
        if len(results) > 1 and _add_up(numbers, results, total):
            return frozenset((total,))
        joined = [bool(sign or after) for sign, after in zip(signs, (*signs[1:], ""), strict=True)]
        items = [place for place in before if not numbers[place].kind and not joined[place]]
        priced = money or any(place and numbers[place - 1].kind == "goods" for place in items)
        if len(items) > 1 and priced and _add_up(numbers, items, total):
            return frozenset((*items, total))
    return frozenset()


def _add_up(numbers: Sequence[Number], places: Sequence[int], total: int) -> bool:
    """Say whether numbers, each in thousands or in full rupiah, make a total."""
    thousands = [n.amount / 1000 if n.scale > 1 or n.value >= 10_000 else n.value for n in numbers]
    return abs(sum(thousands[place] for place in places) - thousands[total]) < 0.01


def _counted(numbers: Sequence[Number], around: Sequence[Around], signs: Sequence[str]) -> frozenset[float]:
    """Give the amounts of goods that a message tells outside its sums."""
    return frozenset(
        number.value
        for place, (number, here) in enumerate(zip(numbers, around, strict=True))
        if not any(signs[place : place + 2])
        and (number.kind == "goods" or (here.goods_right and number.form == "plain" and number.scale == 1))
    )


def _without_days(text: str, numbers: Sequence[Number]) -> Sequence[Number]:
    """Leave out bare days of the month in a message with a date: *aku tgl 25 ga bisa, 24 & 26 siap*."""
    days = [int(day) for day in _DAY.findall(text)]
    if not days:
        return numbers
    spans = [
        match.span()
        for match in _TWO_DAYS.finditer(text)
        if any(abs(int(day) - known) <= _DAYS_BESIDE for known in days for day in match.groups())
    ]
    return [number for number in numbers if not any(low <= number.start < high for low, high in spans)]


def _is_small(number: Number, per: str | None) -> bool:
    """Say whether an amount of rupiah is small change written in full: *410/pcs*."""
    return number.amount >= 100 and per in SMALL_THINGS


def _is_sure(text: str, number: Number, per: str | None) -> bool:
    """Say whether a number is money by its form, its unit or the sign before it."""
    if number.kind and not number.currency and number.scale == 1 and per is None:
        return False
    worded = number.form == "word" and number.value < _SPOKEN_PRICE
    if text[: number.start].endswith("@"):
        return is_money(number) or number.value >= _LEAST_PRICE  # *20 kamar @2* counts packs
    return is_money(number) or bool(per and not worded)


def _role(text: str, number: Number, around: Around, per: str | None, sure: bool) -> str | None:
    """Say what a number is: ``price``, empty where it may only be an amount of goods, None where the thread decides."""
    if number.scale > 1 and number.kind == "goods" and not number.currency:
        spoken = number.form == "word" or "ribu" in text[number.start : number.end].casefold()
        counted = bool(around.left) and around.left[0] in money_words().amount
        return "" if spoken and counted and number.amount >= 1000 else "price"
    if number.kind == "once" or (number.kind and not number.currency and per is None):
        return ""
    if is_money(number):
        return "price"
    if around.left and around.left[0] in _THE_ONE and number.value in PACK_SIZES and per is None:
        return ""  # *yang 250 aja* is a kind of pack
    if number.form == "word" and number.value < _SPOKEN_PRICE:
        return ""
    return "price" if sure else None


def _is_barred(numbers: Sequence[Number], around: Sequence[Around], place: int, per: str | None) -> bool | None:
    """Say whether an amount of money is dues, a fare, wages, a loan … and so no price of goods."""
    here, words = around[place], money_words()
    if per and per.split()[-1] not in _PAID_FOR:
        return False
    if per == "hari" and here.goods_left:
        return False
    barred_at = next((at for at, word in enumerate(here.left) if word in words.barred), None)
    allowed_at = next(
        (at for at, word in enumerate(here.left) if word in words.allowed or at in here.goods_places), None
    )
    if barred_at is not None:
        return allowed_at is None or (barred_at < allowed_at and not here.allowed_near)
    if allowed_at is not None:
        return False
    if not words.barred.isdisjoint(here.right[:2]):
        return True
    if here.goods_anywhere:
        return False
    if per == "bulan":
        return True
    if place and numbers[place - 1].kind == "goods":
        return False
    return True if here.barred_elsewhere else None
