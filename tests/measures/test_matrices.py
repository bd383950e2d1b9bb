import numpy as np
import pytest

from bmp_networks.measures.matrices import arcs_of, places_of, read_arcs, tie_ends, tied


@pytest.fixture
def some_talk():
    random = np.random.default_rng(4)
    matrix = random.poisson(0.4, (12, 12)).astype(float)
    matrix[3] = matrix[:, 3] = 0  # one who neither writes nor is addressed
    return matrix


def test_places_are_those_that_numpy_finds(some_talk):
    for table in (some_talk > 0, np.zeros((0, 0), dtype=bool), np.zeros((3, 3), dtype=bool)):
        for found, expected in zip(places_of(table), np.nonzero(table), strict=True):
            assert found.tolist() == expected.tolist()


def test_every_tie_is_listed_once_and_the_lower_place_first(some_talk):
    one, other = tie_ends(tied(some_talk))
    above = np.nonzero(np.triu(tied(some_talk)))
    assert (one.tolist(), other.tolist()) == (above[0].tolist(), above[1].tolist())


def test_listed_arcs_count_as_the_table_does(some_talk):
    table = arcs_of(some_talk)
    arcs = read_arcs(table)
    assert arcs.out.tolist() == table.sum(axis=1).tolist()
    assert arcs.into.tolist() == table.sum(axis=0).tolist()
    assert arcs.contacts.tolist() == (table | table.T).sum(axis=1).tolist()
    assert int(arcs.answered.sum()) == int((table & table.T).sum())
