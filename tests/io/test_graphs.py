import csv
import zipfile
from pathlib import Path

import igraph
import networkx as nx
import pytest

from bmp_networks.errors import InputRefusedError
from bmp_networks.io.graphs import GRAPH_ENDINGS, shown_once, write_graph
from bmp_networks.measures.network import build_graph
from tests.measures.invented import make_chat, make_coding, make_gazetteer, make_roster, said

NAMES = {"p1": "Ani", "p2": 'Bu "Sri" & anak', "p3": "Ani", "p9": "Eni", "disnaker": "Dinas Tenaga Kerja"}
SHOWN = ["Ani", 'Bu "Sri" & anak', "Ani (2)", "Eni", "Dinas Tenaga Kerja"]


@pytest.fixture
def group():
    """Two people called Ani, one with quotes in her name, one who is silent, one organisation."""
    chat = make_chat(said(0, "A"), said(1, "B"), said(2, "C", "kata Disnaker"), said(3, "B"))
    coding = make_coding(
        chat, {1: {0: 0.75}, 2: {1: 0.5}, 3: {0: 0.5}}, addressees={3: ["A"]}, actors={2: ["disnaker"]}
    )
    roster = make_roster(*({"name": n, "person": p} for n, p in (("A", "p1"), ("B", "p2"), ("C", "p3"), ("E", "p9"))))
    return build_graph(chat, coding, roster, make_gazetteer({"id": "disnaker", "name": "Disnaker"}))


def written(graph, folder: Path, ending: str) -> Path:
    target = folder / f"group{ending}"
    write_graph(graph, target, NAMES)
    return target


def edges_of(graph: nx.MultiDiGraph) -> set:
    return {(a, b, data["layer"], data["weight"]) for a, b, data in graph.edges(data=True)}


EXPECTED = {
    ('Bu "Sri" & anak', "Ani", "reply", 1.25),
    ('Bu "Sri" & anak', "Ani", "mention", 0.8),
    ("Ani (2)", 'Bu "Sri" & anak', "reply", 0.5),
    ("Ani (2)", "Dinas Tenaga Kerja", "organisation", 0.1),
}


def test_gexf_is_read_by_networkx_with_layers_and_times(group, tmp_path):
    read = nx.read_gexf(written(group, tmp_path, ".gexf"))
    assert sorted(read) == sorted(SHOWN)
    assert edges_of(read) == EXPECTED
    starts = {data["layer"]: (data["start"], data["end"]) for _, _, data in read.edges(data=True)}
    assert starts["mention"] == ("2018-09-03", "2018-09-03")
    assert read.nodes["Eni"]["messages"] == 0


def test_graphml_is_read_by_networkx_and_igraph(group, tmp_path):
    target = written(group, tmp_path, ".graphml")
    read = nx.read_graphml(target, force_multigraph=True)
    assert edges_of(read) == EXPECTED
    other = igraph.Graph.Read_GraphML(str(target))
    assert sorted(other.vs["label"]) == sorted(SHOWN)
    assert sorted(other.es["weight"]) == [0.1, 0.5, 0.8, 1.25]


def test_attributes_are_texts_and_numbers_and_none_is_called_pid(group, tmp_path):
    read = nx.read_graphml(written(group, tmp_path, ".graphml"), force_multigraph=True)
    cells = [cell for _, data in read.nodes(data=True) for cell in data.items()]
    cells += [cell for *_, data in read.edges(data=True) for cell in data.items()]
    assert all(type(value) in (str, int, float) for _, value in cells)
    assert not {"pid", "id"} & {name for name, _ in cells}
    assert "None" not in {value for _, value in cells}
    assert "nan" not in {str(value) for _, value in cells}


def test_pajek_is_read_by_networkx_and_igraph(group, tmp_path):
    target = written(group, tmp_path, ".net")
    read = nx.read_pajek(target)
    assert len(read) == 5
    found = {(a, b, data["l"], data["weight"]) for a, b, data in read.edges(data=True)}
    assert found == {(a.replace('"', "'"), b.replace('"', "'"), layer, weight) for a, b, layer, weight in EXPECTED}
    other = igraph.Graph.Read_Pajek(str(target))
    assert (other.vcount(), other.ecount()) == (5, 4)
    assert other.is_directed()


def test_ucinet_is_read_by_igraph_with_a_mention_in_place_of_its_reply(group, tmp_path):
    read = igraph.Graph.Read_DL(str(written(group, tmp_path, ".dl")), directed=True)
    names = read.vs["name"]
    assert names == ["Ani", "Bu_Sri_&_anak", "Ani_(2)", "Eni", "Dinas_Tenaga_Kerja"]
    found = {(names[e.source], names[e.target]): e["weight"] for e in read.es}
    assert found[("Bu_Sri_&_anak", "Ani")] == pytest.approx(0.75 + 0.8)
    assert len(found) == 3


def test_the_edge_list_has_the_columns_of_the_graph_command(group, tmp_path):
    with written(group, tmp_path, ".csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["source", "target", "layer", "weight", "first", "last", "evidence"]
    assert {(r["source"], r["target"], r["layer"], float(r["weight"])) for r in rows} == EXPECTED


def test_a_partition_and_a_vector_have_one_line_a_vertex(group, tmp_path):
    assert written(group, tmp_path, ".clu").read_text(encoding="utf-8").split() == ["*Vertices", "5", *"11112"]
    assert written(group, tmp_path, ".vec").read_text(encoding="utf-8").split() == ["*Vertices", "5", *"12100"]


def test_the_workbook_has_nodexls_sheets_and_no_formulas(group, tmp_path):
    write_graph(group, tmp_path / "group.xlsx", {**NAMES, "p9": "=1+1"})
    with zipfile.ZipFile(tmp_path / "group.xlsx") as book:
        parts = {name: book.read(name).decode("utf-8") for name in book.namelist() if name.endswith(".xml")}
    assert 'name="Edges"' in parts["xl/workbook.xml"]
    assert 'name="Vertices"' in parts["xl/workbook.xml"]
    assert "<t>Vertex 1</t>" in parts["xl/sharedStrings.xml"]
    assert "<t>=1+1</t>" in parts["xl/sharedStrings.xml"]
    assert "<f>" not in "".join(parts.values())
    assert parts["xl/worksheets/sheet1.xml"].count("<row ") == 1 + len(EXPECTED)


@pytest.mark.parametrize("ending", GRAPH_ENDINGS)
def test_the_same_network_gives_the_same_file(group, tmp_path, ending):
    assert written(group, tmp_path, ending).read_bytes() == written(group, tmp_path, ending).read_bytes()


@pytest.mark.parametrize("ending", GRAPH_ENDINGS)
def test_a_network_without_ties_can_be_written(tmp_path, ending):
    chat = make_chat(said(0, "Ani"))
    graph = build_graph(chat, make_coding(chat))
    write_graph(graph, tmp_path / f"alone{ending}")
    assert (tmp_path / f"alone{ending}").exists()


def test_an_ending_that_is_not_known_is_refused(group, tmp_path):
    with pytest.raises(InputRefusedError, match=r"use one of \.gexf"):
        write_graph(group, tmp_path / "group.doc")


def test_control_characters_in_a_name_do_not_break_the_file(group, tmp_path):
    write_graph(group, tmp_path / "group.gexf", {"p1": "A\x00ni\x0b"})
    assert "Ani" in nx.read_gexf(tmp_path / "group.gexf")


def test_names_that_two_share_are_numbered(group):
    assert list(shown_once(group, NAMES).values()) == SHOWN
