"""``Coding``: what each message is about and whom it answers, in the codebook's fields, by machine or person."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from bmp_networks.containers.tables import Column, Contract

STAGES = ("raw_material", "production", "packaging", "promotion", "order", "delivery", "feedback")
"""The seven stages of a product chain, in order."""

ACTS = ("question", "answer", "offer", "request", "announcement", "agreement", "refusal", "thanks", "greeting",
        "report", "other")  # fmt: skip
"""What a message does (the main thing)."""

TOPICS = ("economy", "advocacy", "migration", "training", "digital", "organisation", "tourism", "social", "other")
"""What a message is about (the main thing)."""

OPENS_NEW = -1
"""In ``REPLIES.j``: the message answers nobody, it opens something new."""

CODED = Contract(
    "coded message",
    (
        Column("i", "count", "running number of the user message from 0"),
        Column("id", "text", "<source>:<line>, what evidence refers to"),
        Column("author", "text", "as in the export"),
        Column("text", "text", "the message"),
        Column("reply_to", "number", "the i it most probably answers; NaN where opening something new is likelier"),
        Column("p_reply", "number", "probability of that target, 0 to 1; NaN where there is none"),
        Column("p_new", "number", "probability that it opens something new, 0 to 1"),
        Column("addressees", "list", "names of members it speaks to by name or mention; empty means everybody"),
        Column("products", "list", "product ids"),
        Column("stages", "list", "chain stages (closed list STAGES)"),
        Column("prices", "list", "mappings with amount, per (None where not said) and currency where not rupiah"),
        Column("quantities", "list", "mappings with value and unit"),
        Column("places", "list", "places goods go to or people are in, short canonical form"),
        Column("actors", "list", "mappings with id (of the gazetteer) and text (as written)"),
        Column("act", "text", "the main act (closed list ACTS)"),
        Column("p_act", "number", "probability of that act, 0 to 1"),
        Column("topic", "text", "the main topic (closed list TOPICS)"),
        Column("p_topic", "number", "probability of that topic, 0 to 1"),
        Column("spans", "list", "mappings with field, value, start, end: where in the text a code was read"),
        Column("coder", "text", "machine, or the name of the person's coding that replaced it"),
    ),
)

REPLIES = Contract(
    "possible reply link",
    (
        Column("i", "count", "the message"),
        Column("j", "count", "an earlier message it may answer; -1: opens something new"),
        Column("p", "number", "probability, 0 to 1; the rows of one i sum to 1"),
    ),
)


@dataclass(frozen=True)
class Coding:
    """The coding of every user message, and the probabilities behind the reply links.

    Parameters
    ----------
    messages
        Table under the contract ``CODED``; row number equals ``i``.
    replies
        Table under the contract ``REPLIES``, ascending by ``i``, then descending by ``p``.
    versions
        ``title version`` of every lexicon, gazetteer and model it used, for the provenance.
    rule
        The reply rule: ``ranker`` (fitted), ``previous``, ``previous_other``, ``mention`` or ``window``.
    """

    messages: pd.DataFrame
    replies: pd.DataFrame
    versions: tuple[str, ...] = ()
    rule: str = "ranker"

    def __post_init__(self) -> None:
        CODED.check(self.messages)
        REPLIES.check(self.replies)
