"""Sums in a message: *40x21=840*, *2x135k + 380k = 650k*, *80+40=120*: which numbers are money and which goods."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from bmp_networks.coding.numbers import Number

_SIGN = re.compile(r"\s?(?P<sign>[x×*=+])\s?@?(?:rp\.?\s?)?", re.IGNORECASE)
_LEAST_OF_BUDGET = 0.6
_PLUS_GOODS = re.compile(r"\s?(?:[^\W\d_]+\s){0,3}\+\s?(?:[^\W\d_]+\s){0,3}")
_PLUS = re.compile(r"\s?(?:[^\W\d_]+\s)?\+\s?(?:[^\W\d_]+\s)?")


def find_sums(
    numbers: Sequence[Number],
    signs: Sequence[str],
    amounts: Sequence[Collection[float]],
    values: Collection[float] = (),
    counted: Collection[float] = (),
) -> dict[int, str]:
    """Say of each number that is part of a sum whether it is a ``price`` or an ``amount`` of goods.

    Parameters
    ----------
    numbers
        The numbers of a message, in the order of the text.
    signs
        The sign before each of them (``signs_between``).
    amounts
        Sets of prices named shortly before: 21 is money in *40x21* when 21.000 was.
    values
        Amounts of goods talked about before: 150 and 100 are none of the prices in *150 + 100* when they were.
    counted
        Amounts of goods that the message itself tells outside its sums.
    """
    roles: dict[int, str] = {}
    if not any(signs):
        return roles
    values = {*values, *counted}
    begins = [place for place, sign in enumerate(signs) if not sign]
    for first, after in zip(begins, [*begins[1:], len(signs)], strict=True):
        roles.update(_roles(numbers, range(first, after), signs[first + 1 : after], amounts, values))
    return roles


def signs_between(text: str, numbers: Sequence[Number]) -> list[str]:
    """Give the sign before each number of a message that joins it to the one before: ``x``, ``=``, ``+`` or empty."""
    signs = [_sign_between(text, numbers, place) for place in range(len(numbers))]
    for place in range(1, len(numbers) - 1):
        first, second, third = numbers[place - 1 : place + 2]
        if signs[place] or signs[place + 1] != "=" or text[first.unit_end : second.start].strip() not in ("-", "–"):
            continue
        if _differ_by(first, second, third):
            signs[place] = "-"
    return signs


def _differ_by(first: Number, second: Number, third: Number) -> bool:
    """Say whether a difference comes out, in full or in thousands: *1.133 - 28 = 1.105*, *350rb - 50 = 300*."""
    whole, part, rest = (number.amount for number in (first, second, third))
    return any(abs(whole * a - part * b - rest * c) < 0.01 for a in (1, 1000) for b in (1, 1000) for c in (1, 1000))


def _sign_between(text: str, numbers: Sequence[Number], place: int) -> str:
    if not place:
        return ""
    first, second = numbers[place - 1], numbers[place]
    match = _SIGN.fullmatch(text, first.unit_end, second.start) or _SIGN.fullmatch(text, first.end, second.start)
    if match:
        return match["sign"].replace("×", "x").replace("*", "x").lower()
    counted = (first.kind == "goods" and second.kind != "") or second.kind == "goods"
    plus = _PLUS_GOODS if counted else _PLUS
    return "+" if plus.fullmatch(text, first.unit_end, second.start) else _equals(text, first, second)


def _equals(text: str, first: Number, second: Number) -> str:
    return "=" if re.fullmatch(r"\s\w+\s?=\s?", text[first.unit_end : second.start]) else ""


def _is_money(number: Number) -> bool:
    return bool(number.scale > 1 or number.currency or number.form in ("grouped", "decimal")) and not number.kind


def _roles(
    numbers: Sequence[Number],
    chain: Sequence[int],
    signs: Sequence[str],
    amounts: Sequence[Collection[float]],
    values: Collection[float],
) -> dict[int, str]:
    if len(chain) < 2:
        return {}
    times = [at for at, sign in enumerate(signs) if sign == "x"]
    money = any(_is_money(numbers[place]) for place in chain)
    plain = [place for place in chain if not numbers[place].kind and numbers[place].value >= 2]
    if times or any(numbers[place].value in values for place in plain):
        plain = []
    asked = [chain[at + 1] for at in times] + plain
    familiar = any(numbers[place].value * 1000 in known for place in asked for known in amounts)
    totals = [at for at, sign in enumerate(signs) if sign == "="]
    fits = any(
        numbers[chain[at]].value * numbers[chain[at + 1]].value == numbers[chain[at + 2]].value
        for at in times
        if at + 1 in totals
    )
    if len(chain) == 2 and totals and _is_priced(numbers, *chain):
        return {chain[0]: "amount", chain[1]: "price"}  # *1 kg = 150*, *kentang 14 = 238rb*
    added = set(signs) == {"+"} and any(numbers[place].kind == "goods" for place in chain)
    if added and not money:
        return dict.fromkeys(chain, "amount")  # *carica 25 dus + dodol 25*
    if not (money or familiar or (times and fits) or _meets_a_budget(numbers, chain, signs, amounts[0])):
        return dict.fromkeys(chain, "amount")
    roles = dict.fromkeys(chain, "price")
    for at in times:
        first, second = numbers[chain[at]], numbers[chain[at + 1]]
        goods = at + 1 if _is_price_first(first, second, amounts, values) else at
        roles[chain[goods]] = "amount"
    for place in chain:
        if numbers[place].kind == "goods" and not _is_money(numbers[place]):
            roles[place] = "amount"
    return roles


def _is_priced(numbers: Sequence[Number], one: int, other: int) -> bool:
    """Say whether an amount of goods and what it costs stand on the two sides of an equals sign."""
    first, second = numbers[one], numbers[other]
    if first.kind == "goods":
        return not second.kind
    counted = first.form == "plain" and first.scale == 1 and not first.currency and not first.kind
    if not counted or first.value < 2 or not _is_money(second) or second.amount in (first.value, first.value * 1000):
        return False
    return not any(  # *200 lembar @250 = 50.000*
        number.value * first.value * factor == second.amount for number in numbers[:one] for factor in (1, 1000)
    )


def _meets_a_budget(
    numbers: Sequence[Number], chain: Sequence[int], signs: Sequence[str], amounts: Collection[float]
) -> bool:
    """Say whether bare numbers add up to about the money just named: *13+10+24 = 47* for a budget of 50.000."""
    if len(chain) < 4 or signs[-1] != "=" or any(sign != "+" for sign in signs[:-1]):
        return False
    parts, total = [numbers[place] for place in chain[:-1]], numbers[chain[-1]]
    if any(part.kind for part in (*parts, total)) or sum(part.value for part in parts) != total.value:
        return False
    return any(_LEAST_OF_BUDGET * amount <= total.value * 1000 <= amount for amount in amounts)


def _is_price_first(
    first: Number, second: Number, amounts: Sequence[Collection[float]], values: Collection[float]
) -> bool:
    """Say whether a product names the price before the amount: *2.800 x 60*, *90 x 40* where 40 were ordered."""
    if _is_money(first) != _is_money(second):
        return _is_money(first)
    if first.kind == "goods" or second.kind == "goods":
        return second.kind == "goods"
    ordered = [number.value in values for number in (first, second)]
    if ordered[0] != ordered[1]:
        return ordered[1]
    known = [any(number.value * 1000 in prices for prices in amounts) for number in (first, second)]
    return known[0] and not known[1]
