import math

import numpy as np
import pytest

from bmp_networks.containers.rule_comparison import MESSAGE_COUNTS
from bmp_networks.measures.draws import speakers_of_chat
from bmp_networks.measures.matrices import member_matrix
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.rule_comparison import compare_reply_rules, correlation, expected_matrix
from tests.measures.invented import make_chat, make_coding, said


def star(n: int = 24):
    """B, C and D write in turn after A; in truth all answer A's only message."""
    chat = make_chat(said(0, "A"), *(said(minute, "BCD"[minute % 3]) for minute in range(1, n + 1)))
    coding = make_coding(chat, {i: {0: 1.0} for i in range(1, n + 1)})
    previous = make_coding(chat, {i: {i - 1: 1.0} for i in range(1, n + 1)})
    graph = build_graph(chat, coding)
    replies = {"ranker": coding.replies, "previous": previous.replies}
    return graph, replies, speakers_of_chat(chat, graph)


def test_the_expected_matrix_is_that_of_the_graph():
    chat = make_chat(said(0, "A"), said(1, "B"), said(2, "C", mentions=("B",)), said(3, "A"), said(4, "A"))
    coding = make_coding(chat, {1: {0: 0.9}, 2: {1: 0.6, 0: 0.3}, 3: {2: 0.5, 0: 0.2}, 4: {3: 0.8}})
    graph = build_graph(chat, coding)
    matrix = expected_matrix(graph, coding.replies, speakers_of_chat(chat, graph))
    assert matrix == pytest.approx(member_matrix(graph)[1])
    assert matrix[2, 1] == 1  # the mention of B in place of the .6 of the reply


def test_the_planted_centre_is_lost_by_the_previous_message():
    found = compare_reply_rules(*star())
    table = found.rules.set_index("rule")
    assert list(table.index) == ["ranker", "previous", MESSAGE_COUNTS]
    assert table.loc["ranker", ["attention", "top3"]].tolist() == [1, 1]  # only A receives anything
    # Under the previous message A is answered once, by B's first line, and the others eight times each or seven.
    assert table.loc["previous", "attention"] < 0
    assert table.loc["previous", "top3"] == 0
    # She who writes least receives all: message counts alone are turned round.
    assert table.loc[MESSAGE_COUNTS, "attention"] == pytest.approx(-1)
    assert math.isnan(table.loc[MESSAGE_COUNTS, "given_messages"])
    assert (found.members, found.messages, found.messages_in_period) == (4, 25, 25)


def test_only_messages_from_a_given_one_on_are_looked_at():
    graph, replies, speakers = star()
    found = compare_reply_rules(graph, replies, speakers, since=20)
    assert (found.messages, found.messages_in_period) == (5, 25)
    assert expected_matrix(graph, replies["ranker"], speakers, since=20).sum() == 5


def test_reciprocity_is_that_of_the_rule():
    chat = make_chat(*(said(minute, "AB"[minute % 2]) for minute in range(10)), said(10, "C"))
    nobody = make_coding(chat)
    previous = make_coding(chat, {i: {i - 1: 1.0} for i in range(1, 10)})
    graph = build_graph(chat, nobody)
    replies = {"ranker": nobody.replies, "previous": previous.replies}
    table = compare_reply_rules(graph, replies, speakers_of_chat(chat, graph)).rules.set_index("rule")
    assert math.isnan(table.loc["ranker", "reciprocity"])
    assert table.loc["previous", "reciprocity"] == pytest.approx(8 / 9)  # 5 one way, 4 back
    assert math.isnan(table.loc["previous", "attention"])  # nobody receives anything under the rule used


@pytest.mark.parametrize(("one", "other", "expected"), [
    ([1, 2, 3], [2, 4, 6], 1.0),
    ([1, 2, 3], [3, 2, 1], -1.0),
    ([1, 2], [1, 2], math.nan),
    ([1, 1, 1], [1, 2, 3], math.nan),
])  # fmt: skip
def test_correlation_of_known_values(one, other, expected):
    found = correlation(np.array(one, dtype=float), np.array(other, dtype=float))
    assert found == pytest.approx(expected, nan_ok=True)
