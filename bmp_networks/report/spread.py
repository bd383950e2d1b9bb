"""Inequality beyond the headline: who carries news, fair contrasts, groups, hierarchy, other choices, naive numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from bmp_networks.measures.inequality import MIN_TIE_EPISODES
from bmp_networks.report.naive_silence import silence_row
from bmp_networks.report.summary import effective, headline_index
from bmp_networks.report.tables import Cell, Column, Table, number_cell
from bmp_networks.report.texts import Words
from bmp_networks.report.view import View


@dataclass(frozen=True)
class SpreadPart:
    """What the page says of inequality below the curves.

    Parameters
    ----------
    carriers
        Sentences on who carries news from outside, and on access.
    is_gate
        Whether news from outside hangs on one person.
    sentences
        Sentences for research: with and without those who run the group, hierarchy.
    contrasts, splits, robust, naive
        Tables for research; None where there is nothing to show.
    not_compared
        How many contrasts rest on too little.
    """

    carriers: tuple[str, ...]
    is_gate: bool
    sentences: tuple[str, ...] = ()
    contrasts: Table | None = None
    splits: Table | None = None
    robust: Table | None = None
    naive: Table | None = None
    not_compared: str = ""


def spread_part(view: View) -> SpreadPart:
    """Make the part below the curves; for the facilitator the carriers of news only."""
    index = headline_index(view, "control")
    is_gate = index is not None and "single_gate" in str(index["note"]).split()
    carriers = (_carried(view, index), *_access(view))
    if view.is_facilitator or view.is_thin or not len(view.study.coding.replies):
        return SpreadPart(carriers, is_gate)
    return SpreadPart(
        carriers,
        is_gate,
        (_admins(view), *_hierarchy(view)),
        _contrast_table(view),
        _split_table(view),
        _robust_table(view),
        _naive_table(view),
        _not_compared(view),
    )


def _not_compared(view: View) -> str:
    few = int(view.study.spread.contrasts["p"].isna().sum())
    return view.words("contrasts.not_compared", n=few) if few else ""


def _carried(view: View, index: dict[str, Any] | None) -> str:
    words = view.words
    if index is None:
        return words("carriers.none")
    events = words.events(index["events"])
    control = view.study.graph.interactions
    episodes = control.loc[(control["layer"] == "organisation").to_numpy(), "episode"].nunique()
    if episodes < MIN_TIE_EPISODES or math.isnan(index["enm"]):
        return words("carriers.few", events=events)
    return words("carriers.shared", enm=effective(words, index["enm"]), events=events)


def _access(view: View) -> list[str]:
    access, words = view.study.access, view.words
    if access is None:
        return []
    if access.by_construction:
        return [words("carriers.access_same")]
    worth = access.worth().mean(axis=0)
    middle = float(sorted(worth)[len(worth) // 2])
    return [words("carriers.access_differs", low=words.percent(float(worth.min())), middle=words.percent(middle))]


def _admins(view: View) -> str:
    words, spread = view.words, view.study.spread
    rows = spread.groups[(spread.groups["column"] == "admin").to_numpy()]
    table = view.study.inequality.indices
    talk = table[((table["quantity"] == "participation") & (table["tie_type"] == "all")).to_numpy()]
    without = talk[(talk["among"] == "without_admins").to_numpy()]
    if rows.empty or without.empty:
        return words("spread.unknown_admins")
    row = rows.iloc[0]
    return words(
        "spread.admins",
        n=int(rows.loc[rows["group"] == "admin", "n"].iloc[0]),
        without=words.number(float(without["gini"].iloc[0]), 2),
        with_them=words.number(float(talk["gini"].iloc[0]), 2),
        between=words.percent(float(row["between"])),
        expected=words.percent(float(row["expected"])),
        p=words.number(float(row["p"]), 3),
    )


def _hierarchy(view: View) -> list[str]:
    words, table = view.words, view.study.spread.hierarchy
    if table.empty:
        return []
    values = {(row["network"], row["statistic"]): row for row in table.to_dict("records")}

    def said(key: str, network: str) -> str:
        numbers = {
            name: words.number(values[network, name]["value"], 2)
            for name in ("hierarchy", "efficiency", "upper_bound")
            if (network, name) in values
        }
        return words(key, ties=words.number(values[network, "ties"]["value"]), **numbers)

    whole = values.get(("whole", "hierarchy"))
    if whole is None:
        return []
    if whole["note"] != "not_informative":
        return [said("spread.hierarchy_whole", "whole")]
    share = words.percent(values["whole", "largest_strong_share"]["value"])
    sentences = [words("spread.hierarchy_silent", share=share)]
    backbone = values.get(("one_sided", "hierarchy"))
    enough = backbone is not None and not backbone["note"]
    sentences.append(said("spread.hierarchy_backbone" if enough else "spread.hierarchy_few", "one_sided"))
    return sentences


def _contrast_table(view: View) -> Table | None:
    words, found = view.words, view.study.spread.contrasts
    if found["p"].isna().all():
        return None
    rows = []
    for row in found[found["p"].notna().to_numpy()].to_dict("records"):
        second = words("contrasts.everything") if row["second"] == "all" else words.word("relations", row["second"])
        curve = words(f"contrasts.curve_{row['curves']}")
        pair = words(
            "contrasts.pair", one=effective(words, row["enm_first"]), other=effective(words, row["enm_second"])
        )
        rows.append(
            (
                Cell(words(f"inequality.{row['quantity']}")),
                Cell(words.word("relations", row["first"]), relation=row["first"]),
                Cell(second, relation=None if row["second"] == "all" else row["second"]),
                number_cell(words.number(row["episodes_first"]), row["episodes_first"]),
                *(number_cell(words.number(row[name], 2), row[name]) for name in ("gini_first", "gini_second")),
                Cell(pair),
                number_cell(words.number(row["p"], 3), row["p"]),
                Cell(curve),
            )
        )
    titles = ("quantity", "first", "second", "episodes", "gini_first", "gini_second", "enm", "p", "curves")
    numbers = {"episodes", "gini_first", "gini_second", "p"}
    columns = tuple(Column(words(f"contrasts.{title}"), title in numbers) for title in titles)
    return Table("contrast-table", words("contrasts.title"), columns, tuple(rows))


def _split_table(view: View) -> Table | None:
    words, found = view.words, view.study.spread.groups
    if found.empty:
        return None
    rows = [
        (
            Cell(words.word("split_columns", row["column"])),
            Cell(words(f"splits.{row['group']}") if row["group"] in ("admin", "member", "others") else row["group"]),
            number_cell(words.number(row["n"]), row["n"]),
            *(
                number_cell(words.percent(row[name]), row[name])
                for name in ("share_members", "share_events", "between", "expected")
            ),
            number_cell(words.number(row["p"], 3), row["p"]),
        )
        for row in found.to_dict("records")
    ]
    titles = ("column", "group", "n", "share_members", "share_events", "between", "expected", "p")
    columns = tuple(Column(words(f"splits.{title}"), place > 1) for place, title in enumerate(titles))
    return Table("split-table", words("splits.title"), columns, tuple(rows))


def _robust_table(view: View) -> Table | None:
    words, found = view.words, view.study.multiverse.robustness
    found = found[found["value"].notna().to_numpy()]
    if found.empty:
        return None
    rows = []
    for row in found.to_dict("records"):
        moved = words.word("robust_choices", row["moved_by"])
        ends = words("inequality.plain", low=words.number(row["lowest"], 2), high=words.number(row["highest"], 2))
        rows.append(
            (
                Cell(words.word("robust_statistics", row["statistic"])),
                number_cell(words.number(row["value"], 2), row["value"]),
                Cell(ends),
                number_cell(words.number(row["cells"]), row["cells"]),
                number_cell(words.percent(row["robustness"]), row["robustness"]),
                Cell(moved),
            )
        )
    titles = ("statistic", "value", "range", "cells", "robustness", "moved_by")
    numbers = {"value", "cells", "robustness"}
    columns = tuple(Column(words(f"robust.{title}"), title in numbers) for title in titles)
    return Table("robust-table", words("robust.title"), columns, tuple(rows))


def _naive_table(view: View) -> Table | None:
    words = view.words
    pairs = naive_beside_honest(view)
    rows = tuple(
        (Cell(words(f"naive.{key}")), Cell(naive), Cell(honest), Cell(words(f"naive.{key}_why")))
        for key, naive, honest in pairs
    )
    columns = tuple(Column(words(f"naive.{title}")) for title in ("question", "naive", "honest", "why"))
    return Table("naive-table", words("naive.title"), columns, rows) if rows else None


def naive_beside_honest(view: View) -> list[tuple[str, str, str]]:
    """Give for each question its key, the number easiest to compute, and the one that can be defended, as printed."""
    words, study = view.words, view.study
    talk, heard = headline_index(view, "participation"), headline_index(view, "attention")
    more = study.spread.more
    rows = []
    if talk is not None:
        raw = _raw_gini(more, "participation", "all")
        wrote = int((view.members["messages"] > 0).sum())
        rows.append(("row_talk", words.number(raw, 2), words.number(talk["gini"], 2)))
        as_if = words("naive.as_if", n=effective(words, talk["enm"]))
        rows.append(("row_active", words("naive.people", n=wrote), as_if))
    if heard is not None:
        gini, chance = words.number(heard["gini"], 2), words.number(heard["chance"], 2)
        above = words("naive.above", excess=words.number(heard["excess"], 2))
        naive = words.number(_raw_gini(more, "attention", "all"), 2)
        rows.append(("row_chance", naive, f"{words('naive.gini_with_chance', gini=gini, chance=chance)}; {above}"))
        if not math.isnan(heard["low"]):
            ends = {name: words.number(heard[name], 2) for name in ("low", "high")}
            rows.append(("row_sure", gini, words("naive.interval", **ends)))
    return [*rows, *_naive_contrast(view, words), *silence_row(view)]


def _naive_contrast(view: View, words: Words) -> list[tuple[str, str, str]]:
    spread = view.study.spread
    raw = [_raw_gini(spread.more, "participation", name) for name in ("linking", "bonding")]
    found = spread.contrasts
    chosen = (found["quantity"] == "participation") & (found["first"] == "linking") & (found["second"] == "bonding")
    if any(math.isnan(one) for one in raw) or not chosen.any():
        return []
    row = found[chosen.to_numpy()].iloc[0]
    honest = words("naive.no_contrast")
    if not row["note"]:
        difference, p = words.number(float(row["difference"]), 2), words.number(float(row["p"]), 3)
        honest = words("naive.contrast", difference=difference, p=p)
    return [("row_types", words.number(raw[0] - raw[1], 2), honest)]


def _raw_gini(more: Any, quantity: str, tie_type: str) -> float:
    """Give the uncorrected Gini among those who wrote."""
    rows = more[
        (
            (more["quantity"] == quantity)
            & (more["tie_type"] == tie_type)
            & (more["index"] == "gini_uncorrected")
            & (more["among"] == "posters")
        ).to_numpy()
    ]
    return float(rows["value"].iloc[0]) if len(rows) else math.nan
