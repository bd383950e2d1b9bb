"""How a deal begins: a wish, an offer taken, a call filled, an outside buyer told of, a basket reckoned."""

from __future__ import annotations

from collections.abc import Sequence

from bmp_networks.measures.order_deals import ASKS, Deal
from bmp_networks.measures.order_moves import fills_call, is_bill, is_known, promises_to, takes_offer, wishes
from bmp_networks.measures.order_signs import Line, Said
from bmp_networks.measures.order_trades import Market

BESIDE = 30
"""So many messages back others may have answered the same question."""

THOUSAND, LEAST_PRICE = 1000, 10
"""A price is mostly said in thousands: *the 55* after a price of 55 000 is no amount."""


def begin_deals(said: Said, known: Sequence[Deal], lately: Sequence[Deal], market: Market) -> list[Deal]:
    """Give the deals a message begins.

    Parameters
    ----------
    said
        The message.
    known
        The deals it is about already.
    lately
        The deals of the last weeks.
    market
        Messages, organisations and trades.
    """
    thread = market.thread_of(said)
    target = next((earlier for earlier in thread if earlier.node != said.node), None)
    new = _new_lines(said, known, target)
    if not new:
        return []
    if "feedback" in said.stages and said.act not in ASKS:
        return [_ask(said, line, said.node, target, market) for line in new]
    outsider = market.outsider_of(said)
    if outsider is not None:
        return [_ask(said, line, outsider, target, market, reporter=said.node) for line in new]
    if target is not None:
        if takes_offer(said, target, known):
            return [_take(said, line, _offering(said, line, target, thread, market), market) for line in new]
        if fills_call(said, target):
            return [_fill(said, line, target) for line in new]
        if target.act in ASKS and said.act == "answer" and is_bill(said):
            held = {product for deal in known if deal.buyer == target.node for product in deal.products}
            return [
                _bill(line, target, said, market) for line in new if line.products and not held & set(line.products)
            ]
    return _wish(said, new, target, lately, market)


def _new_lines(said: Said, known: Sequence[Deal], target: Said | None) -> list[Line]:
    """Give the amounts that are not yet of a deal, nor damaged goods, sales told of, or prices."""
    new = [line for line in said.lines if not is_known(line, said, known)]
    if "feedback" in said.stages and said.act not in ASKS:
        new = [line for line in new if line.wished and "again" in said.cues]
    elif "feedback" in said.stages and "complaint" in said.cues:
        new = [line for line in new if line.wished]
    if target is None:
        return new
    if target.act == "report" and said.act == "question":
        new = [line for line in new if all(line.quantity != one.quantity for one in target.lines)]
    named = {float(price["amount"]) for price in target.prices}
    return [line for line in new if line.quantity * THOUSAND not in named or line.quantity < LEAST_PRICE]


def _wish(said: Said, new: Sequence[Line], target: Said | None, lately: Sequence[Deal], market: Market) -> list[Deal]:
    """Enter what the writer wants for herself."""
    if "budget" in said.cues and said.act != "question":
        return [_ask(said, line, said.node, target, market) for line in new]
    is_offer = bool(said.prices) and target is not None and target.act in ASKS
    if wishes(said) and not is_offer:
        # Who sells a product and promises some does not want it, unless it is something to make it from.
        own = "promise" in said.cues and not said.stages & {"raw_material", "packaging"}
        wanted = [line for line in new if not (own and market.sells(said.node, line.products))]
        return [_ask(said, line, said.node, target, market) for line in wanted]
    if target is None or said.act not in ("answer", "offer", "other", "agreement") or "arrived" in said.cues:
        return []
    told = (_say_to_seller(said, line, target, lately, market) for line in new)
    return [deal for deal in told if deal is not None]


def _say_to_seller(said: Said, line: Line, target: Said, lately: Sequence[Deal], market: Market) -> Deal | None:
    """Read the amount somebody says to who sells the product, and does not sell it herself, as a wish."""
    products = line.products or target.products
    if market.sells(said.node, products):
        promised = said.act == "agreement" and promises_to(said, target, products)
        return _fill(said, line, target) if promised else None
    before = [deal for deal in lately if deal.buyer == said.node and deal.fits(products) and deal.seller is not None]
    if before and {"promise", "again"} & said.cues and said.act != "offer":
        deal = _ask(said, line, said.node, target, market)
        deal.meant = before[-1].seller
        return deal
    asks = target.act in ASKS and not {"invite", "again"} & target.cues
    names_first = bool(said.prices) and not target.prices
    if asks or names_first or not market.sells(target.node, products):
        return None
    if target.prices or "invite" in target.cues:
        return _take(said, line, target, market)
    return _ask(said, line, said.node, target, market)


def _offering(said: Said, line: Line, target: Said, thread: Sequence[Said], market: Market) -> Said:
    """Give the message whose offer is taken: of who sells the product, where the one answered does not."""
    products = line.products or target.products
    if market.sells(target.node, products):
        return target
    # Several answer the question for prices, each for her own goods; the basket answers only one of them.
    beside = (market.messages.get(said.i - back) for back in range(1, BESIDE + 1))
    near = [*thread, *(one for one in beside if one is not None and one.parent in {target.parent} - {None})]
    sellers = (one for one in near if one.node != said.node and market.sells(one.node, products))
    return next((one for one in sellers if one.act in ("offer", "answer")), target)


def _ask(said: Said, line: Line, buyer: str, target: Said | None, market: Market, reporter: str | None = None) -> Deal:
    deal = Deal(buyer, None, line.products, line.quantity, line.unit, "asked", reporter=reporter)
    deal.wished = said.act == "request" or reporter is not None or (line.wished and not said.prices)
    deal.called = said.addressee is not None and said.addressee != said.node
    deal.meant = said.addressee if deal.called else None
    if deal.meant is None and target is not None and reporter is None:
        told = target.act in ("agreement", "offer", "answer") or market.sells(target.node, deal.products)
        deal.meant = target.node if told else None
    if reporter is not None and (said.act == "report" or market.sells(reporter, deal.products)):
        deal.seller = reporter  # who tells of her own customer sells to her
    return deal


def _take(said: Said, line: Line, target: Said, market: Market) -> Deal:
    products = line.products or target.products
    deal = Deal(said.node, target.node, products, line.quantity, line.unit, "asked", taken=said.i)
    deal.wished = said.act in ("request", "agreement")
    # Who only knows the price elsewhere is not yet the seller.
    deal.loose = said.act == "request" and target.act != "offer" and not market.sells(target.node, products)
    if deal.fits(target.products):
        deal.note(target)
    if deal.wished:
        deal.agree(said)
    return deal


def _fill(said: Said, line: Line, target: Said) -> Deal:
    deal = Deal(target.node, said.node, line.products or target.products, line.quantity, line.unit, "asked")
    deal.wished, deal.by_offer = False, said.act == "offer"
    deal.note(target)
    if said.act != "offer":
        deal.agree(said)
    return deal


def _bill(line: Line, target: Said, said: Said, market: Market) -> Deal:
    """Enter goods first counted where somebody reckons a basket for the buyer; who sells them by trade is meant."""
    sellers = [node for node in market.trades if market.sells(node, line.products) and node != target.node]
    seller = sellers[0] if len(sellers) == 1 else said.node
    deal = Deal(target.node, seller, line.products, line.quantity, line.unit, "asked")
    deal.note(target)
    return deal
