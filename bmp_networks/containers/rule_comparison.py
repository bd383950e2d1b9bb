"""How much of the picture depends on the rule by which answers are inferred."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from bmp_networks.containers.tables import Column, Contract

MESSAGE_COUNTS = "message_counts"
"""In ``RULES_COMPARED.rule``: no rule at all; each member receives as much as she writes."""

RULES_COMPARED = Contract(
    "reply rule beside the one used",
    (
        Column("rule", "text", "ranker, previous, previous_other, mention, window; message_counts: no rule, each "
                               "member receives as much as she writes"),
        Column("attention", "number", "rank correlation (Spearman) of attention with that of the rule used, -1 to 1"),
        Column("given_messages", "number", "the same, given how many messages each member wrote (partial correlation)"),
        Column("top3", "number", "how many of the three with most attention are the same, 0 to 3"),
        Column("reciprocity", "number", "share of the weight that is returned, 0 to 1; NaN where there are no ties"),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class RuleComparison:
    """The attention of members under every reply rule, beside the rule used and beside message counts alone.

    Parameters
    ----------
    rules
        Table under ``RULES_COMPARED``: the rule used first, message counts alone last.
    used
        The rule used.
    members
        How many members are compared: those who wrote or were addressed.
    messages
        How many messages were looked at.
    messages_in_period
        How many there are.
    entanglement
        How many people usually wrote among 20 messages (median); nan in a chat of fewer than 21.
    """

    rules: pd.DataFrame
    used: str
    members: int
    messages: int
    messages_in_period: int
    entanglement: float

    def __post_init__(self) -> None:
        RULES_COMPARED.check(self.rules)
