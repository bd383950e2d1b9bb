import pytest

from bmp_networks.measures.brokerage_baseline import brokerage_z, expected_brokerage
from tests.measures.networks_of_record import arcs, knoke, reference


def test_knoke_has_its_published_expectation_and_z():
    known = reference()["gould_fernandez"]["knoke"]
    assert expected_brokerage(knoke(), known["groups"]) == pytest.approx(known["expected_global"], abs=1e-4)
    assert brokerage_z(knoke(), known["groups"]) == pytest.approx(known["z_global"], abs=1e-3)


def test_three_members_of_three_groups_can_only_be_liaisons():
    # Six ordered triples, each with probability 1/2 * 1/2 * 1/2.
    half = arcs(3, (1, 2), (2, 3), (3, 1))
    assert expected_brokerage(half, "ABC").tolist() == [0, 0, 0, 0, 6 / 8]
