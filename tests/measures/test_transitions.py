from __future__ import annotations

import numpy as np
import pytest

from bmp_networks.containers.coding import STAGES
from bmp_networks.measures.lags import survival_median
from bmp_networks.measures.transitions import measure_forwardness, trace_transitions
from tests.measures.chains_made import say, talk


def chain(stages, hours=0.2):
    return [say("a", "", "report", stages=[stage], hours=hours) for stage in stages]


def test_a_chain_told_in_order_is_wholly_forward():
    found = measure_forwardness(*talk(*chain(STAGES)), permutations=99)
    assert found["forwardness"].tolist() == [1.0, 1.0]  # the product, and all together
    assert found["p"].iloc[0] <= 0.05


def test_a_chain_told_backwards_is_wholly_backward():
    assert measure_forwardness(*talk(*chain(STAGES[::-1])), permutations=19)["forwardness"].iloc[0] == -1.0


def test_transitions_are_counted_and_staying_apart():
    found = trace_transitions(*talk(*chain(["order", "order", "delivery"])))
    own = found[found["product"] == "tiwul"].set_index(["source", "target"])["count"].to_dict()
    assert own == {("order", "order"): 1.0, ("order", "delivery"): 1.0}


def test_a_message_of_two_stages_counts_in_halves():
    found = trace_transitions(*talk(say("a", "", "report", stages=["order", "delivery"]), *chain(["feedback"])))
    assert found[found["product"] == "tiwul"]["count"].tolist() == [0.5, 0.5]


def test_stages_more_than_three_weeks_apart_are_no_transition():
    found = trace_transitions(*talk(*chain(["order"]), *chain(["delivery"], hours=24 * 22)))
    assert found.empty


def test_shares_of_what_follows_have_half_a_case_added():
    found = trace_transitions(*talk(*chain(["order", "delivery"])))
    assert found["share"].iloc[0] == pytest.approx(1.5 / 4.5)


def test_chance_alone_is_seldom_called_forward():
    rng = np.random.default_rng(3)
    alarms = 0
    for seed in range(40):
        stages = [STAGES[k] for k in rng.integers(0, 7, 60)]
        alarms += measure_forwardness(*talk(*chain(stages)), permutations=99, seed=seed)["p"].iloc[0] <= 0.05
    assert alarms <= 6


@pytest.mark.parametrize(
    ("days", "closed", "expected"),
    [
        ([1, 2, 3, 4], [1, 1, 1, 1], 2),  # half of four have gone on at the second
        ([1, 2, 3, 4], [1, 0, 1, 1], 3),  # 3/4, then 3/4 · 1/2
        ([1, 2, 3, 4], [1, 0, 0, 0], float("nan")),  # half never go on
        ([], [], float("nan")),
    ],
)
def test_the_middle_time_counts_open_chains(days, closed, expected):
    assert survival_median(days, closed) == pytest.approx(expected, nan_ok=True)


def test_the_lag_between_two_stages_is_the_time_between_them():
    found = trace_transitions(*talk(*chain(["order"]), *chain(["delivery"], hours=48)))
    assert found["lag_days"].iloc[0] == pytest.approx(2.0)
