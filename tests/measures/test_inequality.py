"""Who counts, what counts, and what is said when there is too little."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.counting import count_events, tie_shares, unknown_share
from bmp_networks.measures.indices import gini
from bmp_networks.measures.inequality import measure_inequality
from bmp_networks.resources import load_toml
from tests.measures.hand_made import START, graph_of, ties_of

DAY, MINUTE = pd.Timedelta(days=1), pd.Timedelta(minutes=1)


def row_of(found, quantity="participation", tie_type="all", among=None):
    table = found.indices
    chosen = table[(table["quantity"] == quantity) & (table["tie_type"] == tie_type)]
    if among is not None:
        chosen = chosen[chosen["among"] == among]
    return chosen.iloc[0]


def even_talk(members: int, episodes: int, seed: int = 0):
    """Give turns of a group in which everybody is equally inclined to speak, three turns an episode."""
    rng = np.random.default_rng(seed)
    return [
        (f"m{rng.integers(members):02d}", START + episode * DAY / 4 + k * MINUTE, episode)
        for episode in range(episodes)
        for k in range(3)
    ]


def test_participation_counts_contributions_and_not_phatic_turns():
    turns = [("a", START, 0), ("b", START, 0, True), ("a", START, 0), ("b", START, 0)]
    events = count_events(graph_of(turns), ties_of({}))
    assert events["participation", "all"].totals(2).tolist() == [2.0, 1.0]


def test_a_mention_replaces_the_reply_of_the_same_message():
    turns = [("a", START, 0), ("b", START, 0), ("c", START, 0)]
    links = [(1, "a", "reply", 0.6), (1, "a", "mention", 1.0), (2, "a", "reply", 0.5), (2, "b", "reply", 0.3)]
    events = count_events(graph_of(turns, links), ties_of({}))
    assert events["attention", "all"].totals(3) == pytest.approx([1.5, 0.3, 0.0])


def test_tie_types_take_their_share_of_every_event():
    turns = [("a", START, 0), ("b", START, 0), ("b", START, 0), ("b", START, 1)]
    links = [(1, "a", "reply", 0.5), (2, "office", "organisation", 1.0), (3, "office", "organisation", 0.3),
             (3, "a", "reply", 1.0)]  # fmt: skip
    graph = graph_of(turns, links, organisations=["office"])
    ties = ties_of({("a", "b"): (0.75, 0.25, 0.0), ("b", "office"): (0.0, 0.2, 0.8)})
    events = count_events(graph, ties)
    assert events["participation", "bonding"].totals(2) == pytest.approx([0.0, 1.5 * 0.75])
    assert events["participation", "linking"].totals(2) == pytest.approx([0.0, 1.3 * 0.8])
    assert events["attention", "bonding"].totals(2) == pytest.approx([1.5 * 0.75, 0.0])
    assert events["attention", "linking"].totals(2) == pytest.approx([0.0, 0.0])


def test_a_tie_of_unknown_type_counts_in_no_type():
    nan = float("nan")
    turns = [("a", START, 0), ("b", START, 0)]
    found = measure_inequality(
        graph_of(turns, [(1, "a", "reply", 1.0)]), ties_of({("a", "b"): (nan, nan, nan)}), resamples=10
    )
    assert row_of(found, "attention")["events"] == 1.0
    assert row_of(found, "attention", "bonding")["events"] == 0.0
    assert row_of(found, "attention", "bonding")["note"].endswith("no_events")
    assert math.isnan(row_of(found, "attention", "bonding")["gini"])


def test_a_channel_is_no_social_capital_and_not_unknown_either():
    found = graph_of([("ani", START, 0)], [(0, "pasar", "organisation", 1.0)], organisations=["pasar"])
    ties = ties_of({("ani", "pasar"): (0, 1, 0)}, kind="organisation")
    channel = replace(ties, ties=ties.ties.assign(relation="channel"))
    assert tie_shares(found.interactions, ties)["bridging"].tolist() == [1]
    assert [share.tolist() for share in tie_shares(found.interactions, channel).values()] == [[0], [0], [0]]
    assert unknown_share(found, channel) == 0


def test_silent_members_count_with_zero_and_every_index_says_among_whom():
    turns = [("a", START, 0), ("b", START, 0), ("a", START, 1)]
    silent = {"c": "event", "d": "roster"}
    found = measure_inequality(graph_of(turns, silent=silent), ties_of({}), group_size=6, resamples=10)
    held = {"group_size": [2, 1, 0, 0, 0, 0], "roster": [2, 1, 0, 0], "members_present": [2, 1, 0], "posters": [2, 1]}
    chosen = found.indices[(found.indices["quantity"] == "participation") & (found.indices["tie_type"] == "all")]
    assert list(chosen["among"]) == list(held)
    for among, values in held.items():
        assert row_of(found, among=among)["gini"] == pytest.approx(gini(values))
        assert row_of(found, among=among)["n"] == len(values)


def test_an_unknown_number_of_silent_members_is_said():
    found = measure_inequality(graph_of([("a", START, 0), ("b", START, 0)]), ties_of({}), resamples=10)
    assert "silent_members_unknown" in row_of(found)["note"].split()
    known = measure_inequality(graph_of([("a", START, 0)], silent={"c": "event"}), ties_of({}), resamples=10)
    assert "silent_members_unknown" not in row_of(known)["note"].split()


def test_there_is_no_interval_below_forty_episodes_and_a_rough_one_below_a_hundred():
    notes = {}
    for episodes in (39, 40, 100):
        found = row_of(measure_inequality(graph_of(even_talk(10, episodes)), ties_of({}), resamples=300))
        notes[episodes] = set(found["note"].split())
        assert math.isnan(found["low"]) == (episodes < 40)
        if episodes >= 40:
            assert 0 <= found["low"] <= found["gini"] <= found["high"] <= 1
    assert "few_episodes" in notes[39]
    assert "rough" in notes[40]
    assert not notes[100] & {"few_episodes", "rough"}


def test_equal_inclination_leaves_no_excess_over_chance():
    excess = [
        row_of(measure_inequality(graph_of(even_talk(20, 120, seed)), ties_of({}), resamples=200))["excess"]
        for seed in range(8)
    ]
    assert abs(np.mean(excess)) < 0.03


def test_a_few_who_do_all_the_talking_are_found():
    turns = [
        (f"m{k % 2:02d}" if episode % 10 else f"m{episode // 10 % 12:02d}", START + episode * DAY / 4, episode)
        for episode in range(120)
        for k in range(3)
    ]
    found = row_of(measure_inequality(graph_of(turns), ties_of({}), resamples=200))
    assert found["excess"] > 0.5
    assert found["enm"] < 4
    assert found["top3"] > 0.8


def test_the_same_seed_gives_the_same_numbers():
    graph = graph_of(even_talk(8, 60))
    first, second = (measure_inequality(graph, ties_of({}), resamples=100, seed=7) for _ in range(2))
    pd.testing.assert_frame_equal(first.indices, second.indices)


def test_lorenz_curves_end_at_all_and_hold_silent_members():
    found = measure_inequality(graph_of(even_talk(8, 60)), ties_of({}), group_size=10, resamples=10)
    curve = found.lorenz[found.lorenz["quantity"] == "participation"]
    assert len(curve) == 11
    assert curve["share_events"].iloc[2] == 0.0
    assert curve["share_events"].iloc[-1] == pytest.approx(1.0)


def test_an_empty_graph_gives_undefined_indices():
    found = measure_inequality(graph_of([]), ties_of({}), resamples=10)
    assert found.indices["gini"].isna().all()
    assert len(found.lorenz) == 0


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_note_and_denominator_has_its_words(language):
    words = load_toml(f"texts/report_{language}.toml").content
    assert set(words["among"]) == {"posters", "members_present", "roster", "group_size"}
    assert set(words["inequality_notes"]) >= {
        "small_chat", "silent_members_unknown", "group_size_below_known", "no_events", "few_members", "few_events",
        "few_episodes", "rough", "above_interval", "no_comparison", "ties_unknown",
    }  # fmt: skip
