import networkx as nx
import numpy as np
import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.centrality import (
    against_random_graphs,
    betweenness,
    betweenness_counts,
    centralisation,
    closeness,
)
from tests.measures.networks_of_record import kite, knoke, padgett_marriage, padgett_names, reference


def star(n: int) -> np.ndarray:
    return nx.to_numpy_array(nx.star_graph(n - 1))


def test_the_kite_has_its_published_values():
    known = reference()["centrality"]["kite"]
    assert (kite() > 0).sum(axis=1).tolist() == known["degree"]
    assert betweenness_counts(kite(), directed=False) == pytest.approx(known["betweenness_raw"], abs=1e-4)
    assert closeness(kite()) == pytest.approx(known["closeness"], abs=1e-4)
    for kind, value in known["freeman_centralisation"].items():
        assert centralisation(kite(), kind) == pytest.approx(value, abs=1e-6)


def test_the_medici_stand_between_the_families_of_florence():
    known = reference()["centrality"]["padgett_marriage_16"]
    medici = padgett_names().index("Medici")
    assert betweenness_counts(padgett_marriage(), directed=False)[medici] == pytest.approx(47.5)
    without_pucci = np.delete(np.delete(padgett_marriage(), 11, 0), 11, 1)
    assert betweenness(without_pucci, directed=False)[medici] == pytest.approx(
        known["medici_betweenness_norm_15nodes"], abs=1e-6
    )
    assert centralisation(padgett_marriage(), "degree") == pytest.approx(known["freeman_degree"], abs=1e-6)
    assert centralisation(padgett_marriage(), "betweenness") == pytest.approx(known["freeman_betweenness"], abs=1e-6)


def test_knoke_has_its_published_values():
    known = reference()["centrality"]["knoke"]
    assert knoke().sum() / 90 == pytest.approx(known["density"], abs=1e-6)
    for kind in ("indegree", "outdegree", "betweenness"):
        assert centralisation(knoke(), kind) == pytest.approx(known[f"centralisation_{kind}"], abs=1e-6)


@pytest.mark.parametrize("kind", ["degree", "betweenness", "closeness"])
def test_a_star_hangs_on_its_middle_entirely(kind):
    assert centralisation(star(7), kind) == pytest.approx(1)


@pytest.mark.parametrize("kind", ["degree", "betweenness", "closeness"])
def test_a_ring_hangs_on_nobody(kind):
    assert centralisation(nx.to_numpy_array(nx.cycle_graph(6)), kind) == pytest.approx(0)


def test_a_tie_used_more_often_is_a_shorter_way():
    # 0 → 1 → 2 with ten messages each is shorter than the single message 0 → 2.
    matrix = np.array([[0, 10, 1], [0, 0, 10], [0, 0, 0]], dtype=float)
    assert betweenness(matrix) == pytest.approx([0, 0.5, 0])
    assert betweenness(matrix, weights="none") == pytest.approx([0, 0, 0])


def test_betweenness_agrees_with_networkx_on_a_weighted_network():
    random = np.random.default_rng(5)
    matrix = random.random((12, 12)) * (random.random((12, 12)) < 0.3)
    np.fill_diagonal(matrix, 0)
    graph = nx.from_numpy_array(matrix, create_using=nx.DiGraph)
    for _, _, data in graph.edges(data=True):
        data["length"] = 1 / data["weight"]
    expected = nx.betweenness_centrality(graph, weight="length")
    assert betweenness(matrix) == pytest.approx(list(expected.values()))


def test_very_small_networks_have_no_betweenness_and_no_centralisation():
    assert betweenness(np.zeros((2, 2))).tolist() == [0, 0]
    assert np.isnan(centralisation(np.zeros((2, 2))))
    assert betweenness(np.zeros((0, 0))).tolist() == []


def test_a_centralisation_that_there_is_not_is_refused():
    with pytest.raises(InputRefusedError, match="allowed: degree"):
        centralisation(kite(), "power")


def test_a_star_is_more_central_than_random_networks_and_a_random_one_is_not():
    found = against_random_graphs(star(12), centralisation, draws=199, seed=1)
    assert found.p == pytest.approx(1 / 200)
    assert found.chance < 0.5 < found.value
    random = nx.to_numpy_array(nx.gnm_random_graph(12, 20, seed=4))
    assert against_random_graphs(random, centralisation, draws=199, seed=1).p > 0.05
