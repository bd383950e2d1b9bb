from __future__ import annotations

import math
from random import Random

from bmp_networks.simulate import CommunityPlan
from bmp_networks.simulate.people import invent_people, roster_rows

PLAN = CommunityPlan(members=400, silent=20, never_answered=5, drifting=7, joining=9, leaving=4, number_changes=6)
PEOPLE = invent_people(PLAN, Random(1))


def test_every_special_part_goes_to_as_many_members_as_asked_for() -> None:
    counts = (
        sum(person.silent for person in PEOPLE),
        sum(person.never_answered for person in PEOPLE),
        sum(math.isfinite(person.drifts) for person in PEOPLE),
        sum(person.joined > 0 for person in PEOPLE),
        sum(math.isfinite(person.left) for person in PEOPLE),
        sum(person.later_name is not None for person in PEOPLE),
    )
    assert counts == (20, 5, 7, 9, 4, 6)


def test_no_two_members_share_a_name() -> None:
    names = [name for person in PEOPLE for name in (person.name, person.later_name) if name]
    assert len(set(names)) == len(names)


def test_one_who_changes_her_number_has_both_in_the_roster() -> None:
    changed = next(person for person in PEOPLE if person.later_name)
    names = {row["name"] for row in roster_rows(PEOPLE, PLAN) if row["person"] == changed.person}
    assert {changed.name, changed.later_name} <= names


def test_with_equal_inclination_all_grassroots_members_speak_of_organisations_alike() -> None:
    people = invent_people(CommunityPlan(outward="equal"), Random(1))
    assert {person.outward for person in people if person.level == 0} == {1.0}


def test_without_spread_all_ordinary_members_write_alike() -> None:
    people = invent_people(CommunityPlan(activity_spread=0, never_answered=0), Random(1))
    assert {person.activity for person in people} == {1.0}
