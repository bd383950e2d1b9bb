"""Bare numbers of a message, *25*, *12.5*, *270*: what speaks for money and what for an amount of goods."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from bmp_networks.coding.clues import Clues
from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.numbers import Number

_ABOUT = re.compile(r"\s?-?an\b", re.IGNORECASE)
_ITEM_ENDS = re.compile(
    r"\s*(?:$|[,;\n).+]|(?:ya|yo|nggih|aja|ae|wae|mbak|bu|kak|pak|mas|se\w+|per\w*|dan|karo)\b)", re.IGNORECASE
)
_ITEM_HEAD = re.compile(r"(?:^|[,;\n(:]|\b(?:dan|karo|sama|lan|jeung|tapi|tp)\b)\s*([^,;\n(:]*)$", re.IGNORECASE)
_FOR_SO_MANY = re.compile(
    r"\s*(?:cuma|jadi|jd|dadi|dapat|dapet|entuk|oleh|mung|harga|hrg|seharga|bayar|=|:)?\s*(?:rp\.?\s?)?", re.IGNORECASE
)
_PAYING = frozenset(
    (
        "transfer",
        "tf",
        "trf",
        "ditransfer",
        "ditf",
        "cash",
        "tunai",
        "lunas",
        "nego",
        "dp",
        "dibayar",
        "bayar",
        "cod",
        "mentok",
        "net",
        "nett",
        "njih",
        "deal",
    )
)
_ALL_TOLD = frozenset(("kabeh", "kabehe", "semua", "semuanya", "sedaya", "sadaya", "total", "totalnya"))
_PAYS = re.compile(r"\b(?:tf|trf|transfer|bayar|mbayar|bayare|byr|dibayar|lunas|suwun|nuwun)\b", re.IGNORECASE)
_AFTER_ONE = re.compile(
    r"\b(?:se|sak|sa)(?:kilo|bungkus|iji|biji|lembar|tandan|tundun|box|dus|pak|botol|lusin|kodi|liter|paket|meter|kotak"
    r"|sisir|lirang|iket|ikat|toples|gelas|cup|pcs|kg)e?\s(?:[\d.,]+\s?-\s?)?$",
    re.IGNORECASE,
)
_ITEM_WORDS = 4
_MANY = 3
"""Numbers after goods from which a message without prices lists amounts."""


@dataclass(frozen=True)
class Thread:
    """What the messages before say that helps to read bare numbers.

    Parameters
    ----------
    amounts, values
        Prices, and amounts of goods with their unit, in the messages this one goes on from.
    far_amounts, far_values
        The same in any message shortly before.
    asks_price, asks_amount
        Whether the message answered asks for a price or for an amount.
    barred
        Whether the money talked about is fares, wages, dues and the like.
    goods
        Whether goods are talked about.
    bargains
        Whether a price is being bargained over.
    unit
        Unit in which the thread counts, else None.
    """

    amounts: Collection[float] = frozenset()
    values: dict[float, str | None] = field(default_factory=dict)
    far_amounts: Collection[float] = frozenset()
    far_values: Collection[float] = frozenset()
    asks_price: bool = False
    asks_amount: bool = False
    barred: bool = False
    goods: bool = False
    bargains: bool = False
    unit: str | None = None


def is_price(clues: Clues, place: int, found: Sequence[float], thread: Thread) -> bool:
    """Say whether a bare number is money rather than an amount of goods; ``found`` are the prices before it."""
    price = _price_score(clues, place, found, thread)
    return price >= 1 and price > _amount_score(clues, place, thread)


def _price_score(clues: Clues, place: int, found: Sequence[float], thread: Thread) -> float:
    """Add up what speaks for a bare number being money; 1 is enough where nothing speaks for goods."""
    words, number, around = money_words(), clues.numbers[place], clues.around[place]
    score = 0.0
    nearest = [word for word in around.left if word not in around.fillers][:2]
    if any(word in words.price for word in nearest):
        score += 2.0
    if any(word in words.price_step for word in nearest):
        score += 0.8 if found or thread.amounts or thread.asks_price else 0.3
    if number.value >= 2 and _like(number, thread.amounts):
        score += 1.3
    elif number.value >= 2 and _like(number, thread.far_amounts):
        score += 1.3 if number.value >= 25 or number.form == "decimal" else 0.9
    elif any(0.6 < number.value * 1000 / amount < 1.6 for amount in (*found, *thread.amounts) if amount):
        score += 0.5
    if number.value >= 20 and _ABOUT.match(clues.text, number.end):
        score += 1.5
    if thread.asks_price and number.value >= 2:
        score += 0.9 if around.left else 1.1
    if number.form == "decimal":
        score += 0.8
    if number.value >= 10_000:
        score += 1.2
    elif number.value >= 1000 and number.value % 50 == 0:
        score += 0.7
    elif number.value >= 100 and number.value % 5 == 0 and not around.goods_anywhere:
        score += 0.3
    if number.value >= 2:
        score += sum(_grounds(clues, place, nearest, thread))
    return score


def _grounds(clues: Clues, place: int, nearest: Sequence[str], thread: Thread) -> Iterator[float]:
    """Give what a bare number's place in the message and the arithmetic of the thread say for money."""
    words, number, around = money_words(), clues.numbers[place], clues.around[place]
    thresholds = bool(nearest) and nearest[0] in words.amount and nearest[0] not in words.price_step
    sums_up = bool(nearest) and nearest[0] in ("berarti", "brarti")
    if number.value >= 10 and (sums_up or not thresholds) and _is_total(clues, place, thread):
        yield 2.0
    if _pays_for_amount_before(clues, place, thread):
        yield 2.0
    elif number.start >= clues.list_from or _goes_on_listing(clues, place, thread):
        yield 1.9
    if number.value >= 10 and not _PAYING.isdisjoint(around.right):
        yield 0.8
    if number.value >= 20 and around.right and around.right[0] in _ALL_TOLD and _PAYS.search(clues.text):
        yield 1.1
    if number.value >= 5 and _AFTER_ONE.search(clues.text, 0, number.start) and not number.kind:
        yield 1.1
    if thread.bargains and (not nearest or nearest[0] in words.price_step) and number.value not in thread.values:
        yield 0.6
    if clues.corrects and thread.amounts and not thread.values:
        yield 1.0
    if nearest and nearest[0] in words.remainder and clues.anchors and number.value >= 20:
        yield 1.5


def _like(number: Number, amounts: Collection[float]) -> bool:
    return number.value * 1000 in amounts or (number.value >= 100 and number.value in amounts)


def _is_total(clues: Clues, place: int, thread: Thread) -> bool:
    """Say whether a number is the product of an amount and a price that were named: 10 kg at 27.000, *270 ya*."""
    number = clues.numbers[place]
    if number.value in thread.values:
        return False
    counts = {other.value for other in clues.numbers[:place] if other.kind == "goods" and other.scale == 1}
    for count in counts | set(thread.values):
        one = number.value * 1000 / count if count > 1 else 0.0
        if one >= 100 and (one in thread.amounts or one in thread.far_amounts or one in clues.anchors):
            return True
    return False


def _pays_for_amount_before(clues: Clues, place: int, thread: Thread) -> bool:
    """Say whether a number is what the amount right before it costs: *min 12 bks 26*, *beli 3 cuma 27*."""
    if not place:
        return False
    before, number = clues.numbers[place - 1], clues.numbers[place]
    if before.scale != 1 or before.currency or before.kind not in ("goods", ""):
        return False
    between = clues.text[before.unit_end : number.start]
    worth = number.value * 1000
    spoken = before.form == "word" and any(0.8 * p <= worth / before.value <= p for p in clues.anchors if before.value)
    if not _FOR_SO_MANY.fullmatch(between) or not (before.kind or between.strip() or spoken):
        return False
    known = (*clues.anchors, *thread.amounts)
    return any(0.5 * p <= worth <= 1.1 * p or 0.5 * p <= worth / before.value <= 1.1 * p for p in known if before.value)


def _goes_on_listing(clues: Clues, place: int, thread: Thread) -> bool:
    """Say whether a number ends an item beside a price: *minyak 17rb seliter, gula 14*."""
    number, around = clues.numbers[place], clues.around[place]
    worth = number.value * 1000
    if not any(0.2 <= worth / amount <= 5 for amount in clues.anchors):
        return False
    if not money_words().orders.isdisjoint(around.left) or number.value in thread.values:
        return False
    head = _ITEM_HEAD.search(clues.text[: number.start])
    if not head or not _ITEM_ENDS.match(clues.text, number.end):
        return False
    return 1 <= len(head.group(1).split()) <= _ITEM_WORDS


def _amount_score(clues: Clues, place: int, thread: Thread) -> float:
    """Add up what speaks for a bare number being an amount of goods."""
    words, number, around = money_words(), clues.numbers[place], clues.around[place]
    score = 0.0
    if around.goods_left or around.goods_right:
        score += 0.9
    nearest = [word for word in around.left if word not in around.fillers][:2]
    if nearest and nearest[0] in words.orders:
        score += 1.6
    elif any(word in words.amount and word not in words.price_step for word in nearest):
        score += 0.9
    if around.left and around.left[0] in ("yg", "yang", "sing"):
        score += 0.6
    if around.right and around.right[0] in words.amount_after:
        score += 0.5
    if number.value in thread.values:
        score += 1.0
    elif number.value in thread.far_values:
        score += 0.4
    if thread.asks_amount and not thread.asks_price:
        score += 1.0
    if clues.corrects and thread.values:
        score += 1.0
    if around.goods_left and not clues.anchors and sum(here.goods_left for here in clues.around) >= _MANY:
        score += 0.6
    if around.right and around.right[0] in words.counting:
        score += 1.5
    return score
