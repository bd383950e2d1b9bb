"""How much of the page depends on the rule by which answers are inferred: for research, in the part on method."""

from __future__ import annotations

import math
from dataclasses import dataclass

from bmp_networks.containers.rule_comparison import MESSAGE_COUNTS, RuleComparison
from bmp_networks.report.tables import Cell, Column, Table, number_cell
from bmp_networks.report.view import View

QUIET, LIVELY = 3.5, 8.0
"""Up to so many people among 20 messages conversations hardly mix; from so many on several run at once."""

ALIKE = 0.9
"""From this rank correlation on the order of the members is called nearly the same."""

NUMBERS = (("attention", 2), ("given_messages", 2), ("top3", 0), ("reciprocity", 2))
"""Columns of the table, with the digits printed."""


@dataclass(frozen=True)
class ReplyRules:
    """What the page says of the rules: sentences, and the table."""

    sentences: tuple[str, ...]
    table: Table
    help: tuple[str, ...]


def reply_rules(view: View) -> ReplyRules | None:
    """Set the rule used beside the others; None for facilitators, and where the chat is too small or has no replies."""
    study, words = view.study, view.words
    if view.is_facilitator or view.is_thin or not len(study.coding.replies):
        return None
    found = study.rule_comparison
    others = found.rules.iloc[1:-1]["attention"]
    if others.isna().all():
        return None
    helps = tuple(words(f"rules.{name}_help") for name in ("attention", "given_messages", "top3", "reciprocity"))
    return ReplyRules(tuple(_sentences(view, found)), _table(view, found), helps)


def _sentences(view: View, found: RuleComparison) -> list[str]:
    words = view.words
    rule = words.word("rule_names", found.used)
    sentences = [
        words("rules.lead", rule=rule, members=words.number(found.members), messages=words.number(found.messages))
    ]
    if found.messages < found.messages_in_period:
        sentences.append(words("rules.limited", all=words.number(found.messages_in_period)))
    if not math.isnan(found.entanglement):
        how = "quiet" if found.entanglement <= QUIET else "lively" if found.entanglement >= LIVELY else "mixed"
        sentences.append(words(f"rules.{how}", people=words.number(found.entanglement)))
    others = found.rules.iloc[1:-1]["attention"]
    low, high = words.number(float(others.min()), 2), words.number(float(others.max()), 2)
    sentences.append(words("rules.agree" if others.min() >= ALIKE else "rules.differ", low=low, high=high))
    null = float(found.rules.iloc[-1]["attention"])
    if not math.isnan(null):
        sentences.append(words("rules.null", null=words.number(null, 2)))
    return sentences


def _table(view: View, found: RuleComparison) -> Table:
    words = view.words
    rows = []
    for row in found.rules.to_dict("records"):
        name = words("rules.message_counts") if row["rule"] == MESSAGE_COUNTS else words.word("rule_names", row["rule"])
        name = words("rules.used", rule=name) if row["rule"] == found.used else name
        cells = (number_cell(words.number(row[key], digits), row[key]) for key, digits in NUMBERS)
        rows.append((Cell(name), *cells))
    return Table(
        key="rule-table",
        caption=words("rules.title"),
        columns=(Column(words("rules.rule")), *(Column(words(f"rules.{key}"), True) for key, _ in NUMBERS)),
        rows=tuple(rows),
    )
