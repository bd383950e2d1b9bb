"""Prices in a message: what is asked, offered, paid or summed up for goods, with the unit they are for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from bmp_networks.coding.bare_numbers import Clues, Thread, gather_clues, is_price, write_out
from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.number_context import Around, look_around
from bmp_networks.coding.numbers import Number
from bmp_networks.coding.price_units import LINK, unit_before_price, unit_of_price
from bmp_networks.coding.sums import find_sums
from bmp_networks.text import Token

SMALLEST, LARGEST = 50, 5_000_000_000
"""Amounts of rupiah outside are no prices of goods."""


class Price(NamedTuple):
    """A price: the amount, the unit it is for, the currency, and where it stands."""

    amount: float
    per: str | None
    currency: str | None
    start: int
    end: int

    def as_code(self) -> dict[str, Any]:
        """Give it in the codebook's form."""
        amount = int(self.amount) if self.amount == int(self.amount) else self.amount
        code: dict[str, Any] = {"amount": amount, "per": self.per}
        return code if self.currency in (None, "IDR") else {**code, "currency": self.currency}


class MoneyReading(NamedTuple):
    """What a message says of money.

    Parameters
    ----------
    prices
        The prices, in the order of the text.
    left
        Numbers that may be amounts of goods.
    barred
        Whether money was met that is no price (fares, wages, dues …).
    summed
        Where the numbers stand that are amounts in a sum (*25 x 10rb*).
    around
        The surroundings of the numbers that are left.
    """

    prices: list[Price]
    left: list[Number]
    barred: bool
    summed: frozenset[int]
    around: list[Around]


def find_prices(
    text: str,
    tokens: Sequence[Token],
    numbers: Sequence[Number],
    *,
    goods_spans: Sequence[tuple[int, int]] = (),
    thread: Thread | None = None,
) -> MoneyReading:
    """Find the prices among the numbers of a message, in the order of the text.

    Parameters
    ----------
    text, tokens
        The message and its tokens.
    numbers
        Its numbers, as ``find_numbers`` gives them.
    goods_spans
        Where products stand in it.
    thread
        What the messages before say.
    """
    thread = thread or Thread()
    around = look_around(text, tokens, numbers, goods_spans)
    roles = find_sums(text, numbers, (thread.amounts, thread.far_amounts), thread.values)
    units = [unit_of_price(text, numbers, place) for place in range(len(numbers))]
    sure = [_is_sure(text, number, unit[0]) for number, unit in zip(numbers, units, strict=True)]
    clues = gather_clues(text, numbers, around, sure, thread)
    prices: list[Price] = []
    left: list[Number] = []
    barred = False
    reach = 0
    for place, number in enumerate(numbers):
        if number.start < reach:  # the count of a unit: *12rb per 100 pcs*
            continue
        per, per_end = units[place]
        role = roles.get(place) or _role(clues, place, per, prices)
        shut_out = role == "price" and place not in roles and _is_barred(clues, place, per)
        if role != "price" or (shut_out and not _is_money(number)):
            left.append(number)
            continue
        barred = barred or shut_out
        amount = write_out(clues, place, per, [price.amount for price in prices])
        if shut_out or not (number.currency or SMALLEST <= amount <= LARGEST):
            continue
        reach = per_end
        per = per or unit_before_price(text, numbers, place, left, around)
        prices.append(Price(amount, per, number.currency, number.start, number.end))
    summed = frozenset(numbers[place].start for place, role in roles.items() if role == "amount")
    in_sum = {numbers[place].start for place in roles}
    near = {number.start: here for number, here in zip(numbers, around, strict=True)}
    beside = [near[number.start] for number in left]
    return MoneyReading(_share_unit(prices, in_sum), left, barred, summed, beside)


def _is_money(number: Number) -> bool:
    """Say whether a number is money by its form alone."""
    return bool(number.currency or number.scale > 1 or number.form == "grouped")


def _share_unit(prices: list[Price], in_sum: set[int]) -> list[Price]:
    """Let a unit that is said once hold for the prices beside it: *cap 135rb per lembar, tulis 350rb*."""
    units = {price.per for price in prices if price.per}
    if len(units) != 1 or any(price.start in in_sum for price in prices) or len(prices) > 4:
        return prices
    unit = units.pop()
    if unit[:1].isdigit():
        return prices
    said = next(price.amount for price in prices if price.per)
    near = [price.per or said / 4 <= price.amount <= said * 4 for price in prices]
    return [price._replace(per=unit) if close else price for price, close in zip(prices, near, strict=True)]


def _is_sure(text: str, number: Number, per: str | None) -> bool:
    """Say whether a number is money by its form, its unit or the sign before it."""
    if number.kind and not number.currency and number.scale == 1 and per is None:
        return False
    return (
        _is_money(number) or bool(per and number.form != "word") or text[max(0, number.start - 1) : number.start] == "@"
    )


def _role(clues: Clues, place: int, per: str | None, prices: Sequence[Price]) -> str:
    """Say what a number is: ``price``, or empty where it may be an amount of goods."""
    text, number, around = clues.text, clues.numbers[place], clues.around[place]
    spoken = number.form == "word" or "ribu" in text[number.start : number.end].casefold()
    if number.scale > 1 and number.kind == "goods" and not number.currency:
        counted = bool(around.left) and around.left[0] in money_words().amount
        return "" if spoken and counted and number.amount >= 1000 else "price"
    if number.kind == "once" or (number.kind and not number.currency and per is None):
        return ""
    if _is_money(number):
        return "price"
    if number.form == "word" and number.scale == 1:
        return ""
    if _is_sure(text, number, per) or _linked(text, clues.numbers, place, prices):
        return "price"
    return "price" if is_price(clues, place, [price.amount for price in prices]) else ""


def _linked(text: str, numbers: Sequence[Number], place: int, prices: Sequence[Price]) -> bool:
    """Say whether a bare number is joined to the price before it: *12.5 atau 13*."""
    if place and prices and prices[-1].end == numbers[place - 1].end:
        return bool(LINK.fullmatch(text, numbers[place - 1].end, numbers[place].start))
    return False


def _is_barred(clues: Clues, place: int, per: str | None) -> bool:
    """Say whether an amount of money is dues, a fare, wages, a loan … and so no price of goods."""
    here, thread = clues.around[place], clues.thread
    words = money_words()
    if per and per.split()[-1] not in ("hari", "bulan", "orang", "jam", "minggu", "kali", "kepala"):
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
    if here.right and any(word in words.barred for word in here.right[:2]):
        return True
    if per == "bulan" and not here.goods_anywhere:
        return True
    if place and clues.numbers[place - 1].kind == "goods":
        return False
    return (here.barred_elsewhere and not here.goods_anywhere) or (thread.barred and not here.goods_anywhere)
