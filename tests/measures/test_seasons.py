from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.seasons import SEASONS, measure_season, season_weeks

TWO_YEARS = pd.date_range("2018-01-01", periods=110, freq="7D")


def test_ramadan_of_2018_covers_the_weeks_in_which_it_fell():
    found = TWO_YEARS[season_weeks(TWO_YEARS, "ramadan")]
    # 17 May to 14 June 2018: the week of 14 May holds four of its days, the week of 11 June four.
    assert [str(day.date()) for day in found[:5]] == [
        "2018-05-14",
        "2018-05-21",
        "2018-05-28",
        "2018-06-04",
        "2018-06-11",
    ]


def test_an_unknown_season_is_refused():
    with pytest.raises(ValueError, match="season"):
        season_weeks(TWO_YEARS, "harvest")


def planted(share_inside, weeks=TWO_YEARS, seed=0):
    rng = np.random.default_rng(seed)
    d = rng.poisson(12, len(weeks)) + 3
    inside = season_weeks(weeks, "ramadan")
    return weeks, rng.binomial(d, np.where(inside, share_inside, 0.15)), d


def test_talk_that_rises_in_both_ramadans_is_a_seasonal_pattern():
    found = measure_season(*planted(0.6), "ramadan")
    assert (found.word, found.cycles, found.effect > 1) == ("seasonal_pattern", 2, True)


def test_one_ramadan_only_coincides():
    weeks = TWO_YEARS[:52]
    assert measure_season(*planted(0.6, weeks), "ramadan").word == "coincides_with"


def test_chance_alone_makes_a_season_in_about_one_of_twenty_series():
    words = [measure_season(*planted(0.15, seed=seed), "ramadan").word for seed in range(200)]
    assert sum(word != "no_pattern" for word in words) <= 18


@pytest.mark.parametrize("season", SEASONS)
def test_a_product_nobody_speaks_of_is_not_enough_data(season):
    assert measure_season(TWO_YEARS, np.zeros(110), np.ones(110), season).word == "not_enough_data"


def test_weeks_in_which_the_group_was_silent_count_nowhere():
    weeks, r, d = planted(0.6)
    more = pd.date_range(weeks[0], periods=130, freq="7D")
    longer = measure_season(more, np.r_[r, np.zeros(20)], np.r_[d, np.zeros(20)], "ramadan")
    assert longer.effect == pytest.approx(measure_season(weeks, r, d, "ramadan").effect)
