import numpy as np
import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.draws import draw_graphs
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.uncertainty import among_the_top, measure_over_draws, measure_uncertainty
from tests.measures.hand_made import START, graph_of
from tests.measures.invented import make_chat, make_coding, said


@pytest.mark.parametrize(("values", "top", "expected"), [
    ([5, 3, 1], 1, [1, 0, 0]),
    ([5, 3, 3, 1], 2, [1, 1 / 2, 1 / 2, 0]),  # two share the second place
    ([2, 2, 2], 2, [2 / 3, 2 / 3, 2 / 3]),
    ([4, 0, np.nan], 3, [1, 0, 0]),  # who has nothing is not among the first, though there is room
])  # fmt: skip
def test_places_of_known_numbers(values, top, expected):
    assert among_the_top(np.array(values, dtype=float), top) == pytest.approx(expected)


def planted(n: int = 60, p: float = 0.7):
    """B, C and D write in turn, each to A with probability ``p``, else to the one of them who wrote before."""
    writers = ["A", *(["B", "C", "D"] * n)]
    chat = make_chat(*(said(minute, name) for minute, name in enumerate(writers)))
    links = {i: {0: p, i - 1: 1 - p} for i in range(1, len(writers))}
    links[1] = {0: 1.0}
    coding = make_coding(chat, links)
    graph = build_graph(chat, coding)
    return graph, list(draw_graphs(chat, coding, graph, n=200, seed=3))


def test_planted_attention_lies_in_its_interval_and_its_holder_is_surely_first():
    graph, draws = planted()
    table = measure_uncertainty(graph, draws, top=1).set_index(["measure", "member"])
    attention = table.loc["attention"]
    # 179 messages that answer A with .7, and the first, which surely does: 126.3, standard deviation 6.1.
    assert attention.loc["A", "median"] == pytest.approx(126.3, abs=1.5)
    assert attention.loc["A", "high"] - attention.loc["A", "low"] == pytest.approx(2 * 1.96 * 6.1, rel=0.2)
    assert attention["p_top"].to_dict() == {"A": 1, "B": 0, "C": 0, "D": 0}
    assert set(table["draws"]) == {200}


def test_two_who_receive_alike_are_first_equally_often():
    chat = make_chat(*(said(minute, "ABC"[minute % 3]) for minute in range(120)))
    coding = make_coding(chat, {i: {i - 1: 0.5, i - 2: 0.5} for i in range(2, 120) if i % 3 == 2})
    graph = build_graph(chat, coding)
    draws = list(draw_graphs(chat, coding, graph, n=400, seed=0))
    first = measure_over_draws(graph, draws, lambda matrix: matrix.sum(axis=0), top=1)
    shares = dict(zip(first["member"], first["p_top"], strict=True))
    assert shares["A"] == pytest.approx(0.5, abs=0.1)
    assert shares["A"] + shares["B"] == pytest.approx(1)
    assert shares["C"] == 0


def test_betweenness_is_the_median_over_drawn_networks():
    """B passes on between A and C; in one draw of three, A speaks to C directly."""
    graph = graph_of([(name, START, 0) for name in "ABC"])
    over = np.array([[0, 1, 0], [0, 0, 1], [0, 0, 0]])
    rarely = over.copy()
    rarely[0, 2] = 1
    table = measure_uncertainty(graph, [over, over, rarely]).set_index(["measure", "member"])
    assert table.loc[("betweenness", "B"), "median"] == pytest.approx(1 / 2)  # one of the two ordered pairs
    assert table.loc[("betweenness", "B"), "p_top"] == pytest.approx(2 / 3)
    assert table.loc[("betweenness", "B"), "mean"] == pytest.approx(1 / 3)


def test_sure_links_leave_no_width():
    graph, draws = planted(n=5, p=1.0)
    table = measure_uncertainty(graph, draws[:20])
    assert (table["low"] == table["high"]).all()


def test_without_draws_the_table_is_empty():
    graph, _ = planted(n=2)
    assert measure_uncertainty(graph, []).empty


def test_a_measure_that_forgets_members_is_refused():
    graph, draws = planted(n=2)
    with pytest.raises(InputRefusedError, match="gave"):
        measure_over_draws(graph, draws, lambda matrix: matrix[0, :2])
    with pytest.raises(InputRefusedError, match="first 0"):
        measure_uncertainty(graph, draws, top=0)
