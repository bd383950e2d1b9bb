import pytest
from matplotlib.figure import Figure

from bmp_networks.figures.network import line_widths, plot_network, strongest
from tests.report.invented import PEOPLE, invented_chat, invented_graph, invented_ties


@pytest.fixture
def graph():
    return invented_graph(invented_chat())


@pytest.fixture
def ties(graph):
    return invented_ties(graph)


@pytest.fixture
def positions(graph):
    return {node: (float(place % 4), float(place // 4)) for place, node in enumerate(graph.nodes["node"])}


def test_every_type_of_tie_stands_in_the_key(graph, ties, positions):
    ax = plot_network(graph, ties, positions, Figure().subplots(), lang="en")
    words = {text.get_text() for text in ax.get_legend().get_texts()}
    assert {"bonding", "bridging", "linking", "mixed", "not known", "channel", "organisation"} <= words


def test_only_the_strongest_ties_are_drawn(ties, positions):
    drawn = strongest(ties.ties, positions, 5)
    assert len(drawn) == 5
    assert drawn["weight"].min() >= ties.ties["weight"].nlargest(5).min()


def test_ties_to_nodes_without_a_place_are_left_out(ties, positions):
    del positions["a01"]
    drawn = strongest(ties.ties, positions, 400)
    assert not {"a01"} & {*drawn["source"], *drawn["target"]}


def test_labels_are_ids_unless_names_are_given(graph, ties, positions):
    plain = plot_network(graph, ties, positions, Figure().subplots())
    named = plot_network(graph, ties, positions, Figure().subplots(), names=PEOPLE)
    assert "a06" in {text.get_text() for text in plain.texts}
    assert PEOPLE["a06"] in {text.get_text() for text in named.texts}
    assert not {text.get_text() for text in plain.texts} & set(PEOPLE.values())


def test_heavier_ties_are_wider():
    widths = line_widths([1, 4, 9])
    assert widths[0] < widths[1] < widths[2]


def test_nothing_is_written_into_the_ties(graph, ties, positions):
    before = ties.ties.copy(deep=True)
    plot_network(graph, ties, positions, Figure().subplots())
    assert ties.ties.equals(before)


def test_a_figure_is_made_where_no_axes_are_given(graph, ties, positions):
    from matplotlib import pyplot as plt

    ax = plot_network(graph, ties, positions)
    assert ax.figure is not None
    plt.close(ax.figure)
