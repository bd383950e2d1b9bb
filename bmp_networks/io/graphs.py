"""Networks for other programs: GEXF, GraphML, Pajek, UCINET and plain edge lists, by the ending of the file.

Every value is a text or a number; what is not known is left out. The layers stay apart: each reply, mention or
organisation edge is an edge of its own with its ``layer``. Only UCINET's list, which holds one value a pair, has
replies and mentions together, a mention in place of the reply of the same message.
"""

from __future__ import annotations

import io
import math
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pandas as pd

from bmp_networks.containers.graph import EDGES, InteractionGraph
from bmp_networks.errors import InputRefusedError
from bmp_networks.io.output import render, write_whole

_FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_NODE_TYPES = {"label": "string", "kind": "string", "messages": "integer", "days": "double", "present_from": "string",
               "present_to": "string", "known_by": "string"}  # fmt: skip
_EDGE_TYPES = {"layer": "string", "first": "string", "last": "string", "evidence": "string"}

MOST_IN_CELL = 32_767
"""Letters a cell of a workbook can hold."""

Cells = dict[str, str | int | float]


def write_graph(graph: InteractionGraph, target: Path, names: Mapping[str, str] | None = None) -> None:
    """Write a network in the format that the ending of the file says, whole or not at all.

    Parameters
    ----------
    graph
        Who addressed whom.
    target
        File that ends in ``.gexf`` (Gephi; edges with the days of their first and last event), ``.graphml``, ``.net``
        (Pajek; the layer is the line's label), ``.clu`` (Pajek partition: 1 member, 2 organisation), ``.vec`` (Pajek
        vector: messages written), ``.dl`` (UCINET edge list; replies, mentions and organisations together), ``.xlsx``
        (NodeXL workbook) or ``.csv``.
    names
        Node → name to show; the label where there is none.

    Raises
    ------
    InputRefusedError
        When the ending is not one of these, or the file cannot be written.
    """
    writer = _WRITERS.get(target.suffix.lower())
    if writer is None:
        raise InputRefusedError(
            "the ending of the output file says no network format that is known",
            where=target.name,
            hint=f"use one of {', '.join(GRAPH_ENDINGS)}, or .jsonl for the table of edges",
        )
    written = writer(graph, shown_once(graph, names))
    content = written if isinstance(written, bytes) else written.encode("utf-8")
    write_whole(target, lambda place: place.write_bytes(content))


def shown_once(graph: InteractionGraph, names: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give every node a name that no other has: a name two persons share gets a number behind it."""
    labels = dict(zip(graph.nodes["node"], graph.nodes["label"], strict=True))
    shown: dict[str, str] = {}
    taken: set[str] = set()
    for node, label in labels.items():
        wanted = _clean(str((names or {}).get(node, label)))
        name, number = wanted, 2
        while name in taken:
            name, number = f"{wanted} ({number})", number + 1
        shown[node] = name
        taken.add(name)
    return shown


def _gexf(graph: InteractionGraph, shown: dict[str, str]) -> str:
    root = ET.Element("gexf", {"xmlns": "http://www.gexf.net/1.2draft", "version": "1.2"})
    body = ET.SubElement(root, "graph", {"defaultedgetype": "directed", "mode": "dynamic", "timeformat": "date"})
    types = {"node": {name: kind for name, kind in _NODE_TYPES.items() if name != "label"}, "edge": _EDGE_TYPES}
    for what, columns in types.items():
        declared = ET.SubElement(body, "attributes", {"class": what, "mode": "static"})
        for name, kind in columns.items():
            ET.SubElement(declared, "attribute", {"id": name, "title": name, "type": kind})
    nodes = ET.SubElement(body, "nodes")
    for name, cells in _nodes(graph, shown):
        node = ET.SubElement(nodes, "node", {"id": name, "label": name})
        _gexf_values(node, {key: value for key, value in cells.items() if key != "label"})
    edges = ET.SubElement(body, "edges")
    for number, (source, target, weight, cells) in enumerate(_edges(graph, shown)):
        edge = ET.SubElement(
            edges,
            "edge",
            {
                "id": str(number),
                "source": source,
                "target": target,
                "weight": repr(weight),
                "start": str(cells["first"])[:10],
                "end": str(cells["last"])[:10],
            },
        )
        _gexf_values(edge, cells)
    return _xml(root)


def _gexf_values(parent: ET.Element, cells: Cells) -> None:
    values = ET.SubElement(parent, "attvalues")
    for name, value in cells.items():
        ET.SubElement(values, "attvalue", {"for": name, "value": str(value)})


def _graphml(graph: InteractionGraph, shown: dict[str, str]) -> str:
    root = ET.Element("graphml", {"xmlns": "http://graphml.graphdrawing.org/xmlns"})
    types = {"node": _NODE_TYPES, "edge": {"weight": "double", **_EDGE_TYPES}}
    for what, columns in types.items():
        for name, kind in columns.items():
            named = {"id": f"{what}_{name}", "for": what, "attr.name": name}
            ET.SubElement(root, "key", {**named, "attr.type": {"integer": "int"}.get(kind, kind)})
    body = ET.SubElement(root, "graph", {"id": "group", "edgedefault": "directed"})
    for name, cells in _nodes(graph, shown):
        _graphml_values(ET.SubElement(body, "node", {"id": name}), "node", cells)
    for number, (source, target, weight, cells) in enumerate(_edges(graph, shown)):
        ends = {"id": f"e{number}", "source": source, "target": target}
        _graphml_values(ET.SubElement(body, "edge", ends), "edge", {"weight": weight, **cells})
    return _xml(root)


def _graphml_values(parent: ET.Element, what: str, cells: Cells) -> None:
    for name, value in cells.items():
        ET.SubElement(parent, "data", {"key": f"{what}_{name}"}).text = str(value)


def _pajek(graph: InteractionGraph, shown: dict[str, str]) -> str:
    number = {name: place for place, name in enumerate(shown.values(), 1)}
    lines = [f"*Vertices {len(number)}"]
    lines += [f'{place} "{_unquoted(name)}"' for name, place in number.items()]
    lines.append("*Arcs")
    for source, target, weight, cells in _edges(graph, shown):
        lines.append(f'{number[source]} {number[target]} {weight!r} l "{cells["layer"]}"')
    return "\n".join(lines) + "\n"


def _pajek_partition(graph: InteractionGraph, shown: dict[str, str]) -> str:
    kinds = ["1" if kind == "member" else "2" for kind in graph.nodes["kind"]]
    return "\n".join([f"*Vertices {len(shown)}", *kinds]) + "\n"


def _pajek_vector(graph: InteractionGraph, shown: dict[str, str]) -> str:
    return "\n".join([f"*Vertices {len(shown)}", *map(str, graph.nodes["messages"])]) + "\n"


def _ucinet(graph: InteractionGraph, shown: dict[str, str]) -> str:
    """Write UCINET's edge list: its labels may hold neither blanks nor commas, and one pair has one value."""
    number = {node: place for place, node in enumerate(shown, 1)}
    labels = [re.sub(r"[\s,\"']+", "_", name).strip("_") or f"n{place}" for place, name in enumerate(shown.values(), 1)]
    weights: dict[tuple[int, int], float] = {}
    table = graph.events_once
    for source, target, weight in zip(table["source"], table["target"], table["weight"], strict=True):
        pair = (number[source], number[target])
        weights[pair] = weights.get(pair, 0.0) + float(weight)
    lines = [f"dl n={len(number)}", "format = edgelist1", "labels:", ",\n".join(labels), "data:"]
    lines += [f"{source} {target} {_rounded(weight)!r}" for (source, target), weight in sorted(weights.items())]
    return "\n".join(lines) + "\n"


def _edge_list(graph: InteractionGraph, shown: dict[str, str]) -> str:
    edges = graph.edges.copy()
    for end in ("source", "target"):
        edges[end] = pd.Series([shown[node] for node in edges[end]], index=edges.index, dtype=object)
    edges = edges.sort_values(["source", "target", "layer"], kind="stable").reset_index(drop=True)
    return render(edges, EDGES, "csv")


def _workbook(graph: InteractionGraph, shown: dict[str, str]) -> bytes:
    """Make NodeXL's two sheets, every text as text: a name that begins with = is no formula."""
    import xlsxwriter

    sheets: dict[str, list[list[str | int | float]]] = {
        "Edges": [["Vertex 1", "Vertex 2", "Edge Weight", *_EDGE_TYPES]],
        "Vertices": [["Vertex", *_NODE_TYPES]],
    }
    for source, target, weight, cells in _edges(graph, shown):
        sheets["Edges"].append([source, target, weight, *(cells.get(name, "") for name in _EDGE_TYPES)])
    for name, cells in _nodes(graph, shown):
        sheets["Vertices"].append([name, *(cells.get(column, "") for column in _NODE_TYPES)])
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        # The moment of writing would make two files of one network differ.
        book.set_properties({"created": datetime(2000, 1, 1)})
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    write = sheet.write_string if isinstance(value, str) else sheet.write_number
                    write(number, column, value[:MOST_IN_CELL] if isinstance(value, str) else value)
    return buffer.getvalue()


def _nodes(graph: InteractionGraph, shown: dict[str, str]) -> Iterator[tuple[str, Cells]]:
    table = graph.nodes
    for node, kind, messages, days, start, end, known in zip(
        *(table[name] for name in ("node", "kind", "messages", "days", "present_from", "present_to", "evidence")),
        strict=True,
    ):
        cells: dict[str, Any] = {"label": shown[node], "kind": kind, "messages": int(messages), "days": float(days)}
        cells |= {"present_from": _day(start), "present_to": _day(end), "known_by": known}
        yield shown[node], _known(cells)


def _edges(graph: InteractionGraph, shown: dict[str, str]) -> Iterator[tuple[str, str, float, Cells]]:
    table = graph.edges
    for source, target, layer, weight, first, last, evidence in zip(
        *(table[name] for name in EDGES.names), strict=True
    ):
        cells: dict[str, Any] = {"layer": layer, "first": first.isoformat(), "last": last.isoformat()}
        yield shown[source], shown[target], _rounded(weight), _known(cells | {"evidence": " ".join(evidence)})


def _known(cells: dict[str, Any]) -> Cells:
    return {
        name: value
        for name, value in cells.items()
        if value is not None and value != "" and not (isinstance(value, float) and math.isnan(value))
    }


def _day(when: pd.Timestamp) -> str:
    return "" if pd.isna(when) else f"{when:%Y-%m-%d}"


def _rounded(weight: float) -> float:
    return round(float(weight), 6)


def _clean(name: str) -> str:
    return _FORBIDDEN_IN_XML.sub("", name).strip() or "?"


def _unquoted(name: str) -> str:
    return re.sub(r"\s+", " ", name.replace('"', "'"))


def _xml(root: ET.Element) -> str:
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


_WRITERS: dict[str, Callable[[InteractionGraph, dict[str, str]], str | bytes]] = {
    ".gexf": _gexf,
    ".graphml": _graphml,
    ".net": _pajek,
    ".clu": _pajek_partition,
    ".vec": _pajek_vector,
    ".dl": _ucinet,
    ".xlsx": _workbook,
    ".csv": _edge_list,
}

GRAPH_ENDINGS = tuple(_WRITERS)
"""The endings of a network file."""
