"""What an order costs: the price of one unit and the sum, as said around it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from bmp_networks.measures.order_deals import Deal
from bmp_networks.measures.order_signs import Said

RUPIAH = "IDR"
SUM_FROM = 5
"""A price without a unit that is so many times the known unit price is the sum of the order."""

DOZENS = {"lusin": 12, "kodi": 20}
"""Pieces in a unit: prices are mostly said for the piece."""

MOST_PRICES = 60
"""So many prices of an order are tried; more are talk about something else that ran into it."""

_PER_SEVERAL = re.compile(r"^(\d+(?:[.,]\d+)?) (.+)$")


class _Price(NamedTuple):
    amount: float
    per: str | None
    currency: str


def order_price(deal: Deal) -> tuple[float, float, str | None]:
    """Give unit price, total and currency of an order; NaN and None where nothing was said.

    A price times the quantity that is itself named is the unit price, and the product the total. Else the last price
    said per unit of the order, or per nothing, up to the agreement; one much larger than the unit price is the total.
    """
    said = [one for one in deal.said if "feedback" not in one.stages and _is_of(deal, one)]
    named = [_read(price) for one in said for price in one.prices][:MOST_PRICES]
    return _multiplied(deal, named) or _last_said(deal, said)


def _read(price: Mapping[str, Any]) -> _Price:
    """Bring a price for several units down to one: 55 000 per *5 bks* is 11 000 per *bks*."""
    amount, per = float(price["amount"]), price.get("per")
    several = _PER_SEVERAL.match(per) if per else None
    if several:
        amount, per = amount / float(several[1].replace(",", ".")), several[2]
    return _Price(amount, per, price.get("currency") or RUPIAH)


def _multiplied(deal: Deal, named: Sequence[_Price]) -> tuple[float, float, str | None] | None:
    pieces = deal.quantity * DOZENS.get(deal.unit or "", 1)
    for quantity in {deal.quantity: None, pieces: None}:
        for one in reversed(named):
            for total in reversed(named):
                same = total.currency == one.currency and total.per is None and total.amount > one.amount
                if same and abs(one.amount * quantity - total.amount) <= 0.005 * total.amount:
                    return one.amount, total.amount, one.currency
    return None


def _last_said(deal: Deal, said: Sequence[Said]) -> tuple[float, float, str | None]:
    unit, total, currency = float("nan"), float("nan"), None
    until = [one for one in said if deal.agreed_at is None or one.at <= deal.agreed_at] or list(said)
    for one in until:
        prices = [price for price in map(_read, one.prices) if _counts(deal, price)]
        if not prices or (unit == unit and "paid" in one.cues):
            continue
        first = prices[0]
        if currency is not None and first.currency != currency:
            continue
        currency = first.currency
        if unit == unit and first.per is None and first.amount >= SUM_FROM * unit:
            total = first.amount
        else:
            unit = first.amount
    return unit, total, currency


def _counts(deal: Deal, price: _Price) -> bool:
    return price.per is None or deal.unit is None or price.per == deal.unit or deal.unit in DOZENS


def _is_of(deal: Deal, said: Said) -> bool:
    if deal.products and said.products and not set(said.products) & set(deal.products):
        return False
    return deal.seller is None or said.node in (deal.seller, deal.buyer, deal.reporter)
