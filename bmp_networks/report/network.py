"""The network of the page: what the canvas draws, and the table of ties beside it."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pandas as pd
from markupsafe import Markup

from bmp_networks.containers.results import RELATIONS
from bmp_networks.figures.network import line_widths
from bmp_networks.figures.style import node_styles, tie_styles
from bmp_networks.measures.structure import layout
from bmp_networks.report.tables import Cell, Column, Table, number_cell
from bmp_networks.report.view import View

MOST_DRAWN = 400
"""More lines than these cover each other."""

DRAWN_EACH = 4
"""So many lines for each node, the strongest, keep the picture readable."""

EVIDENCE_SHOWN = 5

Positions = dict[str, tuple[float, float]]


def arrange(view: View) -> Positions:
    """Give each node its place, both coordinates 0 to 1 from the upper left, under the name shown.

    Nodes without a tie stand in rows along the lower edge.
    """
    raw = layout(view.study.graph)
    tied = set(view.ties["source"]) | set(view.ties["target"])
    shown = {view.shown.get(node, node): place for node, place in raw.items()}
    inside = {node: place for node, place in shown.items() if node in tied}
    alone = [node for node in view.nodes["node"] if node not in inside]
    rows = math.ceil(len(alone) / 8)
    places: Positions = {}
    if inside:
        spread = spread_out(np.array(list(inside.values()), dtype=float))
        spread[:, 1] *= max(0.4, 1 - 0.13 * rows)
        places = {node: (float(x), float(y)) for node, (x, y) in zip(inside, spread, strict=True)}
    for number, node in enumerate(alone):
        row, column = divmod(number, 8)
        in_row = min(8, len(alone) - 8 * row)
        places[node] = ((column + 0.5) / in_row, 1 - 0.13 * (rows - 1 - row))
    return places


def spread_out(points: np.ndarray, nearest: float = 0.12) -> np.ndarray:
    """Fill the unit square with points and push apart those that would cover each other, shape ``(n, 2)``.

    The pull to the middle of a force-directed layout leaves the edges empty: each coordinate is moved half the way
    to its rank.
    """
    count = len(points)
    if count == 1:
        return np.full((1, 2), 0.5)
    low, high = points.min(axis=0), points.max(axis=0)
    scaled = (points - low) / np.where(high > low, high - low, 1)
    ranks = np.argsort(np.argsort(scaled, axis=0, kind="stable"), axis=0, kind="stable") / (count - 1)
    placed = (scaled + ranks) / 2
    nearest = min(nearest, 0.7 / math.sqrt(count))
    for _ in range(60 if count <= 300 else 0):
        gaps = placed[:, None, :] - placed[None, :, :]
        distances = np.hypot(gaps[..., 0], gaps[..., 1]) + np.eye(count)
        push = np.clip(nearest - distances, 0, None) / 2
        if not push.any():
            break
        placed = np.clip(placed + (gaps / distances[..., None] * push[..., None]).sum(axis=1), 0, 1)
    return np.asarray(placed)


def drawn_ties(view: View) -> pd.DataFrame:
    """Give the ties that are drawn: the strongest, as many as the picture bears."""
    return view.ties[view.ties["weight"] > 0].head(min(MOST_DRAWN, max(40, DRAWN_EACH * len(view.nodes))))


def network_data(view: View, positions: Positions) -> Markup:
    """Write what the canvas draws as JSON that cannot end its script element."""
    words = view.words
    place_of = {node: number for number, node in enumerate(view.nodes["node"])}
    drawn = drawn_ties(view)
    most = max(int(view.nodes["messages"].max()), 1)
    nodes = [
        {
            "name": node,
            "kind": "organisation" if kind == "organisation" else "member" if messages else "silent",
            "x": round(positions[node][0], 4),
            "y": round(positions[node][1], 4),
            "r": round(6.0 if kind == "organisation" or not messages else 5 + 9 * math.sqrt(messages / most), 1),
        }
        for node, kind, messages in zip(view.nodes["node"], view.nodes["kind"], view.nodes["messages"], strict=True)
    ]
    columns = zip(drawn["source"], drawn["target"], drawn["relation"], line_widths(drawn["weight"]), strict=True)
    data = {
        "nodes": nodes,
        "ties": [[place_of[a], place_of[b], relation, round(float(width), 1)] for a, b, relation, width in columns],
        "tieStyles": {name: {"colour": style.colour, "dash": style.dash} for name, style in tie_styles().items()},
        "nodeStyles": {
            name: {"shape": style.shape, "fill": style.fill, "line": style.line}
            for name, style in node_styles().items()
        },
        "words": {key: words.entry(f"network.{key}") for key in ("found", "found_none", "lit")},
    }
    return json_for_script(data)


def json_for_script(data: Any) -> Markup:
    """Write JSON in which nothing can be read as the end of a script element or as a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)


def legend(view: View) -> list[dict[str, Any]]:
    """List the types of tie that occur, with their meaning and how many there are."""
    counts = view.ties["relation"].value_counts()
    return [
        {
            "relation": relation,
            "word": view.words.word("relations", relation),
            "meaning": view.words.word("relations_meaning", relation),
            "n": int(counts[relation]),
        }
        for relation in RELATIONS
        if relation in counts.index
    ]


def network_sentence(view: View) -> str:
    """Say in one sentence what the network shows."""
    words = view.words
    types = [words("network.type_count", n=entry["n"], relation=entry["word"]) for entry in legend(view)]
    return words(
        "network.sentence_inferred" if view.study.ties.inferred else "network.sentence",
        members=len(view.members),
        organisations=len(view.nodes) - len(view.members),
        ties=len(view.ties),
        types=words.listing(types) or words("format.missing"),
    )


def tie_table(view: View) -> Table:
    """Make the table of all ties; the shares of each type only for research."""
    words = view.words
    titles = ["source", "target", "relation", "weight", "forward", "back"]
    shares = () if view.is_facilitator else ("p_bonding", "p_bridging", "p_linking")
    titles += [*shares, "direction", "strength", "evidence"]
    number = {"weight", "forward", "back", "strength", *shares}
    place_of = {node: number for number, node in enumerate(view.nodes["node"])}
    records = view.ties.to_dict("records")
    return Table(
        key="tie-table",
        caption=words("network.table"),
        columns=tuple(Column(words(f"network.{title}"), title in number) for title in titles),
        rows=tuple(_tie_row(view, record, shares) for record in records),
        sortable=True,
        pairs=tuple((place_of[record["source"]], place_of[record["target"]]) for record in records),
    )


def _tie_row(view: View, tie: dict[str, Any], shares: tuple[str, ...]) -> tuple[Cell, ...]:
    words = view.words
    direction = tie["status_direction"]
    return (
        Cell(tie["source"]),
        Cell(tie["target"]),
        Cell(_relation_word(view, tie), relation=tie["relation"]),
        *(number_cell(words.events(tie[key]), tie[key]) for key in ("weight", "w_forward", "w_back")),
        *(number_cell(words.percent(tie[key]), tie[key]) for key in shares),
        Cell(words.word("directions", direction)),
        number_cell(words.number(tie["strength"], 2), tie["strength"]),
        _evidence_cell(tie["evidence"], several_files=len(view.study.chat.sources) > 1),
    )


def _relation_word(view: View, tie: dict[str, Any]) -> str:
    word = view.words.word("relations", tie["relation"])
    return view.words("network.inferred_one", relation=word) if tie["inferred"] else word


def inferred_sentence(view: View) -> str:
    """Say how many types of tie are inferred; empty where none is."""
    if not view.study.ties.inferred:
        return ""
    pairs = int((view.ties["target_kind"] == "member").sum())
    return view.words("network.inferred", n=len(view.study.ties.inferred_pairs), pairs=pairs)


def _evidence_cell(evidence: tuple[str, ...], *, several_files: bool) -> Cell:
    places = [place if several_files else place.partition(":")[2] for place in evidence[:EVIDENCE_SHOWN]]
    more = len(evidence) - len(places)
    return Cell(", ".join(places) + (f" … +{more}" if more else ""), float(len(evidence)))
