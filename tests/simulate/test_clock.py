from __future__ import annotations

from datetime import date
from random import Random

from bmp_networks.simulate import CommunityPlan
from bmp_networks.simulate.clock import MORNING, NIGHT, Clock, is_ramadan
from bmp_networks.simulate.people import DAY


def test_ramadan_lies_where_it_was_announced() -> None:
    days = [date(2019, 5, 5), date(2019, 5, 6), date(2019, 6, 4), date(2019, 6, 5)]
    assert [is_ramadan(day) for day in days] == [False, True, True, False]


def test_an_answer_comes_later_and_never_at_night() -> None:
    clock = Clock(CommunityPlan(), Random(1))
    for _ in range(2000):
        at = clock.begin()
        later = clock.answer_after(at)
        assert at < later
        assert MORNING <= at % DAY < NIGHT + 60
        assert MORNING <= later % DAY < NIGHT + 60


def test_answers_take_minutes_mostly_and_hours_at_times() -> None:
    clock = Clock(CommunityPlan(), Random(1))
    waits = sorted(clock.answer_after(2 * DAY + 9 * 60) - 2 * DAY - 9 * 60 for _ in range(4000))
    assert waits[1000] < 5
    assert 0.2 < sum(wait > 30 for wait in waits) / 4000 < 0.4  # a third of answers come after half an hour
    assert sum(wait > 120 for wait in waits) > 200
