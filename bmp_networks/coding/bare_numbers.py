"""Bare numbers of a message, *25*, *12.5*, *270*: what speaks for money and what for an amount of goods."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from bmp_networks.coding.clues import Clues
from bmp_networks.coding.money_words import money_words
from bmp_networks.coding.number_halves import MEASURES
from bmp_networks.coding.numbers import Number

_ABOUT = re.compile(r"\s?-?an\b", re.IGNORECASE)
_ITEM_ENDS = re.compile(
    r"\s*(?:$|[,;\n).+]|(?:ya|yo|nggih|aja|ae|wae|mbak|bu|kak|pak|mas|se\w+|per\w*|dan|karo|tapi|tp|ning)\b)",
    re.IGNORECASE,
)
_ITEM_HEAD = re.compile(r"(?:^|[,;\n(:]|\.\s|\b(?:dan|karo|sama|lan|jeung|tapi|tp)\b)\s*([^,;\n(:]*)$", re.IGNORECASE)
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
    r"\b(?:se|sak|sa)\s?(?:jerigen|karung|rit|renteng|tampah|loyang|rol|gulung|kwintal|kuintal|kilo|bungkus|iji|biji|lembar|tandan|tundun|box|dus|pak|botol|lusin|kodi|liter|paket|meter|kotak"
    r"|sisir|lirang|iket|ikat|toples|gelas|cup|pcs|kg)e?\s(?:[\d.,]+\s?-\s?)?$",
    re.IGNORECASE,
)
_PAID = frozenset(("dp", "tf", "trf", "transfer", "bayar", "dibayar", "mbayar", "byr", "cicil", "nyicil", "setor"))
_LEFT_OVER = ("sisa", "turah", "sisane", "turahane")
_CHANGES = re.compile(r"\b(?:naik|turun|mundh?ak|munggah|mudh?un|minggah|mandhap|unggah)\b", re.IGNORECASE)
_PLEADS = frozenset(
    (
        "pripun",
        "gimana",
        "gmn",
        "piye",
        "kepriye",
        "priben",
        "boleh",
        "oleh",
        "olih",
        "ulih",
        "angsal",
        "pareng",
        "lah",
        "dong",
        "yo",
        "deh",
    )
)
"""Words with which a lower price is asked."""
_ITEM_WORDS = 4
_SMALL = 5
"""Bare numbers with a fraction below this may be kilos as well as thousands of rupiah."""
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
    if number.value < 1:
        return score
    nearest = [word for word in around.left if word not in around.fillers][:2]
    if any(word in words.price for word in nearest):
        score += 0.6 if around.goods_left and nearest[-1] in words.orders else 2.0  # *setor kripik 40*
    if any(word in words.price_step for word in nearest):
        score += 0.8 if found or thread.amounts or thread.asks_price else 0.3
    if number.value >= 2 and _like(number, thread.amounts):
        score += 1.3
    elif number.value >= 2 and _like(number, thread.far_amounts):
        score += 1.3 if number.value >= 25 or number.form == "decimal" else 0.9
    elif _is_near(number, (*found, *thread.amounts), 1.6):
        score += 0.5
        if number.value >= _SMALL and not thread.values and _is_near(number, thread.amounts, 1.15):
            score += 0.6  # *12.500? nggih 12 mawon*
    if _is_near(number, found, 1.15) and (number.form == "decimal" or thread.bargains or found[-1] % 1000):
        score += 1.2  # *26,5 ya, ada yang 26 lho*
    if number.value >= 20 and _ABOUT.match(clues.text, number.end):
        score += 1.5
    if thread.asks_price and number.value >= 2:
        score += 0.9 if around.left else 1.1
    if number.form == "decimal":
        score += 1.0 if number.value >= _SMALL else 0.8
    if number.value >= 10_000:
        score += 1.2
    elif number.value >= 1000 and number.value % 50 == 0:
        score += 0.7
    elif number.value >= 100 and number.value % 5 == 0 and not around.goods_anywhere:
        score += 0.3
    if number.value >= 2:
        score += sum(_grounds(clues, place, nearest, found, thread))
    return score


def _grounds(
    clues: Clues, place: int, nearest: Sequence[str], found: Sequence[float], thread: Thread
) -> Iterator[float]:
    """Give what a bare number's place in the message and the arithmetic of the thread say for money."""
    words, number, around = money_words(), clues.numbers[place], clues.around[place]
    thresholds = bool(nearest) and nearest[0] in words.amount and nearest[0] not in words.price_step
    sums_up = bool(nearest) and nearest[0] in ("berarti", "brarti")
    if number.value >= 10 and (sums_up or not thresholds) and _is_total(clues, place, thread):
        yield 2.0
    if _pays_for_amount_before(clues, place, thread):
        yield 2.0
    elif number.start >= clues.list_from or _goes_on_listing(clues, place, found, thread):
        yield 1.9
    if number.value >= 10 and not _PAYING.isdisjoint(around.right):
        yield 0.8
    if number.value >= 20 and around.right and around.right[0] in _ALL_TOLD and _PAYS.search(clues.text):
        yield 1.1
    elif number.value >= 100 and not around.goods_anywhere and _PAYS.search(clues.text):
        yield 1.0  # *berarti 679 ya, transfer ke mana?*
    if number.value >= 5 and _AFTER_ONE.search(clues.text, 0, number.start) and not number.kind:
        yield 1.1
    if thread.bargains and (not nearest or nearest[0] in words.price_step) and number.value not in thread.values:
        yield 0.6
    if clues.corrects and thread.amounts and not thread.values:
        yield 1.0
    if nearest and nearest[0] in words.remainder and number.value >= 20:
        yield _is_owed(clues, place, found, thread)
    if nearest and nearest[0] in words.links and _CHANGES.search(clues.text, 0, number.start):
        yield 0.8  # *mundhak 2 ewu, dadi 19*
    if around.right and around.right[0] in _PLEADS and _is_near(number, thread.amounts, 1.6):
        yield 0.8


def _is_near(number: Number, amounts: Collection[float], factor: float) -> bool:
    """Say whether a bare number is about one of some prices, in thousands or in full."""
    worth = [number.value * 1000, *([number.value] if number.value >= 100 else [])]
    return any(1 / factor < amount / one < factor for amount in amounts if amount for one in worth if one)


def _like(number: Number, amounts: Collection[float]) -> bool:
    return number.value * 1000 in amounts or (number.value >= 100 and number.value in amounts)


def _is_total(clues: Clues, place: int, thread: Thread) -> bool:
    """Say whether a number is the product of an amount and a price that were named: 10 kg at 27.000, *270 ya*."""
    number = clues.numbers[place]
    if number.value in thread.values or number.value in thread.far_values:
        return False
    if clues.around[place].goods_left and any(other.kind == "goods" for other in clues.numbers):
        return False  # *carica 60 dus, kentang 50*
    counts = {other.value for other in clues.numbers[:place] if other.kind == "goods" and other.scale == 1}
    for count in counts | set(thread.values):
        one = number.value * 1000 / count if count > 1 else 0.0
        if one >= 100 and (one in thread.amounts or one in clues.anchors):
            return True
        if one >= 100 and one in thread.far_amounts and (number.value >= 100 or _says_total(clues, place)):
            return True
    return False


def _is_owed(clues: Clues, place: int, found: Sequence[float], thread: Thread) -> float:
    """Say how much speaks for a remainder being money still to pay: *DP 200 sisa 350*, *kurang 350*."""
    number, left = clues.numbers[place], clues.around[place].left
    counts = {*thread.values, *thread.far_values}
    if number.value in thread.values or any(number.value + one in counts for one in counts):
        return 0.0  # *40? berarti sisa 110* of 150 packs
    known = {*clues.anchors, *found, *thread.amounts}
    if any(number.value * 1000 + part in known for part in known):
        return 2.2
    if found and not _PAID.isdisjoint(left[:5]):
        return 2.2
    if (
        left[0] not in _LEFT_OVER
        and number.value >= max((100.0, *thread.values))
        and any(amount > number.value * 1000 for amount in thread.amounts)
    ):
        return 2.0
    return 1.5 if clues.anchors and left[0] not in _LEFT_OVER else 0.0


def _says_total(clues: Clues, place: int) -> bool:
    """Say whether a sum is announced right before a number: *jadi 30*, *totalnya 45*."""
    left = clues.around[place].left[:2]
    return any(word in money_words().price or word in money_words().price_step for word in left)


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


def _goes_on_listing(clues: Clues, place: int, found: Sequence[float], thread: Thread) -> bool:
    """Say whether a number ends an item beside a price: *minyak 17rb seliter, gula 14*."""
    number, around = clues.numbers[place], clues.around[place]
    worth = number.value * 1000
    if not any(0.2 <= worth / amount <= 5 for amount in (*clues.anchors, *found) if amount):
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
    if around.goods_right and number.form == "plain" and clues.text[number.end : number.end + 1] == " ":
        score += 0.6  # *kejual 38 kentang*
    if around.right and around.right[0] in words.more:
        score += 0.5
    if number.value % 1 and thread.unit and thread.unit not in MEASURES and not around.goods_left:
        score -= 1.0  # packs are whole
    if around.right and around.right[0] in words.counting:
        score += 1.5
    return score
