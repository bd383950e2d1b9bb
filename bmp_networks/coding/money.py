"""Prices in a message: what is asked, offered, paid or summed up for goods, with the unit they are for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from bmp_networks.coding.bare_numbers import Thread, is_price
from bmp_networks.coding.clues import Clues, is_money
from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.numbers import Number
from bmp_networks.coding.price_units import LINK, unit_before_price
from bmp_networks.coding.shorthand import write_out
from bmp_networks.coding.sums import find_sums

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
        Places of the numbers that may be amounts of goods.
    barred
        Whether money was met that is no price (fares, wages, dues …).
    summed
        Places of the numbers that are amounts in a sum (*25 x 10rb*).
    """

    prices: list[Price]
    left: list[int]
    barred: bool
    summed: frozenset[int]


def find_prices(clues: Clues, thread: Thread | None = None) -> MoneyReading:
    """Find the prices among the numbers of a message, in the order of the text.

    Parameters
    ----------
    clues
        The numbers, and what the message says of them.
    thread
        What the messages before say.
    """
    thread = thread or Thread()
    sums = find_sums(clues.numbers, clues.signs, (thread.amounts, thread.far_amounts), thread.values, clues.counted)
    summed_up = _summed_up(clues.numbers, sums) if sums else ()
    prices: list[Price] = []
    left: list[int] = []
    barred = False
    reach = 0
    for place, number in enumerate(clues.numbers):
        if number.start < reach:  # the count of a unit: *12rb per 100 pcs*
            continue
        per, per_end = clues.units[place]
        role = sums.get(place) or _role(clues, place, prices, thread)
        if not role and clues.roles[place] is None and number.value in summed_up:
            role = "price"
        shut_out = role == "price" and place not in sums and _is_barred(clues, place, thread)
        if role != "price" or (shut_out and not is_money(number)):
            left.append(place)
            continue
        barred = barred or shut_out
        amount = write_out(clues, place, per, [price.amount for price in prices], thread)
        if shut_out or not (number.currency or SMALLEST <= amount <= LARGEST):
            continue
        reach = per_end
        per = per or unit_before_price(clues.text, clues.numbers, place, left, clues.around)
        prices.append(Price(amount, per, number.currency, number.start, number.end))
    summed = frozenset([place for place, role in sums.items() if role == "amount"]) if sums else frozenset()
    return MoneyReading(_share_unit(prices, {clues.numbers[place].start for place in sums}), left, barred, summed)


def _summed_up(numbers: Sequence[Number], sums: dict[int, str]) -> set[float]:
    """Give the numbers that are prices wherever they stand in a sum."""
    prices = {numbers[place].value for place, role in sums.items() if role == "price"}
    return prices - {numbers[place].value for place, role in sums.items() if role != "price"}


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


def _role(clues: Clues, place: int, prices: Sequence[Price], thread: Thread) -> str:
    """Say what a number is: ``price``, or empty where it may be an amount of goods."""
    role = clues.roles[place]
    if role is not None:
        return role
    if _linked(clues.text, clues.numbers, place, prices):
        return "price"
    found = [price.amount for price in prices]
    ends = [place, place + 1] if _is_range(clues, place) else [place]
    return "price" if any(is_price(clues, end, found, thread) for end in ends) else ""


def _is_range(clues: Clues, place: int) -> bool:
    """Say whether a bare number and the next are the ends of a range or a change: *275-400*, *385 kok sampun 410*."""
    if place + 1 == len(clues.numbers) or clues.roles[place + 1] is not None:
        return False
    if clues.around[place].left[:1] and clues.around[place].left[0] in money_words().orders:
        return False  # *ambil 1000 jadi 480*
    return bool(LINK.fullmatch(clues.text, clues.numbers[place].end, clues.numbers[place + 1].start))


def _is_barred(clues: Clues, place: int, thread: Thread) -> bool:
    barred = clues.barred[place]
    return thread.barred if barred is None else barred


def _linked(text: str, numbers: Sequence[Number], place: int, prices: Sequence[Price]) -> bool:
    """Say whether a bare number is joined to the price before it: *12.5 atau 13*."""
    if place and prices and prices[-1].end == numbers[place - 1].end:
        return bool(LINK.fullmatch(text, numbers[place - 1].end, numbers[place].start))
    return False
