import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.brokerage import ROLES, brokerage, brokerage_by_chance
from tests.measures.networks_of_record import arcs, karate, knoke, reference


def test_knoke_has_its_published_roles():
    known = reference()["gould_fernandez"]["knoke"]
    found = brokerage(knoke(), known["groups"])
    labels = reference()["inputs"]["knoke_information_rows"]["labels"]
    for number, name in enumerate(labels):
        assert found.loc[number, list(ROLES)].tolist() == known["nodes"][name], name
    assert found[list(ROLES)].sum().tolist() == known["global"]
    assert found["total"].sum() == known["total"]


def test_the_karate_club_has_its_published_roles():
    known = reference()["gould_fernandez"]["karate_by_club"]
    ties, clubs = karate()
    found = brokerage(ties, clubs)
    for member, roles in known["nodes"].items():
        assert found.loc[int(member) - 1, list(ROLES)].tolist() == roles, member
    assert found[list(ROLES)].sum().tolist() == known["global"]


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        ("AAA", "coordinator"),
        ("ABA", "itinerant"),
        ("AAB", "representative"),
        ("ABB", "gatekeeper"),
        ("ABC", "liaison"),
    ],
)
def test_one_way_over_a_broker_has_one_role(groups, role):
    found = brokerage(arcs(3, (1, 2), (2, 3)), list(groups))
    assert found.loc[1, role] == 1
    assert found["total"].tolist() == [0, 1, 0]


def test_a_short_cut_takes_the_brokers_role_away():
    assert brokerage(arcs(3, (1, 2), (2, 3), (1, 3)), list("ABC"))["total"].sum() == 0


def test_roles_of_a_member_sum_to_the_open_ways_over_her():
    random = np.random.default_rng(0)
    ties = (random.random((15, 15)) < 0.3).astype(float)
    np.fill_diagonal(ties, 0)
    found = brokerage(ties, random.integers(0, 3, 15))
    for b in range(15):
        ends = [(a, c) for a in range(15) for c in range(15) if a != c and b not in (a, c)]
        ways = sum(ties[a, b] * ties[b, c] * (1 - ties[a, c]) for a, c in ends)
        assert found.loc[b, list(ROLES)].sum() == found.loc[b, "total"] == ways


def test_counting_by_sets_and_by_lists_of_ways_agree():
    random = np.random.default_rng(1)
    ties = (random.random((90, 90)) < 0.2).astype(float)
    groups = [None if group == 4 else group for group in random.integers(0, 5, 90)]
    pd.testing.assert_frame_equal(brokerage(ties, groups), brokerage(ties, groups, weights="product"))


def test_dealt_labels_give_the_counts_that_a_list_of_ways_gives():
    random = np.random.default_rng(2)
    ties = (random.random((20, 20)) < 0.3).astype(float)
    labels = random.integers(0, 3, 20)
    found = brokerage_by_chance(ties, labels, permutations=3000, seed=5).set_index("role")
    dealt = [brokerage(ties, random.permutation(labels))[list(ROLES)].sum() for _ in range(600)]
    assert found["chance"].to_numpy() == pytest.approx(np.mean(dealt, axis=0), rel=0.03)


def test_weighted_roles_multiply_the_two_weights():
    matrix = arcs(3, (1, 2), (2, 3)) * np.array([[1, 2, 1], [1, 1, 5], [1, 1, 1]])
    assert brokerage(matrix, list("ABC"), weights="product").loc[1, "liaison"] == 10


def test_members_of_no_known_group_are_not_counted():
    assert brokerage(arcs(3, (1, 2), (2, 3)), ["A", "B", None])["total"].sum() == 0


def test_a_go_between_of_two_closed_groups_is_no_chance():
    # Two circles of five that meet in one liaison only.
    ties = np.zeros((11, 11))
    ties[:5, :5] = ties[5:10, 5:10] = 1
    ties[[4, 10, 10, 5], [10, 4, 5, 10]] = 1
    np.fill_diagonal(ties, 0)
    found = brokerage_by_chance(ties, [*("A" * 5), *("B" * 5), "C"], permutations=199, seed=1).set_index("role")
    # Inside a closed circle there are no open ways, so nobody coordinates; four of each circle reach the liaison
    # over their gatekeeper, and the liaison joins the two gatekeepers, each in both directions.
    assert found["count"].tolist() == [0, 0, 8, 8, 2]
    assert found.loc["coordinator", "chance"] > 0
    assert ((found["p_more"] > 0) & (found["p_more"] <= 1)).all()
