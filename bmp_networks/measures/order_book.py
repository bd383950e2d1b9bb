"""The book of orders: message by message, who wants what from whom, and how far it has come."""

from __future__ import annotations

from datetime import timedelta

from bmp_networks.measures.order_deals import ASKS, JUDGED, Deal, told_states
from bmp_networks.measures.order_moves import OPEN, is_fresh, is_in_another_unit, is_same_deal, speaks_back, speaks_of
from bmp_networks.measures.order_promises import advance, find_seller
from bmp_networks.measures.order_signs import SAME, Said
from bmp_networks.measures.order_starts import begin_deals
from bmp_networks.measures.order_trades import Market

WAIT = timedelta(days=7)
"""So long a wish can be taken up by a message that does not answer it."""


class OrderBook:
    """Takes messages in order and keeps the deals they make.

    Parameters
    ----------
    market
        Messages, organisations and who sells what.
    """

    def __init__(self, market: Market) -> None:
        self.market = market
        self.deals: list[Deal] = []
        self._of_message: dict[int, list[Deal]] = {}
        self._recent: dict[str, list[Deal]] = {}
        self._open: list[Deal] = []

    def read(self, said: Said) -> None:
        """Enter one message: it begins deals, goes on with those of its thread, or tells how far one has come."""
        outsider = self.market.outsider_of(said) if said.lines else None
        known = [deal for deal in self._deals_of(said) if outsider in (None, deal.buyer)]
        known += [deal for deal in self._accepted_elsewhere(said) if deal not in known]
        known += [deal for deal in self._spoken_of_again(said) if deal not in known]
        touched = self._go_on(said, known)
        if said.lines and said.trades:
            touched += self._enter(begin_deals(said, known, self._lately(said), self.market))
        if not touched:
            touched = self._follow_up(said)
        for deal in touched:
            deal.note(said)
            for party in deal.parties:
                held = self._recent.setdefault(party, []) if party is not None else [deal]
                if deal not in held:
                    held.append(deal)
        if touched:
            self._of_message[said.i] = list({id(deal): deal for deal in touched}.values())

    def _deals_of(self, said: Said) -> list[Deal]:
        """Give the deals of the thread, nearest first, that are about the products of the message."""
        found: dict[int, Deal] = {}
        for earlier in self.market.thread_of(said):
            for deal in self._of_message.get(earlier.i, ()):
                if deal.fits(said.products):
                    found.setdefault(id(deal), deal)
        return list(found.values())

    # Going on with the deals of the thread.

    def _go_on(self, said: Said, known: list[Deal]) -> list[Deal]:
        touched = []
        for deal in known:
            if is_in_another_unit(deal, said, known):
                continue
            deal.seller = find_seller(deal, said, self.market)
            if deal.meant is None and said.parent in deal.noted and speaks_back(said, deal):
                deal.meant = said.node
            if not deal.products and said.node in deal.parties:
                deal.products = said.products
            if said.node in deal.parties or speaks_of(said, deal):
                advance(deal, said, self.market)
                touched.append(deal)
        return touched

    def _accepted_elsewhere(self, said: Said) -> list[Deal]:
        """Find wishes that a message takes up without answering them: it calls the buyer, or says the very amount."""
        if said.act in ASKS or "?" in said.cues:
            return []
        found = []
        for deal in self._waiting(said):
            same = any(
                abs(line.quantity - deal.quantity) < SAME and line.products and line.unit in (None, deal.unit)
                for line in said.lines
            )
            if deal.fits(said.products) and (
                (same and bool(said.products)) or (said.addressee == deal.buyer and said.act == "agreement")
            ):
                found.append(deal)
        return found

    def _spoken_of_again(self, said: Said) -> list[Deal]:
        """Find deals of the writer that a message outside their threads asks after or changes."""
        if not said.lines or "again" in said.cues or not ("changed" in said.cues or "wish" not in said.cues):
            return []
        lately = self._lately(said)
        found: list[Deal] = []
        for line in said.lines:
            same = next((deal for deal in reversed(lately) if is_same_deal(line, deal, said)), None)
            found += [same] if same is not None and same not in found else []
        return found

    def _lately(self, said: Said) -> list[Deal]:
        """Give the deals of the last weeks to which the writer is a party, by their beginning."""
        limit = said.at - OPEN
        held = self._recent.get(said.node)
        if not held:
            return []
        fresh = self._recent[said.node] = [deal for deal in held if deal.said and deal.said[-1].at >= limit]
        return sorted(fresh, key=lambda deal: deal.said[0].i)

    def _waiting(self, said: Said) -> list[Deal]:
        limit = said.at - WAIT
        self._open = [deal for deal in self._open if deal.seller is None and deal.said and deal.said[-1].at >= limit]
        return [deal for deal in self._open if deal.buyer != said.node and deal.reporter != said.node]

    def _enter(self, deals: list[Deal]) -> list[Deal]:
        self.deals += deals
        self._open += deals
        return deals

    # Hearing of a deal outside its thread.

    def _follow_up(self, said: Said) -> list[Deal]:
        """Find the orders a message tells news of, though it answers none of their messages."""
        states = told_states(said, by_buyer=False)
        if not states or not said.products:
            return []
        found = [
            deal
            for deal in self._lately(said)
            if not set(deal.products).isdisjoint(said.products) and is_fresh(deal, said)
        ]
        exact = [deal for deal in found if any(abs(line.quantity - deal.quantity) < SAME for line in said.lines)]
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
