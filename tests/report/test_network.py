import json
from dataclasses import replace

import numpy as np
import pytest

from bmp_networks.report import network
from bmp_networks.report.network import arrange, drawn_ties, json_for_script, network_data, spread_out, tie_table


def test_every_node_has_a_place_inside_the_picture(research):
    places = arrange(research)
    assert set(places) == set(research.nodes["node"])
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in places.values())


def test_members_without_a_tie_stand_below_the_others(research):
    places = arrange(research)
    alone = research.shown["a10"]
    assert places[alone][1] == max(y for _, y in places.values())


def test_points_that_would_cover_each_other_are_pushed_apart():
    points = np.array([[0.0, 0.0], [0.5, 0.5], [0.5001, 0.5], [1.0, 1.0]])
    placed = spread_out(points)
    assert np.hypot(*(placed[1] - placed[2])) > 0.05


@pytest.mark.parametrize("count", [1, 2, 400])
def test_any_number_of_points_can_be_spread(count):
    placed = spread_out(np.random.default_rng(1).random((count, 2)))
    assert placed.shape == (count, 2)
    assert ((placed >= 0) & (placed <= 1)).all()


def test_nothing_in_the_data_can_end_the_script_element():
    written = json_for_script({"name": "</script><!--&\u2028"})
    assert "<" not in written
    assert ">" not in written
    assert json.loads(written) == {"name": "</script><!--&\u2028"}


def test_lines_drawn_are_capped_and_the_table_is_not(research, monkeypatch):
    monkeypatch.setattr(network, "MOST_DRAWN", 7)
    assert len(drawn_ties(research)) == 7
    assert len(tie_table(research).rows) == len(research.study.ties.ties)


def test_the_picture_and_the_table_point_to_the_same_nodes(research):
    data = json.loads(network_data(research, arrange(research)))
    table = tie_table(research)
    names = [node["name"] for node in data["nodes"]]
    for row, (a, b) in zip(table.rows, table.pairs, strict=True):
        assert (row[0].text, row[1].text) == (names[a], names[b])


def test_the_order_of_nodes_and_ties_tells_nothing_about_hidden_names(research):
    other = replace(research, shown={node: name[::-1] for node, name in research.shown.items()})
    for view in (research, other):
        members = list(view.members["node"])
        assert members == sorted(members, key=str.casefold)
        inner = view.ties[view.ties["target_kind"] == "member"]
        assert (inner["source"] < inner["target"]).all()


def test_shares_of_a_tie_are_for_research_only(research, facilitator):
    assert len(tie_table(research).columns) == len(tie_table(facilitator).columns) + 3
