"""The page for sharing: made of sums only, so that whatever is added to the other pages does not reach it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from markupsafe import Markup

from bmp_networks.figures.style import tie_styles
from bmp_networks.report.shared_parts import (
    blocks_picture,
    group_table,
    index_table,
    lorenz_panels,
    month_table,
    price_table,
    stage_table,
    tie_type_table,
)
from bmp_networks.report.texts import Words, load_words
from bmp_networks.report.view import MIN_ACTIVE, MIN_DAYS, MIN_MESSAGES
from bmp_networks.resources import data_bytes, load_toml

if TYPE_CHECKING:
    from bmp_networks.sharing.shared import Shared
    from bmp_networks.study import Study

METHODS = ("replies", "ties", "inequality", "products")


class Told(NamedTuple):
    """What the page says of a study beside the sums: how it was computed, nothing of whom."""

    version: str
    profile: str
    has_roster: bool
    is_thin: bool


def sharing_words(lang: str) -> Words:
    """Load everything the page for sharing says in Indonesian (``id``) or English (``en``)."""
    page, own = load_words(lang), load_toml(f"texts/sharing_{lang}.toml").content
    return Words(lang, {**page.report, **own}, page.reading)


def sharing_context(study: Study, shared: Shared, lang: str) -> dict[str, Any]:
    """Give what the template of the page for sharing prints; of the study itself only how it was computed."""
    told = Told(str(study.provenance.get("version", "")), study.ties.profile, study.roster is not None, _is_thin(study))
    return _context(told, shared, sharing_words(lang))


def _is_thin(study: Study) -> bool:
    nodes, at = study.graph.nodes, study.graph.turns["at"]
    writing = int(((nodes["kind"] == "member") & (nodes["messages"] > 0)).sum())
    return bool(writing < MIN_ACTIVE or len(at) < MIN_MESSAGES or (at.max() - at.min()).days + 1 < MIN_DAYS)


def _context(told: Told, shared: Shared, words: Words) -> dict[str, Any]:
    grouping = shared["groups"]["grouping"]
    return {
        "t": words,
        "style": Markup(data_bytes("report/style.css").decode("utf-8")),
        "tie_styles": tie_styles(),
        "version": told.version,
        "thin": told.is_thin,
        "inferred": not told.has_roster,
        "facts": _facts(shared, words),
        "headlines": [*_talk(shared, words), *_types(shared, words), _products(shared, words)],
        "withheld": withheld(shared.left_out, words),
        "grouping": grouping.iloc[0] if len(grouping) else "",
        "blocks": blocks_picture(shared, words),
        "groups": group_table(shared, words),
        "tie_types": tie_type_table(shared, words),
        "curves": lorenz_panels(shared, words),
        "indices": index_table(shared, words),
        "stages": stage_table(shared, words),
        "months": month_table(shared, words),
        "prices": price_table(shared, words),
        "method_notes": _methods(told, shared, words),
        "cite": words("method.cite", version=told.version),
    }


def about(words: Words, value: float) -> str:
    """Print a rounded number as such, or that it is not shown."""
    return words("sharing.hidden") if math.isnan(value) else words("sharing.about", n=words.number(value))


def _facts(shared: Shared, words: Words) -> list[tuple[str, str, str]]:
    facts = shared["facts"].set_index("fact")
    months = [_month(words, str(facts.loc[name, "month"])) for name in ("first_month", "last_month")]
    value = {name: about(words, shared.fact(name)) for name in facts.index}
    return [
        (words("sharing.period"), " – ".join(dict.fromkeys(months)), ""),
        (words("sharing.members"), value["members"], words("sharing.writing", n=value["members_writing"])),
        (words("sharing.messages"), value["messages"], words("sharing.messages_note")),
        (words("sharing.outward"), value["organisations"], words("sharing.outward_note", n=value["outward"])),
    ]


def _month(words: Words, month: str) -> str:
    year, _, number = month.partition("-")
    return f"{words.entry('format.months')[int(number) - 1]} {year}"


def _talk(shared: Shared, words: Words) -> list[str]:
    table = shared["inequality"]
    row = table[(table["quantity"] == "participation") & (table["tie_type"] == "all")]
    if row.empty:
        return [words("sharing.talk_few")]
    return [words("sharing.talk", enm=words.number(row["enm"].iloc[0]), n=words.number(row["n"].iloc[0]))]


def _types(shared: Shared, words: Words) -> list[str]:
    table = shared["tie_types"].dropna(subset=["events"])
    total = float(table["events"].sum())
    if not total:
        return []
    shares = [
        words("sharing.types_share", share=words.percent(events / total), relation=words.word("relations", relation))
        for relation, events in zip(table["relation"], table["events"], strict=True)
    ]
    return [words("sharing.types", n=words.number(total), shares=words.listing(shares))]


def _products(shared: Shared, words: Words) -> str:
    table = shared["stages"]
    rows = table[(table["stage"] == "all")].dropna(subset=["messages"]).head(3)
    if rows.empty:
        return words("sharing.products_none")
    named = [
        words("sharing.product_one", product=words.word("product_names", product), n=words.number(n))
        for product, n in zip(rows["product"], rows["messages"], strict=True)
    ]
    return words("sharing.products", products=words.listing(named))


def withheld(left_out: Mapping[str, int], words: Words) -> str:
    """Say how many numbers are left out, and of what."""
    parts = [
        words("left_out.part", table=words.entry("left_out.tables")[name], n=words.number(n))
        for name, n in left_out.items()
        if n
    ]
    if not parts:
        return words("left_out.none")
    return words("left_out.count", n=words.number(sum(left_out.values())), parts=words.listing(parts))


def _methods(told: Told, shared: Shared, words: Words) -> list[tuple[str, str]]:
    notes = []
    for key in METHODS:
        text = words(f"method.{key}", profile=told.profile, episodes=about(words, shared.fact("episodes")))
        if key == "ties" and not told.has_roster:
            text = f"{words('method.no_roster')} {text}"
        notes.append((words(f"method.{key}_title"), text))
    return notes
