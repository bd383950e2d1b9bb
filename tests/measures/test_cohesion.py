import math

import numpy as np
import pytest

from bmp_networks.measures.cohesion import communities_of, measure_cohesion
from bmp_networks.measures.draws import draw_graphs
from bmp_networks.measures.network import build_graph
from tests.measures.hand_made import START, graph_of
from tests.measures.invented import make_chat, make_coding, make_roster, said

ROSTER = make_roster(
    *({"name": name, "person": name, "community": "Melati" if name in "AB" else "Mawar"} for name in "ABCD")
)


def chain(p: float = 1.0):
    """A, B, C and D each answer the one before with probability ``p``; E is silent."""
    chat = make_chat(*(said(n, name) for n, name in enumerate("ABCD")), said(9, "A", "ok"))
    coding = make_coding(chat, {n: {n - 1: p} for n in (1, 2, 3)})
    graph = build_graph(chat, coding, ROSTER)
    return graph, list(draw_graphs(chat, coding, graph, ROSTER, n=40, seed=1))


def values(table) -> dict[str, float]:
    return dict(zip(table["statistic"], table["value"], strict=True))


def test_sure_links_give_numbers_without_a_width():
    graph, draws = chain()
    table = measure_cohesion(graph, draws)
    assert (table["low"] == table["high"]).all()
    found = values(table)
    assert (found["members"], found["arcs"]) == (4, 3)
    assert found["density"] == pytest.approx(3 / 12)
    assert found["reciprocity_arcs"] == 0
    assert found["hierarchy"] == 1


def test_unsure_links_give_an_interval():
    graph, draws = chain(0.5)
    arcs = measure_cohesion(graph, draws).set_index("statistic").loc["arcs"]
    assert arcs["low"] < arcs["value"] < arcs["high"]
    assert arcs["value"] == pytest.approx(1.5, abs=0.5)


def test_groups_give_the_external_internal_index():
    graph, draws = chain()
    found = values(measure_cohesion(graph, draws, communities_of(graph, ROSTER)))
    assert found["external_internal"] == pytest.approx((1 - 2) / 3)
    # Within: 2 of 2 pairs tied; across: 1 of 4. Half a tie is added to every cell.
    assert found["within_log_odds"] == pytest.approx(math.log(2.5 / 0.5) - math.log(1.5 / 3.5))


def test_hierarchy_is_called_uninformative_where_everybody_reaches_everybody():
    chat = make_chat(*(said(n, name) for n, name in enumerate("ABCA")))
    coding = make_coding(chat, {1: {0: 1.0}, 2: {1: 1.0}, 3: {2: 1.0}})
    graph = build_graph(chat, coding)
    table = measure_cohesion(graph, draw_graphs(chat, coding, graph, n=3)).set_index("statistic")
    assert table.loc["hierarchy", "note"] == "not_informative"
    assert table.loc["density", "note"] == ""


def test_a_group_in_which_nobody_answers_has_no_density():
    chat = make_chat(said(0, "A"), said(1, "B"))
    coding = make_coding(chat)
    graph = build_graph(chat, coding)
    found = values(measure_cohesion(graph, draw_graphs(chat, coding, graph, n=3)))
    assert found["members"] == 0
    assert np.isnan(found["density"])


def test_without_a_roster_no_communities_are_known():
    graph, _ = chain()
    assert communities_of(graph, None) == {}


def test_the_external_internal_index_stands_beside_dealt_labels_and_what_is_attainable():
    ties = np.zeros((10, 10))
    ties[:5, :5] = ties[5:, 5:] = 1
    np.fill_diagonal(ties, 0)
    names = [f"m{k}" for k in range(10)]
    graph = graph_of([(name, START, 0) for name in names])
    groups = {name: "one" if place < 5 else "other" for place, name in enumerate(names)}
    row = measure_cohesion(graph, [ties] * 8, groups).set_index("statistic").loc["external_internal"]
    # All 20 ties lie within, where there is just room for them.
    assert (row["value"], row["lowest"], row["highest"]) == (-1, -1, 1)
    assert row["chance"] == pytest.approx(2 * 25 / 45 - 1, abs=0.06)  # 25 of the 45 pairs lie across
    assert row["p"] < 0.05


def test_a_star_is_more_centralised_than_random_ties():
    star = np.zeros((12, 12))
    star[0, 1:] = 1
    graph = graph_of([(f"m{k:02d}", START, 0) for k in range(12)])
    table = measure_cohesion(graph, [star] * 40).set_index("statistic")
    assert table.loc["centralisation_outdegree", "value"] == 1
    assert table.loc["centralisation_outdegree", "p"] < 0.05
    assert table.loc["centralisation_outdegree", "chance"] < 0.5
    assert np.isnan(table.loc["density", "p"])


def test_cohesion_does_not_depend_on_how_people_are_called():
    people = [f"{letter}a" for letter in "BCDFGHJKLMNP"]
    found = []
    for seed in range(3):
        called = dict(zip(people, np.random.default_rng(seed).permutation(people).tolist(), strict=True))
        numbers = np.random.default_rng(9)
        who = [called[people[n]] for n in numbers.integers(0, len(people), 80)]
        chat = make_chat(*(said(n, name) for n, name in enumerate(who)))
        coding = make_coding(chat, {n: {n - 1: 0.5, n - int(numbers.integers(2, 9)): 0.4} for n in range(9, 80)})
        graph = build_graph(chat, coding)
        groups = {called[name]: "ab"[n % 2] for n, name in enumerate(people)}
        table = measure_cohesion(graph, draw_graphs(chat, coding, graph, n=4), groups)
        found.append(table.set_index("statistic")["value"])
    for other in found[1:]:
        assert other.to_numpy() == pytest.approx(found[0].to_numpy(), abs=1e-9, nan_ok=True)
