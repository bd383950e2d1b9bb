"""How a deal goes on: who promises the goods, who is the seller behind a promise, what amount stands at the end."""

from __future__ import annotations

from bmp_networks.containers.chains import ORDER_STATES
from bmp_networks.measures.order_deals import Deal, told_states
from bmp_networks.measures.order_moves import TAKES, accepts, answered_by, prices_freight, settles
from bmp_networks.measures.order_signs import Said
from bmp_networks.measures.order_trades import Market


def find_seller(deal: Deal, said: Said, market: Market) -> str | None:
    """Give who sells, as far as one more message of the thread tells it."""
    if deal.loose and said.act == "agreement" and said.parent == deal.taken and said.node not in deal.parties:
        return said.node
    if deal.seller is not None:
        return deal.seller
    if said.node == deal.buyer:
        return answered_by(said, deal, market.messages)
    return _seller_behind(said, deal, market) if _promises(said, deal, market) else None


def advance(deal: Deal, said: Said, market: Market) -> None:
    """Take agreement, a later amount and news of payment, sending, arrival and judgement from a message."""
    mine = said.node in (deal.buyer, deal.reporter)
    sells = market.sells(said.node, deal.products)
    by_seller = not mine and said.node == deal.seller and accepts(said, deal, sells=sells)
    by_buyer = mine and (said.act in ("agreement", "answer", "request") or settles(said))
    if deal.state == "asked" and (by_seller or by_buyer):
        deal.agree(said)
    _correct(deal, said, mine=mine)
    for state in told_states(said, by_buyer=mine):
        if deal.seller is None and deal.reporter == said.node:
            deal.seller = said.node
        if deal.state != "asked" or state in ("arrived", "paid"):
            deal.agree(said)
            deal.reach(state)


def _seller_behind(said: Said, deal: Deal, market: Market) -> str:
    """Give who sells where somebody promises: who keeps the purse or reckons speaks for who offered before."""
    if market.sells(said.node, deal.products) or not (said.prices or "account" in said.cues):
        return said.node
    offered = [deal.meant, *(one.node for one in market.thread_of(said) if one.prices or one.act == "offer")]
    others = (node for node in offered if node is not None and node not in (said.node, deal.buyer))
    return next((node for node in others if market.sells(node, deal.products)), said.node)


def _promises(said: Said, deal: Deal, market: Market) -> bool:
    """Whether somebody takes the wish of a deal up: agrees, offers, or answers with a price or a promise."""
    if "refuse" in said.cues and said.act != "agreement":
        return False
    if _is_beside(said, deal, market):
        return False
    hers = market.sells(said.node, deal.products) and not market.sells(deal.meant, deal.products)
    if deal.called and deal.meant != said.node and said.act != "agreement" and not hers:
        return False
    if deal.reporter == said.node and said.act != "agreement":
        return False
    if said.act in ("agreement", "offer"):
        return True
    told = bool(said.prices) or bool(said.lines) or "promise" in said.cues
    if deal.reporter is not None and "promise" not in said.cues:
        return False
    return told and (said.act == "answer" or (said.act == "report" and bool(said.lines)))


def _is_beside(said: Said, deal: Deal, market: Market) -> bool:
    """Whether a message of the thread is about a complaint, freight, packaging or goods of another trade."""
    parent = market.parent_of(said)
    if parent is not None and "feedback" in parent.stages and "again" not in parent.cues and not said.products:
        return True
    if prices_freight(said) and not said.lines:
        return True
    if said.stages == {"packaging"} and deal.said and "packaging" not in deal.said[0].stages:
        return True
    if not deal.products:
        return False
    if not said.products:
        return bool(market.trades.get(said.node)) and not market.sells(said.node, deal.products)
    return not set(deal.products) & market.speaks_for(said)


def _correct(deal: Deal, said: Said, *, mine: bool) -> None:
    """Take a later amount: the buyer's last word, or less than she asked where the seller has no more."""
    if ORDER_STATES.index(deal.state) > ORDER_STATES.index("paid") or "feedback" in said.stages:
        return
    if said.reckons or any(line.says(deal.quantity) and deal.fits(line.products) for line in said.lines):
        return
    # Who answers with several prices reckons a basket.
    less = said.act in ("offer", "agreement") or (said.act == "answer" and len(said.prices) <= 1)
    for line in said.lines:
        if not deal.fits(line.products):
            continue
        other_unit = line.unit != deal.unit and line.unit is not None and deal.unit is not None
        if other_unit and not (mine and deal.state == "asked" and len(said.lines) == 1):
            continue
        is_less = said.node == deal.seller and line.quantity < deal.quantity and less
        if (mine and said.act in TAKES) or is_less:
            deal.quantity, deal.unit = line.quantity, line.unit or deal.unit
