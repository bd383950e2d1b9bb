"""What is claimed of product chains: orders, episodes, transitions, bursts, changes, seasons, roles, diffusion."""

from __future__ import annotations

from bmp_networks.containers.tables import Column, Contract

ORDER_STATES = ("asked", "agreed", "paid", "sent", "arrived", "praised", "complained")
"""How far an order has come, in order; an order keeps the last one reached."""

ORDERS = Contract(
    "order",
    (
        Column("order", "count", "running number, from 0, by first message"),
        Column("buyer", "text", "who orders: member, or organisation for which a member asks"),
        Column("seller", "text", "who promises the goods; missing where nobody has yet"),
        Column("products", "list", "product ids; several for a packet, none for packaging of no product in particular"),
        Column("quantity", "number", "how much", "unit"),
        Column("unit", "text", "what the quantity counts; missing where not said"),
        Column("unit_price", "number", "price of one unit in its currency; NaN where not said"),
        Column("total", "number", "sum said for the whole order; NaN where not said"),
        Column("currency", "text", "currency of both; missing without a price"),
        Column("state", "text", "last state reached (closed list ORDER_STATES)"),
        Column("asked_at", "time", "first message"),
        Column("agreed_at", "time", "when the other side accepted; missing where nobody did"),
        Column("last_at", "time", "last message about it"),
        Column("is_open", "flag", "asked, and nobody promised it yet"),
        Column("places", "list", "where it goes, as far as said"),
        Column("evidence", "list", "ids of its messages, ascending"),
    ),
)
