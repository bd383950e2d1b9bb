"""The evidence for one tie, as a person would want to read it."""

from __future__ import annotations

import math
from collections.abc import Mapping

import pandas as pd

from bmp_networks.containers.coding import Coding
from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.inferred_ties import infer_ties, inferred_pairs
from bmp_networks.measures.member_pairs import PairTie
from bmp_networks.measures.tie_details import describe_ties
from bmp_networks.measures.tie_reasons import TieReasons, explain_tie
from bmp_networks.report.texts import Words, load_words
from bmp_networks.resources import load_toml
from bmp_networks.study import Material, Plan

SHOWN = 40
"""So many messages are listed; the others are counted."""

QUOTED = 160
"""Longer messages are cut here."""


def tell_tie(
    material: Material,
    coding: Coding,
    graph: InteractionGraph,
    plan: Plan,
    pair: tuple[str, str],
    *,
    shown: Mapping[str, str],
    lang: str = "id",
    quote: bool = False,
) -> str:
    """Tell why a tie is typed as it is: what was compared, the readings, how strong it is, and every message.

    Parameters
    ----------
    material, coding, graph, plan
        Of the study.
    pair
        Two nodes, in any order.
    shown
        What is printed for each node.
    lang
        ``id`` or ``en``.
    quote
        Whether messages are quoted; only where names are shown too.

    Raises
    ------
    InputRefusedError
        When the two never addressed each other.
    """
    words = _words(lang)
    reasons = explain_tie(graph, *pair, material.roster, material.gazetteer)
    tie, inferred = _reading(material, coding, graph, plan, reasons)
    one, other = shown.get(reasons.source, reasons.source), shown.get(reasons.target, reasons.target)
    lines = [f"{one} – {other}", "", _type_sentence(words, tie, is_inferred=inferred is not None)]
    lines += [_cues(words, inferred)] if inferred is not None else _compared(words, reasons)
    lines += _near(words, reasons)
    lines += _standing(words, reasons, tie, one, other)
    if inferred is None:
        lines.append(_other_readings(words, reasons, plan.profile))
    lines += _how_strong(words, describe_ties(graph, coding, material.roster), reasons)
    lines += ["", *_messages(words, reasons, graph, coding, shown, quote=quote)]
    return "\n".join(lines) + "\n"


def _words(lang: str) -> Words:
    page, own = load_words(lang), load_toml(f"texts/ties_{lang}.toml").content
    tables = {f"why_{name}": table for name, table in own.items() if name != "why"}
    return Words(lang, {**page.report, **tables, "why": own["why"]}, page.reading)


def _reading(
    material: Material, coding: Coding, graph: InteractionGraph, plan: Plan, reasons: TieReasons
) -> tuple[PairTie, pd.Series | None]:
    """Give the reading that holds, and what it was inferred from where no roster tells it."""
    told = reasons.readings[plan.profile]
    wants = material.roster is None or plan.infer
    if reasons.target_kind != "member" or told.relation != "unknown" or not wants:
        return told, None
    table = infer_ties(material.chat, coding, graph, material.gazetteer, seed=plan.seed)
    row = table[(table["source"] == reasons.source) & (table["target"] == reasons.target)].iloc[0]
    return inferred_pairs(table)[reasons.source, reasons.target], row


def _type_sentence(words: Words, tie: PairTie, *, is_inferred: bool) -> str:
    relation = words.word("relations", tie.relation)
    meaning = words.word("relations_meaning", tie.relation)
    if tie.fractions is None:
        return words("why.type_unknown", relation=relation, meaning=meaning)
    shares = words.listing(
        f"{words.word('relations', name)} {words.percent(share)}" for name, share in tie.fractions._asdict().items()
    )
    key = "why.type_inferred" if is_inferred else "why.type"
    return words(key, relation=relation, meaning=meaning, shares=shares)


def _compared(words: Words, reasons: TieReasons) -> list[str]:
    if reasons.target_kind == "organisation":
        return [words("why.organisation")]
    lines = []
    for key, names in (("same", reasons.alike), ("different", reasons.different), ("open", reasons.unknown)):
        if names:
            lines.append(words(f"why.{key}", what=words.listing(words.word("why_attributes", name) for name in names)))
    return lines


def _near(words: Words, reasons: TieReasons) -> list[str]:
    lines = [words("why.kin")] if reasons.kin else []
    if not math.isnan(reasons.close):
        lines.append(words("why.close", close=words.number(reasons.close, 1)))
    return lines


def _standing(words: Words, reasons: TieReasons, tie: PairTie, one: str, other: str) -> list[str]:
    lines = []
    for name, (status, authority) in zip((one, other), reasons.standing, strict=True):
        if not math.isnan(status):
            lines.append(
                words("why.standing", name=name, status=words.number(status), authority=words.number(authority, 1))
            )
    if tie.direction is not None:
        lines.append(words(f"why.direction_{tie.direction}", one=one, other=other))
    return lines


def _other_readings(words: Words, reasons: TieReasons, profile: str) -> str:
    others = [
        f"{name}: {words.word('relations', tie.relation)}" for name, tie in reasons.readings.items() if name != profile
    ]
    return words("why.readings", profile=profile, others="; ".join(others))


def _cues(words: Words, row: pd.Series) -> str:
    told = []
    for cue in row["cues"]:
        kind, _, what = cue.partition(":")
        told.append(f"{words.word('why_cues', kind)} {words.word('why_cue_values', what)}".strip())
    places = words.listing(row["evidence"]) or words("why.nothing")
    entropy = words.number(float(row["entropy"]), 2)
    return words("why.cues", cues="; ".join(told), entropy=entropy, evidence=places)


def _how_strong(words: Words, ties: pd.DataFrame, reasons: TieReasons) -> list[str]:
    found = ties[(ties["source"] == reasons.source) & (ties["target"] == reasons.target)].iloc[0]
    parts = [
        f"{words.word('why_components', name)} {words.number(float(found[name]), 2)}"
        for name in ("frequency", "duration", "topics", "reciprocity")
        if not math.isnan(float(found[name]))
    ]
    key = "why.strength" if math.isnan(float(found["closeness"])) else "why.strength_close"
    lines = [words(key, strength=words.number(float(found["strength"]), 2), parts=words.listing(parts))]
    lines.append(words("why.current", current=words.number(float(found["current"]), 1)))
    if found["local_bridge"] == "yes":
        lines.append(words("why.local_bridge"))
    if reasons.maintained:
        lines.append(words("why.maintained"))
    return lines


def _messages(
    words: Words,
    reasons: TieReasons,
    graph: InteractionGraph,
    coding: Coding,
    shown: Mapping[str, str],
    *,
    quote: bool,
) -> list[str]:
    events = reasons.events
    once = events.sort_values("layer", kind="stable").drop_duplicates(["id", "source", "target"])
    forward = float(once.loc[once["source"] == reasons.source, "weight"].sum())
    total = float(once["weight"].sum())
    lines = [
        words(
            "why.events",
            total=words.events(total), forward=words.events(forward), back=words.events(total - forward),
            period=words.span(events["at"].min(), events["at"].max()), n=words.number(events["id"].nunique()),
        )
    ]  # fmt: skip
    texts = dict(zip(coding.messages["id"], coding.messages["text"], strict=True)) if quote else {}
    first = events.head(SHOWN)
    columns = (first[name] for name in ("id", "at", "source", "target", "layer", "weight"))
    for identifier, at, source, target, layer, weight in zip(*columns, strict=True):
        place = f"{identifier}  {words.date(at, short=True)} {at:%H:%M}"
        arrow = f"{shown.get(source, source)} → {shown.get(target, target)}"
        lines.append(f"  {place}  {arrow}  {words.word('why_layers', layer)} {words.number(weight, 2)}")
        if texts.get(identifier):
            lines.append(f"      “{_cut(' '.join(texts[identifier].split()))}”")
    if len(events) > SHOWN:
        lines.append("  " + words("why.more", n=words.number(len(events) - SHOWN)))
    return lines


def _cut(text: str) -> str:
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"
