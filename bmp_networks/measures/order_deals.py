"""An order in the making: who wants how much of what from whom, and how far it has come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from bmp_networks.containers.chains import ORDER_STATES
from bmp_networks.measures.order_signs import Said

ASKS = ("request", "question")
JUDGED = ("complained", "praised")


@dataclass(eq=False, slots=True)
class Deal:
    """An order as far as the messages up to now tell it; two of them are the same only if they are one.

    Parameters
    ----------
    buyer, seller, products, quantity, unit, state
        What is known of the order.
    said, noted
        The messages that tell of it, and their numbers.
    wished, by_offer
        Whether it began with a wish, or with an offer nobody has taken yet.
    reporter
        Who tells of it for a buyer outside the group.
    meant, called
        Who is asked to sell, and whether she was called by name.
    agreed_at
        When it was agreed.
    taken, loose
        Number of the message that took a price told, and whether who told it may be only somebody who knows the price.
    """

    buyer: str
    seller: str | None
    products: tuple[str, ...]
    quantity: float
    unit: str | None
    state: str
    said: list[Said] = field(default_factory=list)
    noted: set[int] = field(default_factory=set)
    wished: bool = True
    by_offer: bool = False
    reporter: str | None = None
    meant: str | None = None
    called: bool = False
    agreed_at: Any = None
    taken: int | None = None
    loose: bool = False

    def reach(self, state: str) -> None:
        """Go on to a state; never back to an earlier one."""
        if ORDER_STATES.index(state) > ORDER_STATES.index(self.state):
            self.state = state

    def agree(self, said: Said) -> None:
        """Hold the order for agreed, if it is known who sells."""
        if self.seller is not None:
            self.reach("agreed")
            self.agreed_at = self.agreed_at if self.agreed_at is not None else said.at

    @property
    def parties(self) -> tuple[str | None, ...]:
        """Who speaks for the order."""
        return self.buyer, self.seller, self.reporter

    def note(self, said: Said) -> None:
        """Keep a message as evidence."""
        if said.i not in self.noted:
            self.noted.add(said.i)
            self.said.append(said)

    def fits(self, products: Sequence[str]) -> bool:
        """Whether it is about one of these products, or either says nothing of products."""
        return not products or not self.products or bool(set(products) & set(self.products))


def told_states(said: Said, *, by_buyer: bool) -> list[str]:
    """Give the states of an order that a message reports as reached, in order."""
    if said.act in ("question", "request", "offer", "refusal") and not said.stages & {"feedback"}:
        return []
    found = []
    is_future = "future" in said.cues and said.act != "report"
    if "paid" in said.cues and "order" in said.stages and not is_future:
        found.append("paid")
    if "delivery" in said.stages and not is_future:
        if "arrived" in said.cues or (by_buyer and said.act == "report"):
            found.append("arrived")
        elif "sent" in said.cues and said.act in ("report", "answer"):
            found.append("sent")
    if "feedback" in said.stages:
        if "complaint" in said.cues:
            found.append("complained")
        elif "praise" in said.cues:
            found.append("praised")
    return found
