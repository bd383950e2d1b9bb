import networkx as nx
import numpy as np
import pytest

from bmp_networks.measures.holes import (
    constraint,
    effective_size,
    efficiency,
    embeddedness,
    hierarchy,
    structural_holes,
)
from tests.measures.networks_of_record import karate, kite, padgett_marriage, padgett_names, reference


def test_the_kite_has_its_published_values():
    known = reference()["structural_holes"]["kite"]
    assert constraint(kite()) == pytest.approx(known["constraint"], abs=1e-6)
    assert effective_size(kite()) == pytest.approx(known["effective_size"], abs=1e-6)


def test_the_families_of_florence_have_their_published_values():
    known = reference()["structural_holes"]["padgett_marriage"]
    found = dict(zip(padgett_names(), constraint(padgett_marriage()), strict=True))
    sizes = dict(zip(padgett_names(), effective_size(padgett_marriage()), strict=True))
    for name, value in known["constraint"].items():
        assert found[name] == pytest.approx(value, abs=1e-6), name
        assert sizes[name] == pytest.approx(known["effective_size"][name], abs=1e-6), name


def test_constraint_of_a_member_without_ties_is_missing_and_not_zero():
    pucci = padgett_names().index("Pucci")
    for measure in (constraint, effective_size, efficiency, hierarchy):
        found = measure(padgett_marriage())
        assert np.isnan(found).nonzero()[0].tolist() == [pucci]


def test_the_karate_club_has_its_published_values():
    known = reference()["structural_holes"]["karate"]
    ties, _ = karate()
    for member, value in known["constraint"].items():
        assert constraint(ties)[int(member) - 1] == pytest.approx(value, abs=1e-6)
        assert effective_size(ties)[int(member) - 1] == pytest.approx(known["effective_size"][member], abs=1e-6)


def test_weights_and_directions_count_in_constraint():
    known = reference()["structural_holes"]["weighted_directed_5"]
    matrix = np.array(known["matrix"], dtype=float)
    assert constraint(matrix) == pytest.approx(known["constraint"], abs=1e-6)


def test_effective_size_agrees_with_networkx_on_a_weighted_network():
    random = np.random.default_rng(2)
    matrix = random.random((9, 9)) * (random.random((9, 9)) < 0.5)
    np.fill_diagonal(matrix, 0)
    graph = nx.from_numpy_array(matrix, create_using=nx.DiGraph)
    # Without the list of nodes networkx 3.6 takes a faster way that divides by the wrong members' maxima.
    expected = nx.effective_size(graph, nodes=list(graph), weight="weight")
    assert effective_size(matrix) == pytest.approx([expected[node] for node in range(9)])


def test_constraint_may_exceed_one():
    pair_with_a_third = np.array([[0, 9, 1], [9, 0, 9], [1, 9, 0]], dtype=float)
    assert constraint(pair_with_a_third).max() > 1


def test_hierarchy_is_none_when_contacts_constrain_alike_and_whole_with_a_single_contact():
    triangle = nx.to_numpy_array(nx.complete_graph(3))
    assert hierarchy(triangle) == pytest.approx([0, 0, 0])
    pendant = nx.to_numpy_array(nx.path_graph(3))
    assert hierarchy(pendant) == pytest.approx([1, 0, 1])


def test_hierarchy_follows_burts_formula():
    share = kite() / kite().sum(axis=1, keepdims=True)
    parts = (np.where(kite() > 0, share + share @ share, 0) ** 2)[3]
    mine = parts[parts > 0]
    ratio = mine / mine.mean()
    assert hierarchy(kite())[3] == pytest.approx((ratio * np.log(ratio)).sum() / (len(mine) * np.log(len(mine))))


def test_a_tie_between_two_circles_is_a_local_bridge():
    two_triangles = nx.to_numpy_array(nx.Graph([(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5), (3, 5)]))
    table = embeddedness(two_triangles)
    bridge = table[table["local_bridge"]]
    assert bridge[["one", "other"]].to_numpy().tolist() == [[2, 3]]
    assert table.loc[0, "embeddedness"] == 1  # 0 and 1 share the one contact they could
    assert bridge["embeddedness"].tolist() == [0]


def test_contacts_and_local_bridges_of_a_member_agree_with_those_of_the_pairs():
    matrix = np.random.default_rng(6).poisson(0.1, (30, 30)).astype(float)
    matrix[5] = matrix[:, 5] = 0
    table, holes = embeddedness(matrix), structural_holes(matrix)
    ends = table.loc[table["local_bridge"], ["one", "other"]].to_numpy().ravel()
    tied = table[["one", "other"]].to_numpy().ravel()
    assert holes.contacts.tolist() == np.bincount(tied, minlength=30).tolist()
    assert np.nan_to_num(holes.local_bridges).tolist() == np.bincount(ends, minlength=30).tolist()
    assert np.isnan(holes.local_bridges).nonzero()[0].tolist() == [5]


def test_embeddedness_of_a_pendant_tie_is_not_known():
    table = embeddedness(nx.to_numpy_array(nx.path_graph(2)))
    assert np.isnan(table["embeddedness"]).all()
