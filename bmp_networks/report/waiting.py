"""Orders and questions about goods that may still wait: plain sentences for a facilitator, no blame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bmp_networks.measures.waiting import find_waiting
from bmp_networks.report.greetings import quoted
from bmp_networks.report.summary import product_word
from bmp_networks.report.view import View

MOST_DAYS = 60
"""What waits longer was settled outside the chat, or nobody waits for it any more."""

MOST_LISTED = 8


@dataclass(frozen=True)
class Matter:
    """One thing that may wait: a sentence, and the messages meant."""

    sentence: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Waiting:
    """What may wait: how much, by kind (title, sentences, what more there is), and what is too old to be listed."""

    n: int
    groups: tuple[tuple[str, tuple[Matter, ...], str | None], ...]
    older: str | None


def waiting(view: View) -> Waiting:
    """List open orders and unanswered questions of the last 60 days of the chat, the longest waiting first."""
    words, study = view.words, view.study
    rows = find_waiting(study.graph, study.coding, study.gazetteer).to_dict("records")
    recent = _together([row for row in rows if row["age_days"] <= MOST_DAYS])
    groups = []
    for state in ("asked", "agreed", "unanswered"):
        own = [row for row in recent if row["state"] == state]
        if own:
            more = words("waiting.more", n=len(own) - MOST_LISTED) if len(own) > MOST_LISTED else None
            matters = tuple(_matter(view, row) for row in own[:MOST_LISTED])
            groups.append((words(f"waiting.{state}_title"), matters, more))
    n_older = sum(row["age_days"] > MOST_DAYS for row in rows)
    return Waiting(len(recent), tuple(groups), words("waiting.older", n=n_older, days=MOST_DAYS) if n_older else None)


def _together(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Put lines of one order of several products together: one buyer, one seller, one moment."""
    found: dict[Any, dict[str, Any]] = {}
    for row in rows:
        key = (row["state"], row["member"], row["ask"], row["since"])
        held = found.setdefault(key, row | {"lines": [], "evidence": ()})
        held["lines"].append((row["quantity"], row["unit"], row["products"]))
        held["evidence"] = tuple(dict.fromkeys((*held["evidence"], *row["evidence"])))
    return list(found.values())


def _matter(view: View, row: dict[str, Any]) -> Matter:
    words = view.words
    goods = words.listing(_goods(view, *line) for line in row["lines"])
    days = int(row["age_days"])
    since = words(f"waiting.days_{'one' if days == 1 else 'many' if days else 'none'}", n=days)
    sentence = words(f"waiting.{row['state']}", member=_name(view, row["member"]), goods=goods, since=since,
                     date=words.date(row["since"], short=True))  # fmt: skip
    if row["ask"] is not None:
        sentence += " " + words(f"waiting.{row['state']}_ask", name=_name(view, row["ask"]))
    return Matter(sentence, tuple(quoted(view, row["evidence"])))


def _goods(view: View, quantity: float, unit: str | None, products: tuple[str, ...]) -> str:
    named = view.words.listing(product_word(view, product) for product in products) or view.words("waiting.goods")
    if quantity != quantity:
        return named
    return " ".join(part for part in (f"{quantity:g}".replace(".", view.words("format.decimal")), unit, named) if part)


def _name(view: View, node: str) -> str:
    return view.shown.get(node, node)
