from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from bmp_networks.containers.results import AMOUNTS, SERIES, ProductChains
from bmp_networks.figures.timelines import OTHERS, plot_products, weekly_messages

MONDAY = pd.Timestamp("2019-01-07")


def said(week: int, product: str, stage: str | None, *evidence: str) -> dict[str, Any]:
    return {
        "week": MONDAY + pd.Timedelta(weeks=week), "product": product, "stage": stage, "messages": len(evidence),
        "members": 1, "share": 0.5, "evidence": evidence,
    }  # fmt: skip


def chains(*rows: dict[str, Any]) -> ProductChains:
    return ProductChains(SERIES.from_rows(list(rows)), AMOUNTS.from_rows([]), AMOUNTS.from_rows([]))


def test_a_message_about_two_stages_counts_once():
    weekly = weekly_messages(chains(said(0, "kopi", "order", "1:4"), said(0, "kopi", "delivery", "1:4", "1:5")))
    assert weekly.loc["kopi"].tolist() == [2]


def test_a_week_without_talk_between_two_with_talk_is_zero():
    weekly = weekly_messages(chains(said(0, "kopi", None, "1:4"), said(2, "kopi", None, "1:9")))
    assert weekly.loc["kopi"].tolist() == [1, 0, 1]


def test_products_beyond_the_most_talked_about_share_a_row_in_which_a_message_counts_once():
    rows = [said(0, "kopi", None, "1:1", "1:2", "1:3"), said(0, "teh", None, "1:4"), said(0, "madu", None, "1:4")]
    weekly = weekly_messages(chains(*rows), most=1)
    assert weekly.index.tolist() == ["kopi", OTHERS]
    assert weekly.loc[OTHERS].tolist() == [1]


def test_bars_stack_to_the_number_of_messages():
    ax = plot_products(chains(said(0, "kopi", None, "1:1", "1:2"), said(0, "teh", None, "1:3")), Figure().subplots())
    assert max(bar.get_y() + bar.get_height() for bar in ax.patches) == 3
    assert {text.get_text() for text in ax.get_legend().get_texts()} == {"kopi", "teh"}


def test_nothing_said_is_an_empty_picture():
    ax = plot_products(chains(), Figure().subplots())
    assert not ax.patches
