"""The first screen: what the chat is, and the few sentences that matter most."""

from __future__ import annotations

from typing import Any, NamedTuple

import pandas as pd

from bmp_networks.measures.counting import outward_events
from bmp_networks.report.texts import Words
from bmp_networks.report.view import MIN_ACTIVE, MIN_DAYS, MIN_MESSAGES, View

FEW_OUTWARD = 20
"""Below so many events towards organisations, who carries them is not certain (METHODS 7.1)."""


class Fact(NamedTuple):
    """One number of the first screen, with its name and a note."""

    name: str
    value: str
    note: str


def facts(view: View) -> list[Fact]:
    """List the period, the members, the messages and the organisations."""
    words = view.words
    first, last = view.period
    writing = int((view.members["messages"] > 0).sum())
    organisations = len(view.nodes) - len(view.members)
    outward = view.study.graph.interactions["layer"] == "organisation"
    note = words("overview.members_note", writing=writing, silent=len(view.members) - writing)
    events = words.number(len(view.study.chat.events))
    return [
        Fact(words("overview.period"), words.span(first, last), words("overview.days", n=words.number(view.n_days))),
        Fact(words("overview.members"), words.number(len(view.members)), note),
        Fact(
            words("overview.messages"),
            words.number(len(view.study.graph.turns)),
            words("overview.messages_note", events=events),
        ),
        Fact(
            words("overview.organisations"),
            words.number(organisations),
            words("overview.organisations_note", mentions=words.number(int(outward.sum()))),
        ),
    ]


def cautions(view: View) -> list[str]:
    """Say what is too little here to conclude anything about a network."""
    words = view.words
    writing = int((view.members["messages"] > 0).sum())
    found = []
    if len(view.members) <= 2:
        found.append(words("page.pair"))
    if view.is_thin:
        found.append(
            words(
                "page.thin",
                members=MIN_ACTIVE,
                messages=MIN_MESSAGES,
                days=MIN_DAYS,
                has_members=writing,
                has_messages=words.number(len(view.study.graph.turns)),
                has_days=words.number(view.n_days),
            )
        )
    return found


def headlines(view: View) -> list[str]:
    """Say what can be seen: how evenly the talk is shared, ties, carriers of news, products."""
    return [*_talk(view), *_ties(view), *_outward(view), _products(view)]


def headline_index(view: View, quantity: str, tie_type: str = "all") -> dict[str, Any] | None:
    """Give the index of the widest group of members, which stands first; None where it is undefined."""
    table = view.study.inequality.indices
    rows = table[(table["quantity"] == quantity) & (table["tie_type"] == tie_type)]
    if rows.empty or pd.isna(rows.iloc[0]["gini"]):
        return None
    row: dict[str, Any] = rows.iloc[0].to_dict()
    return row


def is_statement(index: dict[str, Any]) -> bool:
    """Whether an index may be said as a statement: enough members and events (METHODS 7.1)."""
    return not {"few_members", "few_events"} & set(str(index["note"]).split())


def effective(words: Words, enm: float) -> str:
    """Print an effective number of members: whole from 3 on."""
    return words.number(enm, 0 if enm >= 3 else 1)


def _talk(view: View) -> list[str]:
    words = view.words
    index = headline_index(view, "participation")
    if index is None:
        return []
    if is_statement(index):
        return [words("overview.talk", enm=effective(words, index["enm"]), n=index["n"])]
    return [words("overview.talk_thin", events=words.number(index["events"]), n=index["n"])]


def _ties(view: View) -> list[str]:
    words, ties = view.words, view.ties
    inner = ties[ties["target_kind"] == "member"]
    outer = view.study.graph.interactions
    outer = outer[outer["layer"] == "organisation"]
    if ties.empty:
        return []
    volumes = words(
        "overview.volumes",
        inner=words.number(inner["weight"].sum()),
        pairs=words.number(len(inner)),
        outer=words.number(len(outer)),
        organisations=words.number(outer["target"].nunique()),
    )
    known = inner[inner["p_bonding"].notna()]
    volume = known["weight"].sum()
    if not volume:
        return [volumes]
    shares = []
    for relation in ("bonding", "bridging", "linking"):
        share = (known["weight"] * known[f"p_{relation}"]).sum() / volume
        word = words.word("relations", relation)
        shares.append(words("overview.types_share", share=words.percent(share), relation=word))
    key = "overview.types_inferred" if view.study.ties.inferred else "overview.types"
    sentence = words(key, shares=words.listing(shares))
    unknown = 1 - volume / inner["weight"].sum()
    if unknown >= 0.005:
        sentence += " " + words("overview.types_unknown", share=words.percent(unknown))
    return [volumes, sentence]


def _outward(view: View) -> list[str]:
    words = view.words
    members = view.study.members.members
    carriers = members[members["outward_share"] > 0].sort_values(["outward_share", "member"], ascending=[False, True])
    n_events = len(outward_events(view.study.graph, view.study.gazetteer))
    if carriers.empty or n_events < 3:
        return []
    names = [
        words("overview.outward_one", name=view.shown.get(member, member), share=words.percent(share))
        for member, share in zip(carriers["member"].head(3), carriers["outward_share"].head(3), strict=True)
    ]
    sentence = words("overview.outward", carriers=words.listing(names), events=n_events)
    return [sentence + (" " + words("overview.outward_few") if n_events < FEW_OUTWARD else "")]


def _products(view: View) -> str:
    words, series = view.words, view.study.products.series
    if series.empty:
        return words("overview.products_none")
    told = series[["product", "evidence"]].explode("evidence").drop_duplicates()
    counts = told["product"].value_counts().sort_index().sort_values(ascending=False, kind="stable").head(3)
    named = [
        words("overview.product_one", product=product_word(view, product), n=count) for product, count in counts.items()
    ]
    return words("overview.products", products=words.listing(named))


def product_word(view: View, product: object) -> str:
    """Print a product id as words; ids outside the main list carry ``other:`` before them."""
    return view.words.word("product_names", str(product).removeprefix("other:"))
