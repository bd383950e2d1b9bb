from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from bmp_networks.simulate import CommunityPlan
from bmp_networks.simulate.bonds import Bonds, pair_fractions
from bmp_networks.simulate.people import invent_people

PEOPLE = invent_people(CommunityPlan(), Random(2))
HOME = replace(PEOPLE[0], community="A", village="V", origin="returned", status_level=0, authority=0.0)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, (1, 0, 0)),  # all alike
        ({"village": "W"}, (0.6 / 0.85, 0.25 / 0.85, 0)),  # organisations are not planted: the weights sum to .85
        ({"community": "B", "village": "W", "origin": "family"}, (0, 1, 0)),
        ({"community": "B", "village": "", "origin": "", "status_level": 2, "authority": 1.0}, (0, 0, 1)),
        ({"status_level": 1, "authority": 1.0, "origin": ""}, (0.4, 0, 0.6)),  # the village official of one's own
    ],
)
def test_fractions_of_known_pairs(change: dict, expected: tuple[float, ...]) -> None:
    assert pair_fractions(HOME, replace(HOME, **change)) == pytest.approx(expected)


def test_fractions_sum_to_one_and_do_not_depend_on_the_order() -> None:
    for one in PEOPLE:
        for other in PEOPLE:
            assert sum(pair_fractions(one, other)) == pytest.approx(1)
            assert pair_fractions(one, other) == pytest.approx(pair_fractions(other, one))


def test_no_tie_is_planted_with_a_member_who_never_writes() -> None:
    silent = {person.number for person in PEOPLE if person.silent}
    assert not any(silent & set(pair) for pair in Bonds(PEOPLE, Random(1)).strength)
