import networkx as nx
import numpy as np
import pytest

from bmp_networks.measures.external_internal import external_internal
from tests.measures.networks_of_record import karate, reference


def test_the_karate_club_has_its_published_index():
    known = reference()["e_i_index"]["karate_by_club"]
    ties, clubs = karate()
    found = external_internal(ties, clubs, permutations=999, seed=1)
    assert (found.external, found.internal) == (known["external"], known["internal"])
    assert found.index == pytest.approx(known["ei"], abs=1e-6)
    assert found.p == pytest.approx(1 / 1000)
    assert found.z < -3


def test_ties_inside_only_give_minus_one_and_across_only_one():
    inside = np.kron(np.eye(2), nx.to_numpy_array(nx.complete_graph(3)))
    groups = list("AAABBB")
    assert external_internal(inside, groups, permutations=9).index == -1
    across = nx.to_numpy_array(nx.complete_bipartite_graph(3, 3))
    found = external_internal(across, groups, permutations=9)
    assert found.index == found.highest == found.rescaled == 1
    assert found.by_member == pytest.approx(np.ones(6))


def test_the_attainable_range_follows_from_group_sizes_and_ties():
    # Groups of 2 and 1: one pair inside, two across. With three ties, two must run across.
    found = external_internal(nx.to_numpy_array(nx.complete_graph(3)), list("AAB"), permutations=9)
    assert (found.lowest, found.highest) == (pytest.approx(1 / 3), pytest.approx(1 / 3))
    assert np.isnan(found.rescaled)


def test_strength_can_count_instead_of_ties():
    matrix = np.array([[0, 3, 1], [3, 0, 0], [0, 0, 0]], dtype=float)
    assert external_internal(matrix, list("AAB"), permutations=9).index == 0
    assert external_internal(matrix, list("AAB"), weights="strength", permutations=9).index == pytest.approx(-0.5)


def test_members_without_a_group_are_left_out():
    ties = nx.to_numpy_array(nx.complete_graph(4))
    found = external_internal(ties, ["A", "A", "B", None], permutations=9)
    assert (found.external, found.internal) == (2, 1)
    assert np.isnan(found.by_member[3])


def test_a_network_without_ties_has_no_index():
    found = external_internal(np.zeros((4, 4)), list("AABB"), permutations=9)
    assert np.isnan(found.index)
    assert np.isnan(found.p)


def test_where_groups_do_not_matter_p_is_uniform():
    # Kolmogorov–Smirnov distance of 200 p-values from the uniform; 1.63 / sqrt(200) is its 1 % point.
    random = np.random.default_rng(11)
    p = []
    for number in range(200):
        ties = nx.to_numpy_array(nx.gnp_random_graph(24, 0.3, seed=number))
        # Weights without ties between values keep the test statistic from being a coarse count.
        weights = np.triu(random.random((24, 24)), 1)
        groups = random.permutation([0] * 12 + [1] * 12).tolist()
        p.append(
            external_internal(ties * (weights + weights.T), groups, weights="strength", permutations=99, seed=number).p
        )
    ordered = np.sort(p)
    distance = np.abs(ordered - np.arange(1, 201) / 200).max()
    assert distance < 1.63 / np.sqrt(200) + 1 / 100
