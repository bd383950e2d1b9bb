"""What a message takes over from the one it answers: the product it goes on about without naming it, and its stage."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bmp_networks.coding.phrases import Codes, Span, within
from bmp_networks.coding.signs import Surroundings, surroundings
from bmp_networks.coding.stages import STRONG, strongest, weigh
from bmp_networks.coding.trades import Dealers, Fitting, trades_by_name, trades_of
from bmp_networks.containers.coding import STAGES
from bmp_networks.containers.lexicon import Lexicon
from bmp_networks.text import Token, Tokens

FEW = 2
"""How many products of the answered message a message may keep beside its own."""

BUNDLE_LIFE = 150
"""For how many messages *the packet* means the packet that was described last."""

JOKE_WORDS = 3
"""A laugh in a message of more words than this, without a number, makes it a joke."""

SUPPORTED = 0.24
"""Weight from which a message's own words count for a stage of the message it answers."""

MANY = 3
"""More products than this make a list or a balance, which an answer without a number seldom goes on about."""

LONG = 25
"""Words from which a message says so much that a product named in passing is not what it is about."""

UP_THE_THREAD = 3
"""How many messages above the answered one an order keeps its thread an order."""

UNNAMED = 0.4
"""How much less a message that orders, counts or prices something answers one without any product."""

_CLOSING = ("thanks", "greeting", "praise_god", "laughter")

_LAUGHING = re.compile("[\U0001f602\U0001f923\U0001f606\U0001f61d]")


def carry_over(
    tokens: Tokens,
    lexicon: Lexicon,
    *,
    products: Codes,
    parents: Sequence[int],
    texts: Sequence[str | None],
    authors: Sequence[str | None],
    around: Sequence[Surroundings] | None = None,
    likely: Mapping[int, Sequence[tuple[int, float]]] | None = None,
) -> Codes:
    """Give the products of every message, with those it takes over from the message it answers.

    A message that names no product has those of the message it answers, where it goes on about them: not a
    plain thanks, greeting or joke, and not talk of something else (a phone without signal, a table for the
    stand). Of several products it takes over the ones its writer deals in, or the one whose number it repeats.
    *The packet* stands for what the last described packet holds. An order or a delivery that answers nothing
    and names nothing is about what its writer deals in, or the person it calls by name.

    Parameters
    ----------
    tokens
        The messages, as ``tokenize_all`` gives them.
    lexicon
        Products and cues.
    products
        What each message names itself (``code_products``).
    parents
        The message each one answers; -1 for none. A message answers an earlier one only.
    texts
        The messages as written.
    authors
        Who wrote each message.
    around
        Surroundings of every message (``surroundings``), where they were already worked out.
    likely
        The messages each one may answer (-1 for none) with their probabilities, where the links are uncertain: a
        message then takes over from the one that fits its writer's and the called member's trade.

    Returns
    -------
    Codes
        Product ids; the spans are those of the named products.
    """
    around = around or surroundings(tokens, lexicon)
    named = trades_by_name(authors, lexicon, products.codes)
    dealers = Dealers(trades_of(authors, products.codes, named, tokens), named)
    bundles = _bundles(around, products)
    codes = list(products.codes)
    for place, parent in enumerate(parents):
        own = codes[place]
        if place in bundles:
            codes[place] = tuple(dict.fromkeys((*own, *bundles[place])))
            continue
        if own:
            codes[place] = _with_more(own, codes[parent] if 0 <= parent < place else (), around[place], products, place)
            continue
        fitting = dealers.of(tokens[place], authors[place])
        source = _source(place, parent, (likely or {}).get(place, ()), codes, fitting, around[place])
        if source >= 0 and codes[source]:
            if _goes_on(
                around[place],
                texts[place] or "",
                above=around[source],
                named=products.codes[source],
                taken=len(codes[source]),
            ):
                codes[place] = _part(tokens, place, source, products, codes[source], fitting.writer)
        elif _deals(around[place]):
            codes[place] = fitting.only(opens=source < 0)
        elif source < 0 and _moves(around[place]):
            codes[place] = tuple(fitting.called) if len(fitting.called) == 1 else ()
    return Codes(codes, products.spans, products.proposed)


def _source(
    place: int,
    parent: int,
    likely: Sequence[tuple[int, float]],
    codes: Sequence[tuple[str, ...]],
    fitting: Fitting,
    around: Surroundings,
) -> int:
    """Choose the message whose products another one goes on about; -1 for none."""
    sure = 0 <= parent < place
    if not likely:
        return parent if sure else -1
    best, most = (parent if sure else -1), 0.0
    deals = _deals(around)
    for target, p in likely:
        taken = codes[target] if 0 <= target < place else ()
        weight = p * (fitting.factor(taken) if taken else UNNAMED if deals else 1.0)
        if weight > most:
            best, most = target, weight
    return best


def _with_more(
    own: tuple[str, ...], taken: tuple[str, ...], around: Surroundings, products: Codes, place: int
) -> tuple[str, ...]:
    """Give the products of a message that names some, and of the answered one where it says *also*."""
    more = bool(taken) and len(taken) <= FEW and _adds(around, products.spans[place])
    return tuple(dict.fromkeys((*own, *taken))) if more else own


def carry_stages(stages: Codes, products: Codes, parents: Sequence[int]) -> Codes:
    """Give the stages of every message, with those it takes over from the message it answers.

    A message that speaks of no stage by its own words has those of the message it answers, where it has taken
    over its products, or where neither has any. Words too weak to count by themselves count where the answered
    message speaks of the same stage. Asking the price of what is bought or sent (raw material, packs, freight)
    belongs to that stage, not to the order of goods.
    """
    codes: list[tuple[str, ...]] = []
    for place, parent in enumerate(parents):
        own, found = stages.codes[place], stages.spans[place]
        if 0 <= parent < place and codes[parent] and (products.codes[place] or not products.codes[parent]):
            above = codes[parent]
            bought = own == ("order",) and "order" not in above and strongest(found, "order") < STRONG
            if bought and not _is_order_thread(parent, parents, codes):
                own = ()
            more = [stage for stage in above if stage not in own]
            weights = weigh(found) if more and found else {}
            supported = [stage for stage in more if weights.get(stage, 0.0) >= SUPPORTED]
            own = tuple(sorted({*own, *supported}, key=STAGES.index)) if own or supported else above
        codes.append(own)
    return Codes(codes, stages.spans)


def _is_order_thread(place: int, parents: Sequence[int], codes: Sequence[tuple[str, ...]]) -> bool:
    """Say whether goods were ordered a few messages up the thread, before the talk came to packs or freight."""
    for _ in range(UP_THE_THREAD):
        place = parents[place] if 0 <= parents[place] < place else -1
        if place < 0:
            return False
        if "order" in codes[place]:
            return True
    return False


def _goes_on(around: Surroundings, text: str, *, above: Surroundings, named: tuple[str, ...], taken: int) -> bool:
    """Say whether a message can go on about the goods of the one above it."""
    tokens = around.tokens
    trading = bool(around.numbers) and around.has_trade
    if not trading and around.has("off_goods", "equipment"):
        return False
    if _is_agenda(above, named) and not trading and not around.has("trade"):
        return False
    if taken > MANY and not around.numbers and not around.has("trade", "goods"):
        return False
    if _is_aside(above, named) and not around.has("trade", "goods"):
        return False
    if (
        (around.has("laughter") or _LAUGHING.search(text))
        and not around.numbers
        and len(tokens) > JOKE_WORDS
        and not around.has("trade")
    ):
        return False
    closing = [hit for kind in _CLOSING for hit in around.find(kind)]
    covered = {place for hit in closing for place in range(hit.first, hit.last)}
    rest = [token for place, token in enumerate(tokens) if place not in covered and not around.has_at("title", place)]
    return not closing or len(rest) > 1


def _is_aside(message: Surroundings, named: tuple[str, ...]) -> bool:
    """Say whether a product is only one word among many of a message without any number of goods."""
    return len(named) == 1 and len(message.tokens) >= LONG and not message.has_trade


def _moves(around: Surroundings) -> bool:
    """Say whether goods are on their way, there, or spoilt."""
    return around.has("goods")


def _is_agenda(message: Surroundings, named: tuple[str, ...]) -> bool:
    """Say whether a message calls a meeting where a product is one point among others."""
    return bool(named) and message.has("meeting")


def _adds(around: Surroundings, spans: Sequence[Span]) -> bool:
    """Say whether a word like *also* stands beside a product word: *batik jg*, *bareng dodol*."""
    tokens = around.tokens
    for hit in around.find("more"):
        start, end = tokens[max(0, hit.first - 1)].start, tokens[min(len(tokens) - 1, hit.last)].end
        if within([(span["start"], span["end"]) for span in spans], start, end):
            return True
    return False


def _part(
    tokens: Tokens,
    place: int,
    parent: int,
    products: Codes,
    taken: tuple[str, ...],
    trade: frozenset[str] | None,
) -> tuple[str, ...]:
    """Choose among the products of the answered message: by the writer's trade, else by a repeated number."""
    if len(taken) < FEW:
        return taken
    mine = tuple(code for code in taken if code in (trade or ()))
    if mine:
        return mine
    numbers = {token.text for token in tokens[place] if token.text[0].isdigit() and len(token.text) > 1}
    repeated = {code for code, after in _numbers_of(tokens[parent], products, parent) if numbers & after}
    return tuple(code for code in taken if code in repeated) or taken


def _numbers_of(message: Sequence[Token], products: Codes, place: int) -> list[tuple[str, set[str]]]:
    """Give the numbers that stand after each product word, up to the next product word."""
    spans = sorted(products.spans[place], key=lambda span: int(span["start"]))
    if not spans:
        return []
    ends = [span["start"] for span in spans[1:]] + [message[-1].end]
    return [
        (span["value"], {t.text for t in message if span["end"] <= t.start < end and t.text[0].isdigit()})
        for span, end in zip(spans, ends, strict=True)
    ]


def _bundles(around: Sequence[Surroundings], products: Codes) -> dict[int, tuple[str, ...]]:
    """Say which messages speak of a packet of several products, and what is in it."""
    found: dict[int, tuple[str, ...]] = {}
    last: tuple[int, tuple[str, ...]] | None = None
    for place, message in enumerate(around):
        if not message.has("bundle") or message.has("not_bundle"):
            continue
        if len(products.codes[place]) > 1 and message.has("content"):
            last = (place, products.codes[place])
        elif last and place - last[0] <= BUNDLE_LIFE:
            found[place] = last[1]
            last = (place, last[1])
    return found


def _deals(around: Surroundings) -> bool:
    return (around.has_unit or around.has_money) and around.has("trade") and not around.has("off_goods")
