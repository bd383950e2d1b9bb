"""When people write: days, hours, how long an answer takes, and how many conversations go on at once."""

from __future__ import annotations

from bisect import bisect
from datetime import date, timedelta
from itertools import accumulate
from random import Random

from bmp_networks.resources import load_csv
from bmp_networks.simulate.people import DAY
from bmp_networks.simulate.plan import CommunityPlan

MORNING, NIGHT = 5 * 60.0, 22.5 * 60.0
"""Minutes of the day between which people write."""

SLOT = 45.0
"""Minutes between the beginnings of two bouts of conversation on one day."""

_HOURS = (3, 5, 6, 4, 3, 3, 4, 5, 4, 3, 3, 4, 5, 7, 8, 6, 3, 1)
"""How much is written in each hour from 5 to 22."""

_QUICK, _SLOW = (3.0, 0.9), (75.0, 0.8)
_SHARE_SLOW = 0.3
_SUNDAY, _DAY_SPREAD = 1.25, 0.35
_FREE_TRIES = 4


class Clock:
    """Chooses when conversations begin and how long answers take.

    Parameters
    ----------
    plan
        Days, Ramadan and conversations at once.
    rng
        Chance.
    """

    def __init__(self, plan: CommunityPlan, rng: Random) -> None:
        self._rng = rng
        self._end = plan.days * DAY
        self._spare = plan.conversations - 1
        weights = [_day_weight(plan, day, rng) for day in range(plan.days)]
        self._days = list(accumulate(weights))
        self._hours = list(accumulate(_HOURS))
        self._used: set[tuple[int, int]] = set()
        self._bout: list[float] = []

    def begin(self) -> float:
        """Give the moment at which the next conversation begins; up to three of one bout begin close together."""
        if not self._bout:
            self._bout = self._new_bout()
        return self._bout.pop()

    def on_day(self, day: int) -> float:
        """Give a moment on a certain day."""
        return min(day * DAY + self._minute(), self._end - SLOT)

    def answer_after(self, at: float) -> float:
        """Give the moment of an answer to something said: minutes mostly, hours at times, never at night."""
        median, spread = _SLOW if self._rng.random() < _SHARE_SLOW else _QUICK
        later = at + max(0.3, median * self._rng.lognormvariate(0, spread))
        minute = later % DAY
        if minute >= NIGHT or minute < MORNING:
            morning = later + DAY if minute >= NIGHT else later
            later = morning // DAY * DAY + MORNING + self._rng.expovariate(1 / 60)
        return later if later < self._end else at + self._rng.uniform(0.01, 0.02)

    def _new_bout(self) -> list[float]:
        count = 1 + sum(self._rng.random() < self._spare / 2 for _ in range(2))
        day = slot = 0
        for _ in range(_FREE_TRIES):
            day = bisect(self._days, self._rng.random() * self._days[-1])
            slot = int((self._minute() - MORNING) // SLOT)
            if (day, slot) not in self._used:
                break
        self._used.add((day, slot))
        first = min(day * DAY + MORNING + slot * SLOT + self._rng.uniform(0, SLOT / 2), self._end - SLOT)
        return [first + self._rng.uniform(0, 6) for _ in range(count)]

    def _minute(self) -> float:
        hour = bisect(self._hours, self._rng.random() * self._hours[-1])
        return min(MORNING + hour * 60 + self._rng.uniform(0, 60), NIGHT - 1)


def _day_weight(plan: CommunityPlan, number: int, rng: Random) -> float:
    day = plan.start + timedelta(days=number)
    weight = rng.lognormvariate(0, _DAY_SPREAD) * (_SUNDAY if day.weekday() == 6 else 1.0)
    return weight * (plan.ramadan if is_ramadan(day) else 1.0) + 1e-9


def is_ramadan(day: date) -> bool:
    """Say whether a day lies in Ramadan, as announced in Indonesia (2015 to 2030)."""
    for row in load_csv("calendars/islamic_feasts_id.csv").content:
        if date.fromisoformat(row["ramadan"]) <= day < date.fromisoformat(row["idul_fitri"]):
            return True
    return False
