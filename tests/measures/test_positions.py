import numpy as np
import pytest

from bmp_networks.measures.over_draws import summarise
from bmp_networks.measures.positions import measure_positions, measure_roles
from tests.measures.hand_made import START, graph_of

NAMES = [f"{side}{k}" for side in "ab" for k in range(5)]
GROUPS = {name: name[0] for name in NAMES}


@pytest.fixture
def two_circles():
    """Two closed circles of five; only a0 and b0 talk with each other across."""
    graph = graph_of([(name, START, 0) for name in NAMES])
    ties = np.zeros((10, 10))
    ties[:5, :5] = ties[5:, 5:] = ties[0, 5] = ties[5, 0] = 1
    np.fill_diagonal(ties, 0)
    return graph, ties


def values(table, measure):
    rows = table[table["measure"] == measure]
    return dict(zip(rows["member"], rows["value"], strict=True))


def test_the_two_who_join_the_circles_are_the_bridges(two_circles):
    graph, ties = two_circles
    table = measure_positions(graph, [ties, ties], GROUPS)
    assert {member for member, count in values(table, "local_bridges").items() if count} == {"a0", "b0"}
    # Four others of her circle reach b0 over a0 and are reached by b0; b0's four, a0 likewise.
    assert values(table, "gatekeeper")["a0"] == values(table, "representative")["a0"] == 4
    assert values(table, "constraint")["a0"] < values(table, "constraint")["a1"]
    assert values(table, "external_internal")["a0"] == pytest.approx((1 - 4) / 5)
    known = table.dropna()
    assert (known["low"] == known["high"]).all()


def test_a_member_without_ties_has_no_constraint_and_is_counted_in_no_draw(two_circles):
    graph, ties = two_circles
    alone = ties.copy()
    alone[1] = alone[:, 1] = 0
    table = measure_positions(graph, [ties, alone]).set_index(["member", "measure"])
    assert table.loc[("a1", "constraint"), "draws"] == 1
    assert table.loc[("a2", "constraint"), "draws"] == 2
    assert table.loc[("a1", "contacts"), "value"] == 2
    assert ("a1", "brokerage") not in table.index  # nothing is known of groups


def test_betweenness_is_taken_over_fewer_draws(two_circles):
    graph, ties = two_circles
    table = measure_positions(graph, [ties] * 4, path_draws=2).set_index(["member", "measure"])
    assert table.loc[("a0", "betweenness"), "draws"] == 2
    assert table.loc[("a0", "contacts"), "draws"] == 4


def test_roles_of_closed_circles_are_told_from_dealt_labels(two_circles):
    graph, ties = two_circles
    table = measure_roles(graph, [ties, ties], GROUPS, permutations=199).set_index("role")
    assert table["value"].to_dict() == {
        "coordinator": 0, "itinerant": 0, "representative": 8, "gatekeeper": 8, "liaison": 0,
    }  # fmt: skip
    assert table.loc["gatekeeper", "chance"] < 8
    assert (table["weighted"] == table["value"]).all()


def test_roles_need_two_groups_of_three(two_circles):
    graph, ties = two_circles
    assert not len(measure_roles(graph, [ties], dict.fromkeys(NAMES, "one")))
    assert not len(measure_roles(graph, [ties], {"a0": "x", "a1": "x", "b0": "y"}))


def test_what_is_never_defined_stays_missing():
    found = summarise(np.array([[1.0, np.nan, 1.0], [3.0, np.nan, np.nan]]))
    assert found["value"][[0, 2]].tolist() == [2, 1]
    assert np.isnan(found["value"][1])
    assert found["draws"].tolist() == [2, 0, 1]
