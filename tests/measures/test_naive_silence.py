"""The usual count of silent members, which students see beside the honest one."""

from __future__ import annotations

import pandas as pd

from bmp_networks.measures.naive_silence import count_silent
from tests.measures.hand_made import START, graph_of

DAY = pd.Timedelta(days=1)


def test_who_wrote_nothing_for_fourteen_days_is_counted():
    at = {"ani": 0, "budi": 6, "citra": 7, "dewi": 20}
    assert count_silent(graph_of([(name, START + day * DAY, day) for name, day in at.items()])) == 2


def test_who_never_wrote_and_an_empty_chat_count_nobody():
    assert count_silent(graph_of([("ani", START, 0)], silent={"eko": "roster"})) == 0
    assert count_silent(graph_of([])) == 0
