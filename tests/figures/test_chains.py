from __future__ import annotations

import pandas as pd

from bmp_networks.containers.coding import STAGES
from bmp_networks.figures.chains import plot_stage_weeks, weekly_stages
from bmp_networks.measures.chains import trace_products
from tests.measures.chains_made import say, talk


def made():
    return trace_products(*talk(
        say("a", "", "report", stages=["production"]), say("b", "", "request"), say("b", "", "request"),
        say("a", "", "report", stages=["delivery"], hours=24 * 14),
    ))  # fmt: skip


def test_every_stage_and_week_has_a_cell_the_silent_week_too():
    table = weekly_stages(made(), "tiwul")
    assert list(table.index) == list(STAGES)
    assert table.loc["order"].tolist() == [2, 0, 0]
    assert table.loc["delivery"].tolist() == [0, 0, 1]


def test_the_map_draws_one_cell_with_its_number_for_each_stage_and_week_with_messages():
    ax = plot_stage_weeks(made(), "tiwul", lang="en")
    assert sorted(text.get_text() for text in ax.texts) == ["1", "1", "2"]
    assert ax.get_yticklabels()[0].get_text() == "raw material"


def test_a_chat_without_products_makes_an_empty_map():
    ax = plot_stage_weeks(trace_products(*talk()), "tiwul")
    assert not ax.texts
    assert isinstance(weekly_stages(trace_products(*talk()), "tiwul"), pd.DataFrame)
