import numpy as np
import pandas as pd
import pytest

from bmp_networks.measures.draws import draw_graphs
from bmp_networks.measures.matrices import member_matrix
from bmp_networks.measures.network import build_graph
from bmp_networks.measures.structure import layout, member_structure
from tests.measures.invented import make_chat, make_coding, make_roster, said


@pytest.fixture
def go_between():
    """Budi answers both Ani and Cici, who never answer each other; Eni is silent."""
    chat = make_chat(said(0, "Ani"), said(1, "Budi"), said(2, "Cici"), said(3, "Budi"), said(4, "Ani", "kata Disnaker"))
    coding = make_coding(chat, {1: {0: 1.0}, 2: {1: 0.75}, 3: {2: 1.0}, 4: {3: 1.0}}, actors={4: ["disnaker"]})
    return chat, coding, build_graph(chat, coding, make_roster({"name": "Eni", "person": "p5"}))


def test_the_matrix_holds_the_expected_messages_of_members_only(go_between):
    members, matrix = member_matrix(go_between[2])
    assert members == ["Ani", "Budi", "Cici", "p5"]
    assert matrix.tolist() == [[0, 1, 0, 0], [1, 0, 1, 0], [0, 0.75, 0, 0], [0, 0, 0, 0]]


def test_the_go_between_stands_between_and_the_silent_member_has_no_constraint(go_between):
    table = member_structure(go_between[2]).set_index("node")
    assert table.loc["Budi", "betweenness"] == pytest.approx(2 / 6)  # 2 of 3 * 2 ways
    assert table.loc["Budi", "effective_size"] == 2
    assert np.isnan(table.loc["p5", "constraint"])
    assert table["contacts"].tolist() == [1, 2, 1, 0]


def test_betweenness_over_draws_is_their_median(go_between):
    chat, coding, graph = go_between
    drawn = list(draw_graphs(chat, coding, graph, n=21, seed=2))
    table = member_structure(graph, drawn).set_index("node")
    assert table.loc["Budi", "betweenness"] == pytest.approx(2 / 6)


def test_the_picture_is_the_same_every_time_and_fills_the_unit_square(go_between):
    graph = go_between[2]
    first = layout(graph)
    assert first == layout(graph)
    assert sorted(first) == ["Ani", "Budi", "Cici", "disnaker", "p5"]
    points = np.array(list(first.values()))
    assert points.min() == 0
    assert points.max() == 1


def test_another_seed_gives_another_picture(go_between):
    assert layout(go_between[2], seed=1) != layout(go_between[2], seed=2)


def test_drawing_leaves_the_random_numbers_of_others_alone(go_between):
    import random

    random.seed(4)
    expected = random.random()
    random.seed(4)
    layout(go_between[2])
    assert random.random() == expected


def test_a_single_member_is_drawn_in_the_middle():
    chat = make_chat(said(0, "Ani"))
    assert layout(build_graph(chat, make_coding(chat))) == {"Ani": (0.5, 0.5)}


def test_weights_given_are_used_in_place_of_the_expected_ones(go_between):
    weights = pd.DataFrame({"source": ["Ani"], "target": ["Cici"], "weight": [2.0]})
    _, matrix = member_matrix(go_between[2], weights)
    assert matrix.sum() == matrix[0, 2] == 2
