from itertools import combinations

import pytest

from bmp_networks.containers.results import RELATIONS
from bmp_networks.figures.style import figure_style, figure_words, node_styles, product_styles, tie_styles
from bmp_networks.resources import data_bytes


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(("one", "other"), list(combinations(RELATIONS, 2)))
def test_two_types_of_tie_differ_in_dash_and_not_in_colour_alone(one, other):
    assert tie_styles()[one].dash != tie_styles()[other].dash


@pytest.mark.parametrize("relation", RELATIONS)
def test_lines_stand_three_to_one_against_white(relation):
    assert 1.05 / (luminance(tie_styles()[relation].colour) + 0.05) >= 3


def test_members_and_organisations_differ_in_shape():
    assert node_styles()["member"].shape != node_styles()["organisation"].shape
    assert node_styles()["member"].fill != node_styles()["silent"].fill


def test_products_differ_in_hatch_and_not_in_colour_alone():
    hatches = [hatch for _, hatch in product_styles()[:-1]]
    assert len(set(hatches)) == len(hatches)


def test_words_on_figures_are_the_same_in_both_languages():
    one, other = figure_words("id"), figure_words("en")
    assert {key: set(value) for key, value in one.items()} == {key: set(value) for key, value in other.items()}


def test_style_file_says_where_it_comes_from():
    head = data_bytes("figures.mplstyle").decode().splitlines()[:5]
    assert [line.split(":")[0] for line in head] == ["# title", "# version", "# language", "# source", "# licence"]


def test_style_ends_with_its_context():
    import matplotlib as mpl

    before = mpl.rcParams["svg.fonttype"]
    with figure_style():
        assert mpl.rcParams["svg.fonttype"] == "none"
    assert mpl.rcParams["svg.fonttype"] == before
