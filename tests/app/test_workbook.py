from __future__ import annotations

import io

import pytest

from bmp_networks.app.workbook import workbook
from bmp_networks.containers.graph import EDGES
from bmp_networks.containers.results import AMOUNTS, INEQUALITY, LORENZ, MEMBERS, SERIES, TIES
from bmp_networks.containers.tables import Column, Contract
from bmp_networks.resources import load_toml

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed")

THINGS = Contract(
    "thing",
    (Column("name", "text", "its name"), Column("n", "number", "how many", "events"), Column("ids", "list", "x")),
)
NAMES = ["=1+1", "+62 812", "@x", "https://example.org", "007", "mail@example.org", "\x07 bunyi", "x" * 40_000]


def opened(lang: str = "id"):
    table = THINGS.build({"name": NAMES, "n": [float("nan"), *range(1, 8)], "ids": [("1:2", "1:3")] * 8})
    return openpyxl.load_workbook(io.BytesIO(workbook({"things": (table, THINGS)}, lang)))


def test_texts_are_texts_whatever_they_look_like():
    sheet = opened()["things"]
    cells = [row[0] for row in sheet.iter_rows(min_row=2)]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.hyperlink is None for cell in cells)
    assert [cell.value for cell in cells][:6] == NAMES[:6]


def test_missing_numbers_are_empty_and_lists_are_joined():
    first = next(opened()["things"].iter_rows(min_row=2, values_only=True))
    assert first[1:] == (None, "1:2 1:3")


@pytest.mark.parametrize(("lang", "title"), [("id", "Penjelasan"), ("en", "Columns")])
def test_the_first_sheet_explains_every_column(lang, title):
    book = opened(lang)
    assert book.sheetnames == [title, "things"]
    rows = list(book[title].iter_rows(min_row=4, values_only=True))
    assert [row[:2] for row in rows] == [("things", "name"), ("things", "n"), ("things", "ids")]
    assert all(row[2] for row in rows)


@pytest.mark.parametrize("contract", [TIES, EDGES, MEMBERS, INEQUALITY, LORENZ, SERIES, AMOUNTS], ids=lambda c: c.name)
def test_every_column_that_is_saved_is_explained_in_indonesian(contract):
    explained = load_toml("texts/app_id.toml").content["columns"]
    assert set(contract.names) <= {key.removeprefix("products_") for key in explained} | set(explained)
