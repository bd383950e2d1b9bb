"""Who sells what by trade: by the name in the contact list, and by who names prices and promises goods."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bmp_networks.measures.order_deals import ASKS
from bmp_networks.measures.order_lines import bones_of, bones_of_products
from bmp_networks.measures.order_signs import Said
from bmp_networks.text import tokenize

SUPPLIES = frozenset(("delivery", "packaging", "raw_material"))
"""Who only talks of these carries or supplies a product, and does not sell it."""

LEAST = 2
"""So many offers or promises more than wishes make a seller of a member without the product in her name."""

SHARE = 1 / 3
"""A seller offers a product at least so often as a third of who offers it most."""

LONGEST_SHORT = 2
"""Bones of so few letters are too short to tell a product in a name."""

MAIN = 0.25
"""A member deals in products that she names at least so often as the one she names most."""

DEPTH = 8
"""So many answers back belongs a message to a thread."""

Trades = Mapping[str, frozenset[str]]
"""For each node the products it sells."""


@dataclass(frozen=True, slots=True)
class Market:
    """What is known of a chat before its orders are read.

    Parameters
    ----------
    messages
        The messages by number: answers are followed back through them.
    outside
        Ids of organisations that may buy through a member (no platforms or media).
    trades
        The products each member sells.
    main
        The products each member mostly names.
    """

    messages: Mapping[int, Said]
    outside: frozenset[str]
    trades: Trades
    main: Trades

    def sells(self, node: str | None, products: Iterable[str]) -> bool:
        """Whether a member sells one of the products by trade."""
        return node is not None and not self.trades.get(node, frozenset()).isdisjoint(products)

    def parent_of(self, said: Said) -> Said | None:
        """Give the message another one answers."""
        return None if said.parent is None else self.messages.get(said.parent)

    def thread_of(self, said: Said) -> list[Said]:
        """Give the messages before in the thread, nearest first."""
        found: list[Said] = []
        parent = self.parent_of(said)
        while parent is not None and len(found) < DEPTH:
            found.append(parent)
            parent = self.parent_of(parent)
        return found

    def speaks_for(self, said: Said) -> frozenset[str]:
        """Give the products a promise is about: those it names, else those of the thread that the speaker deals in."""
        if said.named or len(said.products) < 2:
            return said.named or frozenset(said.products)
        return (frozenset(said.products) & self.main.get(said.node, frozenset())) or frozenset(said.products)

    def outsider_of(self, said: Said) -> str | None:
        """Give the organisation for which a member tells a wish."""
        named = [actor for actor in said.actors if actor in self.outside]
        if not named or "wish" not in said.cues or said.act not in ("report", "question", "request", "announcement"):
            return None
        return named[0] if "told" in said.cues and "self" not in said.cues else None


def open_market(messages: Mapping[int, Said], outside: frozenset[str], names: Mapping[str, Iterable[str]]) -> Market:
    """Give what is known of a chat before its orders are read; names are the contact names of each node."""
    return Market(messages, outside, find_trades(messages.values(), names), _main_products(messages))


def find_trades(messages: Iterable[Said], names: Mapping[str, Iterable[str]]) -> Trades:
    """Give for each member the products she sells: those in her contact name, else those she mostly offers.

    Parameters
    ----------
    messages
        All messages.
    names
        The contact names of each node.
    """
    told: dict[str, dict[str, int]] = {}
    for said in messages:
        step = _step(said)
        for product in said.named:
            told.setdefault(product, {}).setdefault(said.node, 0)
            told[product][said.node] += step
    trades: dict[str, set[str]] = {}
    for product, counts in told.items():
        most = max(counts.values())
        alone = most > 0 and sum(count == most for count in counts.values()) == 1
        for node, count in counts.items():
            if count >= max(LEAST, SHARE * most) or (alone and count == most):
                trades.setdefault(node, set()).add(product)
    for node, product in _in_names(told, names):
        trades.setdefault(node, set()).add(product)
    return {node: frozenset(products) for node, products in trades.items()}


def _step(said: Said) -> int:
    """Count an offer or a promise for trade and a wish against it; carrying and telling count nothing."""
    if (said.stages and said.stages <= SUPPLIES) or said.act == "report":
        return 0
    if said.act in ASKS:
        return -1 if said.lines or "wish" in said.cues else 0
    if said.act == "offer" or (said.act in ("answer", "announcement", "agreement") and said.prices):
        return 0 if said.reckons else 1
    return 1 if said.act == "agreement" and (said.lines and "promise" in said.cues) else 0


def _in_names(products: Iterable[str], names: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str]]:
    bones = bones_of_products(tuple(products))
    for node, written in names.items():
        words = {token.text for name in written for token in tokenize(name)}
        known = {bone for bone in map(bones_of, words) if len(bone) > LONGEST_SHORT}
        for product, own in bones.items():
            if own & known or words & set(product.removeprefix("other:").split(" ")):
                yield node, product


def _main_products(messages: Mapping[int, Said]) -> dict[str, frozenset[str]]:
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
