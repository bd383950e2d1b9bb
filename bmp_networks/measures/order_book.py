"""The book of orders: message by message, who wants what from whom, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from bmp_networks.containers.chains import ORDER_STATES
from bmp_networks.measures.order_deals import ASKS, JUDGED, Deal, told_states
from bmp_networks.measures.order_moves import (
    OPEN,
    TAKES,
    accepts,
    fills_call,
    is_fresh,
    is_known,
    speaks_of,
    takes_offer,
    wishes,
)
from bmp_networks.measures.order_signs import Line, Said

DEPTH = 8
"""So many answers back belongs a message to a thread."""

MAIN = 0.25
"""A member deals in products that she names at least so often as the one she names most."""

WAIT = timedelta(days=7)
"""So long a wish can be taken up by a message that does not answer it."""


class OrderBook:
    """Takes messages in order and keeps the deals they make.

    Parameters
    ----------
    messages
        The messages by number: answers are followed back through them.
    outside
        Ids of organisations that may buy through a member (no platforms or media).
    """

    def __init__(self, messages: dict[int, Said], outside: frozenset[str]) -> None:
        self.messages, self.outside = messages, outside
        self.deals: list[Deal] = []
        self._of_message: dict[int, list[Deal]] = {}
        self._recent: list[Deal] = []
        self._open: list[Deal] = []
        self._makes = _main_products(messages)

    def read(self, said: Said) -> None:
        """Enter one message: it begins deals, goes on with those of its thread, or tells how far one has come."""
        thread = self._ancestors(said)
        known = self._deals_of(thread, said)
        known += [deal for deal in self._accepted_elsewhere(said) if deal not in known]
        touched = self._go_on(said, known)
        if said.lines and said.trades:
            touched += self._begin(said, known, thread)
        if not touched:
            touched = self._follow_up(said)
        for deal in touched:
            deal.note(said)
        if touched:
            self._of_message[said.i] = list({id(deal): deal for deal in touched}.values())

    def _ancestors(self, said: Said) -> list[Said]:
        found: list[Said] = []
        parent = said.parent
        while parent is not None and parent in self.messages and len(found) < DEPTH:
            found.append(self.messages[parent])
            parent = self.messages[parent].parent
        return found

    def _deals_of(self, thread: Iterable[Said], said: Said) -> list[Deal]:
        """Give the deals of the thread, nearest first, that are about the products of the message."""
        found: dict[int, Deal] = {}
        for earlier in thread:
            for deal in self._of_message.get(earlier.i, ()):
                if deal.fits(said.products):
                    found.setdefault(id(deal), deal)
        return list(found.values())

    # Going on with the deals of the thread.

    def _go_on(self, said: Said, known: list[Deal]) -> list[Deal]:
        touched = []
        for deal in known:
            if deal.seller is None and said.node != deal.buyer and self._promises(said, deal):
                deal.seller = said.node
            if not deal.products and said.node in deal.parties:
                deal.products = said.products
            if said.node in deal.parties or speaks_of(said, deal):
                self._advance(deal, said)
                touched.append(deal)
        return touched

    def _accepted_elsewhere(self, said: Said) -> list[Deal]:
        """Find wishes that a message takes up without answering them: it calls the buyer, or says the very amount."""
        if said.act in ASKS or "?" in said.cues:
            return []
        found = []
        for deal in self._waiting(said):
            same = any(
                abs(line.quantity - deal.quantity) < 1e-9 and line.products and line.unit in (None, deal.unit)
                for line in said.lines
            )
            if deal.fits(said.products) and (
                (same and bool(said.products)) or (said.addressee == deal.buyer and said.act == "agreement")
            ):
                found.append(deal)
        return found

    def _waiting(self, said: Said) -> list[Deal]:
        limit = said.at - WAIT
        self._open = [deal for deal in self._open if deal.seller is None and deal.said and deal.said[-1].at >= limit]
        return [deal for deal in self._open if deal.buyer != said.node and deal.reporter != said.node]

    def _promises(self, said: Said, deal: Deal) -> bool:
        """Whether somebody takes the wish of a deal up: agrees, offers, or answers with a price or a promise."""
        if "refuse" in said.cues and said.act != "agreement":
            return False
        if deal.called and deal.meant != said.node and said.act != "agreement":
            return False
        about = self._speaks_for(said)
        if deal.products and about and not set(deal.products) & about:
            return False
        if deal.reporter == said.node and said.act != "agreement":
            return False
        if said.act in ("agreement", "offer"):
            return True
        told = bool(said.prices) or bool(said.lines) or "promise" in said.cues
        if deal.reporter is not None and "promise" not in said.cues:
            return False
        return told and (said.act == "answer" or (said.act == "report" and bool(said.lines)))

    def _speaks_for(self, said: Said) -> frozenset[str]:
        """Give the products a promise is about: those it names, else those of the thread that the speaker deals in."""
        if said.named or len(said.products) < 2:
            return said.named or frozenset(said.products)
        return (frozenset(said.products) & self._makes.get(said.node, frozenset())) or frozenset(said.products)

    def _advance(self, deal: Deal, said: Said) -> None:
        mine = said.node in (deal.buyer, deal.reporter)
        by_seller = not mine and said.node == deal.seller and accepts(said, deal)
        by_buyer = mine and deal.seller is not None and said.act in ("agreement", "answer", "request")
        if deal.state == "asked" and (by_seller or by_buyer):
            self._agree(deal, said)
        self._correct(deal, said, mine=mine)
        for state in told_states(said, by_buyer=mine):
            if deal.seller is None and deal.reporter == said.node:
                deal.seller = said.node
            if deal.state != "asked" or state in ("arrived", "paid"):
                self._agree(deal, said)
                deal.reach(state)

    @staticmethod
    def _agree(deal: Deal, said: Said) -> None:
        if deal.seller is not None:
            deal.reach("agreed")
            deal.agreed_at = deal.agreed_at if deal.agreed_at is not None else said.at

    @staticmethod
    def _correct(deal: Deal, said: Said, *, mine: bool) -> None:
        """Take a later amount: the buyer's last word, or less than she asked where the seller has no more."""
        if ORDER_STATES.index(deal.state) > ORDER_STATES.index("paid") or "feedback" in said.stages:
            return
        for line in said.lines:
            if deal.products and line.products and not set(line.products) & set(deal.products):
                continue
            other_unit = line.unit != deal.unit and line.unit is not None and deal.unit is not None
            if other_unit and not (mine and deal.state == "asked" and len(said.lines) == 1):
                continue
            is_less = said.node == deal.seller and line.quantity < deal.quantity and said.act in ("offer", "agreement")
            if (mine and said.act in TAKES) or is_less:
                deal.quantity, deal.unit = line.quantity, line.unit or deal.unit

    # Beginning new deals.

    def _begin(self, said: Said, known: list[Deal], thread: list[Said]) -> list[Deal]:
        target = next((earlier for earlier in thread if earlier.node != said.node), None)
        new = [line for line in said.lines if not is_known(line, said, known)]
        if "feedback" in said.stages and ("complaint" in said.cues or said.act not in ASKS):
            new = [line for line in new if line.wished and said.act in ASKS]
        if not new:
            return []
        outsider = self._outsider(said)
        if outsider is not None:
            return [self._ask(said, line, outsider, target, reporter=said.node) for line in new]
        if target is not None and takes_offer(said, target, known):
            return [self._take(said, line, target) for line in new]
        if target is not None and fills_call(said, target):
            return [self._fill(said, line, target) for line in new]
        is_offer = bool(said.prices) and target is not None and target.act in ASKS
        if wishes(said) and not is_offer:
            return [self._ask(said, line, said.node, target) for line in new]
        return []

    def _outsider(self, said: Said) -> str | None:
        """Give the organisation for which a member tells a wish."""
        named = [actor for actor in said.actors if actor in self.outside]
        if not named or "wish" not in said.cues or said.act not in ("report", "question", "request", "announcement"):
            return None
        return named[0] if "told" in said.cues and "self" not in said.cues else None

    def _ask(self, said: Said, line: Line, buyer: str, target: Said | None, reporter: str | None = None) -> Deal:
        deal = Deal(buyer, None, line.products, line.quantity, line.unit, "asked", reporter=reporter)
        deal.wished = said.act == "request" or reporter is not None
        deal.called = said.addressee is not None and said.addressee != said.node
        deal.meant = said.addressee if deal.called else None
        if deal.meant is None and target is not None and target.act in ("agreement", "offer", "answer"):
            deal.meant = target.node
        if reporter is not None and said.act == "report":
            deal.seller = reporter  # who tells of her own customer sells to her
        return self._enter(deal)

    def _take(self, said: Said, line: Line, target: Said) -> Deal:
        products = line.products or target.products
        deal = Deal(said.node, target.node, products, line.quantity, line.unit, "asked")
        deal.wished = said.act in ("request", "agreement")
        if deal.fits(target.products):
            deal.note(target)
        if said.act in ("agreement", "request"):
            self._agree(deal, said)
        return self._enter(deal)

    def _fill(self, said: Said, line: Line, target: Said) -> Deal:
        deal = Deal(target.node, said.node, line.products or target.products, line.quantity, line.unit, "asked")
        deal.wished, deal.by_offer = False, said.act == "offer"
        deal.note(target)
        if said.act != "offer":
            self._agree(deal, said)
        return self._enter(deal)

    def _enter(self, deal: Deal) -> Deal:
        self.deals.append(deal)
        self._open.append(deal)
        self._recent.append(deal)
        return deal

    # Hearing of a deal outside its thread.

    def _follow_up(self, said: Said) -> list[Deal]:
        """Find the orders a message tells news of, though it answers none of their messages."""
        states = told_states(said, by_buyer=False)
        if not states or not said.products:
            return []
        limit = said.at - OPEN
        self._recent = [deal for deal in self._recent if deal.said and deal.said[-1].at >= limit]
        own = [deal for deal in self._recent if said.node in (deal.buyer, deal.seller, deal.reporter)]
        found = [deal for deal in own if not set(deal.products).isdisjoint(said.products) and is_fresh(deal, said)]
        exact = [deal for deal in found if any(abs(line.quantity - deal.quantity) < 1e-9 for line in said.lines)]
        chosen = exact or found[-1:]
        touched = []
        for deal in chosen:
            mine = said.node in (deal.buyer, deal.reporter)
            states = told_states(said, by_buyer=said.node == deal.buyer)
            # Without the amount, money may be for anything, and a judgement counts only from who bought.
            named = deal.reporter is not None and deal.buyer in said.actors
            sure = deal in exact or named
            states = [s for s in states if sure or (s in JUDGED and mine) or s in ("sent", "arrived")]
            if states and deal.seller is None:
                deal.seller = deal.reporter
            for state in states:
                deal.reach(state)
            touched += [deal] if states else []
        return touched


def _main_products(messages: dict[int, Said]) -> dict[str, frozenset[str]]:
    """Give the products each member mostly names."""
    counts: dict[str, dict[str, int]] = {}
    for said in messages.values():
        held = counts.setdefault(said.node, {})
        for product in said.named:
            held[product] = held.get(product, 0) + 1
    return {
        node: frozenset(product for product, n in held.items() if n >= MAIN * max(held.values()))
        for node, held in counts.items()
        if held
    }
