"""What the messages before say about prices and amounts, so that *boleh 550?* and *oke 25 dulu* can be read."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np

from bmp_networks.coding.bare_numbers import Thread
from bmp_networks.coding.clues import Clues, gather_clues
from bmp_networks.coding.money import Price, find_prices
from bmp_networks.coding.money_words import cue_of, money_words
from bmp_networks.coding.number_words import number_words
from bmp_networks.coding.numbers import find_numbers, may_begin_number
from bmp_networks.coding.quantities import Quantity, find_quantities
from bmp_networks.text import Token, token_lists

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


class Said(NamedTuple):
    """What one message says of prices and amounts whatever its thread: its numbers, and what it asks for."""

    clues: Clues | None = None
    unread: Counted = _NOTHING


def read_numbers(
    texts: Sequence[str], tokens: Sequence[list[Token]], products: Sequence[Sequence[tuple[str, int, int]]]
) -> list[Said]:
    """Find the numbers of every message and what its own words say of them; equal messages are looked at once.

    Parameters
    ----------
    texts, tokens
        The messages and their tokens.
    products
        Products named in each message: id, start, end.
    """
    lists = token_lists(tokens)
    index = lists.word_index
    telling = index.tokens_of(word in _HOW_MANY or may_begin_number(word) for word in index.words)
    worth_reading = set(index.message[telling].tolist())
    nothing = Said()
    known: dict[tuple[int, tuple[tuple[str, int, int], ...]], Said] = {}
    said: list[Said] = []
    for number, text, words, named in zip(lists.which, texts, tokens, products, strict=True):
        if number not in worth_reading and "?" not in text:
            said.append(nothing)
            continue
        key = (number, tuple(named))
        if key not in known:
            known[key] = _read_alone(text, words, key[1])
        said.append(known[key])
    return said


def _read_alone(text: str, tokens: list[Token], products: Sequence[tuple[str, int, int]]) -> Said:
    numbers = find_numbers(text, tokens)
    asks_price, asks_amount = _asks(text, tokens)
    return Said(
        gather_clues(text, tokens, numbers, products) if numbers else None,
        Counted(barred=asks_price and _asks_fare(tokens), asks_price=asks_price, asks_amount=asks_amount)
        if asks_price or asks_amount
        else _NOTHING,
    )


def count_messages(
    said: Sequence[Said], seconds: np.ndarray, parents: Sequence[int], products: Sequence[Sequence[str]]
) -> list[Counted]:
    """Read the prices and amounts of every message of a chat, in order.

    Parameters
    ----------
    said
        What each message says of them by itself (``read_numbers``).
    seconds
        When each was sent, in seconds, float64 of shape ``(n,)``.
    parents
        The message each most probably answers; -1 where none.
    products
        All products of each message, those carried over from the thread too.

    Returns
    -------
    list of Counted
        One entry a message.
    """
    read: list[Counted] = []
    times: list[float] = seconds.tolist()
    amounts, values = _Recent(PRICES_REACH), _Recent(AMOUNTS_REACH)
    for i, (clues, counted) in enumerate(said):
        if clues is not None:
            amounts.forget(i, times[i])
            values.forget(i, times[i])
            thread = _thread(i, _line(i, parents, times), read, products, amounts.named, values.named)
            reading = find_prices(clues, thread)
            quantities = find_quantities(clues, reading, thread)
            counted = counted._replace(
                prices=tuple(reading.prices), quantities=tuple(quantities), barred=reading.barred
            )
            amounts.add(i, times[i], [price.amount for price in reading.prices if price.currency in (None, "IDR")])
            values.add(i, times[i], [quantity.value for quantity in quantities])
        read.append(counted)
    return read


class _Recent:
    """The numbers of one kind that were named shortly before a message, kept up to date as the messages go by."""

    def __init__(self, reach: int) -> None:
        self.named: Counter[float] = Counter()
        self._reach = reach
        self._order: deque[tuple[int, float, float]] = deque()

    def add(self, i: int, at: float, numbers: Sequence[float]) -> None:
        """Take up the numbers that message ``i`` names."""
        self.named.update(numbers)
        self._order.extend([(i, at, number) for number in numbers])

    def forget(self, i: int, at: float) -> None:
        """Forget what lies too far back from message ``i``."""
        while self._order and (i - self._order[0][0] > self._reach or self._order[0][1] < at - _DAYS):
            number = self._order.popleft()[2]
            self.named[number] -= 1
            if not self.named[number]:
                del self.named[number]


def _asks_fare(tokens: Sequence[Token]) -> bool:
    """Say whether a question for money is about fares, wages, dues …: *kapal saiki piro?*."""
    words, cues = money_words(), {cue_of(token.text) for token in tokens}
    return not words.barred.isdisjoint(cues) and words.allowed.isdisjoint(cues) and words.goods.isdisjoint(cues)


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
    line: Sequence[int],
    read: Sequence[Counted],
    products: Sequence[Sequence[str]],
    far_amounts: Collection[float],
    far_values: Collection[float],
) -> Thread:
    amounts: set[float] = set()
    values: dict[float, str | None] = {}
    unit: str | None = None
    for j in line[::-1]:
        before = read[j]
        amounts.update([price.amount for price in before.prices if price.currency in (None, "IDR")])
        for value, counted_in, _, _ in before.quantities:
            values[value] = counted_in
            unit = counted_in or unit
    answered = read[line[0]] if line else _NOTHING
    nearest = [(read[j], products[j]) for j in line[:2]]
    return Thread(
        amounts,
        values,
        far_amounts,
        far_values,
        answered.asks_price,
        answered.asks_amount,
        not products[i] and any(entry.barred and not entry.prices for entry, _ in nearest),
        bool(products[i]) or any(goods or entry.prices or entry.quantities for entry, goods in nearest),
        _bargains(line, read),
        unit,
    )


def _bargains(line: Sequence[int], read: Sequence[Counted]) -> bool:
    """Say whether two messages in a row named prices, or the one answered asks for a lower one."""
    priced = [j for j in line if read[j].prices]
    return len(priced) > 1 or bool(priced and priced[0] == line[0] and read[line[0]].asks_price)


def _line(i: int, parents: Sequence[int], seconds: Sequence[float]) -> list[int]:
    """Give the messages a message goes on from, nearest first: those it answers, else the one just before."""
    line: list[int] = []
    j = parents[i]
    while j >= 0 and len(line) < 4:
        line.append(j)
        j = parents[j]
    if i and i - 1 not in line and seconds[i] - seconds[i - 1] <= _RUN_ON:
        line.append(i - 1)
    return line
