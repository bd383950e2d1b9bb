"""The tables around the headline: admins, splits, further indices, one-sided pairs, and every other choice."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.admins import find_admins
from bmp_networks.measures.asymmetry import measure_hierarchy, one_sided
from bmp_networks.measures.contrasts import compare_tie_types, more_indices, split_members
from bmp_networks.measures.holdings import shrunken_rates
from bmp_networks.measures.inequality import measure_inequality
from bmp_networks.measures.multiverse import MATTERS_FROM, Choices, measure_multiverse
from tests.measures.hand_made import START, chat_of, coding_of, graph_of, roster_of, ties_of

DAY = pd.Timedelta(days=1)
NAMES = [f"m{k:02d}" for k in range(12)]


def busy_graph(episodes: int = 60, seed: int = 0):
    """Give a group whose first two members do most of the talking, and everybody answers somebody."""
    rng = np.random.default_rng(seed)
    chances = np.array([6.0, 6.0] + [1.0] * 10)
    turns, links, replies = [], [], []
    for episode in range(episodes):
        who = rng.choice(12, size=4, replace=False, p=chances / chances.sum())
        for k, member in enumerate(who):
            turns.append((NAMES[member], START + episode * DAY, episode))
            if k:
                links.append((len(turns) - 1, NAMES[who[k - 1]], "reply", 1.0))
                replies.append((len(turns) - 1, len(turns) - 2, 1.0))
    coding = coding_of([{"author": name} for name, *_ in turns], replies)
    return graph_of(turns, links), coding


def all_bonding():
    return ties_of({(a, b): (0.6, 0.4, 0.0) for a in NAMES for b in NAMES if a < b})


def test_admins_are_who_made_the_group_who_was_made_admin_and_who_added_others():
    at = START
    events = [
        {"timestamp": at, "event": "group_created", "actor": "Sari"},
        {"timestamp": at, "event": "admin_promoted", "actor": "Sari", "targets": ("Wati",)},
        {"timestamp": at, "event": "member_added", "actor": "Tini", "targets": ("Yuni",)},
        {"timestamp": at, "event": "member_joined", "actor": None, "targets": ("Rini",)},
    ]
    chat = chat_of([(name, at, "halo") for name in ("Sari", "Wati", "Tini", "Yuni", "Rini")], events)
    assert find_admins(chat) == {"Sari", "Wati", "Tini"}
    roster = roster_of({"Rini": 0.0}, role={"Rini": "Admin"})
    assert "Rini" in find_admins(chat, roster)


def test_the_same_index_is_given_without_those_who_run_the_group():
    graph, _ = busy_graph()
    found = measure_inequality(graph, all_bonding(), admins=frozenset(NAMES[:2]), resamples=50).indices
    rows = found[(found["quantity"] == "participation") & (found["tie_type"] == "all")].set_index("among")
    assert rows.loc["without_admins", "n"] == 10
    assert rows.loc["without_admins", "gini"] < rows.loc["posters", "gini"]


def test_how_much_lies_between_those_who_run_the_group_and_the_others():
    graph, _ = busy_graph()
    table = split_members(graph, None, frozenset(NAMES[:2]), permutations=199)
    assert set(table["group"]) == {"admin", "member"}
    assert table["between"].iloc[0] > 0.7
    assert table["p"].iloc[0] <= 0.05
    assert table["share_members"].sum() == pytest.approx(1)


def test_roster_columns_with_fewer_than_two_groups_of_five_are_left_out():
    graph, _ = busy_graph()
    villages = {name: "Lereng" if k < 6 else "Lembah" for k, name in enumerate(NAMES)}
    genders = {name: "f" if k else "m" for k, name in enumerate(NAMES)}
    roster = roster_of(dict.fromkeys(NAMES, 0.0), village=villages, gender=genders)
    assert set(split_members(graph, roster, permutations=19)["column"]) == {"village"}


def test_further_indices_say_what_they_cannot():
    graph, _ = busy_graph()
    table = more_indices(graph, all_bonding(), group_size=14)
    talk = table[(table["quantity"] == "participation") & (table["tie_type"] == "all")]
    widest = talk[talk["among"] == "group_size"].set_index("index")["value"]
    assert math.isnan(widest["theil_l"])  # two silent members
    assert widest["theil_t"] > 0
    posters = talk[talk["among"] == "posters"].set_index("index")["value"]
    assert posters["theil_l"] > 0
    # All were members equally long: rates are as unequal as counts.
    assert posters["gini_by_days"] == pytest.approx(posters["gini_uncorrected"])


def test_two_types_of_the_same_ties_are_not_told_apart():
    graph, _ = busy_graph()
    table = compare_tie_types(graph, all_bonding(), permutations=99, resamples=100)
    row = table[(table["quantity"] == "participation") & (table["first"] == "bridging")].set_index("second")
    assert row.loc["bonding", "p"] > 0.05
    assert row.loc["all", "p"] > 0.05
    linking = table[table["first"] == "linking"]
    assert (linking["note"].str.contains("few_episodes")).all()
    assert linking["p"].isna().all()


def test_only_clearly_one_sided_pairs_are_kept():
    matrix = np.array([[0, 12.0, 5], [2, 0, 0], [3, 0, 0]])
    assert one_sided(matrix).tolist() == [[0, 10, 0], [0, 0, 0], [0, 0, 0]]


def test_hierarchy_is_not_informative_where_all_reach_all():
    graph, _ = busy_graph()
    table = measure_hierarchy(graph).set_index(["network", "statistic"])
    assert table.loc[("whole", "hierarchy"), "note"] == "not_informative"
    assert table.loc[("whole", "largest_strong_share"), "value"] >= 0.9


def test_rates_of_short_members_are_drawn_to_the_groups_rate():
    rates = shrunken_rates(np.array([60.0, 2.0, 20.0, 0.0]), np.array([100.0, 1.0, 100.0, 0.0]))
    assert 0.4 < rates[1] < 1.5  # 2 a day over one day
    assert rates[0] == pytest.approx(0.6, abs=0.05)
    assert math.isnan(rates[3])


def test_the_multiverse_varies_every_choice_that_can_move_a_number():
    graph, coding = busy_graph()
    short = graph_of([(n, at, e) for n, at, e in zip(graph.turns["node"], graph.turns["at"], graph.turns["episode"],
                      strict=True)], [])  # fmt: skip
    names = {name: k for k, name in enumerate(NAMES)}
    speakers = graph.turns["node"].map(names).to_numpy()
    rules = {"ranker": coding.replies, "previous": coding.replies}
    choices = Choices({60.0: graph, 30.0: short}, rules, {"seed002": all_bonding(), "other": all_bonding()})
    steps = []
    found = measure_multiverse(choices, speakers, admins=frozenset(NAMES[:2]), progress=lambda: steps.append(1))
    assert len(steps) == 8
    assert list(found.robustness["statistic"]) == list(MATTERS_FROM)
    talk = found.robustness.set_index("statistic").loc["participation_excess"]
    assert talk["moved_by"] == "admins"
    assert talk["lowest"] < talk["value"] <= talk["highest"]
    assert found.cells.groupby("statistic")["main"].sum().tolist() == [1] * len(MATTERS_FROM)
    measured = measure_inequality(graph, all_bonding(), resamples=500).indices
    same = measured[(measured["quantity"] == "attention") & (measured["tie_type"] == "all")].iloc[0]["excess"]
    assert found.robustness.set_index("statistic").loc["attention_excess", "value"] == pytest.approx(same, abs=0.02)
