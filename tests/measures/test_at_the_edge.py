"""Who stands at the edge of the network: found where planted, nobody where all are alike or few write."""

from __future__ import annotations

import itertools

import pandas as pd

from bmp_networks.measures.at_the_edge import find_at_the_edge
from bmp_networks.measures.states import Scene
from tests.measures.hand_made import START, chat_of, coding_of, graph_of

DAY, MINUTE = pd.Timedelta(days=1), pd.Timedelta(minutes=1)


def talk(pairs: list[tuple[str, str]], days: int = 60) -> Scene:
    """Give a chat in which the second of each pair answers the first, pair after pair, over so many days."""
    turns, links = [], []
    for number, (one, other) in enumerate(pairs):
        at = START + number * days / len(pairs) * DAY
        turns += [(one, at, number), (other, at + MINUTE, number)]
        links.append((2 * number + 1, 2 * number, 0.98))
    coding = coding_of([{"author": turn[0]} for turn in turns], links)
    return Scene(graph_of(turns), coding, chat_of([]))


CIRCLE = [f"m{k:02d}" for k in range(14)]
EVERYBODY = list(itertools.combinations(CIRCLE, 2))


def test_who_hangs_on_one_thread_is_found_and_held_already_four_weeks_ago():
    scene = talk([*EVERYBODY, ("jauh", "m00"), *EVERYBODY, ("jauh", "m00")])
    assert [(flag.member, flag.held) for flag in find_at_the_edge(scene)] == [("jauh", True)]


def test_who_came_to_the_edge_only_now_has_not_held_before():
    inside = [("jauh", name) for name in CIRCLE[:6]]
    found = find_at_the_edge(talk([*EVERYBODY * 3, ("jauh", "m00")], days=40))
    assert [(flag.member, flag.held) for flag in found] == [("jauh", False)]
    assert find_at_the_edge(talk(EVERYBODY * 3 + inside * 3)) == []


def test_nobody_is_at_the_edge_where_all_talk_with_all():
    assert find_at_the_edge(talk(EVERYBODY * 2)) == []


def test_eleven_members_are_too_few():
    few = list(itertools.combinations(CIRCLE[:10], 2))
    assert find_at_the_edge(talk([*few * 2, ("jauh", "m00")])) == []


def test_a_chain_in_which_nobody_has_three_neighbours_does_not_put_everybody_at_the_edge():
    chain = list(itertools.pairwise(CIRCLE))
    assert len(find_at_the_edge(talk(chain * 4))) <= 0.1 * len(CIRCLE) + 1
