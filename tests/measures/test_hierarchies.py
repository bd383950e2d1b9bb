import networkx as nx
import numpy as np
import pytest

from bmp_networks.measures.hierarchies import (
    flow_hierarchy,
    global_reaching,
    graph_hierarchy,
    largest_strong_share,
    reciprocity,
)
from tests.measures.networks_of_record import OUT_TREE, arcs, knoke, reference


def check(matrix: np.ndarray, known: dict[str, float]) -> None:
    found = graph_hierarchy(matrix)
    for key, value in {
        "connectedness": found.connectedness,
        "hierarchy": found.hierarchy,
        "efficiency_underlying": found.efficiency,
        "efficiency_sna": found.efficiency_arcs,
        "lub": found.upper_bound,
    }.items():
        if key in known:
            assert value == pytest.approx(known[key], abs=1e-6), key


@pytest.mark.parametrize(
    ("name", "matrix"),
    [
        ("knoke", None),
        ("out_tree_7", arcs(7, *OUT_TREE)),
        ("perturbed_tree", arcs(7, *OUT_TREE, (4, 5), (6, 1))),
    ],
)
def test_reach_and_flow_have_their_published_values(name, matrix):
    known = reference()["hierarchy"][name]
    matrix = knoke() if matrix is None else matrix
    assert global_reaching(matrix) == pytest.approx(known["grc"], abs=1e-6)
    assert flow_hierarchy(matrix) == pytest.approx(known["flow_hierarchy"], abs=1e-6)


def test_knoke_has_its_published_values():
    known = reference()["hierarchy"]["knoke"]
    check(knoke(), known)
    found = reciprocity(knoke())
    assert found.arcs == pytest.approx(known["reciprocity_arc"], abs=1e-6)
    assert found.dyads == pytest.approx(known["reciprocity_dyad_nonnull"], abs=1e-6)
    assert found.symmetric == pytest.approx(known["reciprocity_dyad_all"], abs=1e-6)
    assert found.beyond_chance == pytest.approx(known["garlaschelli_loffredo_rho"], abs=1e-6)


@pytest.mark.parametrize(
    ("name", "n", "pairs"),
    [
        ("out_tree_7", 7, OUT_TREE),
        ("perturbed_tree", 7, (*OUT_TREE, (4, 5), (6, 1))),
        ("two_roots_plus_isolate", 6, ((1, 2), (1, 3), (2, 4), (5, 4))),
        ("directed_cycle_5", 5, ((1, 2), (2, 3), (3, 4), (4, 5), (5, 1))),
    ],
)
def test_small_hierarchies_have_their_values(name, n, pairs):
    check(arcs(n, *pairs), reference()["hierarchy"][name])


@pytest.mark.parametrize("seed", range(5))
def test_any_out_tree_is_a_full_hierarchy(seed):
    random = np.random.default_rng(seed)
    n = int(random.integers(3, 20))
    tree = arcs(n, *((int(random.integers(1, child)), child) for child in range(2, n + 1)))
    assert graph_hierarchy(tree) == pytest.approx((1, 1, 1, 1, 1))


def test_everything_answered_in_full_is_reciprocity_one():
    ties = nx.to_numpy_array(nx.cycle_graph(5)) * 3
    found = reciprocity(ties)
    assert (found.arcs, found.dyads, found.weighted) == (1, 1, 1)


def test_weighted_reciprocity_is_the_share_answered_by_as_much():
    assert reciprocity(np.array([[0, 4], [1, 0]], dtype=float)).weighted == pytest.approx(2 / 5)


def test_reciprocity_without_ties_is_not_known():
    found = reciprocity(np.zeros((3, 3)))
    assert np.isnan(found.arcs)
    assert np.isnan(found.weighted)
    assert np.isnan(largest_strong_share(np.zeros((3, 3))))


def test_in_knoke_everybody_reaches_everybody_so_hierarchy_says_nothing():
    assert largest_strong_share(knoke()) == 1
    assert largest_strong_share(arcs(7, *OUT_TREE)) == pytest.approx(1 / 7)
