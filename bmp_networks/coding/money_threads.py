"""What the messages before say about prices and amounts, so that *boleh 550?* and *oke 25 dulu* can be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bmp_networks.coding.bare_numbers import Thread
from bmp_networks.coding.money import Price, find_prices
from bmp_networks.coding.money_words import cue_of, money_words
from bmp_networks.coding.number_words import number_words
from bmp_networks.coding.numbers import Number, find_numbers
from bmp_networks.coding.quantities import Quantity, find_quantities
from bmp_networks.text import Token

PRICES_REACH, AMOUNTS_REACH = 40, 15
"""How many messages back a price and an amount are remembered."""
_DAYS = 10 * 86_400.0
_RUN_ON = 20 * 60.0
_SHORT = 12
_HOW_MANY = frozenset(("brp", "berapa", "piro", "pira", "pinten", "berapaan", "piroan", "brapa", "sabaraha"))
_MANY = frozenset(("lusin", "kodi", "gross", "renteng"))
_NO_ORDER = frozenset(
    (
        "yang", "yg", "sing", "kalo", "klo", "kalau", "kl", "nek", "yen", "dari", "dr", "sampai",
        "per", "jumlah", "setor", "jumlahnya", "berarti", "brarti", "ok", "oke", "deal", "siap", "paling", "total",
        "jadi", "jd", "jadinya", "dadi", "kasih", "jual", "cuma", "mung",
    )
)  # fmt: skip


class Counted(NamedTuple):
    """What one message says of prices and amounts."""

    prices: tuple[Price, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    barred: bool = False
    asks_price: bool = False
    asks_amount: bool = False


_NOTHING = Counted()


def number_messages(texts: Sequence[str], tokens: Sequence[list[Token]]) -> list[list[Number]]:
    """Find the numbers of every message; see ``find_numbers``. Equal messages share one list."""
    found: dict[str, list[Number]] = {"": []}
    for text, words in zip(texts, tokens, strict=True):
        if text not in found:
            found[text] = find_numbers(text, words)
    return [found[text] for text in texts]


def count_messages(
    texts: Sequence[str],
    tokens: Sequence[list[Token]],
    numbers: Sequence[Sequence[Number]],
    seconds: np.ndarray,
    parents: Sequence[int],
    product_spans: Sequence[Sequence[tuple[str, int, int]]],
    products: Sequence[Sequence[str]],
) -> list[Counted]:
    """Read the prices and amounts of every message of a chat, in order.

    Parameters
    ----------
    texts, tokens, numbers
        The messages, their tokens and their numbers.
    seconds
        When each was sent, in seconds, float64 of shape ``(n,)``.
    parents
        The message each most probably answers; -1 where none.
    product_spans
        Products named in each message: id, start, end.
    products
        All products of each message, those carried over from the thread too.

    Returns
    -------
    list of Counted
        One entry a message.
    """
    read: list[Counted] = []
    recent = _Recent(read, seconds)
    asked: dict[str, tuple[bool, bool]] = {}
    for i, text in enumerate(texts):
        asks = asked.get(text)
        if asks is None:
            asks = asked[text] = _asks(text, tokens[i])
        asks_price, asks_amount = asks
        if not numbers[i]:
            read.append(Counted((), (), False, asks_price, asks_amount) if asks_price or asks_amount else _NOTHING)
            continue
        recent.move_to(i)
        thread = _thread(i, parents, seconds, read, products, recent)
        spans = product_spans[i]
        reading = find_prices(text, tokens[i], numbers[i], goods_spans=[(a, b) for _, a, b in spans], thread=thread)
        amounts = find_quantities(text, reading, product_spans=spans, thread=thread)
        read.append(Counted(tuple(reading.prices), tuple(amounts), reading.barred, asks_price, asks_amount))
    return read


class _Recent:
    """The prices and amounts named shortly before a message, kept up to date as the messages go by."""

    def __init__(self, read: Sequence[Counted], seconds: np.ndarray) -> None:
        self.amounts: Counter[float] = Counter()
        self.values: Counter[float] = Counter()
        self._read, self._seconds = read, seconds.tolist()
        self._next = self._first_price = self._first_amount = 0

    def move_to(self, i: int) -> None:
        """Forget what lies too far back from message ``i``, take up what came since."""
        for j in range(self._next, i):
            self.amounts.update(price.amount for price in self._read[j].prices if price.currency in (None, "IDR"))
            self.values.update(quantity.value for quantity in self._read[j].quantities)
        self._next = i
        oldest = self._seconds[i] - _DAYS
        while self._first_price < i and (
            i - self._first_price > PRICES_REACH or self._seconds[self._first_price] < oldest
        ):
            for price in self._read[self._first_price].prices:
                _forget(self.amounts, price.amount)
            self._first_price += 1
        while self._first_amount < i and (
            i - self._first_amount > AMOUNTS_REACH or self._seconds[self._first_amount] < oldest
        ):
            for quantity in self._read[self._first_amount].quantities:
                _forget(self.values, quantity.value)
            self._first_amount += 1


def _forget(counts: Counter[float], key: float) -> None:
    if counts[key] > 1:
        counts[key] -= 1
    else:
        counts.pop(key, None)


def _asks(text: str, tokens: Sequence[Token]) -> tuple[bool, bool]:
    """Say whether a message asks for a price, and whether for an amount: *berapa* or *berapa bungkus*."""
    words = money_words()
    texts = [token.text for token in tokens]
    how_many = [at for at, word in enumerate(texts) if word in _HOW_MANY]
    if "?" not in text and (not how_many or len(texts) > _SHORT):
        return False, False
    before = {at: _asked_of(texts, at) for at in how_many}
    kinds = {at: number_words().units.get(texts[at + 1], ("", ""))[1] if at + 1 < len(texts) else "" for at in how_many}
    for_price = [at for at in how_many if before[at] not in words.not_counted and kinds[at] != "other"]
    counted = [at for at in for_price if kinds[at] or _is_ordered(before[at])]
    counted += [at for at in for_price if number_words().once.get(before[at]) in _MANY]
    other = set(for_price) - set(counted)
    asks_price = bool(other) or not words.asks_price.difference(_HOW_MANY).isdisjoint(texts)
    asks_amount = bool(counted) or ("?" in text and not words.asks_amount.difference(_HOW_MANY).isdisjoint(texts))
    if not other and counted:
        asks_price = not words.price.isdisjoint(texts)
    return asks_price, asks_amount


def _asked_of(texts: Sequence[str], at: int) -> str:
    """Give the word that *berapa* asks about, past small words: *level e piro*, *sekodi ki piro*."""
    place = at - 1
    while place >= 0 and texts[place] in (
        "ki",
        "kuwi",
        "kui",
        "iku",
        "itu",
        "ini",
        "e",
        "ne",
        "nya",
        "teh",
        "tuh",
        "ya",
    ):
        place -= 1
    return cue_of(texts[place]) if place >= 0 else ""


def _is_ordered(word: str) -> bool:
    words = money_words()
    return word in words.orders or (word in words.amount and word not in _NO_ORDER)


def _thread(
    i: int,
    parents: Sequence[int],
    seconds: np.ndarray,
    read: Sequence[Counted],
    products: Sequence[Sequence[str]],
    recent: _Recent,
) -> Thread:
    amounts: set[float] = set()
    values: dict[float, str | None] = {}
    unit: str | None = None
    line = _line(i, parents, seconds)
    for j in line[::-1]:
        amounts.update(price.amount for price in read[j].prices if price.currency in (None, "IDR"))
        values.update((quantity.value, quantity.unit) for quantity in read[j].quantities)
        unit = next((q.unit for q in read[j].quantities[::-1] if q.unit), unit)
    before = read[line[0]] if line else _NOTHING
    goods = bool(products[i]) or any(products[j] or read[j].prices or read[j].quantities for j in line[:2])
    barred = bool(line) and any(read[j].barred and not read[j].prices for j in line[:2])
    return Thread(
        amounts,
        values,
        recent.amounts,
        recent.values,
        before.asks_price,
        before.asks_amount,
        barred and not products[i],
        goods,
        _bargains(line, read),
        unit,
    )


def _bargains(line: Sequence[int], read: Sequence[Counted]) -> bool:
    """Say whether two messages in a row named prices, or the one answered asks for a lower one."""
    priced = [j for j in line if read[j].prices]
    return len(priced) > 1 or bool(priced and priced[0] == line[0] and read[line[0]].asks_price)


def _line(i: int, parents: Sequence[int], seconds: np.ndarray) -> list[int]:
    """Give the messages a message goes on from, nearest first: those it answers, else the one just before."""
    line: list[int] = []
    j = parents[i]
    while j >= 0 and len(line) < 4:
        line.append(j)
        j = parents[j]
    if i and i - 1 not in line and seconds[i] - seconds[i - 1] <= _RUN_ON:
        line.append(i - 1)
    return line
