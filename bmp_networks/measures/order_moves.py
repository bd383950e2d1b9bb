"""What a message does to the orders of its thread: wishes, takes an offer, fills a call, accepts, or repeats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bmp_networks.containers.chains import ORDER_STATES
from bmp_networks.measures.order_deals import ASKS, JUDGED, Deal
from bmp_networks.measures.order_signs import Line, Said

OPEN = timedelta(days=30)
"""So long after its last message an order may go on in another thread."""

TAKES = ("agreement", "request", "answer", "question")
_OFFERS = ("offer", "answer", "announcement")


def speaks_of(said: Said, deal: Deal) -> bool:
    """Whether a third person says of an order that it is on its way, there, good or bad."""
    return bool(said.stages & {"delivery", "feedback"}) and ORDER_STATES.index(deal.state) > 0


def speaks_back(said: Said, deal: Deal) -> bool:
    """Whether somebody repeats the amount of a wish to the one who uttered it, be it to doubt it: she was asked."""
    again = any(line.says(deal.quantity) and line.products and deal.fits(line.products) for line in said.lines)
    return again and said.node not in deal.parties and not deal.called


def accepts(said: Said, deal: Deal, *, sells: bool) -> bool:
    """Whether the seller takes the wish of a deal on; who sells the product by trade does so by an amount alone."""
    if said.act == "agreement":
        return True
    if "?" in said.cues:
        return False
    if said.act == "report" and said.lines:
        return True
    if said.act != "answer":
        return False
    if any(line.unit == deal.unit and set(line.products) & set(deal.products) for line in said.lines) and sells:
        return True
    # A price told to somebody who only asked binds nobody yet.
    return "promise" in said.cues or (deal.wished and bool(said.prices or said.lines))


def is_same_deal(line: Line, deal: Deal, said: Said) -> bool:
    """Whether a line speaks of a deal made in another thread: the same amount, or changed before it was sent."""
    if not line.products:
        return line.says(deal.quantity) and line.unit == deal.unit and said.act != "request" and deal.state == "agreed"
    if not set(line.products) & set(deal.products):
        return False
    if len(deal.products) > 1 and set(line.products) != set(deal.products):
        return False  # one part of a packet
    if line.says(deal.quantity):
        return said.act != "request"
    return "changed" in said.cues and said.node == deal.buyer and deal.state in ("asked", "agreed")


def is_in_another_unit(deal: Deal, said: Said, known: Sequence[Deal]) -> bool:
    """Whether a message with amounts means another deal of its thread, of the same buyer and goods in its own unit."""
    units = {line.unit for line in said.lines if deal.fits(line.products)}
    if not units or None in units or deal.unit in units or deal.unit is None or len(said.prices) > len(said.lines):
        return False
    others = [one for one in known if one is not deal and one.buyer == deal.buyer and one.fits(deal.products)]
    return any(one.unit in units for one in others)


def answered_by(said: Said, deal: Deal, messages: Mapping[int, Said]) -> str | None:
    """Give who sells where the buyer says her amount once more to somebody who spoke of the goods."""
    target = messages.get(said.parent) if said.parent is not None else None
    if target is None or target.node == deal.buyer or target.act in ("refusal", "request") or prices_freight(target):
        return None
    again = any(line.says(deal.quantity) and deal.fits(line.products) for line in said.lines)
    return target.node if again and set(target.products) & set(deal.products) else None


def promises_to(said: Said, target: Said, products: tuple[str, ...]) -> bool:
    """Whether who sells promises her goods to somebody who spoke of them as ordered."""
    return "order" in target.stages and bool(set(products) & set(target.products)) and "order" in said.stages


def prices_freight(said: Said) -> bool:
    """Whether a message names the price of carrying goods, and of nothing else."""
    return said.stages == {"delivery"} and bool(said.prices)


def is_bill(said: Said) -> bool:
    """Whether a message counts up goods of several products with their prices."""
    return len({line.products for line in said.lines}) > 1 and len(said.prices) > len(said.lines)


def settles(said: Said) -> bool:
    """Whether the buyer closes a bargain: she reckons the sum, or asks where to pay."""
    return said.reckons or ("account" in said.cues and "?" in said.cues)


def is_known(line: Line, said: Said, known: Sequence[Deal]) -> bool:
    """Whether a line only repeats or corrects a deal of the thread."""
    for deal in known:
        same = not line.products or not deal.products or bool(set(line.products) & set(deal.products))
        units = line.unit is None or deal.unit is None or line.unit == deal.unit
        units = units or (said.node == deal.seller and said.act not in ASKS)
        units = units or (said.node == deal.buyer and deal.state == "asked" and len(said.lines) == 1)
        if len(deal.products) > 1 and same and said.act not in ASKS and said.node != deal.buyer:
            return True  # one of several who promise their part of a packet
        again = said.node == deal.buyer and deal.state in ("sent", "arrived", *JUDGED) and said.act in ASKS
        more = said.act == "answer" or (line.wished and "again" in said.cues)
        again = again or (said.node == deal.buyer and deal.state in ("arrived", *JUDGED) and more)
        again = again and line.quantity != deal.quantity
        if same and units and not again and said.node in (*deal.parties, None):
            return True
        if same and units and deal.seller is None and said.act not in ASKS:
            return True
    return False


def takes_offer(said: Said, target: Said, known: Sequence[Deal]) -> bool:
    """Whether a message takes what the other offers, at a price or from what there is."""
    if said.act not in TAKES or any(deal.buyer == target.node for deal in known):
        return False
    if said.addressee is not None and said.addressee != target.node:
        return False
    if "promise" in said.cues and "wish" not in said.cues and said.act == "agreement":
        return False
    if prices_freight(target):
        return False
    offered = target.act in (*_OFFERS, "question") and (bool(target.prices) or "invite" in target.cues)
    offered = offered or target.act == "offer"
    return offered and ("wish" in said.cues or said.act != "answer" or (target.act == "offer" and "?" not in said.cues))


def fills_call(said: Said, target: Said) -> bool:
    """Whether a message promises an amount to somebody who asked for goods without saying how much."""
    called = target.act in ASKS or (target.act == "report" and "call" in target.cues)
    if not called or not (target.products or said.products) or "arrived" in said.cues:
        return False
    if target.act in ASKS and target.lines:
        return False
    if said.products and target.products and not set(said.products) & set(target.products):
        return False
    if said.act == "agreement" or (said.act == "offer" and "call" in target.cues):
        return True
    wished = bool({"call", "wish"} & target.cues)
    return wished and said.act == "answer" and "delivery" in said.stages and "?" not in said.cues


def wishes(said: Said) -> bool:
    """Whether a message wants its amounts for its writer, rather than promising or reckoning them."""
    if ("arrived" in said.cues and "?" not in said.cues) or said.reckons:
        return False
    if said.act not in ASKS:
        return "?" in said.cues and bool({"promise", "wish"} & said.cues) and said.act != "offer"
    return "promise" not in said.cues or bool({"wish", "?"} & said.cues)


def is_fresh(deal: Deal, said: Said) -> bool:
    """Whether a message can still be news of a deal it does not answer."""
    return (deal.state != "asked" or deal.reporter == said.node) and said.at - deal.said[-1].at <= OPEN
