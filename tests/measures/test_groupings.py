import numpy as np
import pytest

from bmp_networks.measures.groupings import assortativity, find_circles, modularity
from tests.measures.networks_of_record import arcs, karate, reference


def test_the_karate_club_has_its_published_values():
    known = reference()["modularity"]
    ties, clubs = karate()
    assert modularity(ties, clubs) == pytest.approx(known["karate_club_labels"], abs=1e-6)
    assert assortativity(ties, clubs) == pytest.approx(known["attribute_assortativity_club"], abs=1e-6)
    assert find_circles(ties)[1] == pytest.approx(known["karate_optimal"], abs=1e-5)


def test_two_pairs_that_do_not_know_each_other_are_two_circles():
    circles, clear = find_circles(arcs(4, (1, 2), (3, 4)))
    assert circles.tolist() == [0, 0, 1, 1]
    assert clear == 0.5  # all ties within, half of them expected there
    assert assortativity(arcs(4, (1, 2), (3, 4)), "aabb") == 1


def test_the_circles_are_the_same_with_the_same_seed():
    random = np.random.default_rng(3)
    ties = random.random((40, 40)) < 0.1
    assert find_circles(ties, seed=1)[0].tolist() == find_circles(ties, seed=1)[0].tolist()


def test_without_ties_nothing_is_said():
    assert np.isnan([modularity(np.zeros((3, 3)), "aab"), assortativity(np.zeros((3, 3)), "aab")]).all()
    assert np.isnan(assortativity(arcs(3, (1, 2)), "aaa"))
