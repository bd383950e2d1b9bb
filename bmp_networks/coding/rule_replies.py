"""The reply links of a coded chat under other rules, everything else of its coding as it is."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from bmp_networks.coding.replies import ReplyHints, infer_by_rules
from bmp_networks.coding.reply_rules import RULES
from bmp_networks.containers.chat import Chat
from bmp_networks.containers.coding import OPENS_NEW, REPLIES, Coding


def replies_under_rules(
    chat: Chat, coding: Coding, *, rules: Sequence[str] = RULES, latest: int | None = None
) -> dict[str, pd.DataFrame]:
    """Say who answers whom under every rule, as if the chat had been coded with it.

    What a person coded stands under every rule. The rule of the coding is taken from it; of the others, ``previous``,
    ``previous_other``, ``mention`` and ``window`` are what coding with them gives, while ``ranker`` is asked without
    the prices and amounts it would know.

    Parameters
    ----------
    chat, coding
        The chat and its coding.
    rules
        The rules wanted.
    latest
        Only so many of the last messages are looked at, all of them where None.

    Returns
    -------
    dict
        Rule → table under ``REPLIES``, numbered as the messages of the chat.
    """
    start = 0 if latest is None else max(0, len(chat.messages) - latest)
    own = coding.replies[coding.replies["i"].to_numpy() >= start]
    messages = chat.messages.iloc[start:].reset_index(drop=True)
    others = [rule for rule in rules if rule != coding.rule]
    by_person = np.flatnonzero(coding.messages["coder"].to_numpy() != "machine")
    found = infer_by_rules(messages, _hints(chat, coding, start), rules=others)
    numbered = {rule: _from_start(table, start) for rule, table in found.items()}
    tables = numbered | {coding.rule: own.reset_index(drop=True)}
    return {rule: _with_corrections(tables[rule], own, by_person) for rule in rules}


def _hints(chat: Chat, coding: Coding, start: int) -> ReplyHints:
    """Give back what the reply rules were told: codes read in the words themselves, not those of the thread."""
    coded = coding.messages.iloc[start:]
    products = [
        tuple(dict.fromkeys(span["value"] for span in spans if span["field"] == "products")) for spans in coded["spans"]
    ]
    return ReplyHints(
        addressees=coded["addressees"].tolist(),
        mentions=chat.messages["mentions"].iloc[start:].tolist(),
        products=products,
        actors=[[actor["id"] if isinstance(actor, dict) else actor for actor in actors] for actors in coded["actors"]],
    )


def _from_start(replies: pd.DataFrame, start: int) -> pd.DataFrame:
    j = replies["j"].to_numpy()
    return REPLIES.build(
        {"i": replies["i"].to_numpy() + start, "j": np.where(j >= 0, j + start, OPENS_NEW), "p": replies["p"]}
    )


def _with_corrections(replies: pd.DataFrame, own: pd.DataFrame, by_person: np.ndarray) -> pd.DataFrame:
    if not len(by_person):
        return replies
    kept = replies[~np.isin(replies["i"].to_numpy(), by_person)]
    given = own[np.isin(own["i"].to_numpy(), by_person)]
    return REPLIES.check(pd.concat([kept, given]).sort_values("i", kind="stable").reset_index(drop=True))
