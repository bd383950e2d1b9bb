import numpy as np
import pandas as pd
import pytest

from bmp_networks.containers.graph import InteractionGraph
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.temporal import measure_stability, measure_windows, tie_persistence, window_bounds
from tests.measures.invented import make_chat, make_coding, said

DAY = 60 * 24
MEMBERS = ["a", "b", "c", "d", "e", "f"]


def talk(pairs_by_window: list[list[tuple[str, str]]], *, per_pair: int = 6) -> InteractionGraph:
    """Windows of 28 days; in each, every pair exchanges messages, and every pair talks in an episode of its own."""
    rows, links = [], {}
    for window, pairs in enumerate(pairs_by_window):
        for n, (one, other) in enumerate(pairs * per_pair):
            start = window * 28 * DAY + n * 240
            links[len(rows) + 1] = {len(rows): 1.0}
            rows += [said(start, one), said(start + 1, other)]
    chat = make_chat(*rows)
    return build_graph(chat, make_coding(chat, links))


def ring(shift: int) -> list[tuple[str, str]]:
    return [(MEMBERS[k], MEMBERS[(k + shift) % 6]) for k in range(6)]


def test_windows_cover_the_chat_and_overlap_by_half():
    graph = talk([ring(1)] * 3)
    bounds = window_bounds(graph)
    assert [(b - bounds[0][0]).days for b, _ in bounds] == [0, 14, 28, 42]
    assert all((end - start).days == 28 for start, end in bounds)
    assert bounds[-1][1] > graph.turns["at"].max()


def test_ties_that_come_and_go_are_counted():
    graph = talk([[*ring(1)], [*ring(1)[:5], ("a", "c")]])
    table = measure_windows(graph, step_days=28)
    assert table["ties"].tolist() == [6, 6]
    assert table[["born", "died", "came", "went"]].iloc[1].tolist() == [1, 1, 0, 0]
    assert np.isnan(table["born"][0])
    assert table["density"][0] == pytest.approx(6 / 15)


def test_a_window_with_too_little_in_it_is_left_blank():
    graph = talk([ring(1), [("a", "b")], ring(1)])
    table = measure_windows(graph, step_days=28)
    assert table["enough"].tolist() == [True, False, True]
    assert np.isnan(table["ties"][1])
    assert np.isnan(table["born"][2])


def test_a_tie_in_half_of_the_windows_persists_and_a_passing_one_does_not():
    graph = talk([[*ring(1), ("a", "d")], ring(1), ring(1)])
    table = tie_persistence(graph).set_index(["source", "target"])
    assert table.loc[("a", "b"), "share"] == 1
    assert table.loc[("a", "d"), ["windows", "tied", "persistent"]].tolist() == [3, 1, False]


def test_the_same_circle_in_both_windows_is_fully_stable_and_another_circle_not_at_all():
    same = measure_stability(talk([ring(1), ring(1)]), shuffles=19)
    assert same[["jaccard", "cosine"]].iloc[0].tolist() == pytest.approx([1, 1])
    other = measure_stability(talk([ring(1), ring(2)]), shuffles=19)
    assert other[["jaccard", "cosine"]].iloc[0].tolist() == [0, 0]


def one_room(partner_of: dict[str, str]) -> InteractionGraph:
    """Everybody in one long episode a day, each answering her partner."""
    rows, links = [], {}
    for day in range(56):
        opened = {}
        for n, name in enumerate(MEMBERS):
            opened[name] = len(rows)
            rows.append(said(day * DAY + n, name))
        for n, name in enumerate(MEMBERS):
            links[len(rows)] = {opened[partner_of[name]]: 1.0}
            rows.append(said(day * DAY + 10 + n, name))
    chat = make_chat(*rows)
    return build_graph(chat, make_coding(chat, links))


def test_lasting_pairs_are_more_stable_than_shuffled_ones():
    pairs = {"a": "b", "b": "a", "c": "d", "d": "c", "e": "f", "f": "e"}
    table = measure_stability(one_room(pairs), shuffles=99, seed=1)
    assert len(table) == 1
    assert table["cosine"][0] > table["cosine_chance"][0]
    assert table["cosine_p"][0] == pytest.approx(0.01)


def test_a_short_chat_has_one_window_and_no_stability():
    graph = talk([ring(1)])
    assert len(measure_windows(graph)) == 1
    assert len(measure_stability(graph, shuffles=9)) == 0


def test_shuffling_is_the_same_with_the_same_seed():
    graph = talk([ring(1), ring(1)[:3] + ring(2)[:3]])
    first, again = (measure_stability(graph, shuffles=9, seed=5) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
