from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from bmp_networks.privacy_cells import blocks, groups_large_enough, rounded, suppress_small


def test_a_small_cell_goes_and_takes_enough_others_along():
    shown = suppress_small(pd.DataFrame([[3, 20, 30], [12, 40, 50], [14, 60, 70]]))
    gaps = shown.isna().to_numpy()
    assert gaps[0, 0]
    assert gaps.tolist() == [[True, True, False], [True, True, False], [False, False, False]]


@pytest.mark.parametrize("seed", range(20))
def test_no_row_or_column_has_a_single_gap_its_sum_would_fill(seed):
    counts = pd.DataFrame(np.random.default_rng(seed).poisson(6, (6, 5)))
    shown = suppress_small(counts)
    for axis in (0, 1):
        gaps, positive = shown.isna().sum(axis=axis), (counts > 0).sum(axis=axis)
        assert not ((gaps == 1) & (positive > 1)).any()
    assert not ((shown > 0) & (shown < 5)).to_numpy().any()


def test_zeros_stay_because_nobody_stands_in_them():
    assert not suppress_small(pd.DataFrame([[0, 10], [10, 10]])).isna().to_numpy().any()


def test_counts_are_rounded_to_fives():
    assert rounded(pd.DataFrame([[2.0, 3.0, 7.5, np.nan]])).iloc[0, :3].tolist() == [0, 5, 10]


def test_small_groups_are_put_together_and_left_out_where_still_small():
    assert groups_large_enough(pd.Series(list("aaabbcd"))).tolist() == [*"aaa", *["other"] * 4]
    assert groups_large_enough(pd.Series(list("aaab"))).isna().tolist() == [False, False, False, True]


def test_blocks_add_up_ties_both_ways():
    ties = pd.DataFrame({"source": ["u", "u", "v"], "target": ["v", "w", "w"], "weight": [1.0, 2.0, 4.0]})
    table = blocks(ties, {"u": "a", "v": "a", "w": "b"})
    assert table.to_numpy().tolist() == [[1, 6], [6, 0]]


def test_a_cell_of_many_messages_by_two_people_goes_too():
    counts = pd.DataFrame([[20, 30, 40]])
    shown = suppress_small(counts, members=pd.DataFrame([[2, 9, 9]]), sums="rows")
    assert shown.isna().to_numpy().tolist() == [[True, True, False]]


def test_only_what_a_printed_sum_would_fill_is_left_out():
    counts = pd.DataFrame([[3, 20, 30], [10, 40, 50]])
    assert suppress_small(counts, sums="rows").isna().sum().sum() == 2
    assert suppress_small(counts, sums="both").isna().sum().sum() == 4


def test_gaps_that_are_few_together_take_another_cell_along():
    shown = suppress_small(pd.DataFrame([[1, 1, 6, 9]]), sums="rows")
    assert shown.isna().to_numpy().tolist() == [[True, True, True, False]]
