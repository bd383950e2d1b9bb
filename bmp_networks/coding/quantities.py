"""Amounts of goods in a message: how many packs, boxes, kilos; bare numbers take the unit of product or thread."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from bmp_networks.coding.bare_numbers import Thread
from bmp_networks.coding.clues import PACK_SIZES, Clues
from bmp_networks.coding.money import MoneyReading, Price
from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.number_context import Around
from bmp_networks.coding.number_halves import MEASURES
from bmp_networks.coding.number_words import number_words
from bmp_networks.coding.numbers import Number

USUAL_UNIT = {
    "tiwul": "bks", "keripik": "bks", "keripik_pisang": "bks", "keripik_singkong": "bks", "dodol_salak": "box",
    "batik_carica": "lembar", "batik": "lembar", "carica": "dus",
}  # fmt: skip
"""The unit in which a product is counted where nothing else is said; other products are counted in ``bks``."""
_LARGEST = 100_000
_THAT = frozenset(("itu", "niku", "kuwi", "kui", "iku", "mau", "wau", "tadi"))
_ORDERING = frozenset(("pesen", "pesan", "order", "nambah", "nambahi", "tambah", "tuku", "beli", "mundhut", "nitip"))


class Quantity(NamedTuple):
    """An amount of goods: the value, its unit, and where it stands."""

    value: float
    unit: str | None
    start: int
    end: int

    def as_code(self) -> dict[str, Any]:
        """Give it in the codebook's form."""
        value = int(self.value) if self.value == int(self.value) else self.value
        return {"value": value, "unit": self.unit}


def find_quantities(clues: Clues, reading: MoneyReading, thread: Thread | None = None) -> list[Quantity]:
    """Find the amounts of goods among the numbers that are no prices, in the order of the text.

    Parameters
    ----------
    clues
        The numbers, and what the message says of them.
    reading
        What ``find_prices`` made of them.
    thread
        What the messages before say.
    """
    found: list[Quantity] = []
    if not reading.left:
        return found
    thread = thread or Thread()
    numbers = [clues.numbers[place] for place in reading.left]
    around = [clues.around[place] for place in reading.left]
    counted = any(number.kind == "goods" for number in numbers)
    named = thread.goods or bool(clues.products) or bool(reading.prices)
    ordered = any(here.left and here.left[0] in _ORDERING for here in around)
    talk_of_goods = counted or named or ordered or thread.asks_amount or around[0].goods_anywhere
    in_sums = {clues.numbers[place].start for place in reading.summed} if reading.summed else ()
    corrected = 1.0 if thread.values and clues.corrects else 0.0
    for place, (number, here) in enumerate(zip(numbers, around, strict=True)):
        unit = None if number.unit == "barang" and here.goods_left else number.unit
        if _is_each(clues.text, number, reading.prices):
            continue
        if unit:
            if not _counts_goods(number, here) or (_repeats(number, found) and not here.goods_left):
                continue
        elif (
            number.value > _LARGEST
            or not talk_of_goods
            or (_counts_things(here) and not clues.text[: number.start].endswith("@"))
            or _takes_up(clues.text, number, here, found)
        ):
            continue
        elif reading.left[place] in reading.summed:
            if _is_multiplied_again(clues, reading.left[place], in_sums, found):
                continue
        elif (
            reading.left[place] not in clues.parts
            and not clues.text[: number.start].endswith("@")
            and _score(number, here, thread, found) + corrected < 1
        ):
            continue
        unit = unit or _unit(number, clues.products, thread, found)
        found.append(Quantity(number.amount, unit, number.start, max(number.unit_end, number.end)))
    return found


def _is_multiplied_again(clues: Clues, place: int, in_sums: Collection[int], found: Sequence[Quantity]) -> bool:
    """Say whether a sum multiplies an amount that was said before it: *60 dus. 60 x 31k*."""
    if "x" not in clues.signs[place : place + 2]:
        return False
    return any(quantity.value == clues.numbers[place].value for quantity in found if quantity.start not in in_sums)


def _is_each(text: str, number: Number, prices: Sequence[Price]) -> bool:
    """Say whether one only tells what a price is for: *40rb sekilo*, *sebungkus 15rb*, *2rb siji*."""
    if number.kind == "once":
        return any(0 <= number.start - price.end <= 1 or 0 <= price.start - number.unit_end <= 1 for price in prices)
    single = number.form == "word" and number.value == 1 and not number.kind
    return single and any(0 <= number.start - price.end <= 1 for price in prices)


def _counts_goods(number: Number, here: Around) -> bool:
    """Say whether a number with a unit is an amount of goods."""
    if number.kind == "once":
        return _ordered(here)
    if here.left and here.left[0] in ("per", "tiap", "saben", "unggal"):
        return False
    if number.kind != "goods" or number.amount > _LARGEST:
        return False
    before = next((word for word in here.left if not word.isdigit()), "")
    return not {before, _stem(before)} & money_words().barred_things


def _repeats(number: Number, found: Sequence[Quantity]) -> bool:
    return any(quantity.value == number.amount and quantity.unit == number.unit for quantity in found)


def _ordered(here: Around) -> bool:
    """Say whether *sekodi*, *selusin* stands where an amount stands, and is not *per dozen*."""
    words = money_words()
    return (bool(here.left) and here.left[0] in words.amount) or here.goods_left


def _counts_things(here: Around) -> bool:
    words = money_words()
    nearest = [word for word in here.left if word not in here.fillers][:2]
    return any(word in words.barred_things or _stem(word) in words.barred_things for word in nearest)


def _stem(word: str) -> str:
    for ending in ("nya", "ne", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def _takes_up(text: str, number: Number, here: Around, found: Sequence[Quantity]) -> bool:
    """Say whether a bare number only takes up an amount of the same message again: *yg 2*, *17 dus kurang 4*."""
    if not here.left or not found:
        return False
    if here.left[0] in ("yg", "yang", "sing") and number.value in PACK_SIZES:
        return True
    if here.left[0] in ("yg", "yang", "sing"):
        return any(quantity.value == number.value for quantity in found)
    return text[found[-1].end : number.start].strip().casefold() in ("kurang", "minus", "luwih", "lebih")


def _score(number: Number, here: Around, thread: Thread, found: Sequence[Quantity]) -> float:
    """Add up what speaks for a bare number being an amount of goods; 1 is enough."""
    words = money_words()
    score = 0.0
    if number.value % 1 and (number.value < 1 or (thread.unit or "kg") not in MEASURES):
        return score  # packs are whole
    nearest = [word for word in here.left if word not in here.fillers][:2]
    if here.goods_left or here.goods_right:
        score += 1.0
    if nearest and nearest[0] in words.orders:
        score += 1.2
    elif any(word in words.amount for word in nearest):
        score += 1.0
    if here.left and here.left[0] in ("yg", "yang", "sing"):
        if number.value in PACK_SIZES and number.value not in thread.values:
            return 0.0
        score += 0.6
    if here.right and here.right[0] in words.amount_after:
        score += 0.6 if here.right[0] in _THAT and thread.goods else 0.4
    if here.right and here.right[0] in words.more:
        score += 0.6  # *bisa 60 lagi*
    if number.value in thread.values:
        score += 1.0
    elif number.value in thread.far_values:
        score += 0.4
    if found:
        score += 0.6
    if thread.asks_amount:
        score += 1.0
    if thread.goods and all(word in words.takers or word in here.fillers for word in here.left):
        score += 0.7 if here.left else 0.3  # *aku 4 bu*
    if here.left and here.left[0] in number_words().units and number_words().units[here.left[0]][1] == "goods":
        score += 1.0  # *dus 5 sudah sampai*
    if here.left and here.left[0] in words.amount and here.right and here.right[0] in words.only:
        score += 0.4  # *pecah 4 thok*
    if thread.values:
        score += 0.3
    if any(place <= 6 for place in here.goods_places):
        score += 0.4 if here.right else 1.0
    return score


def _unit(
    number: Number,
    product_spans: Sequence[tuple[str, int, int]],
    thread: Thread,
    found: Sequence[Quantity],
) -> str | None:
    """Understand the unit of a bare number: of the product beside it, the thread, the amount before."""
    before = [span for span in product_spans if span[2] <= number.start]
    product = max(before, key=lambda span: span[2])[0] if before else None
    if product is None and product_spans:
        product = product_spans[0][0]
    if product is not None:
        return USUAL_UNIT.get(product, "bks")
    if thread.values.get(number.value):
        return thread.values[number.value]
    return (found[-1].unit if found else None) or thread.unit
