import json
from itertools import chain, combinations

import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.measures.tie_fractions import PROFILES, WEIGHTS, Fractions, tie_class, tie_fractions
from tests.shared_data import shared_path

ALL = list(WEIGHTS)

FIXTURES = [
    ([], 0, 0, (1, 0, 0), "bonding"),
    (["village"], 0, 0, (0.75, 0.25, 0), "bonding"),
    (["community"], 0, 0, (0.5, 0.5, 0), "mixed"),
    (["community", "village", "organisation"], 0, 0, (0.1, 0.9, 0), "bridging"),
    (ALL, 1, 1, (0, 0.4, 0.6), "linking"),
    (ALL, 1, 0.5, (0, 0.7, 0.3), "bridging"),
    (ALL, 2, 1, (0, 0, 1), "linking"),
    (ALL, 4, 0.8, (0, 0.2, 0.8), "linking"),
    (ALL, 4, 0.5, (0, 0.5, 0.5), "mixed"),
    (ALL, 5, 0, (0, 1, 0), "bridging"),
    ([], 1, 1, (0.4, 0, 0.6), "linking"),  # a village official inside the community
    ([], 0, 1, (1, 0, 0), "bonding"),  # a chair of the own community: rank, not status
    (ALL, 0, 0, (0, 1, 0), "bridging"),
]


@pytest.mark.parametrize(("differs", "gap", "authority", "expected", "name"), FIXTURES)
def test_ties_read_as_the_rule_says(differs, gap, authority, expected, name):
    fractions = tie_fractions(differs, gap, authority)
    assert fractions == pytest.approx(expected)
    assert tie_class(fractions) == name


def test_the_reference_cases_hold():
    cases = json.loads(shared_path("reference_values.json").read_text(encoding="utf-8"))["tie_rule_fixtures"]
    assert len(cases) == 13
    for case in cases:
        fractions = tie_fractions(case["differs"], case["gap"], case["a"])
        assert fractions == pytest.approx((case["bond"], case["bridge"], case["link"])), case["case"]
        assert tie_class(fractions) == case["cls"], case["case"]


@pytest.mark.parametrize("profile", PROFILES)
def test_the_three_shares_sum_to_one(profile):
    for differs in chain.from_iterable(combinations(ALL, n) for n in range(5)):
        for gap in range(6):
            for authority in (0, 0.5, 0.8, 1):
                fractions = tie_fractions(differs, gap, authority, profile=profile)
                assert sum(fractions) == pytest.approx(1)
                assert min(fractions) >= 0


def test_attributes_that_are_not_known_leave_their_weight_to_the_others():
    assert tie_fractions(["community"], 0, 0, known=["community", "village"]).bridging == pytest.approx(2 / 3)


def test_with_nothing_known_nothing_is_called_bonding():
    assert tie_fractions([], 2, 0.8, known=[]) == pytest.approx((0, 0.2, 0.8))


def test_babaei_bonds_kin_and_close_friends_only():
    assert tie_fractions([], 0, 0, profile="babaei2012") == Fractions(0, 1, 0)
    assert tie_fractions(ALL, 0, 0, close=True, profile="babaei2012") == Fractions(1, 0, 0)
    assert tie_fractions(ALL, 4, 0.8, profile="babaei2012") == Fractions(0, 0, 1)


def test_woolcock_and_szreter_link_across_formal_authority_only():
    assert tie_fractions(ALL, 4, 0.8, profile="woolcock_szreter") == Fractions(0, 1, 0)
    assert tie_fractions(ALL, 4, 1, profile="woolcock_szreter") == Fractions(0, 0, 1)
    assert tie_fractions(["village"], 0, 0, profile="woolcock_szreter") == Fractions(1, 0, 0)
    assert tie_fractions(["village", "origin"], 0, 0, profile="woolcock_szreter") == Fractions(0, 1, 0)


def test_a_reading_that_there_is_not_is_refused():
    with pytest.raises(InputRefusedError, match="allowed: seed002"):
        tie_fractions([], 0, 0, profile="putnam")
