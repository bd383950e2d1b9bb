"""``PROPOSALS``: what the words of a chat may mean beside what was coded, for a person to accept."""

from __future__ import annotations

from bmp_networks.containers.tables import Column, Contract

KINDS = ("organisation", "ambiguous", "spelling", "product")

PROPOSALS = Contract(
    "proposal",
    (
        Column("kind", "text", "organisation, ambiguous, spelling or product (closed list KINDS)"),
        Column("written", "text", "the words as they first stand in the chat"),
        Column("suggests", "text", "the id it may be: of an organisation, a product or a stage; new ids are slugs"),
        Column("messages", "count", "number of messages in which it stands"),
        Column("writers", "count", "number of people who wrote it"),
        Column("p", "number", "how likely it means what it suggests, 0 to 1; a rule of thumb, never counted"),
        Column("ids", "list", "ids of the messages, in the order of the chat"),
    ),
)
