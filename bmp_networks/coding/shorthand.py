"""Shorthand for money written out: *21* and *550* for thousands, *4.145* for thousands beside millions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log

from bmp_networks.coding.bare_numbers import Thread
from bmp_networks.coding.clues import Clues
from bmp_networks.coding.numbers import Number
from bmp_networks.coding.price_units import SMALL_THINGS

_PRINTED = re.compile(
    r"stik|label|cetak|print|kertas|plastik|mika|kresek|fotok|fc\b|copy|kemasan|sablon", re.IGNORECASE
)
_SETTLES = frozenset(
    ("dp", "pelunasan", "lunas", "tf", "trf", "transfer", "total", "totalnya", "sisa", "sisanya", "kurang", "kurangnya",
     "kurange", "bayar", "dibayar", "mbayar", "byr", "setor", "nyetor")
)  # fmt: skip
"""After these, money beside millions may be in thousands."""
_ROUNDED = 0.9
"""Share of a sum from which a number is that sum rounded down."""
_NEAR = 4
"""Prices that differ by less than this factor are written alike."""


def write_out(clues: Clues, place: int, per: str | None, found: Sequence[float], thread: Thread) -> float:
    """Write shorthand out: below 1000 a bare number of rupiah means thousands, but for what costs that little."""
    number = clues.numbers[place]
    if (
        number.form == "grouped"
        and number.scale == 1
        and not number.currency
        and _means_thousands(clues, place, thread)
    ):
        return number.value * 1000
    if number.scale != 1 or number.currency or number.form == "grouped" or number.value >= 1000:
        return number.amount
    if number.value >= 100 and number.form == "plain" and _is_in_full(clues, place, per, found, thread):
        return number.value
    if number.form == "decimal" and any(
        other.scale >= 1e6 and number.value * 1e6 <= other.amount for other in clues.numbers
    ):
        return round(number.value * 1e6, 3)  # *= 3,6jt, DP 1,8*
    return round(number.value * 1000, 3)


def _means_thousands(clues: Clues, place: int, thread: Thread) -> bool:
    """Say whether *4.145* means thousands: the sum of shorthand (*40x98 = 3.920*), or what is left of millions."""
    number = clues.numbers[place]
    if not 1000 <= number.value < 10_000 or clues.units[place][0]:
        return False
    bare = [other.value for other in clues.numbers[:place] if other.form in ("plain", "decimal") and other.scale == 1]
    if _in_difference(clues, place):
        return True
    if clues.signs[place] == "=" or "=" in clues.signs[:place]:
        shorthand = any(first * second == number.value for first in bare for second in bare if 1 < first < second)
        return shorthand or (bool(bare) and any(other.value < number.value for other in _grouped_before(clues, place)))
    known = [amount for amount in (*clues.anchors, *thread.amounts) if amount not in (0, number.value)]
    large = [amount for amount in known if amount >= 1e6]
    if large and number.value not in thread.amounts and not _SETTLES.isdisjoint(clues.around[place].left[:2]):
        return True  # *DP 1.133 ya* of a total of 2.266.000
    if number.value not in thread.amounts and any(_ROUNDED <= number.value * 1000 / amount <= 1 for amount in large):
        return True  # *bulatkan 1.750* of 1.785.000
    beside = any(amount >= 1e6 for amount in clues.anchors)
    return bool(large) and (beside or 2 <= len(large) > len(known) / 2) and not clues.around[place].goods_left


def _thousands(number: Number) -> float:
    """Give a number in thousands of rupiah: *28*, *1.133* and *28rb* as 28, 1133 and 28."""
    return number.amount / 1000 if number.scale > 1 else number.value


def _in_difference(clues: Clues, place: int) -> bool:
    """Say whether a number is one of *1.133 - 28 = 1.105*, whose 28 is thousands."""
    for at in (place - 2, place - 1, place):
        if at < 0 or at + 2 >= len(clues.numbers) or clues.signs[at + 1] != "-":
            continue
        whole, part, rest = clues.numbers[at : at + 3]
        if _thousands(part) - _thousands(whole) + _thousands(rest) == 0:
            return True
    return False


def _grouped_before(clues: Clues, place: int) -> list[Number]:
    """Give the numbers with a dot before a place of the same sum that mean thousands themselves."""
    grouped = [at for at in range(place) if clues.numbers[at].form == "grouped" and clues.signs[at] == "="]
    bare = [number.value for number in clues.numbers[:place] if number.form == "plain" and number.scale == 1]
    products = {first * second for first in bare for second in bare if 1 < first < second}
    return [clues.numbers[at] for at in grouped if clues.numbers[at].value in products]


def _is_in_full(clues: Clues, place: int, per: str | None, found: Sequence[float], thread: Thread) -> bool:
    """Say whether a number from 100 to 999 is written in full: beside such prices, or for labels and stickers."""
    number = clues.numbers[place]
    if number.value in thread.amounts or number.value in thread.far_amounts:
        return True
    if per in SMALL_THINGS and (per != "lembar" or _PRINTED.search(clues.text) or not thread.goods):
        return True
    before = clues.numbers[place - 1] if place else None
    if (
        before
        and before.unit in SMALL_THINGS
        and re.fullmatch(r"\s?[x×*@]\s?", clues.text[before.unit_end : number.start])
    ):
        return True
    counts = [other.value for other in clues.numbers if other is not number and 1 < other.value <= 10_000]
    if ("x" in clues.signs or "=" in clues.signs or "@" in clues.text) and any(
        number.value * count in clues.anchors for count in counts
    ):
        return True  # *380 x 100 = 38rb*
    others = [amount for amount in (*clues.anchors, *found) if amount not in (0, number.value, number.value * 1000)]
    known = others or [amount for amount in thread.amounts if amount]
    if not known:
        return False
    nearest = min(
        known, key=lambda amount: min(abs(log(number.value / amount)), abs(log(number.value * 1000 / amount)))
    )
    return abs(log(number.value / nearest)) < log(_NEAR)
