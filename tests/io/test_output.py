from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from bmp_networks.containers.tables import Column, Contract
from bmp_networks.errors import InputRefusedError
from bmp_networks.io.output import format_of, render, write_whole

JARS = Contract(
    "jar",
    (
        Column("of", "text", "whose"),
        Column("price", "number", "price"),
        Column("at", "time", "when"),
        Column("day", "time", "which day", "day"),
        Column("in", "list", "what is in it"),
    ),
)
TABLE = JARS.from_rows(
    [
        {"of": "Ani", "price": 2.0, "at": "2018-11-05T07:02", "day": "2018-11-05", "in": ({"id": "x", "p": 0.25},)},
        {"of": None, "price": float("nan"), "at": None, "day": None, "in": ()},
    ]
)


def test_json_lines_know_numbers_lists_and_null_but_no_nan() -> None:
    rows = [json.loads(line) for line in render(TABLE, JARS, "jsonl").splitlines()]
    assert rows == [
        {"of": "Ani", "price": 2, "at": "2018-11-05T07:02:00", "day": "2018-11-05", "in": [{"id": "x", "p": 0.25}]},
        {"of": None, "price": None, "at": None, "day": None, "in": []},
    ]


def test_csv_carries_lists_as_json_and_missing_as_nothing() -> None:
    rows = list(csv.reader(io.StringIO(render(TABLE, JARS, "csv"))))
    assert rows[1][-1] == '[{"id": "x", "p": 0.25}]'
    assert rows[2] == ["", "", "", "", "[]"]


@pytest.mark.parametrize("text", ["=1+1", "@sum(a1)", "-2+3", "+cmd|' /c calc'!a0", "\t=1"])
def test_no_cell_of_a_csv_acts_as_a_formula(text: str) -> None:
    table = TABLE.assign(of=[text, None])
    cell = list(csv.reader(io.StringIO(render(table, JARS, "csv"))))[1][0]
    assert cell == "'" + text


def test_a_phone_number_keeps_its_plus() -> None:
    table = TABLE.assign(of=["+62 812-3456-7890", None])
    assert "+62 812-3456-7890" in render(table, JARS, "csv")
    assert "'+62" not in render(table, JARS, "csv")


def test_a_row_on_the_screen_is_no_wider_than_the_terminal() -> None:
    table = TABLE.assign(of=["a very long name " * 20, None])
    assert max(map(len, render(table, JARS, "table", width=80).splitlines())) <= 80


def test_columns_whose_names_differ_at_the_end_are_told_apart_on_a_narrow_screen() -> None:
    pair = Contract("pair", (Column("access_low", "number", "least"), Column("access_high", "number", "most")))
    table = pair.from_rows([{"access_low": 0.1, "access_high": 0.2}])
    assert render(table, pair, "table", width=18).splitlines()[0] == "acc…_low  acc…high"


@pytest.mark.parametrize(
    ("target", "is_terminal", "expected"),
    [(None, True, "table"), (None, False, "jsonl"), (Path("x.csv"), True, "csv"), (Path("x.JSONL"), True, "jsonl")],
)
def test_the_ending_or_the_screen_decides_the_format(target, is_terminal: bool, expected: str) -> None:
    assert format_of(target, is_terminal=is_terminal) == expected


def test_an_unknown_ending_is_refused() -> None:
    with pytest.raises(InputRefusedError, match="ending"):
        format_of(Path("x.doc"), is_terminal=True)


def test_a_file_that_fails_half_way_leaves_the_old_one_and_nothing_else(tmp_path) -> None:
    target = tmp_path / "report.html"
    target.write_text("old")

    def fail(path: Path) -> None:
        path.write_text("half")
        raise ValueError("stop")

    with pytest.raises(ValueError, match="stop"):
        write_whole(target, fail)
    assert [path.name for path in tmp_path.iterdir()] == ["report.html"]
    assert target.read_text() == "old"


def test_a_folder_that_is_not_there_is_refused(tmp_path) -> None:
    with pytest.raises(InputRefusedError, match="cannot be written"):
        write_whole(tmp_path / "nowhere" / "x.csv", lambda path: path.write_text("x"))
