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
        Column("is_open", "flag", "asked or agreed, and nothing said of payment, shipment or arrival yet"),
        Column("age_days", "number", "for an open one, whole days since agreed, else asked, to the end of the chat",
               "days"),
        Column("ask", "text", "for an open one, who may know: the seller, or who mostly offers the product"),
        Column("places", "list", "where it goes, as far as said"),
        Column("evidence", "list", "ids of its messages, ascending"),
    ),
)  # fmt: skip

WAITING = Contract(
    "order or request that waits for something",
    (
        Column("state", "text", "asked (nobody promised yet), agreed (nothing said of sending or payment yet) or "
               "unanswered (a question or request without an answer in the group)"),
        Column("member", "text", "who waits: member, or organisation for which a member asks"),
        Column("ask", "text", "who may know: the seller, or who mostly offers the product; missing where nobody does"),
        Column("products", "list", "product ids"),
        Column("quantity", "number", "how much; NaN for requests", "unit"),
        Column("unit", "text", "what the quantity counts; missing where not said"),
        Column("since", "time", "when it was asked, or agreed"),
        Column("age_days", "number", "whole days since then, up to the last message of the chat", "days"),
        Column("evidence", "list", "ids of its messages, ascending"),
    ),
)  # fmt: skip

PRODUCT_EPISODES = Contract(
    "product episode",
    (
        Column("product", "text", "product id"),
        Column("episode", "count", "number among the episodes of the product, from 0"),
        Column("start", "time", "first message"),
        Column("end", "time", "last message"),
        Column("messages", "count", "messages about the product"),
        Column("members", "count", "members who wrote them"),
        Column("stages", "list", "stages, in the order in which they came up"),
        Column("evidence", "list", "ids of the messages, ascending"),
    ),
)

BURSTS = Contract(
    "burst, change, trend or season of a product",
    (
        Column("product", "text", "product id"),
        Column("kind", "text", "burst, change, trend or season"),
        Column("what", "text", "for a season which one; for a change or trend up or down"),
        Column("start", "time", "first week (Monday); for trend and season of the period", "day"),
        Column("end", "time", "last week (Monday)", "day"),
        Column("value", "number", "burst: weight in nats · change: difference of weekly means · trend: slope a week · "
               "season: log of share inside over outside"),
        Column("low", "number", "lower end of the 95 % interval (trends)"),
        Column("high", "number", "upper end"),
        Column("p", "number", "against shuffled or shifted weeks; NaN for trends, and for bursts (95th percentile)"),
        Column("events", "number", "product episodes it rests on", "episodes"),
        Column("word", "text", "accepted, likely, possible, up, down, none, seasonal_pattern, coincides_with, "
               "no_pattern or not_enough_data"),
    ),
)  # fmt: skip

TRANSITIONS = Contract(
    "transition between two stages of a product",
    (
        Column("product", "text", "product id; missing for all together"),
        Column("source", "text", "stage before"),
        Column("target", "text", "stage after, at most 21 days later"),
        Column("count", "number", "how often; a message of several stages counts in parts", "transitions"),
        Column("share", "number", "share of all that follows the stage before, with half a case added to each, 0 to 1"),
        Column("n_lags", "count", "times the stage before came up"),
        Column("closed", "count", "of them followed by the stage after"),
        Column("lag_days", "number", "middle time until then by Kaplan-Meier, open ones censored; NaN if not reached"),
    ),
)

FORWARDNESS = Contract(
    "how far the talk about a product follows the chain",
    (
        Column("product", "text", "product id; missing for all together"),
        Column("transitions", "number", "between different stages", "transitions"),
        Column("episodes", "count", "product episodes"),
        Column("forwardness", "number", "share forward minus share backward, -1 to 1"),
        Column("chance", "number", "its mean with the stages shuffled inside the episodes"),
        Column("p", "number", "share of shuffles at least so far forward"),
    ),
)

ROLES = Contract(
    "member's place along the chain",
    (
        Column("member", "text", "node"),
        Column("product", "text", "product id; missing for all together"),
        Column("events", "number", "messages with a stage", "messages"),
        Column(
            "role", "text", "supplier, maker, packer, promoter, seller, buyer, carrier or reviewer; missing under 3"
        ),
        Column("stage_share", "number", "share of that stage, half a case added to each, 0 to 1"),
        Column("specialisation", "number", "0 (all stages alike) to 1 (one stage only)"),
        Column("stages", "list", "mappings with stage and share, in the chain's order"),
        Column("evidence", "list", "ids of the messages, ascending"),
    ),
)

STAGE_PEOPLE = Contract(
    "stage of a product and who stands there",
    (
        Column("product", "text", "product id"),
        Column("stage", "text", "stage"),
        Column("events", "number", "messages", "messages"),
        Column("members", "count", "members"),
        Column("enm", "number", "as if so many members were equally active", "members"),
        Column("one_person", "flag", "fewer than 1.5 so counted, at 5 messages or more"),
        Column("top", "text", "the member with most of them"),
        Column("top_share", "number", "her share, 0 to 1"),
    ),
)

DIFFUSION = Contract(
    "spread of a product among members",
    (
        Column("product", "text", "product id"),
        Column("members", "count", "members who wrote anything"),
        Column("aware", "count", "of them named the product"),
        Column("engaged", "count", "ordered, delivered or judged it (stages 5 to 7)"),
        Column("producing", "count", "made, packed, promoted it (stages 1 to 4)"),
        Column("stopped", "count", "engaged, and silent about it in the last 90 days"),
        Column("tested", "count", "members whose engagement is tested: the first tenth has nobody before them"),
        Column("exposure", "number", "share of a member's ties to engaged members when she engaged, mean, 0 to 1"),
        Column("chance", "number", "the same for members drawn from those not yet engaged at that moment"),
        Column("p", "number", "share of draws at least so large"),
        Column("word", "text", "more_tied_adopters, no_difference or not_enough_data"),
    ),
)

CO_DISCUSSION = Contract(
    "two products spoken of by the same members",
    (
        Column("source", "text", "product id, the smaller"),
        Column("target", "text", "product id"),
        Column("members", "count", "members who speak of both"),
        Column("weight", "number", "each of them counted 1/(k - 1), k her products"),
        Column("expected", "number", "the same with members and products swapped at random"),
        Column("lift", "number", "weight over expected; NaN where nothing is expected"),
        Column("p", "number", "share of swaps at least so large"),
        Column("q", "number", "p after Benjamini and Hochberg over all pairs"),
    ),
)

PLACES_SAID = Contract(
    "place named for a product",
    (
        Column("id", "text", "the message"),
        Column("at", "time", "wall clock"),
        Column("member", "text", "who named it"),
        Column("products", "list", "products of the message"),
        Column("stages", "list", "stages of the message"),
        Column("place", "text", "short form"),
        Column("ring", "text", "hamlet, district, province, indonesia or abroad, as the list of places has it; "
               "missing for places not in it"),
    ),
)  # fmt: skip
