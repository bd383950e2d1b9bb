"""What the page says of inequality below the curves: gates, who carries news, and the naive number beside."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from bmp_networks.measures.access import Access
from bmp_networks.report.spread import naive_beside_honest, spread_part
from bmp_networks.report.view import View


def with_control(view: View, **values) -> View:
    """Give the view with a row for news from outside, on top of what the invented study holds."""
    inequality = view.study.inequality
    row = inequality.indices.iloc[[0]].assign(quantity="control", **values)
    table = pd.concat([inequality.indices, row])
    return replace(
        view, study=replace(view.study, inequality=replace(inequality, indices=table.reset_index(drop=True)))
    )


def access_of(delay) -> Access:
    values = np.asarray(delay, dtype=float)
    n = len(values)
    return Access(
        tuple("ab"), values, values, np.zeros(n, dtype=np.int64), np.arange(n), {"all": np.ones(n)},
        np.zeros(n, dtype=bool), 1,
    )  # fmt: skip


def test_the_facilitator_reads_who_carries_news_and_no_table_of_contrasts(facilitator):
    part = spread_part(with_control(facilitator, enm=4.2, events=31.0, note=""))
    assert "seolah 4 orang" in part.carriers[0]
    assert not part.is_gate
    assert (part.contrasts, part.robust, part.naive, part.sentences) == (None, None, None, ())


def test_a_single_gate_is_said(facilitator):
    assert spread_part(with_control(facilitator, enm=1.3, note="single_gate")).is_gate


def test_access_in_one_group_is_equal_by_construction_and_that_is_said(facilitator):
    view = replace(facilitator, study=replace(facilitator.study, access=access_of([[0, 0], [0, 0]])))
    assert "tidak dapat diukur" in spread_part(view).carriers[1]
    later = replace(facilitator, study=replace(facilitator.study, access=access_of([[0, 1], [0, np.inf]])))
    assert "25%" in spread_part(later).carriers[1]


def test_the_naive_number_stands_beside_the_honest_one_with_a_reason(research):
    found = {key: (naive, honest) for key, naive, honest in naive_beside_honest(research)}
    assert found["row_active"] == ("10 orang", "seolah 6 orang")
    assert "kebetulan saja memberi 0,12" in found["row_chance"][1]
    for key in found:
        assert research.words(f"naive.{key}_why")


def test_research_gets_every_table_and_the_guard_on_hierarchy(research):
    part = spread_part(research)
    assert part.naive is not None
    assert part.robust is not None
    assert len(part.sentences) >= 2
